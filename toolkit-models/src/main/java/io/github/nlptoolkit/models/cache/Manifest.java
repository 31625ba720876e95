package io.github.nlptoolkit.models.cache;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What a finished folder holds: each file's size, time of change and SHA-256, and where they came
 * from. Lies in the folder as {@value #FILE}, a text:
 *
 * <pre>
 * nlptoolkit-manifest 1
 * ORIGIN
 * SHA256 SIZE SECONDS PATH      one line per file
 * CRC32                         of all the lines above
 * </pre>
 *
 * <p>Plain lines and a plain checksum, because it is read at every start and the classes that more
 * would load take longer than the reading. Immutable and thread-safe.
 */
record Manifest(String origin, List<Entry> entries) {

  static final String FILE = "nlptoolkit-manifest.txt";

  private static final String HEAD = "nlptoolkit-manifest 1";
  private static final long MAX_BYTES = 1 << 20;

  /** What is known about one file; {@code modified} in whole seconds since 1970. */
  record Entry(String path, long sizeBytes, long modified, String sha256) {}

  /** How a folder compares to its manifest. */
  enum State {
    /** Sizes and times are those of the manifest. */
    INTACT,
    /** Sizes are those of the manifest, times are not: the content has to be looked at. */
    TOUCHED,
    /** A file is missing or has another size. */
    DAMAGED
  }

  Manifest {
    entries = List.copyOf(entries);
  }

  /**
   * Describes the files that lie in a folder. Sets their times to whole seconds, which every file
   * system can store: a file that anyone changes later gets another time even within the second.
   */
  static Manifest of(Path folder, String origin, Instant now) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long seconds = now.getEpochSecond();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1000));
      String path = folder.relativize(file).toString().replace('\\', '/');
      entries.add(new Entry(path, Files.size(file), seconds, Sha256.of(file)));
    }
    return new Manifest(origin, entries);
  }

  /**
   * Reads the manifest of a folder.
   *
   * @return empty if there is none
   * @throws ModelFormatException if it is not as {@link #write} leaves it
   */
  static Optional<Manifest> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    byte[] bytes;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ModelFormatException(file, "", "at most 1 MiB", Files.size(file) + " bytes");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    int body = text.lastIndexOf('\n', text.length() - 2) + 1;
    String sum = text.substring(body).strip();
    if (!crc32(text.substring(0, body)).equals(sum)) {
      throw new ModelFormatException(file, "", "the CRC-32 of the lines above at the end", sum);
    }
    String[] lines = text.substring(0, Math.max(0, body - 1)).split("\n", -1);
    if (lines.length < 3 || !lines[0].equals(HEAD)) {
      throw new ModelFormatException(file, "", HEAD + " and files", lines.length + " lines");
    }
    List<Entry> entries = new ArrayList<>(lines.length);
    for (int i = 2; i < lines.length; i++) {
      entries.add(entry(file, lines[i]));
    }
    return Optional.of(new Manifest(lines[1], entries));
  }

  private static Entry entry(Path file, String line) throws ModelFormatException {
    String[] parts = line.split(" ", 4);
    try {
      if (parts.length == 4 && isPlain(parts[3])) {
        return new Entry(parts[3], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[0]);
      }
    } catch (NumberFormatException e) {
      throw new ModelFormatException(file, "", "SHA256 SIZE SECONDS PATH", line, e);
    }
    throw new ModelFormatException(file, "", "SHA256 SIZE SECONDS PATH", line);
  }

  /** Whether a path leads to somewhere in the folder, and is made of ordinary characters. */
  private static boolean isPlain(String path) {
    boolean plain = !path.isEmpty() && !path.contains("..") && path.charAt(0) != '/';
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      plain &= c == '/' || ModelStore.isNameCharacter(c);
    }
    return plain;
  }

  private static String crc32(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  /** Writes the manifest into the folder it describes, one that nobody uses yet. */
  void write(Path folder) throws IOException {
    StringBuilder text = new StringBuilder(HEAD + "\n" + origin + "\n");
    for (Entry entry : entries) {
      text.append(entry.sha256).append(' ').append(entry.sizeBytes).append(' ');
      text.append(entry.modified).append(' ').append(entry.path).append('\n');
    }
    String body = text.toString();
    byte[] bytes = (body + crc32(body) + "\n").getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve(FILE), bytes);
  }

  /** Takes the manifest away, and with it the claim that the folder is whole. */
  static void revoke(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }

  /** The sum of the files' sizes in bytes. */
  long sizeBytes() {
    return entries.stream().mapToLong(Entry::sizeBytes).sum();
  }

  /** Compares sizes and times; opens no file. */
  State compare(Path folder) throws IOException {
    State state = State.INTACT;
    for (Entry entry : entries) {
      BasicFileAttributes found;
      try {
        found = Files.readAttributes(folder.resolve(entry.path), BasicFileAttributes.class);
      } catch (NoSuchFileException e) {
        return State.DAMAGED;
      }
      if (!found.isRegularFile() || found.size() != entry.sizeBytes) {
        return State.DAMAGED;
      }
      if (!found.lastModifiedTime().equals(FileTime.fromMillis(entry.modified * 1000))) {
        state = State.TOUCHED;
      }
    }
    return state;
  }

  /**
   * Compares the content of every file.
   *
   * @throws ModelFormatException if a file is missing or its bytes are not those that were written
   */
  void verify(Path folder) throws IOException {
    for (Entry entry : entries) {
      verify(folder, entry);
    }
  }

  private static void verify(Path folder, Entry entry) throws IOException {
    Path file = folder.resolve(entry.path);
    String found;
    try {
      found = Sha256.of(file);
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(file, "", "the file as it was imported", "no such file", e);
    }
    if (!found.equals(entry.sha256)) {
      throw new ModelFormatException(file, "SHA-256", entry.sha256, found);
    }
  }

  /**
   * Looks into the files whose time is not the recorded one, and gives those that are unchanged
   * their recorded time back, so that the next start need not look again.
   *
   * @return false if a file's content is not the recorded one
   */
  boolean settle(Path folder) throws IOException {
    for (Entry entry : entries) {
      Path file = folder.resolve(entry.path);
      FileTime recorded = FileTime.fromMillis(entry.modified * 1000);
      FileTime before = Files.getLastModifiedTime(file);
      if (before.equals(recorded)) {
        continue;
      }
      if (!Sha256.of(file).equals(entry.sha256)) {
        return false;
      }
      if (Files.getLastModifiedTime(file).equals(before)) {
        restore(file, recorded);
      }
    }
    return true;
  }

  private static void restore(Path file, FileTime recorded) {
    try {
      Files.setLastModifiedTime(file, recorded);
    } catch (IOException e) {
      // A cache of someone else's, or a read-only one, is left as it is: the next start hashes
      // again.
    }
  }
}

package io.github.nlptoolkit.bert.sentence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The SHA-256 of all that a folder's vectors depend on: names and contents of its files. */
final class ModelFingerprint {
  /** A sentence model has folders for its modules, and they have none. */
  private static final int DEPTH = 2;

  private static final int CHUNK = 1 << 16;

  private ModelFingerprint() {}

  static String of(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      files = all.filter(Files::isRegularFile).filter(ModelFingerprint::counts).sorted().toList();
    }
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK];
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      digest.update((name + "\n" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
      try (InputStream in = Files.newInputStream(file)) {
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
          digest.update(chunk, 0, n);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What the toolkit reads of a folder. */
  private static boolean counts(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") || name.endsWith(".safetensors") || name.endsWith(".txt");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}

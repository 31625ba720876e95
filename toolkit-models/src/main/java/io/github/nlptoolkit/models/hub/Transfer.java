package io.github.nlptoolkit.models.hub;

import io.github.nlptoolkit.models.cache.FolderLock;
import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings one content into the cache: under its lock, into an unfinished file that the next download
 * goes on with, and moved to its place only when size and checksum are those that the server
 * stated. Not thread-safe.
 */
final class Transfer {

  private static final long REPORT_BYTES = 1 << 18;
  private static final long PROGRESS_BYTES = 1 << 20;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/(\\*|[0-9]{1,18})");

  private final HubClient client;
  private final HubId id;
  private final RepositoryFolder folder;
  private final DownloadListener listener;

  Transfer(HubClient client, HubId id, RepositoryFolder folder, DownloadListener listener) {
    this.client = client;
    this.id = id;
    this.folder = folder;
    this.listener = listener;
  }

  /** Whether a file has the size and the content that the server stated; reads all of it. */
  static boolean isWhole(Path content, RemoteFile file) throws IOException {
    return Files.isRegularFile(content)
        && Files.size(content) == file.size().orElse(Files.size(content))
        && file.etag().of(content).equals(file.etag());
  }

  /** The content's place in the cache; downloads it if it is not there or not whole. */
  Path fetch(RemoteFile file) throws IOException {
    Path blob = folder.blob(file.etag());
    try (FolderLock held = FolderLock.acquire(folder.lock(file.etag()))) {
      // Someone else may have brought it while we waited.
      if (!isWhole(blob, file)) {
        Path partial = folder.partial(file.etag());
        receiveWhole(file, partial);
        held.check();
        RepositoryFolder.move(partial, blob);
      }
    }
    listener.progress(file.name(), Files.size(blob), file.sizeOrUnknown());
    return blob;
  }

  private void receiveWhole(RemoteFile file, Path partial) throws IOException {
    boolean resumed = sizeOf(partial) > 0;
    receive(file, partial);
    if (!isWhole(partial, file) && resumed) {
      // What an earlier download left was not the start of this content.
      Files.delete(partial);
      receive(file, partial);
    }
    if (!isWhole(partial, file)) {
      String found = file.etag().of(partial).digits();
      Files.delete(partial);
      throw HubException.lasting(
          Reason.CHECKSUM_MISMATCH,
          what(file)
              + ": expected "
              + file.etag().algorithm()
              + " "
              + file.etag()
              + ", got "
              + found);
    }
  }

  private void receive(RemoteFile file, Path partial) throws IOException {
    Retries retries = client.retries();
    @Nullable String validator = null;
    while (true) {
      long before = resumable(file, partial);
      if (before == file.sizeOrUnknown()) {
        createIfAbsent(partial);
        return;
      }
      try (Response response = client.open(id, file, range(before, validator))) {
        validator = strong(response.header("ETag").orElse(""));
        write(file, partial, response, start(file, response, before));
        return;
      } catch (HubException e) {
        if (e.reason() == Reason.INVALID_RESPONSE) {
          Files.deleteIfExists(partial);
        }
        if (sizeOf(partial) - before >= PROGRESS_BYTES) {
          retries.progressed();
        }
        retries.failed(e);
      }
    }
  }

  /** How much of an unfinished file can be kept; what cannot is removed. */
  private static long resumable(RemoteFile file, Path partial) throws IOException {
    long have = sizeOf(partial);
    if (have > file.sizeOrUnknown()) {
      Files.deleteIfExists(partial);
      return 0;
    }
    return have;
  }

  /**
   * Asks for the rest. The content is immutable and checked at the end, so a range needs no
   * condition; with one that is known, a server whose content did change starts over at once.
   */
  private static Map<String, String> range(long have, @Nullable String validator) {
    Map<String, String> headers = new HashMap<>();
    if (have > 0) {
      headers.put("Range", "bytes=" + have + "-");
      if (validator != null) {
        headers.put("If-Range", validator);
      }
    }
    return headers;
  }

  private static @Nullable String strong(String etag) {
    return etag.startsWith("\"") ? etag : null;
  }

  /** Where the bytes of an answer belong in the file. */
  private long start(RemoteFile file, Response response, long have) throws HubException {
    if (response.status() == 416) {
      throw HubException.passing(
          Reason.INVALID_RESPONSE,
          what(file) + ": the server has no bytes after " + have,
          Optional.empty());
    }
    long start = 0;
    if (response.status() == 206) {
      Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range").orElse("").strip());
      boolean fits =
          range.matches()
              && Long.parseLong(range.group(1)) == have
              && (range.group(2).equals("*")
                  || file.size().isEmpty()
                  || Long.parseLong(range.group(2)) == file.size().getAsLong());
      if (!fits) {
        throw lie(
            file, "bytes from " + have, "range " + response.header("Content-Range").orElse("none"));
      }
      start = have;
    }
    long sent = response.length("Content-Length").orElse(-1);
    if (sent >= 0 && file.size().isPresent() && start + sent != file.size().getAsLong()) {
      throw lie(file, file.size().getAsLong() + " bytes", (start + sent) + " bytes");
    }
    return start;
  }

  private void write(RemoteFile file, Path partial, Response response, long start)
      throws IOException {
    requireSpace(file, start);
    long limit = file.size().orElse(HubClient.MAX_SMALL_BYTES);
    try (FileChannel channel = open(partial, start)) {
      long done = start;
      long reported = done;
      listener.progress(file.name(), done, file.sizeOrUnknown());
      for (List<ByteBuffer> piece = response.body().next();
          piece != null;
          piece = response.body().next()) {
        for (ByteBuffer buffer : piece) {
          if (buffer.remaining() > limit - done) {
            throw lie(file, limit + " bytes", "more");
          }
          done += append(channel, buffer, partial);
        }
        if (done - reported >= REPORT_BYTES) {
          listener.progress(file.name(), done, file.sizeOrUnknown());
          reported = done;
        }
      }
      if (done < file.size().orElse(done)) {
        throw HubException.passing(
            Reason.CONNECTION_FAILED,
            what(file) + " ended after " + done + " of " + limit + " bytes",
            Optional.empty());
      }
      force(channel, partial);
    }
  }

  private void requireSpace(RemoteFile file, long have) throws IOException {
    long free = Files.getFileStore(folder.blobs()).getUsableSpace();
    long needed = file.size().orElse(0) - have;
    // Some file systems say 0 for "unknown".
    if (free > 0 && needed > free) {
      throw new FileSystemException(
          folder.blobs().toString(),
          null,
          what(file) + " needs " + needed + " bytes more and only " + free + " are free");
    }
  }

  private FileChannel open(Path partial, long start) throws IOException {
    FileChannel channel =
        FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.truncate(start);
      return channel.position(start);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static int append(FileChannel channel, ByteBuffer buffer, Path partial)
      throws IOException {
    int bytes = buffer.remaining();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      return bytes;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw full(partial, e);
    }
  }

  private static void force(FileChannel channel, Path partial) throws IOException {
    try {
      channel.force(true);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw full(partial, e);
    }
  }

  /** A disk that takes no more is given back what was taken of it. */
  private static IOException full(Path partial, IOException cause) throws IOException {
    Files.deleteIfExists(partial);
    return cause;
  }

  private static void createIfAbsent(Path partial) throws IOException {
    if (!Files.exists(partial)) {
      Files.createFile(partial);
    }
  }

  private static long sizeOf(Path partial) throws IOException {
    return Files.isRegularFile(partial) ? Files.size(partial) : 0;
  }

  private HubException lie(RemoteFile file, String expected, String found) {
    return HubException.lasting(
        Reason.INVALID_RESPONSE,
        what(file) + ": expected " + expected + ", the server sends " + Printable.of(found));
  }

  private String what(RemoteFile file) {
    return file.name() + " of " + id;
  }
}

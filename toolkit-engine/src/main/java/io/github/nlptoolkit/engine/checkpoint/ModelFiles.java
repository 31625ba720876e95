package io.github.nlptoolkit.engine.checkpoint;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How this room finds and reads files that it does not trust. */
final class ModelFiles {

  private ModelFiles() {}

  /**
   * A path of a model file made into one of the file system; it may not lead out of the folder.
   * Only the name is looked at: what the file system has there may be a symbolic link to elsewhere,
   * as in the Hugging Face cache, where every file is one.
   */
  static Path inside(Path folder, String relative, Path namedIn, String key)
      throws ModelFormatException {
    Path given;
    try {
      given = Path.of(relative);
    } catch (InvalidPathException e) {
      throw notInside(relative, namedIn, key, e);
    }
    boolean escapes = given.isAbsolute() || given.getRoot() != null || relative.contains("\\");
    for (Path part : given) {
      escapes |= part.toString().equals("..");
    }
    if (escapes) {
      throw notInside(relative, namedIn, key, null);
    }
    return folder.resolve(given);
  }

  private static ModelFormatException notInside(
      String relative, Path namedIn, String key, @Nullable Exception cause) {
    String expected = "a relative path with '/' that stays inside the folder";
    return cause == null
        ? new ModelFormatException(namedIn, key, expected, Shown.quoted(relative))
        : new ModelFormatException(namedIn, key, expected, Shown.quoted(relative), cause);
  }

  /** Whether anything of this name is there, a link that leads nowhere too. */
  static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Refuses what is no regular file (a pipe would never end), saying what it is. */
  static Path requireRegular(Path file) throws ModelFormatException {
    if (Files.isRegularFile(file)) {
      return file;
    }
    String found = "something that is no regular file";
    if (!exists(file)) {
      found = "no such file";
    } else if (Files.isDirectory(file)) {
      found = "a folder";
    } else if (Files.isSymbolicLink(file)) {
      found = "a symbolic link that leads nowhere or round in a circle";
    }
    throw new ModelFormatException(file, "", "a readable file", found);
  }

  /** A whole small file. */
  static byte[] bytes(Path file, int most) throws IOException {
    requireRegular(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most);
      if (bytes.length == most && in.read() >= 0) {
        throw new ModelFormatException(
            file, "", "at most " + most + " bytes", "more (" + Files.size(file) + ")");
      }
      return bytes;
    }
  }

  /** UTF-8 text, where a malformed byte is an error and no replacement character. */
  static Reader utf8(byte[] bytes, int start, int length) {
    return new BufferedReader(
        new InputStreamReader(
            new ByteArrayInputStream(bytes, start, length),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }
}

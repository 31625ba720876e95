package io.github.nlptoolkit.models.hub;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of files as strangers write them: which are safe to make a file of. */
final class FileNames {

  private static final int MAX_BYTES = 1024;
  private static final int MAX_PART_BYTES = 200;
  private static final Pattern WINDOWS_DEVICE =
      Pattern.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");

  private FileNames() {}

  /** Whether a name is one that git could store: relative, and leading nowhere else. */
  static boolean isPossible(String name) {
    boolean possible = name.indexOf('\0') < 0;
    for (String part : name.split("/", -1)) {
      possible &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    return possible;
  }

  /** Whether a name can be made a file of in a folder on every system, and in that folder only. */
  static boolean isSafe(String name) {
    boolean safe = isPossible(name) && bytes(name) <= MAX_BYTES;
    for (int i = 0; i < name.length() && safe; i++) {
      char c = name.charAt(i);
      safe = "\\:*?\"<>|".indexOf(c) < 0 && !Character.isISOControl(c) && !Character.isSurrogate(c);
    }
    for (String part : name.split("/", -1)) {
      safe =
          safe
              && bytes(part) <= MAX_PART_BYTES
              && !part.startsWith(".")
              && !part.endsWith(".")
              && !part.endsWith(" ")
              && !WINDOWS_DEVICE.matcher(part.toLowerCase(Locale.ROOT)).matches();
    }
    return safe;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

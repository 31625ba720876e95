package io.github.nlptoolkit.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the Hub names a file's content by: 64 hexadecimal digits are the SHA-256 of the bytes (large
 * files), 40 are the SHA-1 that git computes, of {@code "blob " + length + "\0"} and the bytes.
 * Being nothing but such digits it is safe as a file name. Immutable and thread-safe.
 */
record Etag(String digits) {

  private static final int SHA256_DIGITS = 64;
  private static final int GIT_DIGITS = 40;
  private static final int CHUNK = 1 << 16;

  /** Reads a header's value; empty if it is not one of the two kinds. */
  static Optional<Etag> parse(String header) {
    String text = header.strip();
    if (text.startsWith("W/")) {
      text = text.substring(2);
    }
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1);
    }
    return isHex(text, SHA256_DIGITS) || isHex(text, GIT_DIGITS)
        ? Optional.of(new Etag(text))
        : Optional.empty();
  }

  /** Whether a text is so many digits, in small letters as git and the Hub write them. */
  static boolean isHex(String text, int digits) {
    boolean hex = text.length() == digits;
    for (int i = 0; i < text.length() && hex; i++) {
      char c = text.charAt(i);
      hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return hex;
  }

  /** The name of the algorithm, for messages. */
  String algorithm() {
    return isSha256() ? "SHA-256" : "git SHA-1";
  }

  private boolean isSha256() {
    return digits.length() == SHA256_DIGITS;
  }

  /** What a file's content would be named by, in the same algorithm; reads the whole file. */
  Etag of(Path file) throws IOException {
    return isSha256() ? sha256(file) : git(file);
  }

  static Etag sha256(Path file) throws IOException {
    return digest(file, "SHA-256", new byte[0]);
  }

  static Etag git(Path file) throws IOException {
    String head = "blob " + Files.size(file) + "\0";
    return digest(file, "SHA-1", head.getBytes(StandardCharsets.UTF_8));
  }

  private static Etag digest(Path file, String algorithm, byte[] head) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have " + algorithm, e);
    }
    digest.update(head);
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return new Etag(HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public String toString() {
    return digits;
  }
}

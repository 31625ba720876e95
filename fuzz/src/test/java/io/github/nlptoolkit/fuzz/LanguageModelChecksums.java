package io.github.nlptoolkit.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Makes the checksums of a damaged binary n-gram model right, so that readers get past them. */
final class LanguageModelChecksums {
  private static final byte[] MAGIC = "NLPngram".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 1024;
  private static final int AT_SECTIONS = 160;
  private static final int SECTION_BYTES = 24;
  private static final int SECTIONS = 18;

  private LanguageModelChecksums() {}

  static byte[] repaired(byte[] input) {
    if (input.length < HEADER_BYTES
        || !Arrays.equals(input, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return input;
    }
    ByteBuffer bytes = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < SECTIONS; i++) {
      int at = AT_SECTIONS + i * SECTION_BYTES;
      long offset = bytes.getLong(at);
      long length = bytes.getLong(at + 8);
      if (offset >= 0 && length >= 0 && offset <= input.length && length <= input.length - offset) {
        bytes.putInt(at + 16, checksum(input, (int) offset, (int) length));
      }
    }
    bytes.putInt(HEADER_BYTES - 4, checksum(input, 0, HEADER_BYTES - 4));
    return input;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}

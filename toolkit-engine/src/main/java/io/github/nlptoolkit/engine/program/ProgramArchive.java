package io.github.nlptoolkit.engine.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a program as a TorchScript archive: a zip of the code, of a pickle that makes one object
 * of the class with its empty state, and of no constants. Immutable and thread-safe.
 */
final class ProgramArchive {
  private static final byte[] PICKLE_2 = {(byte) 0x80, 2};
  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  private ProgramArchive() {}

  /** The archive's bytes. */
  static byte[] of(ProgramText text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      add(zip, "data.pkl", object(text));
      add(zip, "code/__torch__.py", text.code().getBytes(StandardCharsets.UTF_8));
      add(zip, "constants.pkl", NO_CONSTANTS);
      add(zip, "version", "10\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry("program/" + name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * {@code Program.__new__()} with {@code {"training": False, name: [] for each name}} as its
   * state.
   */
  private static byte[] object(ProgramText text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PICKLE_2);
    out.writeBytes(ascii("c__torch__\n" + ProgramText.CLASS + "\n)"));
    out.write(0x81);
    out.writeBytes(ascii("}("));
    key(out, "training");
    out.write(0x89);
    for (String name : text.state()) {
      key(out, name);
      out.writeBytes(ascii("ctorch.jit._pickle\nbuild_tensorlist\n(](etR"));
    }
    out.writeBytes(ascii("ub."));
    return out.toByteArray();
  }

  private static void key(ByteArrayOutputStream out, String name) {
    byte[] bytes = ascii(name);
    out.write('X');
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(bytes.length >>> shift);
    }
    out.writeBytes(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

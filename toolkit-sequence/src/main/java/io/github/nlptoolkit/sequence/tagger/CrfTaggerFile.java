package io.github.nlptoolkit.sequence.tagger;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file of a tagger: a header of 64 bytes, its templates if it has any, zeros up to a multiple
 * of 8, then the file of its model, which has a checksum of its own. The header, big-endian: 8
 * bytes of magic; version; task; scheme, -1 for none; whether it needs parts of speech; the number
 * of bytes of the templates, in UTF-8, and their CRC-32C; zeros; at 60 the CRC-32C of the 60 bytes
 * before.
 */
final class CrfTaggerFile {
  private static final byte[] MAGIC = "NLP-TAG\n".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int HEADER = 64;
  private static final int CHECKSUM = 60;

  private CrfTaggerFile() {}

  static void write(Path file, CrfTagger tagger) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path model = Files.createTempFile(folder, ".model", ".tmp");
    try {
      tagger.model().save(model);
      AtomicFile.write(
          file,
          out -> {
            byte[] templates = tagger.templates().orElse("").getBytes(StandardCharsets.UTF_8);
            out.write(header(tagger, templates));
            out.write(Arrays.copyOf(templates, padded(templates.length)));
            Files.copy(model, out);
          });
    } finally {
      Files.deleteIfExists(model);
    }
  }

  private static int padded(int length) {
    return (length + 7) / 8 * 8;
  }

  private static byte[] header(CrfTagger tagger, byte[] templates) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(MAGIC).putInt(VERSION);
    header.putInt(Arrays.asList(TaggingTask.values()).indexOf(tagger.task()));
    header.putInt(
        tagger.scheme().map(scheme -> Arrays.asList(Scheme.values()).indexOf(scheme)).orElse(-1));
    header.putInt(tagger.needsParts() ? 1 : 0);
    header.putInt(templates.length).putInt(checksum(templates, templates.length));
    header.putInt(CHECKSUM, checksum(header.array(), CHECKSUM));
    return header.array();
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  static CrfTagger load(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE - 8) {
        throw new ModelFormatException(file, "size", "less than 2 GiB", size + " bytes");
      }
      return read(file.toString(), channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    }
  }

  static CrfTagger read(String name, ByteBuffer bytes) throws ModelFormatException {
    byte[] header = new byte[Math.min(HEADER, bytes.limit())];
    bytes.duplicate().rewind().get(header);
    if (header.length < MAGIC.length
        || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new ModelFormatException(name, "", "a tagger", "something else");
    }
    if (header.length < HEADER) {
      throw new ModelFormatException(name, "header", HEADER + " bytes", header.length + " bytes");
    }
    ByteBuffer fields = ByteBuffer.wrap(header).position(MAGIC.length);
    int version = fields.getInt();
    if (version != VERSION) {
      throw new ModelFormatException(
          name, "version", String.valueOf(VERSION), String.valueOf(version));
    }
    if (checksum(header, CHECKSUM) != fields.getInt(CHECKSUM)) {
      throw new ModelFormatException(
          name, "header", "its checksum", "another: the file is damaged");
    }
    TaggingTask task = value(name, "task", TaggingTask.values(), fields.getInt());
    int schemeCode = fields.getInt();
    @Nullable Scheme scheme =
        schemeCode == -1 ? null : value(name, "scheme", Scheme.values(), schemeCode);
    boolean parts = fields.getInt() != 0;
    int length = fields.getInt();
    int checksum = fields.getInt();
    if (length < 0 || length > bytes.limit() - HEADER - 8) {
      throw new ModelFormatException(
          name, "templates", "as many bytes as the file has", String.valueOf(length));
    }
    byte[] text = new byte[length];
    bytes.duplicate().position(HEADER).get(text);
    if (checksum(text, length) != checksum) {
      throw new ModelFormatException(
          name, "templates", "their checksum", "another: the file is damaged");
    }
    CrfModel model = CrfModel.of(name, bytes.duplicate().position(HEADER + padded(length)).slice());
    try {
      CrfTagger.@Nullable Templates templates =
          length == 0 ? null : CrfTagger.Templates.of(new String(text, StandardCharsets.UTF_8));
      return new CrfTagger(task, parts, scheme, templates, model);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          name, "labels and templates", "those of a tagger", String.valueOf(e.getMessage()));
    }
  }

  private static <T> T value(String name, String key, T[] values, int code)
      throws ModelFormatException {
    if (code < 0 || code >= values.length) {
      throw new ModelFormatException(
          name, key, "one of " + Arrays.toString(values), String.valueOf(code));
    }
    return values[code];
  }
}

package io.github.nlptoolkit.sequence.crf;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the binary models of CRFsuite 0.12: a header ("lCRF", "FOMC", version 100), a chunk "FEAT"
 * of features with their weights, and two constant databases "CQDB" of the names of labels and
 * attributes. The chunks of references, which say again what the features say, are not needed.
 */
final class CrfsuiteFile {

  private static final int HEADER = 48;
  private static final int CHUNK = 12;
  private static final int FEATURE = 20;
  private static final int DATABASE_HEADER = 24;
  private static final int BYTE_ORDER = 0x62445371;

  private final String file;
  private final ByteBuffer bytes;

  private CrfsuiteFile(String file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static boolean isOne(ByteBuffer bytes) {
    return bytes.limit() >= 4
        && bytes.get(0) == 'l'
        && bytes.get(1) == 'C'
        && bytes.get(2) == 'R'
        && bytes.get(3) == 'F';
  }

  static CrfModel read(String file, ByteBuffer bytes) throws ModelFormatException {
    return new CrfsuiteFile(file, bytes).read();
  }

  private CrfModel read() throws ModelFormatException {
    int size = bytes.limit();
    require(size > HEADER, "size", "a model file", size + " bytes");
    require(bytes.getInt(4) == size, "size", size + " bytes, the file's", "" + bytes.getInt(4));
    require("FOMC".equals(tag(8)), "model type", "FOMC", tag(8));
    require(bytes.getInt(12) == 100, "version", "100", "" + bytes.getInt(12));
    List<String> labels = database("labels", bytes.getInt(32), bytes.getInt(20));
    List<String> attributes = database("attributes", bytes.getInt(36), bytes.getInt(24));
    require(!labels.isEmpty(), "labels", "at least one", "none");
    try {
      CrfModelBuilder builder = CrfModel.builder(labels);
      int[] ids = new int[attributes.size()];
      for (int a = 0; a < ids.length; a++) {
        ids[a] = builder.attribute(attributes.get(a));
        require(ids[a] == a, "attributes", "different names", attributes.get(a) + " twice");
      }
      features(builder, labels.size(), attributes.size());
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          file, "features", "different ones with finite weights", "" + e.getMessage());
    }
  }

  private void features(CrfModelBuilder builder, int labels, int attributes)
      throws ModelFormatException {
    int start = place("features", bytes.getInt(28), CHUNK);
    require("FEAT".equals(tag(start)), "features", "a chunk FEAT", tag(start));
    int count = bytes.getInt(start + 8);
    long end = start + CHUNK + (long) FEATURE * count;
    require(
        count >= 0 && end <= bytes.limit(), "features", "as many as the file holds", "" + count);
    for (int f = 0; f < count; f++) {
      int at = start + CHUNK + FEATURE * f;
      int type = bytes.getInt(at);
      int from = bytes.getInt(at + 4);
      int to = bytes.getInt(at + 8);
      double weight = bytes.getDouble(at + 12);
      int sources = type == 0 ? attributes : labels;
      boolean known = (type == 0 || type == 1) && from >= 0 && from < sources;
      if (!known || to < 0 || to >= labels || !Double.isFinite(weight)) {
        String found = "type " + type + ", " + from + ", " + to + ", " + weight;
        throw new ModelFormatException(
            file, "feature " + f, "a known type, source and label, a finite weight", found);
      }
      if (type == 0) {
        builder.state(from, to, weight);
      } else {
        builder.transition(from, to, weight);
      }
    }
  }

  /** The strings of a database by number: its array of offsets leads to number, size and text. */
  private List<String> database(String what, int from, int expected) throws ModelFormatException {
    int start = place(what, from, DATABASE_HEADER);
    require("CQDB".equals(tag(start)), what, "a database CQDB", tag(start));
    long size = bytes.getInt(start + 4) & 0xFFFFFFFFL;
    require(start + size <= bytes.limit(), what, "a size within the file", "" + size);
    int order = bytes.getInt(start + 12);
    require(order == BYTE_ORDER, what, "little-endian byte order", Integer.toHexString(order));
    int count = bytes.getInt(start + 16);
    require(
        count >= 0 && count == expected, what, expected + " names, as the header says", "" + count);
    long links = bytes.getInt(start + 20) & 0xFFFFFFFFL;
    require(
        count == 0 || (links >= DATABASE_HEADER && links + 4L * count <= size),
        what,
        "an array of offsets within the database",
        "offset " + links);
    List<String> names = new ArrayList<>(count);
    long text = 0;
    for (int i = 0; i < count; i++) {
      long at = bytes.getInt(start + (int) links + 4 * i) & 0xFFFFFFFFL;
      String key = what + " " + i;
      require(at >= DATABASE_HEADER && at + 8 <= size, key, "an entry", "offset " + at);
      names.add(name(key, start + (int) at, i, start + size));
      // Entries that overlap could ask for far more memory than the file has bytes.
      text += bytes.getInt(start + (int) at + 4);
      require(text <= size, what, "names within the database", text + " bytes");
    }
    return names;
  }

  private String name(String key, int at, int number, long end) throws ModelFormatException {
    int id = bytes.getInt(at);
    require(id == number, key, "number " + number, "" + id);
    long length = bytes.getInt(at + 4) & 0xFFFFFFFFL;
    boolean fits = length >= 1 && at + 8 + length <= end;
    require(fits, key, "a name within the database", length + " bytes");
    byte[] text = new byte[(int) length - 1];
    bytes.get(at + 8, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private int place(String what, int offset, int room) throws ModelFormatException {
    boolean fits = offset >= HEADER && offset <= bytes.limit() - room;
    require(fits, what, "an offset within the file", "" + Integer.toUnsignedString(offset));
    return offset;
  }

  private String tag(int at) {
    byte[] four = new byte[4];
    bytes.get(at, four);
    return new String(four, StandardCharsets.ISO_8859_1);
  }

  private void require(boolean right, String key, String expected, String found)
      throws ModelFormatException {
    if (!right) {
      throw new ModelFormatException(file, key, expected, found);
    }
  }
}

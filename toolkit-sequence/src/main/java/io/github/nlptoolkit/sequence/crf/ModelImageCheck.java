package io.github.nlptoolkit.sequence.crf;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Makes sure that the bytes of a file are a model: that every number in them stays within them. A
 * model that has passed can be used without further checks.
 */
final class ModelImageCheck {

  private final String file;
  private final ByteBuffer bytes;
  private int labels;
  private int attributes;
  private int states;
  private int transitions;

  private ModelImageCheck(String file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static void check(String file, ByteBuffer bytes) throws ModelFormatException {
    new ModelImageCheck(file, bytes).run();
  }

  static int checksum(ByteBuffer image) {
    CRC32C crc = new CRC32C();
    crc.update(image.duplicate().position(0).limit(ModelImage.CHECKSUM_AT));
    crc.update(new byte[4]);
    crc.update(image.duplicate().position(ModelImage.CHECKSUM_AT + 4));
    return (int) crc.getValue();
  }

  private void run() throws ModelFormatException {
    int size = bytes.limit();
    require(size >= ModelImage.HEADER, "size", "a model file", size + " bytes");
    require(bytes.getLong(0) == ModelImage.MAGIC, "magic", "\"NLPTKCRF\"", "other bytes");
    int version = bytes.getInt(8);
    require(version == ModelImage.VERSION, "version", "" + ModelImage.VERSION, "" + version);
    long stated = bytes.getLong(40);
    require(stated == size, "size", stated + " bytes, as its header says", size + " bytes");
    int sum = bytes.getInt(ModelImage.CHECKSUM_AT);
    require(sum == checksum(bytes), "checksum", "that of the content", "another: it is damaged");
    counts();
    sections();
    names("labels", 0, labels);
    if (!hashed()) {
      names("attributes", 1, attributes);
      index();
    }
    states();
    transitions();
  }

  private boolean hashed() {
    return (bytes.getInt(16) & ModelImage.FLAG_HASHED) != 0;
  }

  private void counts() throws ModelFormatException {
    int flags = bytes.getInt(16);
    require(
        (flags & ~(ModelImage.FLAG_FLOAT | ModelImage.FLAG_HASHED)) == 0,
        "flags",
        "known ones",
        "" + flags);
    labels = count("labels", 24, 1 << 15);
    attributes = count("attributes", 28, bytes.limit());
    states = count("state features", 32, bytes.limit());
    transitions = count("transition features", 36, bytes.limit());
    int bits = bytes.getInt(20);
    boolean fits = hashed() ? bits >= 1 && bits <= 30 && attributes == 1 << bits : bits == 0;
    require(fits, "hash bits", "the logarithm of the number of attributes", "" + bits);
  }

  private int count(String what, int at, int limit) throws ModelFormatException {
    int count = bytes.getInt(at);
    require(count >= 0 && count <= limit, what, "a number in [0, " + limit + "]", "" + count);
    return count;
  }

  private void sections() throws ModelFormatException {
    long names = hashed() ? 0 : 4L * attributes;
    long slots = hashed() ? 0 : 8L * (attributes + attributes / 2 + 1);
    long weight = (bytes.getInt(16) & ModelImage.FLAG_FLOAT) != 0 ? 4 : 8;
    long pairs = (4L * transitions + 7) & ~7L;
    long[] least = {
      4L * labels,
      names,
      slots,
      4L * attributes + 2L * states,
      weight * states,
      pairs + 8L * transitions
    };
    long end = ModelImage.HEADER;
    for (int s = 0; s < ModelImage.SECTIONS; s++) {
      long from = bytes.getLong(48 + 8 * s);
      boolean inside = from >= end && from % 8 == 0 && from <= bytes.limit() - least[s];
      require(inside, "section " + (s + 1), "a place for it in the file", "offset " + from);
      end = from + least[s];
    }
  }

  private void names(String what, int section, int count) throws ModelFormatException {
    int from = ModelImage.section(bytes, section);
    long room = bytes.getLong(48 + 8 * (section + 1)) - from - 4L * count;
    ends(what, from, count, room);
  }

  private int ends(String what, int from, int count, long room) throws ModelFormatException {
    int before = 0;
    for (int i = 0; i < count; i++) {
      int end = bytes.getInt(from + 4 * i);
      require(
          end >= before && end <= room,
          what + " " + i,
          "an end in [" + before + ", " + room + "]",
          "" + end);
      before = end;
    }
    return before;
  }

  private void index() throws ModelFormatException {
    int from = ModelImage.section(bytes, 2);
    int slots = ModelImage.slots(attributes);
    int used = 0;
    for (int s = 0; s < slots; s++) {
      int id = bytes.getInt(from + 8 * s + 4);
      require(id >= -1 && id < attributes, "name index", "an attribute", "" + id);
      used += id < 0 ? 0 : 1;
    }
    require(used == attributes, "name index", attributes + " names", used + " names");
    ModelImage image = new ModelImage(bytes);
    for (int a = 0; a < attributes; a++) {
      String name = image.attributeName(a);
      require(
          image.find(name) == a, "attributes", "different names, all in the index", quoted(name));
    }
  }

  private static String quoted(String name) {
    return "\"" + name + "\"";
  }

  private void states() throws ModelFormatException {
    int from = ModelImage.section(bytes, 3);
    int last = ends("state features of attribute", from, attributes, states);
    require(last == states, "state features", states + " of them", "" + last);
    int text = from + 4 * attributes;
    ModelImage image = new ModelImage(bytes);
    for (int f = 0; f < states; f++) {
      int label = bytes.getChar(text + 2 * f);
      double weight = image.stateWeight(f);
      require(label < labels, "state feature " + f, "one of " + labels + " labels", "" + label);
      require(Double.isFinite(weight), "state feature " + f, "a finite weight", "" + weight);
    }
  }

  private void transitions() throws ModelFormatException {
    ModelImage image = new ModelImage(bytes);
    for (int f = 0; f < transitions; f++) {
      int a = image.transitionFrom(f);
      int b = image.transitionTo(f);
      String what = "transition feature " + f;
      require(a < labels && b < labels, what, "two of " + labels + " labels", a + ", " + b);
      double weight = image.transitionWeight(f);
      require(Double.isFinite(weight), what, "a finite weight", "" + weight);
    }
  }

  private void require(boolean right, String key, String expected, String found)
      throws ModelFormatException {
    if (!right) {
      throw new ModelFormatException(file, key, expected, found);
    }
  }
}

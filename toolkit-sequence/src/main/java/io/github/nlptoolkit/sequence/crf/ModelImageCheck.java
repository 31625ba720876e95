package io.github.nlptoolkit.sequence.crf;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
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
      if (end < before || end > room) {
        throw wrong(what + " " + i, "an end in [" + before + ", " + room + "]", "" + end);
      }
      before = end;
    }
    return before;
  }

  /** Each attribute has one slot, and no two have the same name. */
  private void index() throws ModelFormatException {
    int from = ModelImage.section(bytes, 2);
    int slots = ModelImage.slots(attributes);
    BitSet seen = new BitSet(attributes);
    for (int s = 0; s < slots; s++) {
      int id = bytes.getInt(from + 8 * s + 4);
      if (id < -1 || id >= attributes || (id >= 0 && seen.get(id))) {
        throw wrong("name index", "each attribute once", "" + id);
      }
      if (id >= 0) {
        seen.set(id);
      }
    }
    int used = seen.cardinality();
    require(used == attributes, "name index", attributes + " names", used + " names");
    distinct(from, slots);
  }

  /**
   * Equal names have equal hashes and lie in one run of slots. Runs are short unless a file is made
   * to waste time; the search ends then, as equal names do no harm.
   */
  private void distinct(int from, int slots) throws ModelFormatException {
    long budget = 256L * slots;
    for (int s = 0; s < slots; s++) {
      int id = bytes.getInt(from + 8 * s + 4);
      int hash = bytes.getInt(from + 8 * s);
      for (int n = s + 1; id >= 0 && n < slots && budget > 0; n++, budget--) {
        int other = bytes.getInt(from + 8 * n + 4);
        if (other < 0) {
          break;
        }
        if (bytes.getInt(from + 8 * n) == hash && name(id).equals(name(other))) {
          throw wrong("attributes", "different names", quoted(id));
        }
      }
    }
  }

  private ByteBuffer name(int id) {
    int ends = ModelImage.section(bytes, 1);
    int text = ends + 4 * attributes;
    int from = id == 0 ? 0 : bytes.getInt(ends + 4 * (id - 1));
    return bytes.slice(text + from, bytes.getInt(ends + 4 * id) - from);
  }

  private String quoted(int id) {
    return "\"" + StandardCharsets.UTF_8.decode(name(id)) + "\" twice";
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
      if (label >= labels || !Double.isFinite(weight)) {
        String expected = "one of " + labels + " labels and a finite weight";
        throw wrong("state feature " + f, expected, label + ", " + weight);
      }
    }
  }

  private void transitions() throws ModelFormatException {
    ModelImage image = new ModelImage(bytes);
    for (int f = 0; f < transitions; f++) {
      int a = image.transitionFrom(f);
      int b = image.transitionTo(f);
      double weight = image.transitionWeight(f);
      if (a >= labels || b >= labels || !Double.isFinite(weight)) {
        String expected = "two of " + labels + " labels and a finite weight";
        throw wrong("transition feature " + f, expected, a + ", " + b + ", " + weight);
      }
    }
  }

  private void require(boolean right, String key, String expected, String found)
      throws ModelFormatException {
    if (!right) {
      throw wrong(key, expected, found);
    }
  }

  private ModelFormatException wrong(String key, String expected, String found) {
    return new ModelFormatException(file, key, expected, found);
  }
}

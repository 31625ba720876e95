package io.github.nlptoolkit.sequence.crf;

import io.github.nlptoolkit.sequence.crf.internal.Utf8;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a model, mapped from its file or made in memory, and what is where in them. They
 * have passed {@link ModelImageCheck}. Immutable and thread-safe.
 *
 * <p>The format, little-endian, each section beginning at a multiple of 8:
 *
 * <pre>
 * header (96 bytes): magic "NLPTKCRF"; int version; int CRC-32C of all bytes with this field 0;
 *     int flags (1: single precision; 2: hashed attributes); int bits of the hash;
 *     int labels L; int attributes A; int state features K; int transition features E;
 *     long file size; six longs: where the sections begin, in the order below
 * 1 label names:     int ends[L]; UTF-8
 * 2 attribute names: int ends[A]; UTF-8                 (nothing if hashed)
 * 3 name index:      (int hash, int id)[A + A/2 + 1]    (nothing if hashed)
 * 4 state features:  int ends[A]; char labels[K], those of one attribute ascending
 * 5 state weights:   double or float [K]
 * 6 transitions:     char from[E]; char to[E]; double weights[E], ascending
 * </pre>
 */
final class ModelImage {

  static final long MAGIC = 0x4652434B54504C4EL;
  static final int VERSION = 1;
  static final int HEADER = 96;
  static final int CHECKSUM_AT = 12;
  static final int FLAG_FLOAT = 1;
  static final int FLAG_HASHED = 2;
  static final int SECTIONS = 6;

  final ByteBuffer bytes;
  final int labels;
  final int attributes;
  final int states;
  final int transitions;
  final boolean hashed;
  final int hashBits;

  private final int labelNames;
  private final int attributeNames;
  private final IntBuffer attributeEnds;
  private final IntBuffer index;
  private final IntBuffer stateEnds;
  private final CharBuffer stateLabels;
  private final @Nullable DoubleBuffer doubles;
  private final @Nullable FloatBuffer floats;
  private final int transitionSection;

  ModelImage(ByteBuffer image) {
    bytes = image.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int flags = bytes.getInt(16);
    hashed = (flags & FLAG_HASHED) != 0;
    hashBits = bytes.getInt(20);
    labels = bytes.getInt(24);
    attributes = bytes.getInt(28);
    states = bytes.getInt(32);
    transitions = bytes.getInt(36);
    labelNames = section(bytes, 0);
    attributeNames = section(bytes, 1);
    attributeEnds = slice(attributeNames, hashed ? 0 : 4L * attributes).asIntBuffer();
    index = slice(section(bytes, 2), hashed ? 0 : 8L * slots(attributes)).asIntBuffer();
    int state = section(bytes, 3);
    stateEnds = slice(state, 4L * attributes).asIntBuffer();
    stateLabels = slice(state + 4 * attributes, 2L * states).asCharBuffer();
    boolean single = (flags & FLAG_FLOAT) != 0;
    ByteBuffer weights = slice(section(bytes, 4), (single ? 4L : 8L) * states);
    doubles = single ? null : weights.asDoubleBuffer();
    floats = single ? weights.asFloatBuffer() : null;
    transitionSection = section(bytes, 5);
  }

  /** The number of slots in the index of names. */
  static int slots(int attributes) {
    return attributes + attributes / 2 + 1;
  }

  static int section(ByteBuffer bytes, int number) {
    return (int) bytes.getLong(48 + 8 * number);
  }

  static int slot(int hash, int slots) {
    return (int) (((hash & 0xFFFFFFFFL) * slots) >>> 32);
  }

  private ByteBuffer slice(int from, long size) {
    return bytes.slice(from, Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
  }

  WeightPrecision precision() {
    return floats == null ? WeightPrecision.DOUBLE : WeightPrecision.FLOAT;
  }

  List<String> labelNames() {
    List<String> names = new ArrayList<>(labels);
    int text = labelNames + 4 * labels;
    for (int l = 0; l < labels; l++) {
      int from = l == 0 ? 0 : bytes.getInt(labelNames + 4 * (l - 1));
      names.add(Utf8.decode(bytes, text + from, text + bytes.getInt(labelNames + 4 * l)));
    }
    return List.copyOf(names);
  }

  String attributeName(int id) {
    if (hashed) {
      return "#" + id;
    }
    int text = attributeNames + 4 * attributes;
    return Utf8.decode(bytes, text + start(attributeEnds, id), text + attributeEnds.get(id));
  }

  /** The number of an attribute, or -1. */
  int find(String name) {
    if (hashed) {
      return Utf8.bucket(name, hashBits);
    }
    int slots = slots(attributes);
    int hash = Utf8.hash(name);
    int text = attributeNames + 4 * attributes;
    int slot = slot(hash, slots);
    while (true) {
      int id = index.get(2 * slot + 1);
      if (id < 0) {
        return -1;
      }
      if (index.get(2 * slot) == hash
          && Utf8.equal(
              bytes, text + start(attributeEnds, id), text + attributeEnds.get(id), name)) {
        return id;
      }
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
  }

  int stateStart(int attribute) {
    return start(stateEnds, attribute);
  }

  int stateEnd(int attribute) {
    return stateEnds.get(attribute);
  }

  int stateLabel(int feature) {
    return stateLabels.get(feature);
  }

  double stateWeight(int feature) {
    if (doubles != null) {
      return doubles.get(feature);
    }
    return Objects.requireNonNull(floats).get(feature);
  }

  /** Adds the weights of an attribute to the scores of the labels of a position. */
  void addScores(int attribute, double value, double[] scores, int at) {
    int end = stateEnds.get(attribute);
    int feature = start(stateEnds, attribute);
    if (doubles != null) {
      for (; feature < end; feature++) {
        scores[at + stateLabels.get(feature)] += value * doubles.get(feature);
      }
    } else if (floats != null) {
      for (; feature < end; feature++) {
        scores[at + stateLabels.get(feature)] += value * floats.get(feature);
      }
    }
  }

  int transitionFrom(int feature) {
    return bytes.getChar(transitionSection + 2 * feature);
  }

  int transitionTo(int feature) {
    return bytes.getChar(transitionSection + 2 * transitions + 2 * feature);
  }

  double transitionWeight(int feature) {
    return bytes.getDouble(transitionSection + align(4L * transitions) + 8 * feature);
  }

  /** A row-major matrix, labels × labels; 0 where there is no feature. */
  double[] transitionScores() {
    double[] scores = new double[labels * labels];
    for (int f = 0; f < transitions; f++) {
      scores[transitionFrom(f) * labels + transitionTo(f)] = transitionWeight(f);
    }
    return scores;
  }

  static int align(long size) {
    return Math.toIntExact((size + 7) & ~7L);
  }

  private static int start(IntBuffer ends, int index) {
    return index == 0 ? 0 : ends.get(index - 1);
  }
}

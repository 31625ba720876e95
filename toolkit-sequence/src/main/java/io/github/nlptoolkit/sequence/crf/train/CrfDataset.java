package io.github.nlptoolkit.sequence.crf.train;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import io.github.nlptoolkit.sequence.crf.internal.StringTable;
import io.github.nlptoolkit.sequence.crf.internal.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labelled sentences, kept compactly: four bytes for each attribute of each token, twelve if any
 * has a value other than 1. Labels and attributes are numbered in the order of their first coming,
 * as in CRFsuite. Immutable and thread-safe.
 */
public final class CrfDataset {

  final List<String> labels;
  final StringTable names;
  final int hashBits;
  final int sequences;
  final int[] sequenceEnds;
  final int[] tokenEnds;
  final int[] attributes;
  final double @Nullable [] values;
  final double @Nullable [] weights;

  /** A label's number, or the complement of a number in {@link #sets}. */
  final int[] gold;

  final List<BitSet> sets;

  private CrfDataset(Builder b) {
    labels = List.copyOf(b.labels());
    names = b.names;
    hashBits = b.hashBits;
    sequences = b.sequences;
    sequenceEnds = b.sequenceEnds;
    tokenEnds = b.tokenEnds;
    attributes = b.attributes;
    values = b.values;
    weights = b.weights;
    gold = b.gold;
    sets = List.copyOf(b.sets);
  }

  /**
   * Starts a data set.
   *
   * @return an empty builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The labels in the order of their first coming.
   *
   * @return their names; unmodifiable
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * The number of sentences; empty ones are not kept.
   *
   * @return at least 0
   */
  public int sequences() {
    return sequences;
  }

  /**
   * The number of tokens in all sentences.
   *
   * @return at least 0
   */
  public int tokens() {
    return sequences == 0 ? 0 : sequenceEnds[sequences - 1];
  }

  /**
   * The number of different attributes; with hashed attributes, of buckets.
   *
   * @return at least 0
   */
  public int attributes() {
    return hashBits > 0 ? 1 << hashBits : names.size();
  }

  int start(int sequence) {
    return sequence == 0 ? 0 : sequenceEnds[sequence - 1];
  }

  int length(int sequence) {
    return sequenceEnds[sequence] - start(sequence);
  }

  int attributeStart(int token) {
    return token == 0 ? 0 : tokenEnds[token - 1];
  }

  double weight(int sequence) {
    return weights == null ? 1 : weights[sequence];
  }

  boolean isPartial(int sequence) {
    if (!sets.isEmpty()) {
      for (int t = start(sequence); t < sequenceEnds[sequence]; t++) {
        if (gold[t] < 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a token may have a label. */
  boolean allows(int token, int label) {
    int own = gold[token];
    return own >= 0 ? own == label : sets.get(~own).get(label);
  }

  /**
   * The same sentences with the numbers of another data set; attributes that it does not have are
   * left out, labels get a number that none of its labels has.
   */
  CrfDataset numberedAs(CrfDataset other) {
    if (!sets.isEmpty() || hashBits != other.hashBits) {
      throw new IllegalArgumentException(
          "held-out data must be labelled in full and hash attributes as the training data");
    }
    int[] ids = new int[hashBits > 0 ? 0 : names.size()];
    Arrays.setAll(ids, id -> other.names.find(names.get(id)));
    int[] labelIds = new int[labels.size()];
    Arrays.setAll(labelIds, id -> other.labels.indexOf(labels.get(id)));
    int tokens = tokens();
    int[] ends = new int[tokens];
    int[] kept = new int[attributeStart(tokens)];
    double[] keptValues = values == null ? null : new double[kept.length];
    int size = 0;
    for (int t = 0; t < tokens; t++) {
      for (int i = attributeStart(t); i < tokenEnds[t]; i++) {
        int id = hashBits > 0 ? attributes[i] : ids[attributes[i]];
        if (id >= 0) {
          kept[size] = id;
          if (keptValues != null && values != null) {
            keptValues[size] = values[i];
          }
          size++;
        }
      }
      ends[t] = size;
    }
    int[] numbers = new int[tokens];
    Arrays.setAll(numbers, t -> labelIds[gold[t]] < 0 ? other.labels.size() : labelIds[gold[t]]);
    return new CrfDataset(this, ends, kept, keptValues, numbers);
  }

  private CrfDataset(
      CrfDataset from, int[] ends, int[] kept, double @Nullable [] keptValues, int[] numbers) {
    labels = from.labels;
    names = from.names;
    hashBits = from.hashBits;
    sequences = from.sequences;
    sequenceEnds = from.sequenceEnds;
    tokenEnds = ends;
    attributes = kept;
    values = keptValues;
    weights = from.weights;
    gold = numbers;
    sets = List.of();
  }

  /** Gathers sentences. Not thread-safe. */
  public static final class Builder {
    private final StringTable labelNames = new StringTable();
    private final StringTable names = new StringTable();
    private final List<BitSet> sets = new ArrayList<>();
    private int hashBits;
    private boolean built;
    private int sequences;
    private int tokens;
    private int size;
    private int[] sequenceEnds = new int[64];
    private int[] tokenEnds = new int[1 << 10];
    private int[] gold = new int[1 << 10];
    private int[] attributes = new int[1 << 13];
    private double @Nullable [] values;
    private double @Nullable [] weights;

    private Builder() {}

    /**
     * Keeps a hash of each attribute's name instead of the name: bounded memory for unbounded
     * names. Attributes that fall into one bucket share their weights. Default: names are kept.
     *
     * @param bits the logarithm of the number of buckets, in [1, 30]
     * @return this builder
     * @throws IllegalArgumentException if the bits are out of range
     * @throws IllegalStateException if there are sentences already
     */
    public Builder hashBits(int bits) {
      if (bits < 1 || bits > 30) {
        throw new IllegalArgumentException("hashBits must be in [1, 30], got " + bits);
      }
      if (tokens > 0) {
        throw new IllegalStateException("hashBits must be set before the first sentence");
      }
      hashBits = bits;
      return this;
    }

    /**
     * Fixes numbers of labels before the first sentence, so that they do not depend on the order of
     * the data.
     *
     * @param labels label names
     * @return this builder
     */
    public Builder labels(Collection<String> labels) {
      labels.forEach(labelNames::add);
      return this;
    }

    /**
     * Adds a sentence.
     *
     * @param sentence attributes of each token
     * @param labels a label for each token
     * @return this builder
     * @throws IllegalArgumentException if the labels are not as many as the tokens
     */
    public Builder add(AttributeSequence sentence, List<String> labels) {
      return add(sentence, labels, 1);
    }

    /**
     * Adds a sentence that counts more or less than others.
     *
     * @param sentence attributes of each token
     * @param labels a label for each token
     * @param weight how many times it counts, at least 0
     * @return this builder
     * @throws IllegalArgumentException if the labels are not as many as the tokens, or the weight
     *     is negative or not finite
     */
    public Builder add(AttributeSequence sentence, List<String> labels, double weight) {
      requireTokens(sentence, labels.size());
      int first = tokens;
      append(sentence, weight);
      for (int t = 0; t < labels.size(); t++) {
        gold[first + t] = labelNames.add(labels.get(t));
      }
      return this;
    }

    /**
     * Adds a sentence of which not everything is known.
     *
     * @param sentence attributes of each token
     * @param allowed the labels that each token may have; none named means any
     * @return this builder
     * @throws IllegalArgumentException if the sets are not as many as the tokens
     */
    public Builder addPartial(
        AttributeSequence sentence, List<? extends Collection<String>> allowed) {
      requireTokens(sentence, allowed.size());
      int first = tokens;
      append(sentence, 1);
      for (int t = 0; t < allowed.size(); t++) {
        BitSet set = new BitSet();
        allowed.get(t).forEach(label -> set.set(labelNames.add(label)));
        gold[first + t] = set.cardinality() == 1 ? set.nextSetBit(0) : ~set(set);
      }
      return this;
    }

    private int set(BitSet set) {
      int index = sets.indexOf(set);
      if (index < 0) {
        sets.add(set);
        index = sets.size() - 1;
      }
      return index;
    }

    private static void requireTokens(AttributeSequence sentence, int found) {
      if (found != sentence.length()) {
        throw new IllegalArgumentException(
            "a sentence of "
                + sentence.length()
                + " tokens must have as many labels, got "
                + found);
      }
    }

    private void append(AttributeSequence sentence, double weight) {
      if (built) {
        throw new IllegalStateException("the data set is built already");
      }
      if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "the weight of a sentence must be at least 0 and finite, got " + weight);
      }
      int length = sentence.length();
      if (length == 0) {
        return;
      }
      tokenEnds = grown(tokenEnds, tokens, length);
      gold = grown(gold, tokens, length);
      for (int t = 0; t < length; t++) {
        appendToken(sentence, t);
      }
      sequenceEnds = grown(sequenceEnds, sequences, 1);
      if (weight != 1 && weights == null) {
        weights = new double[sequenceEnds.length];
        Arrays.fill(weights, 1);
      }
      if (weights != null) {
        weights =
            weights.length < sequenceEnds.length
                ? Arrays.copyOf(weights, sequenceEnds.length)
                : weights;
        weights[sequences] = weight;
      }
      sequenceEnds[sequences++] = tokens;
    }

    private void appendToken(AttributeSequence sentence, int token) {
      int count = sentence.attributes(token);
      attributes = grown(attributes, size, count);
      if (values != null && values.length < attributes.length) {
        values = Arrays.copyOf(values, attributes.length);
      }
      for (int i = 0; i < count; i++) {
        double value = sentence.value(token, i);
        if (value != 1 && values == null) {
          values = new double[attributes.length];
          Arrays.fill(values, 0, size, 1);
        }
        if (values != null) {
          values[size] = value;
        }
        String name = sentence.name(token, i);
        attributes[size++] = hashBits > 0 ? Utf8.bucket(name, hashBits) : names.add(name);
      }
      tokenEnds[tokens++] = size;
    }

    private static int[] grown(int[] array, int used, int more) {
      long needed = (long) used + more;
      if (needed <= array.length) {
        return array;
      }
      if (needed > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "a data set must have less than 2^31 attributes of tokens in all");
      }
      return Arrays.copyOf(
          array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, array.length * 3L / 2)));
    }

    private List<String> labels() {
      List<String> all = new ArrayList<>();
      for (int l = 0; l < labelNames.size(); l++) {
        all.add(labelNames.get(l));
      }
      return all;
    }

    /**
     * Ends the data set, which takes over what was gathered.
     *
     * @return the sentences
     * @throws IllegalStateException if called before
     */
    public CrfDataset build() {
      if (built) {
        throw new IllegalStateException("the data set is built already");
      }
      built = true;
      for (BitSet set : sets) {
        if (set.isEmpty()) {
          set.set(0, labelNames.size());
        }
      }
      return new CrfDataset(this);
    }
  }
}

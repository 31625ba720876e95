package io.github.nlptoolkit.sequence.crf;

import io.github.nlptoolkit.sequence.crf.internal.StringTable;
import io.github.nlptoolkit.sequence.crf.internal.Utf8;
import java.util.List;
import java.util.Objects;

/** Gathers the features of a model. Not thread-safe. */
public final class CrfModelBuilder {
  private final List<String> labels;
  private final int hashBits;
  private final StringTable names = new StringTable();
  private final FeatureList states = new FeatureList("state feature");
  private final FeatureList transitions = new FeatureList("transition feature");
  private WeightPrecision precision = WeightPrecision.DOUBLE;

  CrfModelBuilder(List<String> labels, int hashBits) {
    this.labels = List.copyOf(labels);
    this.hashBits = hashBits;
    if (labels.isEmpty() || labels.size() > 1 << 15) {
      throw new IllegalArgumentException("there must be 1 to 32768 labels, got " + labels.size());
    }
    if (this.labels.stream().distinct().count() < labels.size()) {
      throw new IllegalArgumentException("a label must come once, got " + labels);
    }
  }

  /**
   * The number of an attribute, which is added if it is new. With hashed attributes, its bucket.
   *
   * @param name the attribute
   * @return its number
   */
  public int attribute(String name) {
    return hashBits > 0 ? Utf8.bucket(name, hashBits) : names.add(name);
  }

  /**
   * Adds a state feature.
   *
   * @param attribute a number from {@link #attribute}
   * @param label a label's number
   * @param weight its weight, finite
   * @return this builder
   * @throws IndexOutOfBoundsException if there is no such attribute or label
   * @throws IllegalArgumentException if the weight is NaN or infinite
   */
  public CrfModelBuilder state(int attribute, int label, double weight) {
    Objects.checkIndex(attribute, attributes());
    Objects.checkIndex(label, labels.size());
    states.add(attribute, label, weight);
    return this;
  }

  /**
   * Adds a transition feature.
   *
   * @param from the number of the label before
   * @param to the number of the label after
   * @param weight its weight, finite
   * @return this builder
   * @throws IndexOutOfBoundsException if there is no such label
   * @throws IllegalArgumentException if the weight is NaN or infinite
   */
  public CrfModelBuilder transition(int from, int to, double weight) {
    Objects.checkIndex(from, labels.size());
    Objects.checkIndex(to, labels.size());
    transitions.add(from, to, weight);
    return this;
  }

  /**
   * How the weights of state features are stored. Default: {@link WeightPrecision#DOUBLE}.
   *
   * @param precision their precision
   * @return this builder
   */
  public CrfModelBuilder precision(WeightPrecision precision) {
    this.precision = precision;
    return this;
  }

  /**
   * Ends the model.
   *
   * @return the model
   * @throws IllegalArgumentException if a feature comes twice, or the model would be larger than 2
   *     GiB
   */
  public CrfModel build() {
    states.sort(hashBits > 0 ? a -> "#" + a : names::get, labels::get);
    transitions.sort(labels::get, labels::get);
    ModelImageWriter writer =
        new ModelImageWriter(labels, names::get, hashBits, sorted(), precision);
    return new CrfModel(writer.write());
  }

  private int attributes() {
    return hashBits > 0 ? 1 << hashBits : names.size();
  }

  private SortedFeatures sorted() {
    int[] ends = new int[attributes()];
    char[] stateLabels = new char[states.size()];
    for (int f = 0; f < states.size(); f++) {
      ends[states.from(f)]++;
      stateLabels[f] = (char) states.to(f);
    }
    for (int a = 1; a < ends.length; a++) {
      ends[a] += ends[a - 1];
    }
    char[] from = new char[transitions.size()];
    char[] to = new char[transitions.size()];
    for (int f = 0; f < from.length; f++) {
      from[f] = (char) transitions.from(f);
      to[f] = (char) transitions.to(f);
    }
    return new SortedFeatures(ends, stateLabels, states.weights(), from, to, transitions.weights());
  }
}

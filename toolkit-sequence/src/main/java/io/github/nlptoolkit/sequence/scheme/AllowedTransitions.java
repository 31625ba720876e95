package io.github.nlptoolkit.sequence.scheme;

import java.util.List;

/**
 * Which label may follow which, so that decoding gives valid tags only. Immutable and thread-safe.
 */
public final class AllowedTransitions {
  private final int labels;
  private final boolean[] first;
  private final boolean[] last;
  private final boolean[] between;

  private AllowedTransitions(Scheme scheme, List<String> labels) {
    this.labels = labels.size();
    this.first = new boolean[this.labels];
    this.last = new boolean[this.labels];
    this.between = new boolean[this.labels * this.labels];
    List<Tag> tags = labels.stream().map(scheme::parse).toList();
    for (int i = 0; i < this.labels; i++) {
      first[i] = scheme.follows(Tag.OUTSIDE, tags.get(i));
      last[i] = scheme.follows(tags.get(i), Tag.OUTSIDE);
      for (int j = 0; j < this.labels; j++) {
        between[i * this.labels + j] = scheme.follows(tags.get(i), tags.get(j));
      }
    }
  }

  /**
   * The transitions that a scheme allows.
   *
   * @param scheme the scheme
   * @param labels a model's labels
   * @return the transitions between them, by their indices
   * @throws IllegalArgumentException if a label is no tag of the scheme
   */
  public static AllowedTransitions of(Scheme scheme, List<String> labels) {
    return new AllowedTransitions(scheme, labels);
  }

  /**
   * How many labels there are.
   *
   * @return their number
   */
  public int labels() {
    return labels;
  }

  /**
   * Whether a sentence may start with a label.
   *
   * @param label its index
   * @return whether it may
   */
  public boolean isFirst(int label) {
    return first[label];
  }

  /**
   * Whether a sentence may end with a label.
   *
   * @param label its index
   * @return whether it may
   */
  public boolean isLast(int label) {
    return last[label];
  }

  /**
   * Whether a label may follow another.
   *
   * @param from the index of the one
   * @param to the index of the one behind it
   * @return whether it may
   */
  public boolean isAllowed(int from, int to) {
    return between[from * labels + to];
  }
}

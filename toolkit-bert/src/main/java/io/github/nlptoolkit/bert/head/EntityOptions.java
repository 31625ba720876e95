package io.github.nlptoolkit.bert.head;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/** How a {@link TokenClassifier} makes entities. Immutable and thread-safe. */
public final class EntityOptions {
  private static final EntityOptions DEFAULTS =
      new EntityOptions(Aggregation.SIMPLE, OptionalInt.empty(), Set.of("O"));

  private final Aggregation aggregation;
  private final OptionalInt stride;
  private final Set<String> ignoredLabels;

  private EntityOptions(Aggregation aggregation, OptionalInt stride, Set<String> ignoredLabels) {
    this.aggregation = aggregation;
    this.stride = stride;
    this.ignoredLabels = ignoredLabels;
  }

  /**
   * The defaults: {@link Aggregation#SIMPLE}, windows of long texts that share a quarter of their
   * tokens, and {@code O} ignored.
   *
   * @return the defaults
   */
  public static EntityOptions defaults() {
    return DEFAULTS;
  }

  /**
   * With another aggregation.
   *
   * @param choice how labels of tokens become entities
   * @return new options
   */
  public EntityOptions aggregation(Aggregation choice) {
    return new EntityOptions(Objects.requireNonNull(choice, "aggregation"), stride, ignoredLabels);
  }

  /**
   * With another stride.
   *
   * @param tokens how many tokens the windows of a long text share, at least 0
   * @return new options
   * @throws IllegalArgumentException if it is negative
   */
  public EntityOptions stride(int tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException("stride must be at least 0, got " + tokens);
    }
    return new EntityOptions(aggregation, OptionalInt.of(tokens), ignoredLabels);
  }

  /**
   * With other labels left out.
   *
   * @param labels labels or types of which no entities are made
   * @return new options
   */
  public EntityOptions ignoredLabels(Set<String> labels) {
    return new EntityOptions(aggregation, stride, Set.copyOf(labels));
  }

  /**
   * The aggregation.
   *
   * @return how labels of tokens become entities
   */
  public Aggregation aggregation() {
    return aggregation;
  }

  /**
   * The stride.
   *
   * @return how many tokens windows share, or empty for a quarter of them
   */
  public OptionalInt stride() {
    return stride;
  }

  /**
   * The labels left out.
   *
   * @return labels or types; immutable
   */
  public Set<String> ignoredLabels() {
    return ignoredLabels;
  }

  /** All settings. */
  @Override
  public String toString() {
    return "EntityOptions[aggregation="
        + aggregation
        + ", stride="
        + (stride.isPresent() ? stride.getAsInt() : "a quarter")
        + ", ignoredLabels="
        + ignoredLabels
        + "]";
  }
}

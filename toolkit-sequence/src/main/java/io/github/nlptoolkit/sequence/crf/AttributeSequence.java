package io.github.nlptoolkit.sequence.crf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sentence as a CRF sees it: for each token, attributes with values. An attribute is any string,
 * such as {@code w=the} or {@code suffix=ing}; its value is 1 unless another is given, and
 * multiplies its weights. An attribute that comes twice in a token counts with the sum of its
 * values, as in CRFsuite. A token may have no attributes. Immutable and thread-safe.
 */
public final class AttributeSequence {

  private final String[] names;
  private final double @Nullable [] values;
  private final int[] starts;

  private AttributeSequence(String[] names, double @Nullable [] values, int[] starts) {
    this.names = names;
    this.values = values;
    this.starts = starts;
  }

  /**
   * Takes the attributes of each token, all of value 1.
   *
   * @param tokens a list of attributes for each token
   * @return the sequence
   */
  public static AttributeSequence of(List<? extends List<String>> tokens) {
    Builder builder = builder();
    for (List<String> attributes : tokens) {
      builder.token();
      attributes.forEach(builder::add);
    }
    return builder.build();
  }

  /**
   * Starts a sequence.
   *
   * @return a builder without tokens
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The number of tokens.
   *
   * @return at least 0
   */
  public int length() {
    return starts.length - 1;
  }

  /**
   * The number of attributes of a token.
   *
   * @param token in [0, length)
   * @return at least 0
   */
  public int attributes(int token) {
    return starts[token + 1] - starts[token];
  }

  /**
   * An attribute's name.
   *
   * @param token in [0, length)
   * @param index in [0, attributes of the token)
   * @return the name
   */
  public String name(int token, int index) {
    return names[starts[token] + index];
  }

  /**
   * An attribute's value.
   *
   * @param token in [0, length)
   * @param index in [0, attributes of the token)
   * @return the value, finite
   */
  public double value(int token, int index) {
    return values == null ? 1 : values[starts[token] + index];
  }

  @Override
  public String toString() {
    List<String> tokens = new ArrayList<>();
    for (int t = 0; t < length(); t++) {
      tokens.add(Arrays.asList(names).subList(starts[t], starts[t + 1]).toString());
    }
    return tokens.toString();
  }

  /** Gathers tokens and their attributes in order. Not thread-safe. */
  public static final class Builder {
    private String[] names = new String[64];
    private double @Nullable [] values;
    private int[] starts = new int[16];
    private int size;
    private int tokens;

    private Builder() {}

    /**
     * Starts the next token.
     *
     * @return this builder
     */
    public Builder token() {
      if (tokens + 1 == starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
      }
      starts[tokens++] = size;
      return this;
    }

    /**
     * Gives the last token an attribute of value 1.
     *
     * @param name the attribute
     * @return this builder
     * @throws IllegalStateException if there is no token yet
     */
    public Builder add(String name) {
      return add(name, 1);
    }

    /**
     * Gives the last token an attribute.
     *
     * @param name the attribute
     * @param value its value, finite
     * @return this builder
     * @throws IllegalStateException if there is no token yet
     * @throws IllegalArgumentException if the value is NaN or infinite
     */
    public Builder add(String name, double value) {
      if (tokens == 0) {
        throw new IllegalStateException("token() must come before the first attribute, " + name);
      }
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "the value of attribute " + name + " must be finite, got " + value);
      }
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = values == null ? null : Arrays.copyOf(values, size * 2);
      }
      if (value != 1 && values == null) {
        values = new double[names.length];
        Arrays.fill(values, 0, size, 1);
      }
      if (values != null) {
        values[size] = value;
      }
      names[size++] = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Ends the sequence.
     *
     * @return the sequence; the builder may go on
     */
    public AttributeSequence build() {
      int[] ends = Arrays.copyOf(starts, tokens + 1);
      ends[tokens] = size;
      return new AttributeSequence(
          Arrays.copyOf(names, size), values == null ? null : Arrays.copyOf(values, size), ends);
    }
  }
}

package io.github.nlptoolkit.bert.sentence;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How texts are embedded, other than the model's folder says. Peer: the arguments of {@code encode}
 * of sentence-transformers 6.2: {@code prompt}, {@code prompt_name}, {@code truncate_dim}, {@code
 * normalize_embeddings}. Immutable and thread-safe.
 */
public final class EmbeddingOptions {
  private static final EmbeddingOptions DEFAULTS =
      new EmbeddingOptions(null, null, OptionalInt.empty(), false, OptionalInt.empty());

  private final @Nullable String prompt;
  private final @Nullable String promptName;
  private final OptionalInt dimensions;
  private final boolean normalized;
  private final OptionalInt windowOverlap;

  private EmbeddingOptions(
      @Nullable String prompt,
      @Nullable String promptName,
      OptionalInt dimensions,
      boolean normalized,
      OptionalInt windowOverlap) {
    this.prompt = prompt;
    this.promptName = promptName;
    this.dimensions = dimensions;
    this.normalized = normalized;
    this.windowOverlap = windowOverlap;
  }

  /**
   * As the folder says: its default prompt, its {@code truncate_dim}, texts cut at the limit.
   *
   * @return the defaults
   */
  public static EmbeddingOptions defaults() {
    return DEFAULTS;
  }

  /**
   * With another prompt.
   *
   * @param text what is put before each text; empty for none
   * @return new options
   */
  public EmbeddingOptions prompt(String text) {
    return new EmbeddingOptions(
        Objects.requireNonNull(text, "text"), null, dimensions, normalized, windowOverlap);
  }

  /**
   * With one of the model's prompts.
   *
   * @param name a key of {@link SentenceEmbedder#prompts}; another one is an error when texts are
   *     embedded
   * @return new options
   */
  public EmbeddingOptions promptName(String name) {
    return new EmbeddingOptions(
        null, Objects.requireNonNull(name, "name"), dimensions, normalized, windowOverlap);
  }

  /**
   * With fewer values in each vector, as models trained with the Matryoshka loss allow. They are
   * cut behind all modules, and are of unit length only if {@link #normalized} is asked for, too.
   *
   * @param count how many values are kept, at least 1; as many as there are if it is more
   * @return new options
   * @throws IllegalArgumentException if it is less than 1
   */
  public EmbeddingOptions dimensions(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("dimensions must be at least 1, got " + count);
    }
    return new EmbeddingOptions(
        prompt, promptName, OptionalInt.of(count), normalized, windowOverlap);
  }

  /**
   * With vectors of unit length.
   *
   * @return new options
   */
  public EmbeddingOptions normalized() {
    return new EmbeddingOptions(prompt, promptName, dimensions, true, windowOverlap);
  }

  /**
   * With long texts read as a whole, in windows of as many tokens as the model takes. The vector of
   * such a text is the mean of the windows' vectors, weighted by their tokens, and of unit length
   * if those of the model are. A prompt is in the first window only. No peer does this.
   *
   * @param overlap how many tokens each window shares with the next, at least 0
   * @return new options
   * @throws IllegalArgumentException if it is negative
   */
  public EmbeddingOptions windows(int overlap) {
    if (overlap < 0) {
      throw new IllegalArgumentException("overlap must not be negative, got " + overlap);
    }
    return new EmbeddingOptions(
        prompt, promptName, dimensions, normalized, OptionalInt.of(overlap));
  }

  Optional<String> prompt() {
    return Optional.ofNullable(prompt);
  }

  Optional<String> promptName() {
    return Optional.ofNullable(promptName);
  }

  OptionalInt dimensions() {
    return dimensions;
  }

  boolean isNormalized() {
    return normalized;
  }

  OptionalInt windowOverlap() {
    return windowOverlap;
  }

  /** All settings, of which vectors depend. */
  @Override
  public String toString() {
    return "EmbeddingOptions[prompt="
        + prompt
        + ", promptName="
        + promptName
        + ", dimensions="
        + dimensions
        + ", normalized="
        + normalized
        + ", windowOverlap="
        + windowOverlap
        + "]";
  }
}

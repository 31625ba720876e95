package io.github.nlptoolkit.bert.head;

import java.util.OptionalInt;

/** How a {@link QuestionAnswerer} looks for answers. Immutable and thread-safe. */
public final class AnswerOptions {
  private static final AnswerOptions DEFAULTS =
      new AnswerOptions(1, 15, OptionalInt.empty(), false, true);

  private final int answers;
  private final int maxTokens;
  private final OptionalInt stride;
  private final boolean impossible;
  private final boolean wholeWords;

  private AnswerOptions(
      int answers, int maxTokens, OptionalInt stride, boolean impossible, boolean wholeWords) {
    this.answers = answers;
    this.maxTokens = maxTokens;
    this.stride = stride;
    this.impossible = impossible;
    this.wholeWords = wholeWords;
  }

  /**
   * The defaults, those of transformers: the best answer, of at most 15 tokens, windows that share
   * 128 tokens or half of them if that is less, no answer "impossible", whole words.
   *
   * @return the defaults
   */
  public static AnswerOptions defaults() {
    return DEFAULTS;
  }

  /**
   * With another number of answers.
   *
   * @param count how many answers at the most, at least 1
   * @return new options
   * @throws IllegalArgumentException if it is less than 1
   */
  public AnswerOptions answers(int count) {
    return new AnswerOptions(
        atLeast("answers", count, 1), maxTokens, stride, impossible, wholeWords);
  }

  /**
   * With another length of answers.
   *
   * @param tokens the most tokens of an answer, at least 1
   * @return new options
   * @throws IllegalArgumentException if it is less than 1
   */
  public AnswerOptions maxTokens(int tokens) {
    return new AnswerOptions(
        answers, atLeast("maxTokens", tokens, 1), stride, impossible, wholeWords);
  }

  /**
   * With another stride.
   *
   * @param tokens how many tokens the windows of a long context share, at least 0
   * @return new options
   * @throws IllegalArgumentException if it is negative
   */
  public AnswerOptions stride(int tokens) {
    OptionalInt shared = OptionalInt.of(atLeast("stride", tokens, 0));
    return new AnswerOptions(answers, maxTokens, shared, impossible, wholeWords);
  }

  /**
   * Whether "the context does not say" may be an answer, for models fine-tuned with such questions
   * (SQuAD 2.0).
   *
   * @param allowed whether it may
   * @return new options
   */
  public AnswerOptions impossible(boolean allowed) {
    return new AnswerOptions(answers, maxTokens, stride, allowed, wholeWords);
  }

  /**
   * Whether answers are widened to whole words, as the tokenizer's pre-tokenizer cuts them.
   *
   * @param whole whether they are
   * @return new options
   */
  public AnswerOptions wholeWords(boolean whole) {
    return new AnswerOptions(answers, maxTokens, stride, impossible, whole);
  }

  private static int atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
    return value;
  }

  /**
   * The number of answers.
   *
   * @return how many at the most
   */
  public int answers() {
    return answers;
  }

  /**
   * The length of answers.
   *
   * @return the most tokens
   */
  public int maxTokens() {
    return maxTokens;
  }

  /**
   * The stride.
   *
   * @return how many tokens windows share, or empty for the default
   */
  public OptionalInt stride() {
    return stride;
  }

  /**
   * Whether no answer is an answer.
   *
   * @return true if it may be
   */
  public boolean impossible() {
    return impossible;
  }

  /**
   * Whether answers are whole words.
   *
   * @return true if they are
   */
  public boolean wholeWords() {
    return wholeWords;
  }

  /** All settings. */
  @Override
  public String toString() {
    return "AnswerOptions[answers="
        + answers
        + ", maxTokens="
        + maxTokens
        + ", stride="
        + (stride.isPresent() ? stride.getAsInt() : "default")
        + ", impossible="
        + impossible
        + ", wholeWords="
        + wholeWords
        + "]";
  }
}

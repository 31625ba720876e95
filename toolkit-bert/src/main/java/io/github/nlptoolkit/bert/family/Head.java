package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a checkpoint may have on top of its encoder. Immutable and thread-safe. */
public enum Head {
  /** The encoder's own pooler: what it makes of the first token's hidden state. */
  POOLER,
  /** Tokens for masked positions (Devlin et al. 2019). */
  MASKED_LANGUAGE_MODEL,
  /** Whether one text follows another (Devlin et al. 2019). */
  NEXT_SENTENCE,
  /** Whether two texts are in order (Lan et al. 2020). */
  SENTENCE_ORDER,
  /** Labels or a score for a text. */
  SEQUENCE_CLASSIFICATION,
  /** A label for each token. */
  TOKEN_CLASSIFICATION,
  /** Beginning and end of an answer. */
  QUESTION_ANSWERING;

  /**
   * The heads of a checkpoint, told by its tensors; where these leave a doubt, by {@code
   * architectures} in its configuration.
   *
   * @param checkpoint the checkpoint
   * @return the heads, possibly none; immutable
   * @throws ModelFormatException if the family is unknown
   */
  public static List<Head> of(Checkpoint checkpoint) throws ModelFormatException {
    Family family = Family.of(checkpoint.config());
    TensorFinder finder = new TensorFinder(checkpoint, family);
    List<String> architectures =
        checkpoint.config().optionalStrings("architectures").orElse(List.of());
    List<Head> heads = new ArrayList<>();
    for (Head head : values()) {
      List<String> signs = head.signs(family, finder);
      if (!signs.isEmpty() && signs.stream().allMatch(finder::has) && head.agrees(architectures)) {
        heads.add(head);
      }
    }
    return List.copyOf(heads);
  }

  /** The weights by which the head is told; none if the family cannot have it. */
  private List<String> signs(Family family, TensorFinder finder) {
    HeadNames names = HeadNames.of(family);
    String pooler = family.names().pooler();
    List<String> poolerSigns =
        pooler.isEmpty() ? List.of() : List.of(finder.encoder(pooler + ".weight"));
    return switch (this) {
      case POOLER -> poolerSigns;
      case MASKED_LANGUAGE_MODEL -> List.of(names.transform() + ".weight");
      case NEXT_SENTENCE -> family == Family.BERT ? with(poolerSigns, HeadNames.NEXT) : List.of();
      case SENTENCE_ORDER ->
          family == Family.ALBERT ? with(poolerSigns, HeadNames.ORDER) : List.of();
      case SEQUENCE_CLASSIFICATION ->
          names.dense().isEmpty()
              ? with(poolerSigns, names.classifier())
              : List.of(names.dense() + ".weight", names.classifier() + ".weight");
      case TOKEN_CLASSIFICATION -> List.of(HeadNames.TOKENS + ".weight");
      case QUESTION_ANSWERING -> List.of(HeadNames.ANSWERS + ".weight");
    };
  }

  private static List<String> with(List<String> signs, String name) {
    List<String> all = new ArrayList<>(signs);
    all.add(name + ".weight");
    return all;
  }

  /** A tensor called {@code classifier} may be of several heads. */
  private boolean agrees(List<String> architectures) {
    if (this != SEQUENCE_CLASSIFICATION && this != TOKEN_CLASSIFICATION) {
      return true;
    }
    String own = this == SEQUENCE_CLASSIFICATION ? "ForSequence" : "ForToken";
    List<String> classifying =
        architectures.stream()
            .filter(a -> a.endsWith("Classification") || a.endsWith("ForMultipleChoice"))
            .toList();
    return classifying.isEmpty()
        || classifying.stream().anyMatch(a -> a.endsWith(own + "Classification"));
  }

  /**
   * The error for a checkpoint that lacks this head.
   *
   * @param checkpoint the checkpoint
   * @return the error; it lists the heads that there are
   * @throws ModelFormatException if the family is unknown
   */
  public ModelFormatException lacking(Checkpoint checkpoint) throws ModelFormatException {
    List<Head> heads = of(checkpoint);
    return new ModelFormatException(
        checkpoint.folder(),
        "",
        "a model with the head \"" + this + "\"",
        heads.isEmpty() ? "one without any head" : "one with the heads " + heads);
  }

  /** In words, such as {@code masked language model}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

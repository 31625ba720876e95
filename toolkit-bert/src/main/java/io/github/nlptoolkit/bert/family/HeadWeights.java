package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A head's tensors and what is done with them, checked for shape. Immutable and thread-safe.
 *
 * @param weights its tensors, in the order that the steps use them
 * @param steps the codes of its steps, in the numbers of the program {@code heads.py}
 * @param eps what its norms add to the variance
 * @param outputs how many values it gives for a token
 */
public record HeadWeights(List<TensorView> weights, List<Long> steps, double eps, int outputs) {
  private static final int MOST_LABELS = 1 << 20;

  /** Copies the lists. */
  public HeadWeights {
    weights = List.copyOf(weights);
    steps = List.copyOf(steps);
  }

  /**
   * Finds a head's tensors.
   *
   * @param checkpoint the checkpoint
   * @param head the head
   * @return its tensors
   * @throws ModelFormatException if the checkpoint lacks the head (the message lists those it has),
   *     lacks a part of it, or has a tensor of another shape than the configuration says
   */
  public static HeadWeights of(Checkpoint checkpoint, Head head) throws ModelFormatException {
    if (!Head.of(checkpoint).contains(head)) {
      throw head.lacking(checkpoint);
    }
    Builder builder = new Builder(checkpoint);
    switch (head) {
      case POOLER -> builder.pooler();
      case MASKED_LANGUAGE_MODEL -> builder.maskedLanguageModel();
      case NEXT_SENTENCE -> builder.pooled(HeadNames.NEXT, 2);
      case SENTENCE_ORDER -> builder.pooled(HeadNames.ORDER, 2);
      case SEQUENCE_CLASSIFICATION -> builder.sequenceClassifier();
      case TOKEN_CLASSIFICATION -> builder.last(HeadNames.TOKENS, builder.labels(HeadNames.TOKENS));
      case QUESTION_ANSWERING -> builder.last(HeadNames.ANSWERS, 2);
    }
    return builder.build();
  }

  /** Puts steps together. */
  private static final class Builder {
    private final Checkpoint checkpoint;
    private final Family family;
    private final EncoderConfig config;
    private final HeadNames names;
    private final TensorFinder finder;
    private final List<TensorView> weights = new ArrayList<>();
    private final List<Long> steps = new ArrayList<>();
    private int outputs;

    Builder(Checkpoint checkpoint) throws ModelFormatException {
      this.checkpoint = checkpoint;
      this.family = Family.of(checkpoint.config());
      this.config = family.config(checkpoint.config());
      this.names = HeadNames.of(family);
      this.finder = new TensorFinder(checkpoint, family);
    }

    void pooler() throws ModelFormatException {
      int hidden = config.hiddenSize();
      linear(finder.encoder(family.names().pooler()), HeadActivation.TANH, hidden, hidden);
    }

    void pooled(String name, int labels) throws ModelFormatException {
      pooler();
      last(name, labels);
    }

    void sequenceClassifier() throws ModelFormatException {
      int hidden = config.hiddenSize();
      if (names.dense().isEmpty()) {
        pooler();
      } else {
        linear(names.dense(), names.denseActivation(), hidden, hidden);
      }
      last(names.classifier(), labels(names.classifier()));
    }

    void last(String name, int labels) throws ModelFormatException {
      linear(name, HeadActivation.NONE, labels, config.hiddenSize());
    }

    /** As many as the configuration says; if it does not, as many as the tensor has. */
    int labels(String name) throws ModelFormatException {
      JsonConfig json = checkpoint.config();
      Optional<JsonConfig> named = json.optionalObject("id2label");
      if (named.isPresent() && !named.get().keys().isEmpty()) {
        return named.get().keys().size();
      }
      OptionalInt counted = json.optionalInteger("num_labels", 1, MOST_LABELS);
      if (counted.isPresent()) {
        return counted.getAsInt();
      }
      long[] shape = checkpoint.tensor(name + ".weight").shape();
      return shape.length == 2 && shape[0] >= 1 && shape[0] <= MOST_LABELS ? (int) shape[0] : 2;
    }

    void maskedLanguageModel() throws ModelFormatException {
      int size = config.embeddingSize();
      HeadActivation activation =
          names.gelu() ? HeadActivation.GELU : HeadActivation.of(config.activation());
      linear(names.transform(), activation, size, config.hiddenSize());
      steps.add(0L);
      finder.pair(weights, names.norm(), size);
      steps.add(1L);
      steps.add(HeadActivation.NONE.code());
      String decoder = names.decoder() + ".weight";
      boolean tied = checkpoint.config().bool("tie_word_embeddings", true);
      String words = finder.encoder("embeddings.word_embeddings.weight");
      finder.add(
          weights, finder.has(decoder) || !tied ? decoder : words, config.vocabularySize(), size);
      // Untied models of transformers 5 have both, and use the decoder's own.
      String bias =
          names.decoderBiases(tied).stream()
              .filter(finder::has)
              .findFirst()
              .orElse(names.decoderBiases().get(0));
      finder.add(weights, bias, config.vocabularySize());
      outputs = config.vocabularySize();
    }

    private void linear(String name, HeadActivation activation, int out, int in)
        throws ModelFormatException {
      steps.add(1L);
      steps.add(activation.code());
      finder.pair(weights, name, out, in);
      outputs = out;
    }

    HeadWeights build() throws ModelFormatException {
      finder.finish();
      return new HeadWeights(weights, steps, config.normEps(), outputs);
    }
  }
}

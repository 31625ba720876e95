package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.family.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A head on the pooler that tells two cases of a pair of texts apart; what the cases are called is
 * all in which such heads differ. Thread-safe.
 *
 * @param <T> a prediction
 */
final class PairPrediction<T> implements AutoCloseable {
  private final HeadModel model;
  private final Maker<T> maker;

  private PairPrediction(HeadModel model, Maker<T> maker) {
    this.model = model;
    this.maker = maker;
  }

  /** Makes predictions. */
  @FunctionalInterface
  interface Maker<T> {
    /** Makes one of the logits of the two cases. */
    T of(float first, float second, boolean truncated);
  }

  static <T> PairPrediction<T> load(Path folder, Head head, LoadOptions options, Maker<T> maker)
      throws IOException {
    return new PairPrediction<>(HeadModel.load(folder, head, options), maker);
  }

  T predict(String first, String second) {
    return predict(List.of(new TextPair(first, second))).get(0);
  }

  List<T> predict(List<TextPair> pairs) {
    return model.pairLogits(pairs).stream()
        .map(pair -> maker.of(pair.logits()[0], pair.logits()[1], pair.truncated()))
        .toList();
  }

  @Override
  public void close() {
    model.close();
  }
}

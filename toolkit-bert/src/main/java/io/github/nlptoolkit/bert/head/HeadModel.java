package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.bert.encoder.HeadRunner;
import io.github.nlptoolkit.bert.encoder.HeadRunner.Positions;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextModel;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.family.Head;
import io.github.nlptoolkit.bert.family.HeadWeights;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text model with a head: what all classes of this package are built on. Thread-safe; {@link
 * #close} waits for running calls.
 */
final class HeadModel implements AutoCloseable {
  private final TextModel text;
  private final HeadRunner head;

  private HeadModel(TextModel text, HeadRunner head) {
    this.text = text;
    this.head = head;
  }

  /** Loads a folder's encoder and one of its heads. */
  static HeadModel load(Path folder, Head head, LoadOptions options) throws IOException {
    return load(Checkpoint.open(folder), head, options);
  }

  /** Loads a checkpoint's encoder and one of its heads. */
  static HeadModel load(Checkpoint checkpoint, Head head, LoadOptions options) throws IOException {
    // The head first: a checkpoint that lacks it is refused before anything is loaded.
    HeadWeights weights = HeadWeights.of(checkpoint, head);
    TextModel text = TextModel.open(checkpoint, options);
    try {
      return new HeadModel(text, HeadRunner.on(text.model(), weights));
    } catch (RuntimeException | Error e) {
      text.close();
      throw e;
    }
  }

  TextModel text() {
    return text;
  }

  Tokenizer tokenizer() {
    return text.tokenizer();
  }

  HeadRunner runner() {
    return head;
  }

  int outputs() {
    return head.outputs();
  }

  /**
   * What a head gives for a text or pair.
   *
   * @param logits its outputs
   * @param truncated whether the text or pair was cut to the model's limit of tokens
   */
  @SuppressWarnings("ArrayRecordComponent") // made and read by this package alone, never compared
  record Logits(float[] logits, boolean truncated) {}

  /** The logits of texts at their first tokens. */
  List<Logits> textLogits(List<String> texts) {
    return text.use(() -> firstLogits(text.tokenize(texts, one -> text.tokenizer().ids(one))));
  }

  /** The logits of pairs at their first tokens. */
  List<Logits> pairLogits(List<TextPair> pairs) {
    text.requirePairs();
    return text.use(
        () ->
            firstLogits(
                text.tokenize(
                    pairs, one -> text.tokenizer().idsOfPair(one.first(), one.second()))));
  }

  private List<Logits> firstLogits(List<TokenIds> texts) {
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).size() == 0) {
        throw new IllegalArgumentException(
            "texts[" + i + "] has no tokens, and this tokenizer adds none");
      }
    }
    List<float[]> logits = logits(texts, Positions.FIRST);
    return IntStream.range(0, texts.size())
        .mapToObj(i -> new Logits(logits.get(i), texts.get(i).truncated()))
        .toList();
  }

  /** For each text, rows × outputs. */
  List<float[]> logits(List<TokenIds> texts, Positions positions) {
    float[][] all = new float[texts.size()][0];
    int width = head.outputs();
    head.logits(
        texts,
        text.tokensPerBatch(),
        positions,
        (i, rows, tensors, firstRow) ->
            all[i] =
                Arrays.copyOfRange(
                    tensors.get(0).values(), firstRow * width, (firstRow + rows) * width));
    return Arrays.asList(all);
  }

  /** The logits of every token, tokens × outputs. */
  List<float[]> tokenLogits(List<TokenIds> texts) {
    return logits(texts, i -> IntStream.range(0, texts.get(i).size()).toArray());
  }

  @Override
  public void close() {
    text.close();
  }
}

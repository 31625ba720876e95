package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.family.Head;
import io.github.nlptoolkit.bert.family.HeadWeights;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.PrecisionChoice;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A BERT-like encoder read from a Hugging Face folder as it was published: texts to hidden states,
 * attention probabilities, pooler output and vectors of words. Gives what {@code AutoModel} of
 * transformers 5.23 gives, to rounding.
 *
 * <p>Texts longer than {@link #maxTokens()} are cut, of a pair the longer one first; {@link
 * Encoding#truncated()} tells. Thread-safe. An interrupted caller stops between batches with a
 * {@link CancellationException} and stays interrupted. {@link #close} waits for running calls.
 */
public final class Encoder implements AutoCloseable {
  private final TextModel text;
  private final @Nullable HeadRunner pooler;

  private Encoder(TextModel text, @Nullable HeadRunner pooler) {
    this.text = text;
    this.pooler = pooler;
  }

  /**
   * Loads an encoder with the default options.
   *
   * @param folder a Hugging Face folder; heads in it are left out
   * @return the encoder, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported; it names the file,
   *     the place, what was expected and what was found
   * @throws IOException if a file cannot be read
   * @throws UnsupportedOperationException if the engine's natives are absent; it names the artifact
   */
  public static Encoder load(Path folder) throws IOException {
    return load(folder, LoadOptions.defaults());
  }

  /**
   * Loads an encoder.
   *
   * @param folder a Hugging Face folder; heads in it are left out
   * @param options device, precision, limit of tokens, size of batches
   * @return the encoder, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if {@code maxTokens} is more than the model has positions or
   *     less than its special tokens, or there is no such GPU
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static Encoder load(Path folder, LoadOptions options) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    Optional<HeadWeights> pooler =
        Head.of(checkpoint).contains(Head.POOLER)
            ? Optional.of(HeadWeights.of(checkpoint, Head.POOLER))
            : Optional.empty();
    TextModel text = TextModel.open(checkpoint, options);
    try {
      return new Encoder(text, pooler.isEmpty() ? null : HeadRunner.on(text.model(), pooler.get()));
    } catch (RuntimeException | Error e) {
      text.close();
      throw e;
    }
  }

  /**
   * The encoder of a model that is open already, without a pooler.
   *
   * @param text the model, which is closed with this
   * @return the encoder
   */
  public static Encoder on(TextModel text) {
    return new Encoder(text, null);
  }

  /**
   * How many values a hidden state has.
   *
   * @return H, at least 1
   */
  public int hiddenSize() {
    return text.model().config().hiddenSize();
  }

  /**
   * How many layers there are.
   *
   * @return the number; each inner layer of an ALBERT group counts
   */
  public int layers() {
    return text.model().config().plan().size();
  }

  /**
   * How many attention heads a layer has.
   *
   * @return the number, at least 1
   */
  public int heads() {
    return text.model().config().heads();
  }

  /**
   * How many tokens of a text or pair count.
   *
   * @return the number, special tokens included, at least 1
   */
  public int maxTokens() {
    return text.maxTokens();
  }

  /**
   * Whether there is a pooler. DistilBERT and ELECTRA have none, and many checkpoints of other
   * families were saved without theirs.
   *
   * @return true if {@link Output#POOLER} may be asked for
   */
  public boolean hasPooler() {
    return pooler != null;
  }

  /**
   * Where the model runs.
   *
   * @return the CPU or a GPU
   */
  public Device device() {
    return text.model().device();
  }

  /**
   * What the model computes with, and why.
   *
   * @return the choice
   */
  public PrecisionChoice precision() {
    return text.model().precision();
  }

  /**
   * Encodes texts.
   *
   * @param texts the texts, each possibly empty
   * @param outputs what is wanted beyond the last hidden state
   * @return what was asked for, for each text in order; immutable
   * @throws NullPointerException if a text is null; the message names its index
   * @throws IllegalArgumentException if the pooler output is asked of a model that has no pooler
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<EncodedText> encode(List<String> texts, Output... outputs) {
    Set<Output> wanted = wanted(outputs);
    return text.use(() -> run(text.tokenize(texts, text.tokenizer()::encode), wanted));
  }

  /**
   * Encodes pairs of texts.
   *
   * @param pairs the pairs
   * @param outputs what is wanted beyond the last hidden state
   * @return what was asked for, for each pair in order; immutable
   * @throws NullPointerException if a pair is null; the message names its index
   * @throws IllegalArgumentException if the model takes single texts, or the pooler output is asked
   *     of a model that has no pooler
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<EncodedText> encodePairs(List<TextPair> pairs, Output... outputs) {
    Set<Output> wanted = wanted(outputs);
    text.requirePairs();
    return text.use(
        () ->
            run(
                text.tokenize(
                    pairs, pair -> text.tokenizer().encodePair(pair.first(), pair.second())),
                wanted));
  }

  private Set<Output> wanted(Output... outputs) {
    Set<Output> wanted = EnumSet.noneOf(Output.class);
    Collections.addAll(wanted, outputs);
    if (wanted.contains(Output.POOLER) && pooler == null) {
      throw new IllegalArgumentException(
          "the model "
              + text.checkpoint().folder()
              + " has no pooler, so there is no pooler output to give");
    }
    return wanted;
  }

  private List<EncodedText> run(List<Encoding> encodings, Set<Output> wanted) {
    BatchOutputs outputs = new BatchOutputs(hiddenSize(), layers(), wanted);
    List<TokenIds> ids = encodings.stream().map(Encoding::tokenIds).toList();
    EncodedText[] results = new EncodedText[encodings.size()];
    Arrays.setAll(results, i -> outputs.empty(encodings.get(i)));
    HeadRunner head = wanted.contains(Output.POOLER) ? pooler : null;
    Argument steps = head == null ? Argument.ints() : head.steps();
    Argument eps = head == null ? new Argument.Decimal(0) : head.eps();
    Argument every = new Argument.Bool(wanted.contains(Output.HIDDEN_STATES));
    Argument attention = new Argument.Bool(wanted.contains(Output.ATTENTIONS));
    EncoderModel model = text.model();
    model.each(
        ids,
        text.tokensPerBatch(),
        (rows, batch) -> {
          Argument firsts =
              Argument.indices(HeadRunner.packed(ids, rows, HeadRunner.Positions.FIRST));
          List<EncodedText> encoded =
              outputs.split(
                  IntStream.of(rows).mapToObj(encodings::get).toList(),
                  batch.lengths(),
                  model.run("outputs", rows, batch, every, attention, firsts, steps, eps));
          for (int i = 0; i < rows.length; i++) {
            results[rows[i]] = encoded.get(i);
          }
        });
    return List.of(results);
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    text.close();
  }
}

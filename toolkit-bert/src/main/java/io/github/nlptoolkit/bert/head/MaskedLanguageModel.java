package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.bert.encoder.HeadRunner.Positions;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.family.Head;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Fills masks and scores texts with the head that BERT-like encoders were pre-trained with. Gives
 * what the fill-mask pipeline of transformers 5.23 gives, to rounding. The head runs at the masked
 * places alone.
 *
 * <p>Several masks of a text are filled independently of each other: the probabilities of each are
 * those with all other masks in place.
 *
 * <p>Thread-safe. An interrupted caller stops between batches with a {@link CancellationException}
 * and stays interrupted. {@link #close} waits for running calls.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al., 2019: BERT</a>
 */
public final class MaskedLanguageModel implements AutoCloseable {
  /** Copies of texts with one token masked that are made at a time. */
  private static final int TOKENS_AT_A_TIME = 1 << 18;

  private final HeadModel model;
  private final String maskToken;
  private final int maskId;

  private MaskedLanguageModel(HeadModel model, String maskToken, int maskId) {
    this.model = model;
    this.maskToken = maskToken;
    this.maskId = maskId;
  }

  /**
   * Loads a model with the default options.
   *
   * @param folder a Hugging Face folder
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, the checkpoint has
   *     no such head (the message lists those it has), or its tokenizer no mask token
   * @throws IOException if a file cannot be read
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static MaskedLanguageModel load(Path folder) throws IOException {
    return load(folder, LoadOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param folder a Hugging Face folder
   * @param options device, precision, limit of tokens, size of batches
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, the checkpoint has
   *     no such head (the message lists those it has), or its tokenizer no mask token
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if an option does not fit the model
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static MaskedLanguageModel load(Path folder, LoadOptions options) throws IOException {
    HeadModel model = HeadModel.load(folder, Head.MASKED_LANGUAGE_MODEL, options);
    try {
      Checkpoint checkpoint = model.text().checkpoint();
      String token =
          SpecialTokens.find(checkpoint, model.tokenizer(), "mask_token", "[MASK]", "<mask>")
              .orElse("");
      OptionalInt id = model.tokenizer().idOf(token);
      if (id.isEmpty()) {
        throw new ModelFormatException(
            checkpoint.file("tokenizer.json"),
            "mask_token",
            "a token to mask with",
            token.isEmpty() ? "none" : "\"" + token + "\", which is not in the vocabulary");
      }
      return new MaskedLanguageModel(model, token, id.getAsInt());
    } catch (IOException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * What a mask is written as in a text.
   *
   * @return such as {@code [MASK]} or {@code <mask>}
   */
  public String maskToken() {
    return maskToken;
  }

  /**
   * How many tokens of a text count.
   *
   * @return the number, special tokens included, at least 1
   */
  public int maxTokens() {
    return model.text().maxTokens();
  }

  /**
   * Fills the masks of a text.
   *
   * @param text the text, with at least one mask; it is cut behind the model's limit of tokens,
   *     which {@link FilledMask#truncated} tells
   * @param k how many candidates for each mask, from 1 to the size of the vocabulary
   * @return one for each mask, in the order of the text; immutable
   * @throws IllegalArgumentException if there is no mask, a mask stands behind the limit, or {@code
   *     k} is out of range
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<FilledMask> fill(String text, int k) {
    return fill(List.of(text), k).get(0);
  }

  /**
   * Fills the masks of texts.
   *
   * @param texts the texts, each with at least one mask; they are cut behind the model's limit
   * @param k how many candidates for each mask, from 1 to the size of the vocabulary
   * @return for each text, one for each mask, in the order of the text; immutable
   * @throws NullPointerException if a text is null; the message names its index
   * @throws IllegalArgumentException if a text has no mask, or one behind the limit, or {@code k}
   *     is out of range
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<List<FilledMask>> fill(List<String> texts, int k) {
    if (k < 1 || k > model.outputs()) {
      throw new IllegalArgumentException(
          "k must be from 1 to " + model.outputs() + ", the size of the vocabulary, got " + k);
    }
    return model
        .text()
        .use(
            () -> {
              List<Encoding> encodings = model.text().tokenize(texts, model.tokenizer()::encode);
              int[][] masks = new int[texts.size()][];
              Arrays.setAll(masks, i -> masks(encodings.get(i), texts.get(i), i));
              return fill(encodings, masks, k);
            });
  }

  private int[] masks(Encoding encoding, String text, int index) {
    int[] ids = encoding.ids();
    int[] masks = IntStream.range(0, ids.length).filter(i -> ids[i] == maskId).toArray();
    if (masks.length == 0) {
      throw new IllegalArgumentException(
          "texts["
              + index
              + "] has no mask token "
              + maskToken
              + (encoding.truncated() ? " within the first " + maxTokens() + " tokens" : "")
              + ": \""
              + shown(text)
              + "\"");
    }
    int behind = encoding.span(masks[masks.length - 1]).end();
    if (encoding.truncated() && text.indexOf(maskToken, behind) >= 0) {
      throw new IllegalArgumentException(
          "texts["
              + index
              + "] has a mask token "
              + maskToken
              + " behind the first "
              + maxTokens()
              + " tokens, which are all that the model takes: \""
              + shown(text)
              + "\"");
    }
    return masks;
  }

  private static String shown(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private List<List<FilledMask>> fill(List<Encoding> encodings, int[][] masks, int k) {
    List<List<FilledMask>> filled = new ArrayList<>();
    encodings.forEach(encoding -> filled.add(List.of()));
    model
        .runner()
        .top(
            encodings.stream().map(Encoding::tokenIds).toList(),
            model.text().tokensPerBatch(),
            i -> masks[i],
            k,
            (i, rows, tensors, firstRow) -> {
              List<FilledMask> ofText = new ArrayList<>(rows);
              for (int mask = 0; mask < rows; mask++) {
                ofText.add(
                    new FilledMask(
                        masks[i][mask],
                        encodings.get(i).span(masks[i][mask]),
                        candidates(tensors, firstRow + mask, k),
                        encodings.get(i).truncated()));
              }
              synchronized (filled) {
                filled.set(i, List.copyOf(ofText));
              }
            });
    return List.copyOf(filled);
  }

  private List<TokenProbability> candidates(List<FloatTensor> tensors, int row, int k) {
    List<TokenProbability> candidates = new ArrayList<>(k);
    for (int i = row * k; i < (row + 1) * k; i++) {
      int id = (int) tensors.get(1).values()[i];
      boolean known = model.tokenizer().hasToken(id);
      candidates.add(
          new TokenProbability(
              id,
              known ? model.tokenizer().tokenOf(id) : "",
              known ? model.tokenizer().decode(id) : "",
              tensors.get(0).values()[i]));
    }
    return candidates;
  }

  /**
   * Scores a text.
   *
   * @param text the text; its tokens must not be more than the model's limit
   * @return its pseudo-likelihood
   * @throws IllegalArgumentException if the text has no tokens, or more than the limit
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public PseudoLikelihood score(String text) {
    return score(List.of(text)).get(0);
  }

  /**
   * Scores texts by masking one token after another: a text of n tokens takes n runs of the model,
   * which are done in batches.
   *
   * @param texts the texts
   * @return their pseudo-likelihoods, in order; immutable
   * @throws NullPointerException if a text is null; the message names its index
   * @throws IllegalArgumentException if a text has no tokens, or more than the limit
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   * @see <a href="https://aclanthology.org/2020.acl-main.240">Salazar et al., 2020: Masked Language
   *     Model Scoring</a>
   */
  public List<PseudoLikelihood> score(List<String> texts) {
    return model
        .text()
        .use(
            () -> {
              List<Encoding> encodings = model.text().tokenize(texts, model.tokenizer()::encode);
              Masking masking = new Masking(encodings.size());
              for (int i = 0; i < encodings.size(); i++) {
                maskEach(encodings.get(i), i, masking);
              }
              masking.run();
              List<PseudoLikelihood> scores = new ArrayList<>(encodings.size());
              for (int i = 0; i < encodings.size(); i++) {
                scores.add(new PseudoLikelihood(masking.sums[i], masking.counts[i]));
              }
              return List.copyOf(scores);
            });
  }

  private void maskEach(Encoding encoding, int index, Masking masking) {
    if (encoding.truncated()) {
      throw new IllegalArgumentException(
          "texts["
              + index
              + "] must have at most "
              + maxTokens()
              + " tokens, special ones included, to be scored");
    }
    boolean[] special = encoding.specialTokensMask();
    for (int i = 0; i < special.length; i++) {
      if (!special[i]) {
        masking.add(index, encoding.tokenIds(), i);
      }
    }
    if (masking.counts[index] == 0) {
      throw new IllegalArgumentException("texts[" + index + "] has no tokens to score");
    }
  }

  /** Natural logarithms of the probabilities of all tokens of a text that has no mask put in. */
  float[] tokenLogProbabilities(TokenIds ids) {
    float[][] found = new float[1][];
    int[] all = IntStream.range(0, ids.size()).toArray();
    model
        .runner()
        .logProbabilities(
            List.of(ids),
            model.text().tokensPerBatch(),
            i -> all,
            i -> ids.ids(),
            (i, rows, tensors, firstRow) -> found[0] = tensors.get(0).values());
    return Objects.requireNonNull(found[0]);
  }

  /** For tests. */
  HeadModel model() {
    return model;
  }

  /** Copies of texts with one token masked, run some at a time. */
  private final class Masking {
    private final double[] sums;
    private final int[] counts;
    private final List<TokenIds> copies = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();
    private long tokens;

    Masking(int texts) {
      sums = new double[texts];
      counts = new int[texts];
    }

    void add(int text, TokenIds ids, int place) {
      copies.add(ids.with(place, maskId));
      places.add(new int[] {text, place, ids.id(place)});
      counts[text]++;
      tokens += ids.size();
      if (tokens > TOKENS_AT_A_TIME) {
        run();
      }
    }

    void run() {
      float[] logs = new float[copies.size()];
      Positions positions = i -> new int[] {places.get(i)[1]};
      Positions targets = i -> new int[] {places.get(i)[2]};
      model
          .runner()
          .logProbabilities(
              copies,
              model.text().tokensPerBatch(),
              positions,
              targets,
              (i, rows, tensors, firstRow) -> logs[i] = tensors.get(0).values()[firstRow]);
      // Summed in the order of the text, so that the sum does not depend on the batches.
      for (int i = 0; i < logs.length; i++) {
        sums[places.get(i)[0]] += logs[i];
      }
      copies.clear();
      places.clear();
      tokens = 0;
    }
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    model.close();
  }
}

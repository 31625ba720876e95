package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.family.Head;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Labels the tokens of texts and makes entities of them: names, parts of speech, keywords. Gives
 * what the token-classification pipeline of transformers 5.23 gives, to rounding.
 *
 * <p><i>Differences:</i> labels with {@code E-} and {@code S-} (BIOES) end an entity, where
 * transformers makes types of them; texts beyond the model's limit of tokens are always read as a
 * whole, in overlapping windows, which transformers does when a stride is given. Entities of two
 * windows that overlap are settled as there: the longest stays, of equal ones the surest. Without
 * aggregation each token is taken from the window in which it is farther from the cut.
 *
 * <p>Thread-safe. An interrupted caller stops between batches with a {@link CancellationException}
 * and stays interrupted. {@link #close} waits for running calls.
 */
public final class TokenClassifier implements AutoCloseable {
  private final HeadModel model;
  private final List<String> labels;
  private final EntityGrouping grouping;
  private final Subwords subwords;

  private TokenClassifier(HeadModel model, List<String> labels, Subwords subwords) {
    this.model = model;
    this.labels = labels;
    this.grouping = new EntityGrouping(labels);
    this.subwords = subwords;
  }

  /**
   * Loads a model with the default options.
   *
   * @param folder a Hugging Face folder
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, or the checkpoint
   *     has no such head (the message lists those it has)
   * @throws IOException if a file cannot be read
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static TokenClassifier load(Path folder) throws IOException {
    return load(folder, LoadOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param folder a Hugging Face folder
   * @param options device, precision, limit of tokens, size of batches
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, or the checkpoint
   *     has no such head (the message lists those it has)
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if an option does not fit the model
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static TokenClassifier load(Path folder, LoadOptions options) throws IOException {
    HeadModel model = HeadModel.load(folder, Head.TOKEN_CLASSIFICATION, options);
    try {
      return new TokenClassifier(
          model,
          Labels.read(model.text().checkpoint().config(), model.outputs()),
          Subwords.of(model.text().checkpoint(), model.tokenizer()));
    } catch (IOException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * The labels.
   *
   * @return the labels in the order of the model's outputs; immutable
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * The entities of a text, with the default options.
   *
   * @param text the text, of any length
   * @return its entities in the order of the text; immutable
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<Entity> entities(String text) {
    return entities(List.of(text), EntityOptions.defaults()).get(0);
  }

  /**
   * The entities of texts.
   *
   * @param texts the texts, of any length
   * @param options how entities are made
   * @return for each text, its entities in the order of the text; immutable
   * @throws NullPointerException if a text is null; the message names its index
   * @throws IllegalArgumentException if the stride leaves no room in the windows of a long text
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<List<Entity>> entities(List<String> texts, EntityOptions options) {
    return model
        .text()
        .use(
            () -> {
              int stride = options.stride().orElse(model.text().maxTokens() / 4);
              List<List<Encoding>> windows =
                  model.text().tokenize(texts, text -> model.tokenizer().windows(text, stride));
              List<float[]> logits =
                  model.tokenLogits(
                      windows.stream().flatMap(List::stream).map(Encoding::tokenIds).toList());
              List<List<Entity>> entities = new ArrayList<>(texts.size());
              int at = 0;
              for (int i = 0; i < texts.size(); i++) {
                int count = windows.get(i).size();
                entities.add(
                    ofText(
                        texts.get(i),
                        windows.get(i),
                        logits.subList(at, at + count),
                        stride,
                        options));
                at += count;
              }
              return List.copyOf(entities);
            });
  }

  /**
   * The scores of each token, for other decoding than that of {@link #entities}: with a matrix of
   * transitions, for example. Of a text longer than the model's limit, each token is taken from the
   * window in which it is farther from the cut.
   *
   * @param texts the texts, of any length
   * @return for each text, its tokens in order, without special ones; immutable
   * @throws NullPointerException if a text is null; the message names its index
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<TokenScores> scores(List<String> texts) {
    return model
        .text()
        .use(
            () -> {
              int stride = model.text().maxTokens() / 4;
              List<List<Encoding>> windows =
                  model.text().tokenize(texts, text -> model.tokenizer().windows(text, stride));
              List<float[]> logits =
                  model.tokenLogits(
                      windows.stream().flatMap(List::stream).map(Encoding::tokenIds).toList());
              List<TokenScores> scores = new ArrayList<>(texts.size());
              int at = 0;
              for (int i = 0; i < texts.size(); i++) {
                int count = windows.get(i).size();
                scores.add(
                    scores(texts.get(i), windows.get(i), logits.subList(at, at + count), stride));
                at += count;
              }
              return List.copyOf(scores);
            });
  }

  /** The scores of a text from its windows. */
  TokenScores scores(String text, List<Encoding> windows, List<float[]> logits, int stride) {
    TokenScores.Builder builder = new TokenScores.Builder(labels.size());
    for (int w = 0; w < windows.size(); w++) {
      Encoding window = windows.get(w);
      boolean[] special = window.specialTokensMask();
      int own = 0;
      for (boolean isSpecial : special) {
        own += isSpecial ? 0 : 1;
      }
      int from = w == 0 ? 0 : stride / 2;
      int to = w == windows.size() - 1 ? own : own - (stride - stride / 2);
      int seen = 0;
      for (int i = 0; i < special.length; i++) {
        if (!special[i]) {
          if (seen >= from && seen < to) {
            builder.add(window.span(i), subwords.goesOn(window, i, text), logits.get(w), i);
          }
          seen++;
        }
      }
    }
    return builder.build();
  }

  /** The entities of a text from its windows. */
  List<Entity> ofText(
      String text,
      List<Encoding> windows,
      List<float[]> logits,
      int stride,
      EntityOptions options) {
    boolean whole = options.aggregation() != Aggregation.NONE;
    List<Entity> entities = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      int before = whole || i == 0 ? 0 : stride / 2;
      int behind = whole || i == windows.size() - 1 ? 0 : stride - stride / 2;
      List<EntityGrouping.Token> tokens = tokens(text, windows.get(i), logits.get(i));
      entities.addAll(
          grouping.entities(
              text,
              tokens.subList(before, tokens.size() - behind),
              options.aggregation(),
              options.ignoredLabels()));
    }
    return List.copyOf(
        whole && windows.size() > 1 ? EntityGrouping.withoutOverlaps(entities) : entities);
  }

  private List<EntityGrouping.Token> tokens(String text, Encoding encoding, float[] logits) {
    boolean[] special = encoding.specialTokensMask();
    List<EntityGrouping.Token> tokens = new ArrayList<>(special.length);
    for (int i = 0; i < special.length; i++) {
      if (!special[i]) {
        tokens.add(
            new EntityGrouping.Token(
                Probabilities.softmax(logits, i * labels.size(), labels.size()),
                encoding.span(i),
                subwords.goesOn(encoding, i, text)));
      }
    }
    return tokens;
  }

  /** For tests. */
  HeadModel model() {
    return model;
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    model.close();
  }
}

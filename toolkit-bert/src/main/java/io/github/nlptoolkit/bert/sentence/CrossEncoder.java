package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.head.SequenceClassifier;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Scores pairs of texts that the model reads together: slower and more exact than the similarity of
 * two vectors, so it is used to put the results of a search into order. Peer: sentence-transformers
 * 6.2, {@code CrossEncoder}, whose scores these are to rounding: {@code predict} and {@code rank}.
 *
 * <p>Pairs are sorted by their tokens and cut into batches without padding. Pairs longer than the
 * model's limit of tokens are cut, the longer text first. Thread-safe. An interrupted caller stops
 * between batches with a {@link CancellationException} and stays interrupted. {@link #close} waits
 * for running calls.
 */
public final class CrossEncoder implements AutoCloseable {
  private final SequenceClassifier classifier;
  private final PairActivation activation;

  private CrossEncoder(SequenceClassifier classifier, PairActivation activation) {
    this.classifier = classifier;
    this.activation = activation;
  }

  /**
   * Loads a model with the default options.
   *
   * @param folder a folder of sentence-transformers, or of transformers with a head for sequence
   *     classification
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, or the checkpoint
   *     has no such head
   * @throws IOException if a file cannot be read
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static CrossEncoder load(Path folder) throws IOException {
    return load(folder, LoadOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param folder a folder of sentence-transformers, or of transformers with a head for sequence
   *     classification
   * @param options device, precision, limit of tokens, size of batches
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, or the checkpoint
   *     has no such head
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if an option does not fit the model
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static CrossEncoder load(Path folder, LoadOptions options) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    refusePrompt(checkpoint);
    SequenceClassifier classifier = SequenceClassifier.load(folder, options);
    try {
      return new CrossEncoder(
          classifier, PairActivation.read(checkpoint, classifier.labels().size()));
    } catch (IOException | RuntimeException | Error e) {
      classifier.close();
      throw e;
    }
  }

  /** A prompt that the model was trained with must not be left out in silence. */
  private static void refusePrompt(Checkpoint checkpoint) throws IOException {
    Optional<JsonConfig> config = checkpoint.json("config_sentence_transformers.json");
    if (config.isPresent() && config.get().optionalString("default_prompt_name").isPresent()) {
      throw config.get().wrong("default_prompt_name", "none, as for every cross-encoder so far");
    }
  }

  /**
   * What is made of the logits.
   *
   * @return the activation that the folder names; without one sigmoid for one label, identity for
   *     several
   */
  public PairActivation activation() {
    return activation;
  }

  /**
   * The labels.
   *
   * @return the labels in the order of the scores, one for a model that ranks; immutable
   */
  public List<String> labels() {
    return classifier.labels();
  }

  /**
   * How many tokens of a pair count.
   *
   * @return the number, special tokens included, at least 1
   */
  public int maxTokens() {
    return classifier.maxTokens();
  }

  /**
   * The score of a pair.
   *
   * @param first the first text, such as a query
   * @param second the second text, such as a document
   * @return the score; higher is better
   * @throws UnsupportedOperationException if the model has several labels
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public float score(String first, String second) {
    return score(List.of(new TextPair(first, second)))[0];
  }

  /**
   * The scores of pairs.
   *
   * @param pairs the pairs, possibly none
   * @return the score of each, in order; higher is better
   * @throws NullPointerException if a pair is null; the message names its index
   * @throws UnsupportedOperationException if the model has several labels
   * @throws IllegalArgumentException if the model takes single texts
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public float[] score(List<TextPair> pairs) {
    requireOneLabel("score");
    float[][] all = scores(pairs);
    float[] scores = new float[all.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = all[i][0];
    }
    return scores;
  }

  /**
   * The scores of documents with a query.
   *
   * @param query the query
   * @param documents the documents, possibly none
   * @return the score of each document, in order; higher is better
   * @throws NullPointerException if a document is null; the message names its index
   * @throws UnsupportedOperationException if the model has several labels
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public float[] score(String query, List<String> documents) {
    List<TextPair> pairs = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      if (documents.get(i) == null) {
        throw new NullPointerException("documents[" + i + "] is null");
      }
      pairs.add(new TextPair(query, documents.get(i)));
    }
    return score(pairs);
  }

  /**
   * The scores of pairs for all labels.
   *
   * @param pairs the pairs, possibly none
   * @return for each pair, in order, as many scores as there are labels
   * @throws NullPointerException if a pair is null; the message names its index
   * @throws IllegalArgumentException if the model takes single texts
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public float[][] scores(List<TextPair> pairs) {
    return scores(pairs, activation);
  }

  /**
   * The same with another activation than the model's.
   *
   * @param pairs the pairs, possibly none
   * @param activation what is made of the logits
   * @return for each pair, in order, as many scores as there are labels
   * @throws NullPointerException if a pair is null; the message names its index
   * @throws IllegalArgumentException if the model takes single texts
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public float[][] scores(List<TextPair> pairs, PairActivation activation) {
    return classifier.classifyPairs(pairs).stream()
        .map(one -> activation.apply(one.logits()))
        .toArray(float[][]::new);
  }

  /**
   * All documents by their scores with a query.
   *
   * @param query the query
   * @param documents the documents, possibly none
   * @return the documents' indices with their scores, the highest first, of equal ones the lower
   *     index; immutable
   * @throws NullPointerException if a document is null; the message names its index
   * @throws UnsupportedOperationException if the model has several labels
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<Match> rank(String query, List<String> documents) {
    return rank(query, documents, Integer.MAX_VALUE);
  }

  /**
   * The best documents by their scores with a query.
   *
   * @param query the query
   * @param documents the documents, possibly none
   * @param topK how many are wanted at the most, at least 1
   * @return the documents' indices with their scores, the highest first, of equal ones the lower
   *     index; immutable
   * @throws NullPointerException if a document is null; the message names its index
   * @throws IllegalArgumentException if {@code topK} is less than 1
   * @throws UnsupportedOperationException if the model has several labels
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<Match> rank(String query, List<String> documents, int topK) {
    if (topK < 1) {
      throw new IllegalArgumentException("topK must be at least 1, got " + topK);
    }
    requireOneLabel("rank");
    float[] scores = score(query, documents);
    List<Match> matches = new ArrayList<>(scores.length);
    for (int i = 0; i < scores.length; i++) {
      matches.add(new Match(i, scores[i]));
    }
    matches.sort(Comparator.comparingDouble((Match match) -> match.score()).reversed());
    return List.copyOf(matches.subList(0, Math.min(topK, matches.size())));
  }

  private void requireOneLabel(String method) {
    if (labels().size() != 1) {
      throw new UnsupportedOperationException(
          method + " needs a model with one label, this has " + labels() + "; scores() gives all");
    }
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    classifier.close();
  }
}

package io.github.nlptoolkit.eval.suite;

import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.eval.task.Clusterer;
import io.github.nlptoolkit.eval.task.WordSpace;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import io.github.nlptoolkit.text.LanguageModel;
import io.github.nlptoolkit.text.Tagger;
import java.io.IOException;
import java.util.Map;

/**
 * Finds the models of a suite by their names. What it gives belongs to it; {@link #close()} closes
 * all.
 */
public interface ModelSource extends AutoCloseable {

  /**
   * Looks whether a task's model can be had and understands its options, before anything runs.
   *
   * @param task the task
   * @throws IOException if the model cannot be had
   * @throws IllegalArgumentException if there is no such model, or an option is unknown
   */
  void check(SuiteTask task) throws IOException;

  /**
   * What tells the model's contents from others'.
   *
   * @param task the task
   * @return a hash; empty if it is not known
   * @throws IOException if the model cannot be read
   */
  String hash(SuiteTask task) throws IOException;

  /**
   * How the model is run, as far as its results may depend on it.
   *
   * @param task the task
   * @return what is set, such as the precision, by name
   * @throws IOException if the model cannot be read
   */
  Map<String, String> settings(SuiteTask task) throws IOException;

  /**
   * An embedder.
   *
   * @param task the task
   * @return the embedder; the source closes it
   * @throws IOException if it cannot be read
   */
  TextEmbedder embedder(SuiteTask task) throws IOException;

  /**
   * What finds key phrases.
   *
   * @param task the task
   * @return the extractor
   * @throws IOException if its model cannot be read
   */
  KeywordExtractor keywords(SuiteTask task) throws IOException;

  /**
   * A tagger.
   *
   * @param task the task
   * @return the tagger
   * @throws IOException if it cannot be read
   */
  Tagger tagger(SuiteTask task) throws IOException;

  /**
   * A language model.
   *
   * @param task the task
   * @return the model
   * @throws IOException if it cannot be read
   */
  LanguageModel languageModel(SuiteTask task) throws IOException;

  /**
   * Word vectors.
   *
   * @param task the task
   * @return the vectors
   * @throws IOException if they cannot be read
   */
  WordSpace words(SuiteTask task) throws IOException;

  /**
   * What clusters vectors.
   *
   * @param task the task
   * @return the clusterer
   */
  Clusterer clusterer(SuiteTask task);

  @Override
  void close();
}

package io.github.nlptoolkit.eval.suite;

import io.github.nlptoolkit.eval.dataset.Analogy;
import io.github.nlptoolkit.eval.dataset.DataFile;
import io.github.nlptoolkit.eval.dataset.RetrievalData;
import io.github.nlptoolkit.eval.task.AnalogyEvaluator;
import io.github.nlptoolkit.eval.task.ClassificationEvaluator;
import io.github.nlptoolkit.eval.task.ClusteringEvaluator;
import io.github.nlptoolkit.eval.task.Evaluation;
import io.github.nlptoolkit.eval.task.KeyphraseEvaluator;
import io.github.nlptoolkit.eval.task.LanguageModelEvaluator;
import io.github.nlptoolkit.eval.task.PairClassificationEvaluator;
import io.github.nlptoolkit.eval.task.Progress;
import io.github.nlptoolkit.eval.task.RetrievalEvaluator;
import io.github.nlptoolkit.eval.task.SimilarityEvaluator;
import io.github.nlptoolkit.eval.task.TaggingEvaluator;
import io.github.nlptoolkit.eval.task.WordSimilarityEvaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs suites. Each result is written as soon as it is there; a run that was broken off goes on
 * after the results that it has. Not thread-safe.
 */
public final class SuiteRunner {
  private final ModelSource models;
  private final Listener listener;

  /** Hears what happens; called from the runner's thread. */
  public interface Listener {

    /**
     * A task begins.
     *
     * @param task the task
     * @param isKnown whether its result is taken from an earlier run
     * @return hears how far it is
     */
    Progress started(SuiteTask task, boolean isKnown);

    /**
     * A task has ended.
     *
     * @param result its result
     */
    void finished(SuiteResult result);
  }

  /**
   * Makes a runner.
   *
   * @param models finds models; not closed
   * @param listener hears what happens
   */
  public SuiteRunner(ModelSource models, Listener listener) {
    this.models = models;
    this.listener = listener;
  }

  /**
   * Runs a suite. All data are read and all models looked for before the first task runs.
   *
   * @param suite the suite
   * @param results the file of results, JSON Lines; what it holds of the same tasks on the same
   *     data is taken over, the rest replaced
   * @return the results, in the suite's order; immutable
   * @throws IOException if a file or model cannot be read, or the results not be written
   */
  public List<SuiteResult> run(Suite suite, Path results) throws IOException {
    Map<String, SuiteResult> known = new LinkedHashMap<>();
    if (Files.exists(results)) {
      Results.read(results).forEach(result -> known.put(result.key(), result));
    }
    List<String> keys = new ArrayList<>();
    for (SuiteTask task : suite.tasks()) {
      models.check(task);
      SuiteData.read(task);
      keys.add(SuiteKeys.of(task, models, suite.seed()));
    }
    List<SuiteResult> done = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      SuiteTask task = suite.tasks().get(i);
      @Nullable SuiteResult before = known.get(keys.get(i));
      Progress progress = listener.started(task, before != null);
      SuiteResult result =
          before != null ? before : result(task, keys.get(i), suite.seed(), progress);
      done.add(result);
      Results.write(withLater(done, keys, known), results);
      listener.finished(result);
    }
    return List.copyOf(done);
  }

  /** What is done, and what is known already of the tasks that follow: it outlives a break. */
  private static List<SuiteResult> withLater(
      List<SuiteResult> done, List<String> keys, Map<String, SuiteResult> known) {
    List<SuiteResult> all = new ArrayList<>(done);
    for (String key : keys.subList(done.size(), keys.size())) {
      SuiteResult later = known.get(key);
      if (later != null) {
        all.add(later);
      }
    }
    return all;
  }

  private SuiteResult result(SuiteTask task, String key, long seed, Progress progress)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(task.options());
    settings.putAll(models.settings(task));
    Evaluation evaluation =
        evaluate(task, seed, progress).ofModel(task.model(), models.hash(task), settings);
    return new SuiteResult(task.name(), key, evaluation, evaluation.interval());
  }

  private Evaluation evaluate(SuiteTask task, long seed, Progress progress) throws IOException {
    return switch (task.kind()) {
      case SIMILARITY ->
          SimilarityEvaluator.evaluate(
              models.embedder(task), task.table("data").scoredPairs(), seed, progress);
      case PAIR_CLASSIFICATION ->
          PairClassificationEvaluator.evaluate(
              models.embedder(task), task.table("data").scoredPairs(), seed, progress);
      case RETRIEVAL ->
          RetrievalEvaluator.evaluate(
              models.embedder(task), SuiteData.retrieval(task), seed, progress);
      case RERANKING ->
          RetrievalEvaluator.evaluateReranking(
              models.embedder(task), task.table("data").rerankingQueries(), seed, progress);
      case CLASSIFICATION ->
          ClassificationEvaluator.evaluate(
              models.embedder(task),
              task.table("train").labelledTexts(),
              task.table("data").labelledTexts(),
              task.classifier(),
              seed,
              progress);
      case CLUSTERING ->
          ClusteringEvaluator.evaluate(
              models.embedder(task),
              task.table("data").labelledTexts(),
              models.clusterer(task),
              seed,
              progress);
      case KEYPHRASES ->
          KeyphraseEvaluator.evaluate(
              models.keywords(task), task.table("data").keyphraseDocuments(), seed, progress);
      case TAGGING ->
          TaggingEvaluator.evaluate(models.tagger(task), TaskTexts.tagged(task), seed, progress);
      case PERPLEXITY ->
          LanguageModelEvaluator.evaluate(
              models.languageModel(task), TaskTexts.sentences(task), seed, progress);
      case WORD_SIMILARITY ->
          WordSimilarityEvaluator.evaluate(
              models.words(task),
              task.table("data").wordPairs(),
              task.countsUnknown(),
              seed,
              progress);
      case ANALOGIES ->
          AnalogyEvaluator.evaluate(
              models.words(task),
              Analogy.read(task.file("data"), task.limit()),
              task.countsUnknown(),
              seed,
              progress);
    };
  }

  /** Reads all that tasks are made of, so that a fault shows before anything runs. */
  private static final class SuiteData {

    private SuiteData() {}

    static void read(SuiteTask task) throws IOException {
      switch (task.kind()) {
        case SIMILARITY, PAIR_CLASSIFICATION -> task.table("data").scoredPairs();
        case RETRIEVAL -> retrieval(task);
        case RERANKING -> task.table("data").rerankingQueries();
        case CLASSIFICATION -> {
          task.table("train").labelledTexts();
          task.table("data").labelledTexts();
        }
        case CLUSTERING -> task.table("data").labelledTexts();
        case KEYPHRASES -> task.table("data").keyphraseDocuments();
        case TAGGING -> TaskTexts.tagged(task);
        case PERPLEXITY -> TaskTexts.sentences(task);
        case WORD_SIMILARITY -> {
          task.table("data").wordPairs();
          task.countsUnknown();
        }
        case ANALOGIES -> {
          Analogy.read(task.file("data"), task.limit());
          task.countsUnknown();
        }
      }
    }

    static RetrievalData retrieval(SuiteTask task) throws IOException {
      DataFile queries = task.table("queries");
      return new RetrievalData(
          queries.texts(), task.table("corpus").texts(), task.table("judgements").judgements());
    }
  }
}

package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.engine.train.TrainingListener;
import io.github.nlptoolkit.engine.train.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;

/** Measures the model when it is time, before a checkpoint of the same step is written. */
final class TrainingWatch implements TrainingListener {
  private final FineTuningOptions options;
  private final BestModel best;
  private final long ofEpoch;
  private final TextEmbedder embedder;

  TrainingWatch(FineTuningOptions options, BestModel best, long ofEpoch, TextEmbedder embedder) {
    this.options = options;
    this.best = best;
    this.ofEpoch = ofEpoch;
    this.embedder = embedder;
  }

  @Override
  public void onStep(TrainingStep step) throws IOException {
    options.listener().onStep(step);
    SentenceEvaluator evaluator = options.evaluator().orElse(null);
    long every = options.evaluateEvery() == 0 ? ofEpoch : options.evaluateEvery();
    if (evaluator != null && (step.step() % every == 0 || step.step() == step.total())) {
      Evaluation evaluation = evaluator.evaluate(embedder);
      boolean better = best.offer(evaluation.score(), step.step());
      options.listener().onEvaluation(step.step(), evaluation, better);
    }
  }

  @Override
  public void onCheckpoint(Path folder) {
    options.listener().onCheckpoint(folder);
  }

  @Override
  public void onResume(Path folder, long step) throws IOException {
    best.resume();
    options.listener().onResume(folder, step);
  }
}

package io.github.nlptoolkit.bert.sentence.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.train.AdamW;
import io.github.nlptoolkit.engine.train.Batches;
import io.github.nlptoolkit.engine.train.Schedule;
import io.github.nlptoolkit.engine.train.TrainingLoop;
import io.github.nlptoolkit.engine.train.TrainingOptions;
import io.github.nlptoolkit.engine.train.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded training, step by step. */
class FineTuningGoldenTest {
  private static final Path FOLDER = GoldenFolder.root().resolve("neural/losses");

  @TempDir Path temp;

  @Test
  void equalsTheRecordedTrace() throws IOException {
    compare(0);
  }

  @Test
  void equalsItWhenComputingTwice() throws IOException {
    compare(16);
  }

  private void compare(int recomputedTokens) throws IOException {
    JsonObject recorded = GoldenFolder.json(FOLDER.resolve("finetune_trace.json"));
    Path folder = FOLDER.resolve(recorded.get("checkpoint").getAsString());
    List<List<TrainingExample>> batches = new ArrayList<>();
    for (JsonElement batch : recorded.getAsJsonArray("batches")) {
      batches.add(batch(batch.getAsJsonObject()));
    }
    TrainingOptions training = training(recorded);
    FineTuningOptions options =
        FineTuningOptions.builder(SentenceLoss.cosineSimilarity())
            .training(training)
            .device(Device.cpu())
            .recompute(recomputedTokens)
            .build();
    String probe = recorded.get("probe_text").getAsString();
    List<TrainingStep> steps = new ArrayList<>();
    try (SentenceTrainer trainer = SentenceTrainer.load(folder, options)) {
      assertThat(
              GoldenFolder.difference(
                  trainer.embedder().embed(probe),
                  recorded.getAsJsonArray("probe_embedding_before")))
          .isLessThan(1e-5);
      TrainingLoop.builder(
              trainer.model().program(), epoch -> Batches.of(batches), trainer::addGradients)
          .options(training)
          .steps(recorded.getAsJsonObject("schedule").get("total_steps").getAsLong())
          .listener(steps::add)
          .build()
          .run();
      check(steps, recorded.getAsJsonArray("trace"));
      float[] after = trainer.embedder().embed(probe);
      assertThat(GoldenFolder.difference(after, recorded.getAsJsonArray("probe_embedding_after")))
          .isLessThan(1e-3);
      Path saved = temp.resolve("saved" + recomputedTokens);
      trainer.save(saved);
      checkSaved(saved, probe, after, recorded.getAsJsonObject("parameter_norms_after"));
    }
  }

  private static TrainingOptions training(JsonObject recorded) {
    JsonObject optimizer = recorded.getAsJsonObject("optimizer");
    JsonArray betas = optimizer.getAsJsonArray("betas");
    return TrainingOptions.defaults()
        .learningRate(optimizer.get("learning_rate").getAsDouble())
        .schedule(
            Schedule.LINEAR, recorded.getAsJsonObject("schedule").get("warmup_steps").getAsLong())
        .optimizer(
            new AdamW(
                betas.get(0).getAsDouble(),
                betas.get(1).getAsDouble(),
                optimizer.get("eps").getAsDouble(),
                optimizer.get("weight_decay").getAsDouble()))
        .maxGradientNorm(recorded.get("max_grad_norm").getAsDouble());
  }

  private static List<TrainingExample> batch(JsonObject batch) {
    List<String> first = GoldenFolder.strings(batch.getAsJsonArray("sentence1"));
    List<String> second = GoldenFolder.strings(batch.getAsJsonArray("sentence2"));
    JsonArray labels = batch.getAsJsonArray("labels");
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      examples.add(
          TrainingExample.of(List.of(first.get(i), second.get(i)), labels.get(i).getAsFloat()));
    }
    return examples;
  }

  private static void check(List<TrainingStep> steps, JsonArray trace) {
    assertThat(steps).hasSize(trace.size());
    for (int i = 0; i < trace.size(); i++) {
      JsonObject expected = trace.get(i).getAsJsonObject();
      assertThat(steps.get(i).loss()).isCloseTo(expected.get("loss").getAsDouble(), within(1e-4));
      assertThat(steps.get(i).rate())
          .isCloseTo(expected.get("learning_rate").getAsDouble(), within(1e-9));
      double norm = expected.get("gradient_norm_before_clipping").getAsDouble();
      assertThat(steps.get(i).gradientNorm()).isCloseTo(norm, within(1e-3 * norm));
    }
  }

  private static void checkSaved(Path saved, String probe, float[] after, JsonObject norms)
      throws IOException {
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(saved).device(Device.cpu()).precision(Precision.FLOAT32).load()) {
      float[] loaded = embedder.embed(probe);
      for (int i = 0; i < after.length; i++) {
        assertThat(loaded[i]).isCloseTo(after[i], within(1e-5f));
      }
    }
    Checkpoint checkpoint = Checkpoint.open(saved);
    for (Map.Entry<String, JsonElement> norm : norms.entrySet()) {
      double sum = 0;
      for (float value : checkpoint.tensor(norm.getKey()).toFloats()) {
        sum += (double) value * value;
      }
      double expected = norm.getValue().getAsDouble();
      assertThat(Math.sqrt(sum)).as(norm.getKey()).isCloseTo(expected, within(1e-4 * expected));
    }
  }
}

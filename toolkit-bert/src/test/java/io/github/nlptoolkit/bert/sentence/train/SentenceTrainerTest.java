package io.github.nlptoolkit.bert.sentence.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsFile;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.train.Checkpointing;
import io.github.nlptoolkit.engine.train.DivergedException;
import io.github.nlptoolkit.engine.train.TrainingOptions;
import io.github.nlptoolkit.engine.train.TrainingStep;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceTrainerTest {
  private static final Path MODEL = TinyModel.original("losses/finetune-start");
  private static final List<String> WORDS =
      List.of("card", "bank", "transfer", "money", "fee", "currency", "account", "top-up");

  @TempDir Path temp;

  /** Pairs about one thing with score 1, about two with score 0. */
  private static List<TrainingExample> pairs(int count) {
    List<TrainingExample> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String first = WORDS.get(i % WORDS.size());
      boolean same = i / WORDS.size() % 2 == 0;
      String second = WORDS.get((i + (same ? 0 : 1 + i % 5)) % WORDS.size());
      pairs.add(
          TrainingExample.of(
              List.of("Where is my " + first + "?", "About the " + second + " number " + i),
              same ? 1 : 0));
    }
    return pairs;
  }

  private static FineTuningOptions.Builder options(SentenceLoss loss) {
    return FineTuningOptions.builder(loss)
        .device(Device.cpu())
        .batchSize(8)
        .training(TrainingOptions.defaults().learningRate(2e-3));
  }

  private static List<TrainingStep> steps(
      Path folder, FineTuningOptions.Builder options, List<TrainingExample> examples)
      throws IOException {
    List<TrainingStep> steps = new ArrayList<>();
    try (SentenceTrainer trainer =
        SentenceTrainer.load(folder, options.listener(steps::add).build())) {
      trainer.train(examples);
    }
    return steps;
  }

  private static SentenceEmbedder open(Path folder) throws IOException {
    return SentenceEmbedder.builder(folder)
        .device(Device.cpu())
        .precision(Precision.FLOAT32)
        .load();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sbert/dense-chain",
        "sbert/dense-residual",
        "sbert/dense-chain-legacy",
        "sbert/plain-hf-folder",
        "sbert/roberta-mean",
        "sbert/pool-concat-list",
        "sbert/prompts",
        "sbert/prompts-excluded-mean"
      })
  void whatIsSavedGivesTheVectorsOfTheTraining(String name) throws IOException {
    Path folder = TinyModel.original(name);
    Path saved = temp.resolve("saved");
    List<String> texts = List.of("Where is my card?", "A fee", "银行 😀", "x");
    try (SentenceTrainer trainer =
        SentenceTrainer.load(folder, options(SentenceLoss.cosineSimilarity()).build())) {
      Embeddings before;
      try (SentenceEmbedder source = open(folder)) {
        before = source.embed(texts);
      }
      // A model's truncate_dim is for use, not for training.
      assertThat(difference(trainer.embedder().embed(texts), before)).isLessThan(2e-5);
      trainer.train(pairs(16));
      trainer.save(saved);
      Embeddings trained = trainer.embedder().embed(texts);
      assertThat(difference(trained, before)).isGreaterThan(1e-4);
      try (SentenceEmbedder again = open(saved)) {
        assertThat(difference(again.embed(texts), trained)).isLessThan(2e-5);
        assertThat(again.maxTokens()).isPositive();
      }
    }
  }

  private static double difference(Embeddings one, Embeddings two) {
    float[] a = one.toArray();
    float[] b = two.toArray();
    assertThat(a).hasSameSizeAs(b);
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs(a[i] - b[i]));
    }
    return worst;
  }

  @Test
  void everyLossFalls() throws IOException {
    List<TrainingExample> scored = pairs(32);
    List<TrainingExample> bare = new ArrayList<>();
    List<TrainingExample> triplets = new ArrayList<>();
    List<TrainingExample> margins = new ArrayList<>();
    List<TrainingExample> vectors = new ArrayList<>();
    List<TrainingExample> classes = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      String word = WORDS.get(i % 8);
      String other = WORDS.get((i + 3) % 8);
      List<String> three =
          List.of("my " + word + " " + i, word + " please " + i, "the " + other + " of " + i);
      bare.add(TrainingExample.of(three.subList(0, 2)));
      triplets.add(TrainingExample.of(three));
      margins.add(TrainingExample.of(three, 3));
      float[] vector = new float[32];
      Arrays.fill(vector, 0.1f * (i % 8));
      vectors.add(TrainingExample.of(three.subList(0, 1), vector));
      classes.add(TrainingExample.of(three.subList(0, 1), i % 8));
    }
    falls(SentenceLoss.cosineSimilarity(), scored);
    falls(SentenceLoss.coSent(20), scored);
    falls(SentenceLoss.angle(20), scored);
    falls(SentenceLoss.softmax(2, true, true, true), scored);
    falls(SentenceLoss.softmax(2, true, true, false).matryoshka(new int[] {32, 8}), scored);
    falls(SentenceLoss.contrastive(Distance.COSINE, 0.5, true), scored);
    falls(SentenceLoss.onlineContrastive(Distance.COSINE, 0.5), scored);
    falls(SentenceLoss.ranking(RankingOptions.defaults()), bare);
    falls(SentenceLoss.ranking(RankingOptions.symmetric()), triplets);
    falls(SentenceLoss.ranking(RankingOptions.defaults()).matryoshka(new int[] {32, 16, 8}), bare);
    for (Distance distance : Distance.values()) {
      falls(SentenceLoss.triplet(distance, distance == Distance.COSINE ? 0.5 : 5), triplets);
    }
    falls(SentenceLoss.marginMse(true), margins);
    falls(SentenceLoss.mse(), vectors);
    falls(
        SentenceLoss.batchTriplet(SentenceLoss.BatchTriplets.HARDEST_SOFT, Distance.EUCLIDEAN, 1),
        classes);
  }

  private static void falls(SentenceLoss loss, List<TrainingExample> examples) throws IOException {
    List<TrainingStep> steps = steps(MODEL, options(loss).epochs(12), examples);
    double first = steps.subList(0, 4).stream().mapToDouble(TrainingStep::loss).sum();
    double last =
        steps.subList(steps.size() - 4, steps.size()).stream()
            .mapToDouble(TrainingStep::loss)
            .sum();
    assertThat(last).as(loss.toString()).isLessThan(0.95 * first);
  }

  @Test
  void aTrainingThatIsTakenUpAgainGivesTheSameNumbers() throws IOException {
    Path folder = TinyModel.copy("losses/finetune-start", temp.resolve("dropping")).folder();
    TinyModel.copy("losses/finetune-start", folder)
        .json("config.json", json -> json.addProperty("hidden_dropout_prob", 0.1));
    List<TrainingExample> examples = pairs(40);
    SentenceEvaluator evaluator = SentenceEvaluator.similarity(pairs(16));
    FineTuningOptions.Builder options =
        options(SentenceLoss.softmax(2, true, true, false)).epochs(2).evaluator(evaluator, 3);
    List<TrainingStep> whole = new ArrayList<>();
    Path expected = temp.resolve("expected");
    try (SentenceTrainer trainer =
        SentenceTrainer.load(folder, options.listener(whole::add).build())) {
      trainer.train(examples);
      trainer.save(expected);
    }
    assertThat(whole).hasSize(10);
    Checkpointing where = new Checkpointing(temp.resolve("checkpoints"), 2, 2, true);
    List<TrainingStep> steps = new ArrayList<>();
    FineTuningListener killed =
        step -> {
          if (step.step() == 8) {
            throw new IOException("killed");
          }
          if (step.step() <= 6) {
            steps.add(step);
          }
        };
    try (SentenceTrainer trainer =
        SentenceTrainer.load(folder, options.checkpointing(where).listener(killed).build())) {
      assertThatThrownBy(() -> trainer.train(examples)).hasMessage("killed");
    }
    // The best model is one like any other.
    open(where.folder().resolve("best")).close();
    open(where.folder().resolve("checkpoint-6")).close();
    Path resumed = temp.resolve("resumed");
    try (SentenceTrainer trainer =
        SentenceTrainer.load(folder, options.listener(steps::add).build())) {
      trainer.train(examples);
      trainer.save(resumed);
    }
    assertThat(steps).isEqualTo(whole);
    assertThat(resumed.resolve("model.safetensors"))
        .hasSameBinaryContentAs(expected.resolve("model.safetensors"));
    try (SentenceTrainer other =
        SentenceTrainer.load(TinyModel.original("sbert/roberta-mean"), options.build())) {
      assertThatThrownBy(() -> other.train(examples))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("checkpoint-10");
    }
    try (SentenceTrainer other = SentenceTrainer.load(folder, options.batchSize(4).build())) {
      assertThatThrownBy(() -> other.train(examples))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("batch size");
    }
  }

  @Test
  void theBestWeightsAreThoseInTheEnd() throws IOException {
    List<Double> scores = new ArrayList<>(List.of(0.5, 0.9, 0.7, 0.8));
    List<float[]> vectors = new ArrayList<>();
    SentenceEvaluator evaluator =
        embedder -> {
          vectors.add(embedder.embed("my card"));
          return new Evaluation("made_up", java.util.Map.of("made_up", scores.remove(0)));
        };
    List<Boolean> best = new ArrayList<>();
    FineTuningListener listener =
        new FineTuningListener() {
          @Override
          public void onStep(TrainingStep step) {}

          @Override
          public void onEvaluation(long step, Evaluation evaluation, boolean isBest) {
            best.add(isBest);
          }
        };
    try (SentenceTrainer trainer =
        SentenceTrainer.load(
            MODEL,
            options(SentenceLoss.cosineSimilarity())
                .epochs(4)
                .evaluator(evaluator, 0)
                .listener(listener)
                .build())) {
      trainer.train(pairs(16));
      assertThat(best).containsExactly(true, true, false, false);
      assertThat(trainer.embedder().embed("my card")).isEqualTo(vectors.get(1));
    }
  }

  @Test
  void computingTwiceGivesTheSameLosses() throws IOException {
    List<TrainingExample> examples = pairs(32);
    SentenceLoss loss = SentenceLoss.ranking(RankingOptions.defaults());
    List<TrainingStep> kept = steps(MODEL, options(loss).batchSize(16), examples);
    List<TrainingStep> twice = steps(MODEL, options(loss).batchSize(16).recompute(20), examples);
    assertThat(twice).hasSameSizeAs(kept);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(twice.get(i).loss()).isCloseTo(kept.get(i).loss(), within(1e-4));
      assertThat(twice.get(i).gradientNorm())
          .isCloseTo(kept.get(i).gradientNorm(), within(1e-3 * kept.get(i).gradientNorm()));
    }
  }

  @Test
  void accumulationIsTheMeanOverBatches() throws IOException {
    List<TrainingExample> examples = pairs(16);
    TrainingOptions training = TrainingOptions.defaults().learningRate(2e-3);
    SentenceLoss loss = SentenceLoss.cosineSimilarity();
    List<TrainingStep> one = steps(MODEL, options(loss).training(training).batchSize(16), examples);
    List<TrainingStep> four =
        steps(MODEL, options(loss).training(training.accumulation(4)).batchSize(4), examples);
    assertThat(four).hasSize(1);
    assertThat(four.get(0).loss()).isCloseTo(one.get(0).loss(), within(1e-6));
    assertThat(four.get(0).gradientNorm()).isCloseTo(one.get(0).gradientNorm(), within(1e-4));
  }

  @Test
  void frozenWeightsStay() throws IOException {
    Path saved = temp.resolve("saved");
    try (SentenceTrainer trainer =
        SentenceTrainer.load(
            MODEL,
            options(SentenceLoss.cosineSimilarity())
                .frozen(List.of("embeddings.", "encoder.layer.0."))
                .build())) {
      trainer.train(pairs(16));
      trainer.save(saved);
    }
    Checkpoint before = Checkpoint.open(MODEL);
    Checkpoint after = Checkpoint.open(saved);
    assertThat(after.names()).isEqualTo(before.names());
    for (String name : before.names()) {
      boolean same = Arrays.equals(after.tensor(name).toFloats(), before.tensor(name).toFloats());
      assertThat(same).as(name).isEqualTo(!name.startsWith("encoder.layer.1."));
    }
    assertThatThrownBy(
            () ->
                SentenceTrainer.load(
                    MODEL,
                    options(SentenceLoss.cosineSimilarity()).frozen(List.of("no.such")).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no.such");
  }

  @Test
  void adaptersAreMergedAndSavedApart() throws IOException {
    Path saved = temp.resolve("saved");
    Path apart = temp.resolve("adapters");
    FineTuningOptions.Builder options =
        options(SentenceLoss.cosineSimilarity())
            .epochs(4)
            .lora(new LoraOptions(4, 8, List.of("query", "intermediate.dense")));
    try (SentenceTrainer trainer = SentenceTrainer.load(MODEL, options.build())) {
      try (SentenceEmbedder source = open(MODEL)) {
        // B begins with 0, so nothing is changed yet.
        assertThat(trainer.embedder().embed("my card"))
            .containsExactly(source.embed("my card"), within(1e-5f));
      }
      trainer.train(pairs(32));
      trainer.save(saved);
      trainer.saveAdapters(apart);
      TextEmbedder trained = trainer.embedder();
      try (SentenceEmbedder merged = open(saved)) {
        assertThat(merged.embed("my card"))
            .containsExactly(trained.embed("my card"), within(2e-5f));
      }
    }
    Checkpoint before = Checkpoint.open(MODEL);
    Checkpoint after = Checkpoint.open(saved);
    for (String name : before.names()) {
      boolean adapted = name.endsWith("query.weight") || name.endsWith("intermediate.dense.weight");
      assertThat(Arrays.equals(after.tensor(name).toFloats(), before.tensor(name).toFloats()))
          .as(name)
          .isEqualTo(!adapted);
    }
    SafetensorsFile adapters = SafetensorsFile.open(apart.resolve("adapter_model.safetensors"));
    assertThat(
            adapters
                .tensor("base_model.model.encoder.layer.1.attention.self.query.lora_A.weight")
                .shape())
        .containsExactly(4, 32);
    assertThat(apart.resolve("adapter_config.json"))
        .content()
        .contains("\"LORA\"", "self.query", "intermediate.dense");
    assertThatThrownBy(
            () ->
                SentenceTrainer.load(
                    MODEL, options.lora(new LoraOptions(4, 8, List.of("nothing"))).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing");
  }

  @Test
  void divergesWithTheStepAndTheLastGoodCheckpoint() throws IOException {
    Path checkpoints = temp.resolve("checkpoints");
    List<TrainingExample> examples = new ArrayList<>();
    for (TrainingExample pair : pairs(16)) {
      examples.add(
          TrainingExample.of(
              List.of(pair.texts().get(0), pair.texts().get(1), "the money of " + pair.texts()),
              Float.MAX_VALUE));
    }
    FineTuningOptions options =
        options(SentenceLoss.marginMse(true))
            .checkpointing(new Checkpointing(checkpoints, 1, 1, true))
            .build();
    try (SentenceTrainer trainer = SentenceTrainer.load(MODEL, options)) {
      float[] before = trainer.embedder().embed("my card");
      assertThatThrownBy(() -> trainer.train(examples))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("diverged at step 1")
          .hasMessageContaining("there is no checkpoint");
      assertThat(trainer.embedder().embed("my card")).isEqualTo(before);
    }
  }

  @Test
  void aFullDiskLeavesTheCheckpointBefore() throws IOException {
    Path checkpoints = temp.resolve("checkpoints");
    FineTuningOptions.Builder options =
        options(SentenceLoss.cosineSimilarity())
            .checkpointing(new Checkpointing(checkpoints, 1, 1, true));
    FineTuningListener full =
        step -> {
          if (step.step() == 2) {
            // No folder can be made in a file's place, as none can on a full disk.
            Files.move(checkpoints, temp.resolve("kept"));
            Files.createFile(checkpoints);
          }
        };
    try (SentenceTrainer trainer = SentenceTrainer.load(MODEL, options.listener(full).build())) {
      assertThatThrownBy(() -> trainer.train(pairs(32))).isInstanceOf(IOException.class);
    }
    open(temp.resolve("kept/checkpoint-1")).close();
  }

  @Test
  void badInput() throws IOException {
    FineTuningOptions options = options(SentenceLoss.cosineSimilarity()).build();
    try (SentenceTrainer trainer = SentenceTrainer.load(MODEL, options)) {
      assertThatThrownBy(() -> trainer.train(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no example");
      assertThatThrownBy(
              () -> trainer.train(List.of(TrainingExample.of(List.of("a", "b", "c"), 1))))
          .hasMessage("example 1: the cosine loss takes 2 texts, got 3");
      assertThatThrownBy(() -> trainer.train(List.of(TrainingExample.of(List.of("a", "b")))))
          .hasMessageContaining("there must be a score");
      assertThatThrownBy(() -> trainer.saveAdapters(temp.resolve("x")))
          .isInstanceOf(IllegalStateException.class);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> trainer.train(pairs(8))).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    SentenceTrainer closed = SentenceTrainer.load(MODEL, options);
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.train(pairs(8))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> options(SentenceLoss.cosineSimilarity()).batchSize(0).build())
        .hasMessage("batchSize must be at least 1, got 0");
    assertThatThrownBy(
            () ->
                SentenceTrainer.load(
                    MODEL,
                    options(SentenceLoss.cosineSimilarity().matryoshka(new int[] {64})).build()))
        .hasMessageContaining("dimensions must be at most 32");
    assertThatThrownBy(
            () ->
                SentenceTrainer.load(
                    MODEL, options(SentenceLoss.cosineSimilarity()).maxTokens(41).build()))
        .hasMessageContaining("maxTokens must be in [0, 40]");
    assertThatThrownBy(() -> TrainingExample.of(List.of("a", " ")))
        .hasMessageContaining("text 2 of an example is blank");
    assertThatThrownBy(() -> SentenceLoss.triplet(Distance.COSINE, 0))
        .hasMessageContaining("margin must be greater than 0");
  }
}

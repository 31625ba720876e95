package io.github.nlptoolkit.bert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.ModelFolder;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.head.MaskedLanguageModel;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.train.Checkpointing;
import io.github.nlptoolkit.engine.train.DivergedException;
import io.github.nlptoolkit.engine.train.TrainingOptions;
import io.github.nlptoolkit.engine.train.TrainingStep;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class MaskedLanguageModelTrainerTest {
  private static final Path BERT = Path.of("src/test/resources/golden/neural/heads/bert-mlm");
  private static final PretrainingOptions OPTIONS =
      PretrainingOptions.defaults()
          .training(TrainingOptions.defaults().learningRate(1e-3))
          .tokens(0, 512)
          .steps(6);

  @TempDir Path temp;

  private static double mean(List<TrainingStep> steps, int from, int to) {
    return steps.subList(from, to).stream().mapToDouble(TrainingStep::loss).average().orElseThrow();
  }

  @Test
  void theLossFallsFromAConfigurationAlone() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("new"));
    Files.copy(BERT.resolve("config.json"), folder.resolve("config.json"));
    Files.copy(BERT.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    List<TrainingStep> steps = new ArrayList<>();
    PretrainingOptions options =
        OPTIONS
            .training(TrainingOptions.defaults().learningRate(5e-3))
            .tokens(0, 1024)
            .epochs(4)
            .listener(steps::add);
    Path saved = temp.resolve("saved");
    double after;
    try (MaskedLanguageModelTrainer trainer = MaskedLanguageModelTrainer.fresh(folder, options)) {
      double before = trainer.evaluate(TextFileTest.EXCERPT);
      // A new model knows nothing: all 800 tokens are alike to it.
      assertThat(before).isCloseTo(Math.log(800), within(0.1));
      assertThat(trainer.evaluate(TextFileTest.EXCERPT)).isEqualTo(before);
      trainer.train(TextFileTest.EXCERPT);
      after = trainer.evaluate(TextFileTest.EXCERPT);
      trainer.save(saved);
    }
    assertThat(steps).hasSizeGreaterThan(60);
    assertThat(mean(steps, 0, 4)).isGreaterThan(6.5);
    assertThat(mean(steps, steps.size() - 10, steps.size())).isLessThan(5.6);
    assertThat(after).isLessThan(5.6);
    // What was saved is what was trained.
    try (MaskedLanguageModelTrainer again =
        MaskedLanguageModelTrainer.continuing(saved, OPTIONS.tokens(0, 1024))) {
      assertThat(again.evaluate(TextFileTest.EXCERPT)).isEqualTo(after);
    }
    try (MaskedLanguageModel model = MaskedLanguageModel.load(saved)) {
      assertThat(model.fill("It was in July, and the speaker was [MASK].", 5)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"heads/bert-mlm", "heads/roberta-mlm", "heads/albert-mlm", "heads/electra-mlm"})
  void goesOnWithAPublishedModel(String name) throws IOException {
    Path folder = Path.of("src/test/resources/golden/neural").resolve(name);
    Path saved = temp.resolve("saved");
    Path changed = temp.resolve("changed");
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(folder, OPTIONS)) {
      trainer.save(saved);
      trainer.train(TextFileTest.EXCERPT);
      trainer.save(changed);
    }
    Checkpoint source = Checkpoint.open(folder);
    Checkpoint copy = Checkpoint.open(saved);
    Checkpoint trained = Checkpoint.open(changed);
    assertThat(copy.names()).containsExactlyInAnyOrderElementsOf(source.names());
    for (String tensor : source.names()) {
      assertThat(copy.tensor(tensor).toFloats()).isEqualTo(source.tensor(tensor).toFloats());
      assertThat(trained.tensor(tensor).shape()).isEqualTo(source.tensor(tensor).shape());
    }
    JsonObject before = GoldenFolder.json(folder.resolve("config.json"));
    JsonObject after = GoldenFolder.json(changed.resolve("config.json"));
    before.addProperty("dtype", "float32");
    assertThat(after).isEqualTo(before);
    assertThat(changed.resolve("tokenizer.json"))
        .hasSameBinaryContentAs(folder.resolve("tokenizer.json"));
    assertScores(folder, saved, changed);
  }

  /** The saved model scores as its source, the trained one otherwise. */
  private static void assertScores(Path source, Path saved, Path trained) throws IOException {
    LoadOptions plain = LoadOptions.defaults().precision(Precision.FLOAT32);
    try (MaskedLanguageModel one = MaskedLanguageModel.load(source, plain);
        MaskedLanguageModel two = MaskedLanguageModel.load(saved, plain);
        MaskedLanguageModel three = MaskedLanguageModel.load(trained, plain)) {
      String text = "The count went out.";
      assertThat(two.score(text).logLikelihood())
          .isCloseTo(one.score(text).logLikelihood(), within(1e-4));
      assertThat(Math.abs(three.score(text).logLikelihood() - one.score(text).logLikelihood()))
          .isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoders/mpnet", "encoders/distilbert", "encoders/bert-fp16"})
  void aModelWithoutTheHeadGetsANewOne(String name) throws IOException {
    Path folder = Path.of("src/test/resources/golden/neural").resolve(name);
    Path saved = temp.resolve("saved");
    List<TrainingStep> steps = new ArrayList<>();
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(folder, OPTIONS.listener(steps::add))) {
      trainer.train(TextFileTest.EXCERPT);
      trainer.save(saved);
    }
    assertThat(steps).hasSize(6);
    assertThat(steps.get(0).loss()).isBetween(5.0, 30.0);
    try (MaskedLanguageModel model = MaskedLanguageModel.load(saved)) {
      assertThat(model.fill("The " + model.maskToken() + " went out.", 3)).hasSize(1);
    }
  }

  @Test
  void aTrainingThatIsTakenUpAgainGivesTheSameNumbers() throws IOException {
    PretrainingOptions options =
        OPTIONS.shuffledTexts(64).training(OPTIONS.training().accumulation(2)).steps(9);
    List<TrainingStep> whole = new ArrayList<>();
    Path expected = temp.resolve("expected");
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(BERT, options.listener(whole::add))) {
      trainer.train(TextFileTest.EXCERPT);
      trainer.save(expected);
    }
    Checkpointing where = new Checkpointing(temp.resolve("checkpoints"), 2, 2, true);
    List<TrainingStep> steps = new ArrayList<>();
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(
            BERT,
            options
                .checkpointing(where)
                .listener(
                    step -> {
                      if (step.step() == 6) {
                        throw new IOException("killed");
                      }
                      if (step.step() <= 4) {
                        steps.add(step);
                      }
                    }))) {
      assertThatThrownBy(() -> trainer.train(TextFileTest.EXCERPT)).hasMessage("killed");
    }
    // A checkpoint is a model as well.
    MaskedLanguageModel.load(where.folder().resolve("checkpoint-4")).close();
    Path resumed = temp.resolve("resumed");
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.fresh(BERT, options.checkpointing(where).listener(steps::add))) {
      trainer.train(TextFileTest.EXCERPT);
      trainer.save(resumed);
    }
    assertThat(steps).isEqualTo(whole);
    assertThat(resumed.resolve("model.safetensors"))
        .hasSameBinaryContentAs(expected.resolve("model.safetensors"));
    try (MaskedLanguageModelTrainer other =
        MaskedLanguageModelTrainer.continuing(
            Path.of("src/test/resources/golden/neural/heads/roberta-mlm"),
            options.checkpointing(where))) {
      assertThatThrownBy(() -> other.train(TextFileTest.EXCERPT))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("checkpoint-9");
    }
  }

  @Test
  void accumulatedBatchesGiveTheLossOfOne() throws IOException {
    // With nothing dropped, a step over all texts does not depend on how they are cut.
    Path folder =
        ModelFolder.copy("heads/bert-mlm", Files.createDirectory(temp.resolve("still")))
            .config("hidden_dropout_prob", 0)
            .config("attention_probs_dropout_prob", 0)
            .path();
    Path text =
        Files.write(
            temp.resolve("text.txt"), Files.readAllLines(TextFileTest.EXCERPT).subList(0, 12));
    double[] losses = new double[2];
    double[] norms = new double[2];
    for (int i = 0; i < 2; i++) {
      int index = i;
      PretrainingOptions options =
          OPTIONS
              .tokens(0, i == 0 ? 100_000 : 128)
              .training(OPTIONS.training().accumulation(i == 0 ? 1 : 1000))
              .steps(1)
              .listener(
                  step -> {
                    losses[index] = step.loss();
                    norms[index] = step.gradientNorm();
                  });
      try (MaskedLanguageModelTrainer trainer =
          MaskedLanguageModelTrainer.continuing(folder, options)) {
        trainer.train(text);
      }
    }
    assertThat(losses[1]).isCloseTo(losses[0], within(1e-5));
    assertThat(norms[1]).isCloseTo(norms[0], within(1e-4));
  }

  @Test
  void dropoutIsDrawnFromTheSeedAlone() throws IOException {
    List<TrainingStep> first = run(OPTIONS);
    assertThat(run(OPTIONS)).isEqualTo(first);
    assertThat(run(OPTIONS.training(OPTIONS.training().seed(1)))).isNotEqualTo(first);
    Path still =
        ModelFolder.copy("heads/bert-mlm", Files.createDirectory(temp.resolve("still")))
            .config("hidden_dropout_prob", 0)
            .config("attention_probs_dropout_prob", 0)
            .path();
    List<TrainingStep> steps = new ArrayList<>();
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(still, OPTIONS.listener(steps::add))) {
      trainer.train(TextFileTest.EXCERPT);
    }
    assertThat(steps.get(0).loss()).isNotEqualTo(first.get(0).loss());
  }

  private static List<TrainingStep> run(PretrainingOptions options) throws IOException {
    List<TrainingStep> steps = new ArrayList<>();
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(BERT, options.listener(steps::add))) {
      trainer.train(TextFileTest.EXCERPT);
    }
    return steps;
  }

  @Test
  void wordsInChinese() throws IOException {
    Path text = temp.resolve("chinese.txt");
    Files.write(text, "天地玄黄，宇宙洪荒。\n日月盈昃，辰宿列张。😀\n".repeat(20).getBytes(StandardCharsets.UTF_8));
    PretrainingOptions options =
        OPTIONS.masking(MaskingOptions.defaults().wholeWords(true).copies(10)).steps(3);
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(BERT, options)) {
      trainer.train(text);
      assertThat(trainer.evaluate(text)).isBetween(1.0, 8.0);
    }
  }

  @Test
  void divergesWithTheStepInTheError() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("broken"));
    ModelFolder.copy("heads/bert-mlm", folder);
    Checkpoint source = Checkpoint.open(BERT);
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String name : source.names()) {
      TensorView tensor = source.tensor(name);
      float[] values = tensor.toFloats();
      if (name.endsWith("layer.1.output.dense.bias")) {
        values[3] = Float.NaN;
      }
      writer.add(name, values, tensor.shape());
    }
    writer.write(folder.resolve("model.safetensors"));
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(folder, OPTIONS)) {
      assertThatThrownBy(() -> trainer.train(TextFileTest.EXCERPT))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("diverged at step 1: the loss is NaN");
    }
  }

  @Test
  void badInput() throws IOException {
    Path empty = Files.write(temp.resolve("empty.txt"), new byte[] {'\n', ' ', '\n'});
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(BERT, OPTIONS)) {
      assertThatThrownBy(() -> trainer.train(temp.resolve("none.txt")))
          .isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> trainer.train(empty)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> trainer.evaluate(empty))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("empty.txt");
      assertThatThrownBy(() -> trainer.save(temp))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is there already");
      assertThatThrownBy(() -> trainer.save(empty.resolve("sub"))).isInstanceOf(IOException.class);
    }
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(BERT, OPTIONS.epochs(2))) {
      assertThatThrownBy(() -> trainer.train(empty))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no text to train on");
    }
    assertThatThrownBy(() -> MaskedLanguageModelTrainer.continuing(BERT, OPTIONS.tokens(65, 512)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTokens must be at most 64, the model's, got 65");
    assertThatThrownBy(() -> MaskedLanguageModelTrainer.fresh(temp.resolve("none"), OPTIONS))
        .isInstanceOf(NoSuchFileException.class);
    Path folder = Files.createDirectory(temp.resolve("small"));
    ModelFolder.copy("heads/bert-mlm", folder).config("vocab_size", 700);
    assertThatThrownBy(() -> MaskedLanguageModelTrainer.fresh(folder, OPTIONS))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("ids below 700");
    Path mask = Files.createDirectory(temp.resolve("mask"));
    ModelFolder.copy("heads/bert-mlm", mask).json("tokenizer_config.json", "mask_token", "<gone>");
    assertThatThrownBy(() -> MaskedLanguageModelTrainer.continuing(mask, OPTIONS))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("mask_token")
        .hasMessageContaining("<gone>");
    Path drop = Files.createDirectory(temp.resolve("drop"));
    ModelFolder.copy("heads/bert-mlm", drop).config("hidden_dropout_prob", 1.5);
    assertThatThrownBy(() -> MaskedLanguageModelTrainer.continuing(drop, OPTIONS))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("hidden_dropout_prob");
    assertThatThrownBy(() -> OPTIONS.steps(0)).hasMessage("steps must be at least 1, got 0");
    assertThatThrownBy(() -> OPTIONS.warmUpShare(1)).hasMessageContaining("warmUpShare");
    assertThatThrownBy(() -> OPTIONS.tokens(0, 0)).hasMessageContaining("tokensPerBatch");
  }

  @Test
  void closedAndInterrupted() throws IOException {
    MaskedLanguageModelTrainer trainer = MaskedLanguageModelTrainer.continuing(BERT, OPTIONS);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> trainer.train(TextFileTest.EXCERPT))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    trainer.close();
    trainer.close();
    assertThatThrownBy(() -> trainer.train(TextFileTest.EXCERPT))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> trainer.evaluate(TextFileTest.EXCERPT))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> trainer.save(temp.resolve("x")))
        .isInstanceOf(IllegalStateException.class);
  }
}

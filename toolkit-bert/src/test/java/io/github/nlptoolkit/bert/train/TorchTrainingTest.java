package io.github.nlptoolkit.bert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.encoder.TrainedEncoder;
import io.github.nlptoolkit.bert.encoder.TrainedEncoder.Target;
import io.github.nlptoolkit.bert.family.Dropouts;
import io.github.nlptoolkit.bert.family.ModelTensors;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsFile;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.train.AdamW;
import io.github.nlptoolkit.engine.train.Parameter;
import io.github.nlptoolkit.engine.train.TrainedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loss, gradients and steps are those of torch, for every family (see {@code record.py}). */
class TorchTrainingTest {
  private static final Path ROOT =
      Path.of("src/test/resources/io/github/nlptoolkit/bert/train/torch");

  static List<Path> models() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static TrainedEncoder load(Path folder) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    assertThat(Dropouts.of(checkpoint.config())).isEqualTo(Dropouts.NONE);
    return TrainedEncoder.load(
        checkpoint.config(), Dropouts.NONE, Device.cpu(), StartingWeights.of(checkpoint, 0));
  }

  private static List<Target> texts(JsonObject recorded) {
    List<Target> texts = new ArrayList<>();
    for (JsonElement element : recorded.getAsJsonArray("texts")) {
      JsonObject text = element.getAsJsonObject();
      int[] ids = GoldenFolder.ints(text.getAsJsonArray("ids"));
      texts.add(
          new Target(
              TokenIds.of(ids, new int[ids.length]),
              GoldenFolder.ints(text.getAsJsonArray("places")),
              GoldenFolder.ints(text.getAsJsonArray("targets"))));
    }
    return texts;
  }

  private static int targets(List<Target> texts) {
    return texts.stream().mapToInt(text -> text.places().length).sum();
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradients(Path folder) throws IOException {
    JsonObject recorded = GoldenFolder.json(folder.resolve("training.json"));
    List<Target> texts = texts(recorded);
    int count = targets(texts);
    SafetensorsFile gradients = SafetensorsFile.open(folder.resolve("gradients.safetensors"));
    try (TrainedEncoder model = load(folder)) {
      TrainedProgram program = model.program();
      double loss =
          program.addGradients(
              List.of(
                  model.part(texts.subList(0, 3), 1.0 / count, 1),
                  model.part(texts.subList(3, 4), 1.0 / count, 2)));
      JsonObject step = recorded.getAsJsonArray("steps").get(0).getAsJsonObject();
      assertThat(loss).isCloseTo(step.get("loss").getAsDouble(), within(1e-5));
      assertThat(model.loss(List.of(texts.subList(0, 2), texts.subList(2, 4))) / count)
          .isCloseTo(loss, within(1e-5));
      assertThat(program.parameters())
          .extracting(Parameter::name)
          .containsExactlyInAnyOrderElementsOf(gradients.names());
      for (int i = 0; i < program.parameters().size(); i++) {
        String name = program.parameters().get(i).name();
        assertThat(program.gradient(i).values())
            .as(name)
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(gradients.tensor(name).toFloats());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void steps(Path folder) throws IOException {
    JsonObject recorded = GoldenFolder.json(folder.resolve("training.json"));
    List<Target> texts = texts(recorded);
    SafetensorsFile after = SafetensorsFile.open(folder.resolve("after.safetensors"));
    AdamW settings =
        new AdamW(
            0.9,
            0.999,
            recorded.get("eps").getAsDouble(),
            recorded.get("weight_decay").getAsDouble());
    double limit = recorded.get("max_gradient_norm").getAsDouble();
    try (TrainedEncoder model = load(folder)) {
      TrainedProgram program = model.program();
      for (JsonElement element : recorded.getAsJsonArray("steps")) {
        JsonObject step = element.getAsJsonObject();
        double loss = program.addGradients(List.of(model.part(texts, 1.0 / targets(texts), 1)));
        assertThat(loss).isCloseTo(step.get("loss").getAsDouble(), within(1e-5));
        assertThat(program.step(settings, step.get("rate").getAsDouble(), limit))
            .isCloseTo(step.get("gradient_norm").getAsDouble(), within(1e-4));
      }
      for (int i = 0; i < program.parameters().size(); i++) {
        String name = program.parameters().get(i).name();
        assertThat(program.weight(i).values())
            .as(name)
            .usingComparatorWithPrecision(2e-5f)
            .containsExactly(after.tensor(name).toFloats());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theNamesAreThoseOfTransformers(Path folder) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    List<String> names =
        ModelTensors.of(checkpoint.config()).all().stream().map(spec -> spec.name()).toList();
    List<String> stored = new ArrayList<>(checkpoint.names());
    // Not used by an untied model, but stored with it.
    stored.removeIf(name -> !names.contains(name) && name.equals("cls.predictions.bias"));
    assertThat(names).containsExactlyInAnyOrderElementsOf(stored);
    ModelTensors.of(checkpoint.config())
        .all()
        .forEach(
            spec -> {
              try {
                assertThat(checkpoint.tensor(spec.name()).shape())
                    .isEqualTo(spec.shape().stream().mapToLong(Long::longValue).toArray());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
  }
}

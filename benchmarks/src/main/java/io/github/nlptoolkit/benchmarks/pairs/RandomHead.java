package io.github.nlptoolkit.benchmarks.pairs;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A cross-encoder with a BERT's weights and a head drawn at random. */
final class RandomHead {
  private static final SplittableRandom RANDOM = new SplittableRandom(2);

  private RandomHead() {}

  static void write(Path bert, Path target) throws IOException {
    JsonObject config =
        JsonParser.parseString(Files.readString(bert.resolve("config.json"))).getAsJsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add("BertForSequenceClassification");
    config.add("architectures", architectures);
    JsonObject labels = new JsonObject();
    labels.addProperty("0", "LABEL_0");
    config.add("id2label", labels);
    byte[] json = config.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(target.resolve("config.json"), out -> out.write(json));
    for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
      if (Files.exists(bert.resolve(name))) {
        Files.copy(bert.resolve(name), target.resolve(name));
      }
    }
    SafetensorsWriter writer = new SafetensorsWriter();
    Checkpoint checkpoint = Checkpoint.open(bert);
    for (String name : checkpoint.names()) {
      TensorView tensor = checkpoint.tensor(name);
      if (!name.startsWith("pooler.") && tensor.dtype().decodesToFloats()) {
        writer.add("bert." + name, tensor::toFloats, tensor.shape());
      }
    }
    int hidden = checkpoint.config().integer("hidden_size", 1, 1 << 16);
    writer.add("bert.pooler.dense.weight", drawn(hidden * hidden), hidden, hidden);
    writer.add("bert.pooler.dense.bias", drawn(hidden), hidden);
    writer.add("classifier.weight", drawn(hidden), 1, hidden);
    writer.add("classifier.bias", drawn(1), 1);
    writer.write(target.resolve("model.safetensors"));
  }

  private static float[] drawn(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.02 * RANDOM.nextGaussian());
    }
    return values;
  }

  static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}

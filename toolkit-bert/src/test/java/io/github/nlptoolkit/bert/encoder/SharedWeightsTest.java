package io.github.nlptoolkit.bert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * ALBERT's layers share their weights in memory too, packed once whatever the depth: measured in a
 * process of its own, whose heap is wholly in memory from the start.
 */
class SharedWeightsTest {
  private static final int HIDDEN = 1536;
  private static final int WIDE = 6144;
  private static final int EMBEDDING = 128;
  private static final int VOCABULARY = 2000;
  private static final int POSITIONS = 64;

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void twelveLayersTakeTheMemoryOfTheirFile() throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(Path.of("/proc/self/status")), "only Linux tells how much memory there is");
    writeAlbert(12);
    List<String> lines = run();
    assertThat(lines).as(String.join("\n", lines)).anyMatch(line -> line.startsWith("private "));
    long kilobytes =
        lines.stream()
            .filter(line -> line.startsWith("private "))
            .mapToLong(line -> Long.parseLong(line.substring("private ".length())))
            .findFirst()
            .orElseThrow();
    double times = kilobytes * 1024.0 / Files.size(folder.resolve("model.safetensors"));
    System.err.printf("ALBERT of 12 layers: %.2f times its file in private memory%n", times);
    assertThat(times).isLessThanOrEqualTo(1.2);
    // It is there at all.
    assertThat(times).isGreaterThan(0.8);
  }

  private List<String> run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                // Surefire starts the tests with a jar that only names the class path.
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path", "")),
                WeightsProcess.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try {
      List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  private void writeAlbert(int layers) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "albert", "vocab_size": %d, "embedding_size": %d, "hidden_size": %d,
         "num_hidden_layers": %d, "num_hidden_groups": 1, "inner_group_num": 1,
         "num_attention_heads": 16, "intermediate_size": %d, "hidden_act": "gelu_new",
         "max_position_embeddings": %d, "type_vocab_size": 2, "layer_norm_eps": 1e-12}
        """
            .formatted(VOCABULARY, EMBEDDING, HIDDEN, layers, WIDE, POSITIONS));
    Random random = new Random(7);
    SafetensorsWriter writer = new SafetensorsWriter();
    add(writer, random, "embeddings.word_embeddings.weight", VOCABULARY, EMBEDDING);
    add(writer, random, "embeddings.position_embeddings.weight", POSITIONS, EMBEDDING);
    add(writer, random, "embeddings.token_type_embeddings.weight", 2, EMBEDDING);
    pair(writer, random, "embeddings.LayerNorm", EMBEDDING);
    pair(writer, random, "encoder.embedding_hidden_mapping_in", HIDDEN, EMBEDDING);
    String block = "encoder.albert_layer_groups.0.albert_layers.0.";
    for (String part : List.of("query", "key", "value", "dense")) {
      pair(writer, random, block + "attention." + part, HIDDEN, HIDDEN);
    }
    pair(writer, random, block + "attention.LayerNorm", HIDDEN);
    pair(writer, random, block + "ffn", WIDE, HIDDEN);
    pair(writer, random, block + "ffn_output", HIDDEN, WIDE);
    pair(writer, random, block + "full_layer_layer_norm", HIDDEN);
    writer.write(folder.resolve("model.safetensors"));
  }

  private static void pair(SafetensorsWriter writer, Random random, String name, int... shape) {
    add(writer, random, name + ".weight", shape);
    add(writer, random, name + ".bias", shape[0]);
  }

  private static void add(SafetensorsWriter writer, Random random, String name, int... shape) {
    int count = 1;
    long[] dimensions = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      count *= shape[i];
      dimensions[i] = shape[i];
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 0.04f - 0.02f;
    }
    writer.add(name, values, dimensions);
  }
}

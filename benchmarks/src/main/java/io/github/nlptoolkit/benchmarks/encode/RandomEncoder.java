package io.github.nlptoolkit.benchmarks.encode;

import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a checkpoint with random weights, the same ones each time, which do for speed. Its
 * tokenizer is another model's: what counts is that whoever is compared reads the same tokens.
 *
 * @param family whose names and special sizes it has
 * @param vocabulary rows of the table of words
 * @param hidden columns of the hidden states
 * @param layers how many layers
 * @param heads attention heads
 * @param wide columns between the two linear layers of a block
 */
public record RandomEncoder(
    Family family, int vocabulary, int hidden, int layers, int heads, int wide) {
  /** The shape of roberta-base. */
  public static final RandomEncoder ROBERTA_BASE =
      new RandomEncoder(Family.ROBERTA, 50_265, 768, 12, 12, 3072);

  /** The shape of bert-base-uncased. */
  public static final RandomEncoder BERT_BASE =
      new RandomEncoder(Family.BERT, 30_522, 768, 12, 12, 3072);

  /** The families of encoders that there are. */
  public enum Family {
    /** RoBERTa: positions begin at 2, one type of token. */
    ROBERTA("roberta", "RobertaModel", 514, 1, 1),
    /** BERT: two types of tokens. */
    BERT("bert", "BertModel", 512, 2, 0);

    private final String type;
    private final String architecture;
    private final int positions;
    private final int types;
    private final int pad;

    Family(String type, String architecture, int positions, int types, int pad) {
      this.type = type;
      this.architecture = architecture;
      this.positions = positions;
      this.types = types;
      this.pad = pad;
    }
  }

  /**
   * Writes a folder.
   *
   * @param folder the folder; made if it is not there
   * @param tokenizer a {@code tokenizer.json}
   * @throws IOException if a file cannot be written
   */
  public void write(Path folder, Path tokenizer) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("tokenizer.json"), Files.readAllBytes(tokenizer));
    String config =
        String.format(
            Locale.ROOT,
            """
            {"model_type": "%s", "architectures": ["%s"], "vocab_size": %d,
             "hidden_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
             "intermediate_size": %d, "hidden_act": "gelu", "max_position_embeddings": %d,
             "type_vocab_size": %d, "layer_norm_eps": 1e-05, "pad_token_id": %d,
             "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1}
            """,
            family.type,
            family.architecture,
            vocabulary,
            hidden,
            layers,
            heads,
            wide,
            family.positions,
            family.types,
            family.pad);
    AtomicFile.write(
        folder.resolve("config.json"), out -> out.write(config.getBytes(StandardCharsets.UTF_8)));
    Tensors tensors = new Tensors();
    tensors.add("embeddings.word_embeddings.weight", vocabulary, hidden);
    tensors.add("embeddings.position_embeddings.weight", family.positions, hidden);
    tensors.add("embeddings.token_type_embeddings.weight", family.types, hidden);
    tensors.norm("embeddings.LayerNorm", hidden);
    for (int layer = 0; layer < layers; layer++) {
      String name = "encoder.layer." + layer + ".";
      for (String part : List.of("self.query", "self.key", "self.value", "output.dense")) {
        tensors.linear(name + "attention." + part, hidden, hidden);
      }
      tensors.norm(name + "attention.output.LayerNorm", hidden);
      tensors.linear(name + "intermediate.dense", wide, hidden);
      tensors.linear(name + "output.dense", hidden, wide);
      tensors.norm(name + "output.LayerNorm", hidden);
    }
    // The weights last: a folder that has them is whole.
    tensors.writer.write(folder.resolve("model.safetensors"));
  }

  /**
   * Whether a folder has been written.
   *
   * @param folder the folder
   * @return whether its weights are there, which are written last
   */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve("model.safetensors"));
  }

  /** Makes tensors, the same ones each time. */
  private static final class Tensors {
    private final SafetensorsWriter writer = new SafetensorsWriter();
    private final SplittableRandom random = new SplittableRandom(20240);

    void linear(String name, int out, int in) {
      add(name + ".weight", out, in);
      add(name + ".bias", out);
    }

    /** As it begins: multiplies by one and adds nothing. */
    void norm(String name, int size) {
      float[] ones = new float[size];
      Arrays.fill(ones, 1);
      writer.add(name + ".weight", ones, size);
      writer.add(name + ".bias", new float[size], size);
    }

    /** Uniform with the standard deviation that RoBERTa begins with, 0.02. */
    void add(String name, int... shape) {
      int count = 1;
      long[] dimensions = new long[shape.length];
      for (int i = 0; i < shape.length; i++) {
        count *= shape[i];
        dimensions[i] = shape[i];
      }
      double most = 0.02 * Math.sqrt(3);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) random.nextDouble(-most, most);
      }
      writer.add(name, values, dimensions);
    }
  }
}

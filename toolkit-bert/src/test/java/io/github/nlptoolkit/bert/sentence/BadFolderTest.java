package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are not as they must be: the error names file, key, expected and found. */
class BadFolderTest {
  private static final String WORDS = "embeddings.word_embeddings.weight";
  private static final String QUERY = "encoder.layer.1.attention.self.query.weight";

  @TempDir Path temp;

  /** A change to a folder that makes it bad, and what the error must say. */
  private record Bad(
      String name,
      String place,
      Consumer<TinyModel> change,
      String file,
      String key,
      String expected,
      String found) {}

  private static Bad bad(
      String name,
      Consumer<TinyModel> change,
      String file,
      String key,
      String expected,
      String found) {
    return new Bad(name, "sbert/pool-mean", change, file, key, expected, found);
  }

  private static Bad badKey(String file, String key, Object value, String expected, String found) {
    return bad(
        key + " is " + value,
        m -> m.json(file, json -> set(json, key, value)),
        file,
        key,
        expected,
        found);
  }

  private static void set(JsonObject json, String key, Object value) {
    if (value instanceof Number number) {
      json.addProperty(key, number);
    } else if (value instanceof Boolean truth) {
      json.addProperty(key, truth);
    } else {
      json.addProperty(key, value.toString());
    }
  }

  @TestFactory
  Stream<DynamicTest> refused() {
    return Stream.of(files(), configs(), tensors(), modules(), poolings(), denses(), settings())
        .flatMap(List::stream)
        .map(bad -> DynamicTest.dynamicTest(bad.name, () -> check(bad)));
  }

  private void check(Bad bad) throws IOException {
    TinyModel model = TinyModel.copy(bad.place, Files.createTempDirectory(temp, "model"));
    bad.change.accept(model);
    ModelFormatException refusal =
        catchThrowableOfType(
            ModelFormatException.class, () -> SentenceEmbedder.load(model.folder()).close());
    assertThat(refusal).isNotNull();
    assertThat(refusal.file()).isEqualTo(model.folder().resolve(bad.file).toString());
    assertThat(refusal.key()).isEqualTo(bad.key);
    String message = String.valueOf(refusal.getMessage());
    int found = message.lastIndexOf(", found ");
    assertThat(message).startsWith(refusal.file() + (bad.key.isEmpty() ? "" : ": " + bad.key));
    assertThat(message.substring(0, found)).contains(": expected ").contains(bad.expected);
    assertThat(message.substring(found)).contains(bad.found);
  }

  private static List<Bad> files() {
    String weights = "model.safetensors";
    String pickle = "pytorch_model.bin";
    return List.of(
        bad(
            "no config.json",
            m -> m.delete("config.json"),
            "config.json",
            "",
            "a readable file",
            "no such file"),
        bad(
            "cut config.json",
            m -> m.cut("config.json", 40),
            "config.json",
            "",
            "JSON",
            "Unterminated string"),
        bad(
            "config.json is a list",
            m -> m.write("config.json", "[1]"),
            "config.json",
            "",
            "an object",
            "an array of 1"),
        bad(
            "no tokenizer.json",
            m -> m.delete("tokenizer.json"),
            "tokenizer.json",
            "",
            "a readable file",
            "no such file"),
        bad(
            "cut tokenizer.json",
            m -> m.cut("tokenizer.json", 100),
            "tokenizer.json",
            "",
            "a tokenizer of the tokenizers library",
            "the end"),
        bad(
            "tokenizer.json of something else",
            m -> m.write("tokenizer.json", "{}"),
            "tokenizer.json",
            "",
            "a tokenizer",
            ""),
        bad("no weights", m -> m.delete(weights), "", weights, weights, "neither"),
        bad(
            "cut weights",
            m -> m.cut(weights, 7),
            weights,
            "pooler.dense.weight.data_offsets",
            "an end within the ",
            "["),
        bad(
            "empty weights",
            m -> m.write(weights, ""),
            weights,
            "",
            "8 bytes of length",
            "0 bytes"),
        bad(
            "a header longer than the file",
            m -> m.write(weights, "@\0\0\0\0\0\0\0{}"),
            weights,
            "header length",
            "at most the 2 bytes",
            "64"),
        bad(
            "a pickle alone",
            m -> m.delete(weights).write(pickle, "PK"),
            pickle,
            "",
            "save_pretrained('DIR', safe_serialization=True)",
            "only " + pickle));
  }

  private static List<Bad> configs() {
    String config = "config.json";
    return List.of(
        badKey(config, "model_type", "gpt2", "one of [bert, ", "the string \"gpt2\""),
        bad(
            "no model_type",
            m -> m.json(config, json -> json.remove("model_type")),
            config,
            "model_type",
            "a string",
            "nothing"),
        badKey(config, "hidden_act", "mish", "one of [gelu, ", "the string \"mish\""),
        badKey(
            config,
            "position_embedding_type",
            "relative_key",
            "absolute",
            "the string \"relative_key\""),
        badKey(config, "num_attention_heads", 5, "divides hidden_size 32", "the number 5"),
        badKey(config, "hidden_size", "32", "a whole number", "the string \"32\""),
        badKey(config, "hidden_size", 0, "a whole number in [1, ", "the number 0"),
        badKey(config, "num_hidden_layers", 1.5, "a whole number", "the number 1.5"),
        badKey(config, "layer_norm_eps", -1, "a number from 0 to 1", "the number -1"),
        bad(
            "vocabulary larger than the table",
            m ->
                m.json(
                    "tokenizer.json",
                    json ->
                        json.getAsJsonObject("model")
                            .getAsJsonObject("vocab")
                            .addProperty("onemore", 620)),
            "tokenizer.json",
            "model.vocab",
            "ids below 620",
            "the id 620"));
  }

  private static List<Bad> tensors() {
    String file = "model.safetensors";
    String norm = "encoder.layer.0.output.LayerNorm.bias";
    return List.of(
        bad(
            "two missing tensors",
            m ->
                m.tensors(
                    t -> {
                      t.remove(QUERY);
                      t.remove(norm);
                    }),
            file,
            "",
            norm + ", " + QUERY,
            "none of them"),
        bad(
            "one missing tensor",
            m -> m.tensors(t -> t.remove(QUERY)),
            file,
            QUERY,
            "this tensor",
            "no such tensor"),
        bad(
            "missing in a model with a prefix",
            m ->
                m.tensors(
                    t -> {
                      List.copyOf(t.keySet())
                          .forEach(name -> t.put("bert." + name, t.remove(name)));
                      t.remove("bert." + WORDS);
                    }),
            file,
            "bert." + WORDS,
            "this tensor",
            "no such tensor"),
        bad(
            "a tensor of integers",
            m -> m.tensors(t -> t.computeIfPresent(QUERY, (name, x) -> x.as("I32", 32L, 32L))),
            file,
            QUERY,
            "dtype F32, F16 or BF16",
            "I32"),
        bad(
            "a tensor turned round",
            m ->
                m.tensors(
                    t ->
                        t.computeIfPresent(
                            "encoder.layer.0.output.dense.weight",
                            (name, x) -> x.as("F32", 48L, 32L))),
            file,
            "encoder.layer.0.output.dense.weight",
            "shape [32, 48]",
            "[48, 32]"),
        bad(
            "a table shorter than vocab_size",
            m -> m.json("config.json", json -> json.addProperty("vocab_size", 700)),
            file,
            WORDS,
            "shape [700, 32]",
            "[620, 32]"));
  }

  private static List<Bad> modules() {
    String file = "modules.json";
    return List.of(
        bad(
            "modules.json is an object",
            m -> m.write(file, "{}"),
            file,
            "",
            "an array of objects",
            "an object of 0"),
        bad(
            "no pooling",
            m -> m.modules(list -> list.remove(1)),
            file,
            "type",
            "a Pooling",
            "[Transformer]"),
        bad(
            "no transformer",
            m -> m.modules(list -> type(list, 0, "models.BoW")),
            file,
            "type",
            "a Transformer",
            "[BoW, Pooling]"),
        bad(
            "an unknown module",
            m ->
                m.modules(
                    list -> {
                      list.add(list.get(1).deepCopy());
                      type(list, 2, "models.LSTM");
                    }),
            file,
            "[2].type",
            "one of Dense, LayerNorm, Normalize",
            "the string \"models.LSTM\""),
        bad(
            "a module outside the folder",
            m ->
                m.modules(
                    list -> list.get(1).getAsJsonObject().addProperty("path", "../1_Pooling")),
            file,
            "[1].path",
            "stays inside the folder",
            "\"../1_Pooling\""),
        bad(
            "a module without a type",
            m -> m.modules(list -> list.get(0).getAsJsonObject().add("type", JsonNull.INSTANCE)),
            file,
            "[0].type",
            "a string",
            "nothing"));
  }

  private static void type(JsonArray modules, int index, String type) {
    modules.get(index).getAsJsonObject().addProperty("type", type);
  }

  private static List<Bad> poolings() {
    String file = "1_Pooling/config.json";
    return List.of(
        bad("no pooling config", m -> m.delete(file), file, "", "a readable file", "no such file"),
        badKey(file, "pooling_mode", "middle", "one of [cls, max, mean,", "\"middle\""),
        badKey(file, "pooling_mode", 3, "an array of strings", "the number 3"),
        bad(
            "no way of pooling",
            m -> m.write(file, "{}"),
            file,
            "pooling_mode",
            "at least one",
            "none"));
  }

  private static List<Bad> denses() {
    Consumer<TinyModel> other =
        m -> m.json("2_Dense/config.json", json -> json.addProperty("in_features", 31));
    return List.of(
        new Bad(
            "a dense layer that does not fit",
            "sbert/dense-residual",
            other,
            "2_Dense/config.json",
            "in_features",
            "a whole number in [32, 32]",
            "31"),
        new Bad(
            "a dense layer with another activation",
            "sbert/dense-residual",
            m ->
                m.json(
                    "2_Dense/config.json",
                    json -> json.addProperty("activation_function", "torch.nn.ELU")),
            "2_Dense/config.json",
            "activation_function",
            "Identity, Tanh",
            "torch.nn.ELU"),
        new Bad(
            "a dense layer without weights",
            "sbert/dense-residual",
            m -> m.delete("2_Dense/model.safetensors"),
            "2_Dense",
            "model.safetensors",
            "model.safetensors",
            "neither"));
  }

  private static List<Bad> settings() {
    String sentence = "sentence_bert_config.json";
    String own = "config_sentence_transformers.json";
    return List.of(
        badKey(sentence, "max_seq_length", 0, "a whole number in [1, ", "the number 0"),
        badKey(sentence, "max_seq_length", 1, "as many tokens as frame a text", "the number 1"),
        badKey(sentence, "do_lower_case", "yes", "true or false", "the string \"yes\""),
        bad(
            "a negative limit of the tokenizer",
            m ->
                m.delete(sentence)
                    .json(
                        "tokenizer_config.json", json -> json.addProperty("model_max_length", -1)),
            "tokenizer_config.json",
            "model_max_length",
            "at least 1",
            "the number -1"),
        badKey(own, "truncate_dim", 0, "a whole number in [1, ", "the number 0"),
        new Bad(
            "an unknown prompt",
            "sbert/prompts",
            m -> m.json(own, json -> json.addProperty("default_prompt_name", "question")),
            own,
            "default_prompt_name",
            "one of the prompts [query, document",
            "\"question\""));
  }

  @Test
  void noSuchFolder() {
    Path absent = temp.resolve("absent");
    assertThatThrownBy(() -> SentenceEmbedder.load(absent))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(absent.toString())
        .hasMessageContaining("no such model folder");
  }

  @Test
  void noFolder() throws IOException {
    Path file = Files.write(temp.resolve("model.onnx"), new byte[1]);
    assertThatThrownBy(() -> SentenceEmbedder.load(file))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("a model is a folder with config.json");
  }

  @Test
  void unknownTensorsAreOneWarning() throws IOException {
    TinyModel model = TinyModel.copy("sbert/pool-mean", temp.resolve("model"));
    model.tensors(
        tensors -> {
          tensors.put("adapter.weight", tensors.get(QUERY));
          tensors.put("adapter.bias", tensors.get(QUERY));
          tensors.put("cls.predictions.bias", tensors.get(QUERY));
        });
    List<String> warnings = warnings(() -> SentenceEmbedder.load(model.folder()).close());
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .contains(model.folder().toString())
        .contains("2 tensors")
        .contains("adapter.weight, adapter.bias")
        .doesNotContain("cls.predictions");
  }

  @Test
  void aGoodFolderIsNoWarning() throws IOException {
    Path folder = TinyModel.original("encoders/bert-legacy-names");
    assertThat(warnings(() -> SentenceEmbedder.load(folder).close())).isEmpty();
  }

  private interface Loading {
    void run() throws IOException;
  }

  private static List<String> warnings(Loading loading) throws IOException {
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            messages.add(new SimpleFormatter().formatMessage(record));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.github.nlptoolkit.bert");
    logger.addHandler(handler);
    try {
      loading.run();
    } finally {
      logger.removeHandler(handler);
    }
    return messages;
  }
}

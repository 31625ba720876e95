package io.github.nlptoolkit.bert.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.encoder.TrainedEncoder;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.train.Parameter;
import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a model with a masked language model as transformers does: its configuration, the files of
 * its tokenizer, its tensors by their published names. Immutable.
 */
final class ModelFolderWriter {
  private static final List<String> TOKENIZER_FILES =
      List.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt",
          "vocab.json",
          "merges.txt",
          "sentencepiece.bpe.model",
          "spiece.model");

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private final Path source;

  /** The folder that configuration and tokenizer are taken from. */
  ModelFolderWriter(Path source) {
    this.source = source;
  }

  /** Writes all files into a folder that is there. */
  void write(TrainedEncoder model, Path folder) throws IOException {
    SafetensorsWriter tensors = new SafetensorsWriter();
    List<Parameter> parameters = model.program().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      int index = i;
      tensors.add(
          parameters.get(i).name(),
          () -> model.program().weight(index).values(),
          parameters.get(i).shape().stream().mapToLong(Long::longValue).toArray());
    }
    tensors.write(folder.resolve("model.safetensors"));
    for (String name : TOKENIZER_FILES) {
      Path file = source.resolve(name);
      if (Files.isRegularFile(file)) {
        AtomicFile.write(folder.resolve(name), out -> Files.copy(file, out));
      }
    }
    byte[] config = config().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve("config.json"), out -> out.write(config));
  }

  private String config() throws IOException {
    Path file = source.resolve("config.json");
    String architecture = architecture(JsonConfig.read(file));
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(architecture);
    json.add("architectures", architectures);
    json.remove("torch_dtype");
    json.addProperty("dtype", "float32");
    return GSON.toJson(json) + "\n";
  }

  private static String architecture(JsonConfig config) throws ModelFormatException {
    String type = config.string("model_type");
    return switch (type) {
      case "bert" -> "BertForMaskedLM";
      case "roberta" -> "RobertaForMaskedLM";
      case "xlm-roberta" -> "XLMRobertaForMaskedLM";
      case "camembert" -> "CamembertForMaskedLM";
      case "albert" -> "AlbertForMaskedLM";
      case "distilbert" -> "DistilBertForMaskedLM";
      case "mpnet" -> "MPNetForMaskedLM";
      case "electra" -> "ElectraForMaskedLM";
      default -> throw config.wrong("model_type", "a family with a masked language model");
    };
  }
}

package io.github.nlptoolkit.benchmarks.scale;

import io.github.nlptoolkit.benchmarks.encode.RandomEncoder;
import io.github.nlptoolkit.models.Models;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The models, as folders that take texts of up to 512 tokens. */
enum ScaleModel {
  /** all-MiniLM-L6-v2: 6 layers of 384 columns. Its own limit is 256 tokens. */
  MINILM("all-MiniLM-L6-v2", 8192) {
    @Override
    void write(Path folder) throws IOException {
      Path model = Models.standard().resolve(Models.DEFAULT);
      Files.createDirectories(folder.resolve("1_Pooling"));
      for (String file :
          List.of(
              "config.json",
              "modules.json",
              "tokenizer.json",
              "tokenizer_config.json",
              "1_Pooling/config.json",
              WEIGHTS)) {
        Files.copy(model.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      byte[] limit = "{\"max_seq_length\": 512}\n".getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(folder.resolve("sentence_bert_config.json"), out -> out.write(limit));
    }
  },
  /** The shape of BERT-base, 12 layers of 768 columns, with random weights. */
  BERT_BASE("BERT-base's shape", 2048) {
    @Override
    void write(Path folder) throws IOException {
      Path tokenizer = Models.standard().resolve(Models.DEFAULT).resolve("tokenizer.json");
      RandomEncoder.BERT_BASE.write(folder, tokenizer);
    }
  };

  private static final String WEIGHTS = "model.safetensors";

  private final String label;
  private final int tokensOfCall;

  ScaleModel(String label, int tokensOfCall) {
    this.label = label;
    this.tokensOfCall = tokensOfCall;
  }

  abstract void write(Path folder) throws IOException;

  /** What it is called in tables. */
  String label() {
    return label;
  }

  /** How many tokens a call with texts of one length has together. */
  int tokensOfCall() {
    return tokensOfCall;
  }

  /** Its folder, written if it is not there. */
  Path folder(Path parent) throws IOException {
    Path folder = parent.resolve(name());
    if (!Files.exists(folder.resolve(WEIGHTS))) {
      write(folder);
    }
    return folder;
  }
}

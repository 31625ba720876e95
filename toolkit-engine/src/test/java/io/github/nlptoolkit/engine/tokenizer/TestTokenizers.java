package io.github.nlptoolkit.engine.tokenizer;

import io.github.nlptoolkit.engine.GoldenFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tokenizers for tests, one of each kind. */
final class TestTokenizers {
  static final String BERT = "bert-wordpiece";
  static final String ROBERTA = "roberta-bpe";
  static final String XLM_ROBERTA = "xlm-roberta";
  static final List<String> KINDS =
      List.of(BERT, "bert-sharded", ROBERTA, XLM_ROBERTA, "albert-shared", "mpnet");

  private TestTokenizers() {}

  static Path file(String name) {
    return Path.of("src/test/resources/golden/neural/encoders", name, "tokenizer.json");
  }

  static String json(String name) throws IOException {
    return Files.readString(file(name));
  }

  static Tokenizer load(String name, TokenizerOptions options) throws IOException {
    return Tokenizer.load(file(name), options);
  }

  /** Texts and pairs of the recordings. */
  static List<String> texts(String name) throws IOException {
    return GoldenFolders.json(file(name).resolveSibling("golden.json"))
        .getAsJsonArray("cases")
        .asList()
        .stream()
        .map(one -> one.getAsJsonObject().get("text").getAsString())
        .toList();
  }
}

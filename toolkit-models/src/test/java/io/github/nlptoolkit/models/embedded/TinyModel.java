package io.github.nlptoolkit.models.embedded;

import io.github.nlptoolkit.models.embedded.EmbeddedModel.Pooling;
import io.github.nlptoolkit.models.embedded.EmbeddedModel.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** A model of a few hundred bytes in a folder, as a jar would bring it. */
public final class TinyModel {

  /** Its short name. */
  public static final String NAME = "tiny-bert";

  static final String ONNX = "tiny.onnx";
  static final String TOKENIZER = "tiny-tokenizer.json";

  private TinyModel() {}

  static String tokenizerJson() {
    return """
        {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
         "normalizer": {"type": "BertNormalizer", "clean_text": true,
           "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
         "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": null, "decoder": null,
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
           "max_input_chars_per_word": 100,
           "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4, "a": 5, "b": 6}}}
        """;
  }

  /** Writes the resources into a folder, and describes them. */
  public static EmbeddedModel writeTo(Path folder) throws IOException {
    return writeTo(folder, TinyOnnx.opset11().toByteArray(), tokenizerJson());
  }

  static EmbeddedModel writeTo(Path folder, byte[] onnx, String tokenizer) throws IOException {
    byte[] json = tokenizer.getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(folder);
    Files.write(folder.resolve(ONNX), onnx);
    Files.write(folder.resolve(TOKENIZER), json);
    return new EmbeddedModel(
        NAME,
        "someone/tiny-bert",
        "io.github.nlptoolkit:toolkit-model-tiny",
        "MIT",
        "https://example.org/tiny-bert",
        TinyOnnx.HIDDEN,
        1000,
        new Resource(ONNX, Set.of(sha256(onnx))),
        new Resource(TOKENIZER, Set.of(sha256(json))),
        2,
        Pooling.MEAN,
        TinyOnnx.POSITIONS,
        Map.of("query", "query: "));
  }

  /** A class loader that sees a folder and nothing else. */
  public static ClassLoader loader(Path folder) {
    try {
      return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

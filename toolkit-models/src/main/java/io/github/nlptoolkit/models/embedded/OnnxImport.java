package io.github.nlptoolkit.models.embedded;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.embedded.BertWeights.Sizes;
import io.github.nlptoolkit.models.embedded.EmbeddedModel.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;

/**
 * Writes an embedded model as a checkpoint folder. The ONNX file is copied out of its jar into the
 * folder, hashed on the way, read here and there, and removed: a jar can only be read from front to
 * back, and the file is larger than a small heap. Immutable and thread-safe.
 */
final class OnnxImport {

  /** Raised when what is written changes, so that older imports are written anew. */
  static final int VERSION = 1;

  private static final int CHUNK = 1 << 16;

  private final EmbeddedModel model;
  private final URL weights;
  private final URL tokenizer;

  OnnxImport(EmbeddedModel model, URL weights, URL tokenizer) {
    this.model = model;
    this.weights = weights;
    this.tokenizer = tokenizer;
  }

  /** Whether an import of that origin is what this class would write now. */
  static boolean accepts(EmbeddedModel model, String origin) {
    for (String weights : model.weights().sha256()) {
      for (String tokenizer : model.tokenizer().sha256()) {
        if (origin.equals(origin(weights, tokenizer))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String origin(String weightsSha256, String tokenizerSha256) {
    return "onnx-import " + VERSION + " " + weightsSha256 + " " + tokenizerSha256;
  }

  /**
   * Writes the folder.
   *
   * @param folder an empty folder
   * @return the origin: the hashes of the resources
   * @throws ModelFormatException if a resource is not the one that was tried, or cannot be read, or
   *     does not hold the model
   */
  String writeTo(Path folder) throws IOException {
    Path tokenizerFile = folder.resolve("tokenizer.json");
    String tokenizerSha256 = copy(model.tokenizer(), tokenizer, tokenizerFile);
    TokenizerFacts facts = TokenizerFacts.read(model.tokenizer().path(), tokenizerFile);
    Path onnx = folder.resolve("source.onnx");
    String weightsSha256 = copy(model.weights(), weights, onnx);
    try (ModelFile file = ModelFile.open(model.weights().path(), onnx)) {
      BertWeights bert = BertWeights.of(OnnxGraph.read(file));
      check(bert.sizes(), facts);
      SafetensorsWriter.write(folder.resolve("model.safetensors"), file, bert.tensors());
      SentenceFolder.write(folder, model, bert.sizes(), facts);
    }
    Files.delete(onnx);
    return origin(weightsSha256, tokenizerSha256);
  }

  /** Compares what the file says with what is known of the model. */
  private void check(Sizes sizes, TokenizerFacts tokenizer) throws ModelFormatException {
    String words = "embeddings.word_embeddings.weight";
    if (sizes.hidden() != model.dimension() || sizes.hidden() % model.heads() != 0) {
      throw bad(
          words,
          "rows of " + model.dimension() + " for " + model.heads() + " heads",
          sizes.hidden());
    }
    if (sizes.positions() < model.maxTokens()) {
      throw bad(
          "embeddings.position_embeddings.weight",
          "at least " + model.maxTokens() + " rows",
          sizes.positions());
    }
    if (tokenizer.largestId() >= sizes.vocabulary()) {
      throw bad(
          words, "a row for each token, so more than " + tokenizer.largestId(), sizes.vocabulary());
    }
  }

  private ModelFormatException bad(String key, String expected, int found) {
    return new ModelFormatException(model.weights().path(), key, expected, Integer.toString(found));
  }

  /**
   * Copies a resource, and refuses content that was not tried: what heads, pooling and length limit
   * it needs is not in the file, so another file of the same shape would load and be wrong.
   *
   * @return its SHA-256
   */
  private static String copy(Resource resource, URL from, Path to) throws IOException {
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = openResource(from);
        OutputStream out = Files.newOutputStream(to)) {
      for (int n = read(from, in, chunk); n >= 0; n = read(from, in, chunk)) {
        digest.update(chunk, 0, n);
        out.write(chunk, 0, n);
      }
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!resource.sha256().contains(found)) {
      throw new ModelFormatException(
          from.toString(),
          "SHA-256",
          String.join(" or ", new TreeSet<>(resource.sha256()))
              + ", the content that this version of the toolkit was tried with",
          found);
    }
    return found;
  }

  // A jar that cannot be read is the model's failure; what is thrown otherwise is the cache's.
  private static InputStream openResource(URL from) throws IOException {
    try {
      return ClassPath.open(from);
    } catch (IOException e) {
      throw unreadable(from, e);
    }
  }

  private static int read(URL from, InputStream in, byte[] chunk) throws IOException {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw unreadable(from, e);
    }
  }

  private static ModelFormatException unreadable(URL from, IOException e) {
    ModelFormatException unreadable =
        new ModelFormatException(
            from.toString(), "", "a resource that can be read", String.valueOf(e.getMessage()));
    unreadable.initCause(e);
    return unreadable;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}

package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.engine.checkpoint.SafetensorsFile;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The module {@code StaticEmbedding}: a tokenizer, whose special tokens do not count, and a table.
 */
final class SubwordTable extends TokenTable {
  private final Tokenizer tokenizer;

  private SubwordTable(Tokenizer tokenizer, int dimension, float[] values) {
    super(dimension, values);
    this.tokenizer = tokenizer;
  }

  static SubwordTable load(Path folder) throws IOException {
    SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors"));
    // model2vec calls it "embeddings", and may have tables of rows and weights beside it.
    boolean isModel2vec = !file.names().contains("embedding.weight");
    for (String more : java.util.List.of("mapping", "weights")) {
      if (isModel2vec && file.names().contains(more)) {
        throw new ModelFormatException(
            file.path(), more, "embeddings alone, a row for each token", "a quantised vocabulary");
      }
    }
    TensorView tensor = file.tensor(isModel2vec ? "embeddings" : "embedding.weight");
    Tokenizer tokenizer =
        Tokenizer.load(folder.resolve("tokenizer.json"), TokenizerOptions.unlimited());
    try {
      float[] values = values(tensor, tokenizer.vocabularySize());
      return new SubwordTable(tokenizer, Math.toIntExact(tensor.shape()[1]), values);
    } catch (IOException | RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  @Override
  int[] ids(String text) {
    Encoding encoding = tokenizer.encode(text);
    boolean[] special = encoding.specialTokensMask();
    int[] all = encoding.ids();
    int[] ids = new int[all.length];
    int count = 0;
    for (int i = 0; i < all.length; i++) {
      if (!special[i]) {
        ids[count++] = all[i];
      }
    }
    return java.util.Arrays.copyOf(ids, count);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}

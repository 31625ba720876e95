package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.List;
import java.util.Random;

/** Adds up a random vector for each word: texts with the same words are near. */
public final class WordHashEmbedder implements TextEmbedder {
  private static final int DIMENSION = 32;

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public Embeddings embed(List<String> texts) {
    Embeddings.Builder all = Embeddings.builder(texts.size(), DIMENSION);
    for (int i = 0; i < texts.size(); i++) {
      float[] sum = new float[DIMENSION];
      for (String word : texts.get(i).split(" ", -1)) {
        Random random = new Random(word.hashCode());
        for (int j = 0; j < DIMENSION; j++) {
          sum[j] += (float) random.nextGaussian();
        }
      }
      all.row(i, sum, 0, DIMENSION);
    }
    return all.build();
  }

  @Override
  public void close() {}
}

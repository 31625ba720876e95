package io.github.nlptoolkit.benchmarks.vectors;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Random;

/**
 * Vectors that lie as embeddings of texts do: near a space of fewer dimensions, around common
 * topics. Independent values would be all about as far from each other, which no embedder's are.
 */
final class MadeUpVectors {
  private static final int HIDDEN = 32;
  private static final int TOPICS = 1000;
  private static final float SPREAD = 0.6f;
  private static final float NOISE = 0.5f;

  private MadeUpVectors() {}

  static Embeddings of(int count, int dimension, long seed) {
    float[][] axes = gaussian(HIDDEN, dimension, new Random(11));
    float[][] topics = gaussian(TOPICS, HIDDEN, new Random(12));
    Random random = new Random(seed);
    Embeddings.Builder builder = Embeddings.builder(count, dimension);
    float[] row = new float[dimension];
    for (int i = 0; i < count; i++) {
      float[] topic = topics[random.nextInt(TOPICS)];
      for (int k = 0; k < dimension; k++) {
        row[k] = NOISE * (random.nextFloat() - 0.5f);
      }
      for (int h = 0; h < HIDDEN; h++) {
        float value = topic[h] + SPREAD * (float) random.nextGaussian();
        float[] axis = axes[h];
        for (int k = 0; k < dimension; k++) {
          row[k] += value * axis[k];
        }
      }
      builder.row(i, row, 0, dimension);
    }
    return builder.build();
  }

  private static float[][] gaussian(int rows, int columns, Random random) {
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int k = 0; k < columns; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    return values;
  }
}

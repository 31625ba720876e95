package io.github.nlptoolkit.benchmarks.embed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** An embedder whose texts are sorted by length and cut into batches of eight here. */
abstract class BatchedEmbedder implements OpenEmbedder {
  private static final int BATCH = 8;

  @Override
  public final EmbedCall call(List<String> texts) {
    return new Call(this, texts);
  }

  @Override
  public final EmbedCall call(String text) {
    return new Call(this, List.of(text));
  }

  /** A vector for each text, in order. */
  abstract float[][] embed(List<String> texts);

  /** Embeds the texts of a batch. */
  @FunctionalInterface
  interface Batch {
    /**
     * Embeds them.
     *
     * @param rows their numbers, the shortest first
     * @param vectors gets the vectors at these places
     */
    void embed(int[] rows, float[][] vectors);
  }

  /** Embeds texts in batches of about one length. */
  static float[][] embedSorted(int texts, IntUnaryOperator length, Batch batch) {
    int[] order =
        IntStream.range(0, texts)
            .boxed()
            .sorted(Comparator.comparingInt(length::applyAsInt))
            .mapToInt(Integer::intValue)
            .toArray();
    float[][] vectors = new float[texts][];
    for (int start = 0; start < order.length; start += BATCH) {
      batch.embed(Arrays.copyOfRange(order, start, Math.min(order.length, start + BATCH)), vectors);
    }
    return vectors;
  }

  private record Call(BatchedEmbedder embedder, List<String> texts) implements EmbedCall {
    @Override
    public Object run() {
      return embedder.embed(texts);
    }

    @Override
    public List<float[]> vectors() {
      return List.of(embedder.embed(texts));
    }
  }
}

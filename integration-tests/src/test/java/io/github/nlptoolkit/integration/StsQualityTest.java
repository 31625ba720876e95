package io.github.nlptoolkit.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nlptoolkit.bert.sentence.ModelQuantizer;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How well cosines agree with people's judgement (STS benchmark, dev), in each precision. */
class StsQualityTest {
  private static final String MODEL = "all-MiniLM-L6-v2";
  private static final int TEXTS_TO_TIME = 128;

  /** Beyond this the CPU is too slow for a test: without bfloat16 in hardware it may be. */
  private static final double MOST_SECONDS = 240;

  @TempDir Path temp;

  @Test
  void float32() throws IOException {
    assertThat(spearman(RealModels.embedder(MODEL), "float32")).isGreaterThanOrEqualTo(0.8671);
  }

  @Test
  void bfloat16() throws IOException {
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(RealModels.folder(MODEL)).precision(Precision.BFLOAT16).load()) {
      assertThat(spearman(embedder, "bfloat16")).isGreaterThanOrEqualTo(0.8665);
    }
  }

  @Test
  void int8() throws IOException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "INT8 runs on x86-64 only");
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(RealModels.folder(MODEL)).precision(Precision.INT8).load()) {
      assertThat(spearman(embedder, "int8")).isGreaterThanOrEqualTo(0.8660);
    }
  }

  @Test
  void int8WithItsTableOfWords() throws IOException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "INT8 runs on x86-64 only");
    Path saved = temp.resolve("int8");
    ModelQuantizer.of(RealModels.folder(MODEL)).write(saved);
    assertThat(Files.size(saved.resolve("model.safetensors"))).isLessThan(24_000_000);
    try (SentenceEmbedder embedder = SentenceEmbedder.load(saved)) {
      assertThat(spearman(embedder, "int8, table of words too")).isGreaterThanOrEqualTo(0.8660);
    }
  }

  private static double spearman(SentenceEmbedder embedder, String precision) throws IOException {
    Path file = Path.of(System.getProperty("shared.dir", "")).resolve("data/sts/stsb-en-dev.tsv");
    assumeTrue(Files.exists(file), "no STS benchmark at " + file);
    List<String> lines = Files.readAllLines(file);
    double[] scores = new double[lines.size()];
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      String[] fields = lines.get(i).split("\t", -1);
      assertThat(fields).hasSize(3);
      scores[i] = Double.parseDouble(fields[0]);
      texts.add(fields[1]);
      texts.add(fields[2]);
    }
    long start = System.nanoTime();
    embedder.embed(texts.subList(0, TEXTS_TO_TIME));
    double seconds = (System.nanoTime() - start) * 1e-9 * texts.size() / TEXTS_TO_TIME;
    assumeTrue(seconds < MOST_SECONDS, "this CPU would take " + seconds + " s in " + precision);
    Embeddings vectors = embedder.embed(texts);
    double[] cosines = new double[scores.length];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = vectors.cosine(2 * i, 2 * i + 1);
    }
    double spearman = pearson(ranks(cosines), ranks(scores));
    System.err.printf(Locale.ROOT, "STS-B dev Spearman in %s: %.5f%n", precision, spearman);
    return spearman;
  }

  /** Ranks from 1; equal values share the mean of theirs. */
  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    for (int start = 0; start < order.length; ) {
      int end = start;
      while (end < order.length && values[order[end]] == values[order[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order[i]] = (start + 1 + end) / 2.0;
      }
      start = end;
    }
    return ranks;
  }

  private static double pearson(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void ranksOfTies() {
    assertThat(ranks(new double[] {5, 1, 5, 3})).containsExactly(3.5, 1, 3.5, 2);
    assertThat(pearson(new double[] {1, 2, 3}, new double[] {2, 4, 6})).isEqualTo(1);
  }
}

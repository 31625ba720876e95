package io.github.nlptoolkit.benchmarks.vectors;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.eval.cluster.ClusterQuality;
import io.github.nlptoolkit.eval.cluster.Distance;
import io.github.nlptoolkit.index.IndexEntry;
import io.github.nlptoolkit.index.IndexHit;
import io.github.nlptoolkit.index.IndexQuery;
import io.github.nlptoolkit.index.IndexSettings;
import io.github.nlptoolkit.index.TextLanguage;
import io.github.nlptoolkit.index.VectorIndex;
import io.github.nlptoolkit.vectors.SemanticSearch;
import io.github.nlptoolkit.vectors.Vectors;
import io.github.nlptoolkit.vectors.cluster.Dbscan;
import io.github.nlptoolkit.vectors.cluster.DensityClusters;
import io.github.nlptoolkit.vectors.cluster.DistanceMetric;
import io.github.nlptoolkit.vectors.cluster.Hdbscan;
import io.github.nlptoolkit.vectors.cluster.HdbscanClusters;
import io.github.nlptoolkit.vectors.cluster.KMeans;
import io.github.nlptoolkit.vectors.cluster.KMeansClusters;
import io.github.nlptoolkit.vectors.mining.CommunityDetection;
import io.github.nlptoolkit.vectors.mining.ParaphraseMining;
import io.github.nlptoolkit.vectors.quantization.QuantizationRanges;
import io.github.nlptoolkit.vectors.quantization.QuantizedSearch;
import io.github.nlptoolkit.vectors.quantization.Quantizer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Times exact search, mining and the index on made-up vectors, end to end; {@code
 * benchmarks/peers/vectors.py} times numpy on vectors of the same kind.
 *
 * <p>HOW TO RUN: {@code java -Xmx8g -cp benchmarks/target/benchmarks.jar
 * io.github.nlptoolkit.benchmarks.vectors.VectorsRun search 1000000 1000}, or {@code mine 100000},
 * {@code quantized 1000000 100}, {@code kmeans 100000 100}, {@code dbscan 20000 0.6}, {@code
 * hdbscan 20000}, {@code silhouette 20000 20}, {@code index 100000 1000 FOLDER}.
 */
public final class VectorsRun {
  private static final int DIMENSION = 384;
  private static final int K = 10;
  private static final int REPETITIONS = 3;
  private static final int ITERATIONS = 20;
  private static final int MIN_SAMPLES = 5;

  private final PrintStream out;

  private VectorsRun(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs one of the measurements.
   *
   * @param arguments its name, the number of vectors, and what else it takes
   * @throws IOException if the index cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    VectorsRun run = new VectorsRun(out);
    int count = Integer.parseInt(arguments[1]);
    switch (arguments[0]) {
      case "search" -> run.search(count, Integer.parseInt(arguments[2]));
      case "mine" -> run.mine(count);
      case "kmeans" -> run.kmeans(count, Integer.parseInt(arguments[2]));
      case "dbscan" -> run.dbscan(count, Double.parseDouble(arguments[2]));
      case "hdbscan" -> run.hdbscan(count);
      case "silhouette" -> run.silhouette(count, Integer.parseInt(arguments[2]));
      case "quantized" -> run.quantized(count, Integer.parseInt(arguments[2]));
      case "index" -> run.index(count, Integer.parseInt(arguments[2]), Path.of(arguments[3]));
      default -> throw new IllegalArgumentException("unknown measurement " + arguments[0]);
    }
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void search(int count, int queryCount) {
    Embeddings corpus = MadeUpVectors.of(count, DIMENSION, 1);
    Embeddings queries = MadeUpVectors.of(queryCount, DIMENSION, 2);
    long start = System.nanoTime();
    SemanticSearch search = SemanticSearch.of(corpus);
    say("copying %,d x %d vectors: %.2f s", count, DIMENSION, seconds(start));
    check(corpus, queries, search);
    for (int i = 0; i < REPETITIONS; i++) {
      start = System.nanoTime();
      List<List<Match>> found = search.search(queries, K);
      double seconds = seconds(start);
      say("%,d queries in %.2f s: %.0f queries/s", found.size(), seconds, queryCount / seconds);
    }
    start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      search.search(queries.vector(i), K);
    }
    say("one query alone: %.1f ms", seconds(start) / 20 * 1e3);
  }

  private static void check(Embeddings corpus, Embeddings queries, SemanticSearch search) {
    for (int i = 0; i < 3; i++) {
      List<Match> expected = corpus.topK(queries.vector(i), K);
      List<Match> actual = search.search(queries.vector(i), K);
      for (int rank = 0; rank < K; rank++) {
        if (Math.abs(expected.get(rank).score() - actual.get(rank).score()) > 2e-6) {
          throw new IllegalStateException(expected + " expected, got " + actual);
        }
      }
    }
  }

  private void mine(int count) {
    Embeddings vectors = MadeUpVectors.of(count, DIMENSION, 1);
    long start = System.nanoTime();
    int pairs = ParaphraseMining.builder().build().mine(vectors).size();
    say("%,d pairs of %,d vectors in %.1f s", pairs, count, seconds(start));
    start = System.nanoTime();
    int communities = CommunityDetection.builder().build().detect(vectors).size();
    say("%,d communities of %,d vectors in %.1f s", communities, count, seconds(start));
    Runtime runtime = Runtime.getRuntime();
    say("heap limit %,d MB", runtime.maxMemory() >> 20);
  }

  /** As many iterations from the first rows, whether they still move or not. */
  private void kmeans(int count, int k) {
    Embeddings vectors = MadeUpVectors.of(count, DIMENSION, 1);
    double[][] centres = new double[k][DIMENSION];
    for (int i = 0; i < k; i++) {
      float[] row = vectors.vector(i);
      for (int j = 0; j < DIMENSION; j++) {
        centres[i][j] = row[j];
      }
    }
    KMeans kmeans =
        KMeans.builder(k).initialCentres(centres).maxIterations(ITERATIONS).tolerance(0).build();
    for (int i = 0; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      KMeansClusters clusters = kmeans.cluster(vectors);
      double seconds = seconds(start);
      say(
          "%,d x %d, k = %d: %d iterations in %.2f s, inertia %.6g",
          count, DIMENSION, k, clusters.iterations(), seconds, clusters.inertia());
    }
  }

  private void dbscan(int count, double eps) {
    Embeddings vectors = Vectors.normalized(MadeUpVectors.of(count, DIMENSION, 1));
    Dbscan dbscan = new Dbscan(eps, MIN_SAMPLES, DistanceMetric.EUCLIDEAN);
    for (int i = 0; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      DensityClusters found = dbscan.cluster(vectors);
      say("%.2f s: %s", seconds(start), groups(found.clusters(), found.labels()));
    }
  }

  private void hdbscan(int count) {
    Embeddings vectors = Vectors.normalized(MadeUpVectors.of(count, DIMENSION, 1));
    Hdbscan hdbscan = Hdbscan.builder(MIN_SAMPLES).build();
    for (int i = 0; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      HdbscanClusters found = hdbscan.cluster(vectors);
      say("%.2f s: %s", seconds(start), groups(found.clusters(), found.labels()));
    }
  }

  private static String groups(int clusters, int[] labels) {
    long noise = Arrays.stream(labels).filter(label -> label < 0).count();
    return clusters + " clusters, " + noise + " rows of noise";
  }

  private void silhouette(int count, int k) {
    Embeddings vectors = Vectors.normalized(MadeUpVectors.of(count, DIMENSION, 1));
    int[] labels = new int[count];
    Arrays.setAll(labels, row -> row % k);
    for (int i = 0; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      double mean = ClusterQuality.of(vectors, labels).silhouette(Distance.EUCLIDEAN);
      say("silhouette %.6f of %,d rows in %.2f s", mean, count, seconds(start));
    }
  }

  private void quantized(int count, int queryCount) {
    Embeddings corpus = MadeUpVectors.of(count, DIMENSION, 1);
    Embeddings queries = MadeUpVectors.of(queryCount, DIMENSION, 2);
    List<List<Match>> exact = SemanticSearch.of(corpus).search(queries, K);
    QuantizationRanges ranges = QuantizationRanges.calibrated(corpus);
    for (Quantizer quantizer : List.of(Quantizer.int8(ranges), Quantizer.ubinary())) {
      QuantizedSearch search =
          QuantizedSearch.builder(quantizer.quantize(corpus)).rescoreMultiplier(4).build();
      search.search(queries, K);
      long start = System.nanoTime();
      List<List<Match>> found = search.search(queries, K);
      double seconds = seconds(start);
      List<List<Integer>> rows =
          found.stream().map(one -> one.stream().map(Match::index).toList()).toList();
      say(
          "%s: %.0f queries/s, recall@%d %.4f",
          quantizer.precision().id(), queryCount / seconds, K, recall(exact, rows));
    }
  }

  private static double recall(List<List<Match>> exact, List<List<Integer>> found) {
    int common = 0;
    int all = 0;
    for (int i = 0; i < exact.size(); i++) {
      for (Match match : exact.get(i)) {
        common += found.get(i).contains(match.index()) ? 1 : 0;
        all++;
      }
    }
    return (double) common / all;
  }

  private void index(int count, int queryCount, Path folder) throws IOException {
    Embeddings corpus = MadeUpVectors.of(count, DIMENSION, 1);
    Embeddings queries = MadeUpVectors.of(queryCount, DIMENSION, 2);
    List<List<Match>> exact = SemanticSearch.of(corpus).search(queries, K);
    try (VectorIndex index =
        VectorIndex.create(folder, IndexSettings.of(DIMENSION, TextLanguage.ANY))) {
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        index.add(List.of(IndexEntry.of(Integer.toString(i), corpus.vector(i))));
      }
      index.optimize();
      double seconds = seconds(start);
      say("indexed %,d vectors in %.1f s: %.0f/s", count, seconds, count / seconds);
      for (int candidates : new int[] {10, 50, 100, 200}) {
        search(index, queries, candidates);
        start = System.nanoTime();
        List<List<Integer>> found = search(index, queries, candidates);
        seconds = seconds(start);
        say(
            "%d candidates: recall@%d %.4f, %.0f queries/s on one thread",
            candidates, K, recall(exact, found), queryCount / seconds);
      }
    }
  }

  private static List<List<Integer>> search(VectorIndex index, Embeddings queries, int candidates)
      throws IOException {
    List<List<Integer>> found = new ArrayList<>();
    for (int i = 0; i < queries.count(); i++) {
      List<IndexHit> hits =
          index.search(IndexQuery.vector(queries.vector(i)).candidates(candidates), K);
      found.add(hits.stream().map(hit -> Integer.valueOf(hit.id())).toList());
    }
    return found;
  }
}

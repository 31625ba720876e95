package io.github.nlptoolkit.benchmarks.report;

import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.FirstEmbedding;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Medians over the rounds of a run. A ratio or a share is taken within each round first, and the
 * median of those is what counts: what slows the machine for a round slows both sides of it.
 */
final class Summary {
  private static final BenchmarkedEmbedder PEER = BenchmarkedEmbedder.LANGCHAIN4J_FP32;

  private final Results results;
  private final int rounds;

  Summary(Results results) {
    this.results = results;
    this.rounds =
        1 + results.throughputs().stream().mapToInt(Results.Throughput::round).max().orElse(-1);
  }

  /** Sentences in a second, one number for each round. */
  double[] throughputs(BenchmarkedEmbedder embedder) {
    return ofRounds(round -> throughput(round, embedder));
  }

  /** The embedders that were measured, in order. */
  List<BenchmarkedEmbedder> embedders() {
    return Stream.of(BenchmarkedEmbedder.values())
        .filter(e -> results.throughputs().stream().anyMatch(t -> t.embedder() == e))
        .toList();
  }

  /** The embedders whose wait for one text was measured, in order. */
  List<BenchmarkedEmbedder> embeddersOfSingleTexts() {
    return Stream.of(BenchmarkedEmbedder.values())
        .filter(e -> results.latencies().stream().anyMatch(l -> l.embedder() == e))
        .toList();
  }

  /** What the peers in Python are called, in order. */
  List<String> scripts() {
    return results.scripts().stream().map(s -> s.speed().label()).distinct().toList();
  }

  /** Sentences in a second of a peer in Python, one number for each round. */
  double[] script(String label) {
    return ofRounds(round -> script(round, label));
  }

  /** Its least cosine to the recorded vectors. */
  double scriptCosine(String label) {
    return results.scripts().stream()
        .filter(s -> s.speed().label().equals(label))
        .mapToDouble(s -> s.speed().cosine())
        .min()
        .orElseThrow();
  }

  /** How many times the sentences of an embedder. */
  double scriptRatio(String label, BenchmarkedEmbedder peer) {
    return Samples.median(ofRounds(round -> script(round, label) / throughput(round, peer)));
  }

  /** How many times the sentences of langchain4j in fp32. */
  double throughputRatio(BenchmarkedEmbedder embedder) {
    return throughputRatio(embedder, PEER);
  }

  /** How many times the sentences of another. */
  double throughputRatio(BenchmarkedEmbedder embedder, BenchmarkedEmbedder peer) {
    return Samples.median(ofRounds(round -> throughput(round, embedder) / throughput(round, peer)));
  }

  /** Thousands of millions of the encoder's operations in a second. */
  double gigaflops(BenchmarkedEmbedder embedder) {
    return Samples.median(ofRounds(round -> gigaflops(round, embedder)));
  }

  /** The share of the greatest matrix product's operations, from 0 to 1. */
  double shareOfPeak(BenchmarkedEmbedder embedder, Precision precision) {
    return Samples.median(ofRounds(round -> gigaflops(round, embedder) / peak(round, precision)));
  }

  /** Half of the calls took no longer, in milliseconds. */
  double p50(int tokens, BenchmarkedEmbedder embedder) {
    return Samples.median(ofRounds(round -> latency(round, tokens, embedder).p50Millis()));
  }

  /** Of a hundred calls 99 took no longer, in milliseconds. */
  double p99(int tokens, BenchmarkedEmbedder embedder) {
    return Samples.median(ofRounds(round -> latency(round, tokens, embedder).p99Millis()));
  }

  /** How many times the wait for langchain4j in fp32. */
  double latencyRatio(int tokens, BenchmarkedEmbedder embedder) {
    return Samples.median(
        ofRounds(
            round ->
                latency(round, tokens, embedder).p50Millis()
                    / latency(round, tokens, PEER).p50Millis()));
  }

  /** The greatest of the matrix products, in thousands of millions of operations in a second. */
  double peak(Precision precision) {
    return Samples.median(ofRounds(round -> peak(round, precision)));
  }

  /** One matrix product, in thousands of millions of operations in a second. */
  double product(String shape, Precision precision) {
    return Samples.median(
        results.products().stream()
            .filter(p -> p.shape().equals(shape) && p.precision() == precision)
            .mapToDouble(Results.Product::gigaflops)
            .toArray());
  }

  /** A time of the starts in fresh JVMs, in milliseconds. */
  double start(BenchmarkedEmbedder embedder, ToDoubleFunction<FirstEmbedding.Start> time) {
    return Samples.median(times(results.starts(), embedder, time));
  }

  /** The same of those in which the engine was started first. */
  double load(BenchmarkedEmbedder embedder, ToDoubleFunction<FirstEmbedding.Start> time) {
    return Samples.median(times(results.loads(), embedder, time));
  }

  /** How many times langchain4j's time to the first embedding, start by start. */
  double startRatio(BenchmarkedEmbedder embedder) {
    double[] own = times(results.starts(), embedder, FirstEmbedding.Start::totalMillis);
    double[] peer = times(results.starts(), PEER, FirstEmbedding.Start::totalMillis);
    return Samples.median(
        IntStream.range(0, own.length).mapToDouble(i -> own[i] / peer[i]).toArray());
  }

  private double throughput(int round, BenchmarkedEmbedder embedder) {
    return only(results.throughputs().stream(), t -> t.round() == round && t.embedder() == embedder)
        .sentencesOfSecond();
  }

  private double script(int round, String label) {
    return only(
            results.scripts().stream(), s -> s.round() == round && s.speed().label().equals(label))
        .speed()
        .sentencesOfSecond();
  }

  private double gigaflops(int round, BenchmarkedEmbedder embedder) {
    Results.Workload workload = results.workload();
    double operationsOfSentence = (double) workload.operations() / workload.sentences();
    return throughput(round, embedder) * operationsOfSentence / 1e9;
  }

  private double peak(int round, Precision precision) {
    return results.products().stream()
        .filter(p -> p.round() == round && p.precision() == precision)
        .mapToDouble(Results.Product::gigaflops)
        .max()
        .orElseThrow(() -> new IllegalStateException("no matrix product was measured"));
  }

  private Results.Latency latency(int round, int tokens, BenchmarkedEmbedder embedder) {
    return only(
        results.latencies().stream(),
        l -> l.round() == round && l.tokens() == tokens && l.embedder() == embedder);
  }

  private static double[] times(
      List<Results.Started> starts,
      BenchmarkedEmbedder embedder,
      ToDoubleFunction<FirstEmbedding.Start> time) {
    return starts.stream()
        .filter(s -> s.embedder() == embedder)
        .map(Results.Started::start)
        .mapToDouble(time)
        .toArray();
  }

  private double[] ofRounds(IntToDoubleFunction value) {
    return IntStream.range(0, rounds).mapToDouble(value).toArray();
  }

  private static <T> T only(Stream<T> all, Predicate<T> wanted) {
    List<T> found = all.filter(wanted).toList();
    if (found.size() != 1) {
      throw new IllegalStateException("one measurement expected, found " + found);
    }
    return found.get(0);
  }
}

package io.github.nlptoolkit.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.nlptoolkit.benchmarks.embed.Agreement;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.FirstEmbedding;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a run measured; the tables are made of this and of nothing else. Immutable if its lists
 * are.
 *
 * @param machine where and with what
 * @param otherWork the share of the CPU that others used before each round, from 0 to 1, or less
 *     than 0 if the system does not tell
 * @param workload what was embedded
 * @param agreement how far the embedders agree
 * @param throughputs sentences in a second
 * @param scripts sentences in a second of peers in Python; none if there was no interpreter
 * @param latencies the wait for one text
 * @param products the matrix products
 * @param starts times of fresh JVMs to their first embedding
 * @param loads the same with the engine started first
 */
record Results(
    MachineFacts machine,
    List<Double> otherWork,
    Workload workload,
    List<Agreement.Row> agreement,
    List<Throughput> throughputs,
    List<Script> scripts,
    List<Latency> latencies,
    List<Product> products,
    List<Started> starts,
    List<Started> loads) {

  /**
   * The sentences that throughput is measured with.
   *
   * @param sentences how many there are
   * @param tokens how many tokens they have together
   * @param operations how many floating-point operations the encoder needs for them
   * @param operationsOfToken how many of those the linear layers need for one token
   */
  record Workload(int sentences, long tokens, long operations, long operationsOfToken) {}

  /**
   * One measurement of throughput.
   *
   * @param round its round, from 0
   * @param embedder the embedder
   * @param sentencesOfSecond sentences in a second
   */
  record Throughput(int round, BenchmarkedEmbedder embedder, double sentencesOfSecond) {}

  /**
   * One measurement of a peer in Python.
   *
   * @param round its round, from 0
   * @param speed what the script measured
   */
  record Script(int round, ScriptPeers.Speed speed) {}

  /**
   * One measurement of latency.
   *
   * @param round its round, from 0
   * @param tokens the text's tokens
   * @param embedder the embedder
   * @param p50Millis half of the calls took no longer
   * @param p99Millis 99 of 100 calls took no longer
   */
  record Latency(
      int round, int tokens, BenchmarkedEmbedder embedder, double p50Millis, double p99Millis) {}

  /**
   * One measurement of a matrix product.
   *
   * @param round its round, from 0
   * @param shape tokens, input width, output width
   * @param precision what it was computed in
   * @param gigaflops thousands of millions of floating-point operations in a second
   */
  record Product(int round, String shape, Precision precision, double gigaflops) {}

  /**
   * One start.
   *
   * @param embedder the embedder
   * @param start its times
   */
  record Started(BenchmarkedEmbedder embedder, FirstEmbedding.Start start) {}

  private static Gson gson() {
    return new GsonBuilder().setPrettyPrinting().create();
  }

  /** Reads what {@link #write} wrote. */
  static Results read(Path file) throws IOException {
    try {
      return gson().fromJson(Files.readString(file), Results.class);
    } catch (JsonParseException e) {
      throw new IOException(file + " does not hold the results of a run: " + e.getMessage(), e);
    }
  }

  /** Writes them as JSON. */
  void write(Path file) throws IOException {
    byte[] json = (gson().toJson(this) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(json));
  }
}

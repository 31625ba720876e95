package io.github.nlptoolkit.eval.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes the time of an evaluation and notes where it comes from. */
final class Measurement {
  private final String task;
  private final Map<String, String> settings;
  private final long seed;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final long nanos = System.nanoTime();

  Measurement(String task, long seed, Map<String, String> settings) {
    this.task = task;
    this.seed = seed;
    this.settings = settings;
  }

  Evaluation finish(
      Iterable<?> data,
      String mainMetric,
      Map<String, Double> scores,
      ItemScores items,
      List<Chart> charts) {
    double seconds = (System.nanoTime() - nanos) / 1e9;
    Map<String, String> versions = new TreeMap<>();
    versions.put("java", Runtime.version().toString());
    Package own = Measurement.class.getPackage();
    String version = own == null ? null : own.getImplementationVersion();
    versions.put("toolkit", version == null ? "0.1.0-SNAPSHOT" : version);
    String machine =
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors";
    return new Evaluation(
        task,
        mainMetric,
        scores,
        items,
        charts,
        new Provenance(
            "", "", hash(data), settings, versions, seed, started.toString(), seconds, machine));
  }

  /** SHA-256 over the records' texts, each with its length before it. */
  private static String hash(Iterable<?> data) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each Java has SHA-256", e);
    }
    for (Object record : data) {
      byte[] bytes = record.toString().getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

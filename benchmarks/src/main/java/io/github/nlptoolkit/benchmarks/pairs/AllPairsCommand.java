package io.github.nlptoolkit.benchmarks.pairs;

import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.sentence.CrossEncoder;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.models.Models;
import io.github.nlptoolkit.vectors.mining.Pair;
import io.github.nlptoolkit.vectors.mining.ParaphraseMining;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The point of Sentence-BERT, measured here: finding the most similar of 10,000 sentences by
 * comparing all pairs takes seconds with vectors, and days with a cross-encoder, which has to see
 * each pair. The vectors are measured in whole; the cross-encoder is a sample of pairs, from which
 * the time of all is extrapolated. It has the embedder's shape, so its weights do not matter, and a
 * head drawn at random: its scores mean nothing, its time does.
 *
 * @see <a href="https://arxiv.org/abs/1908.10084">Reimers and Gurevych, 2019: Sentence-BERT</a>
 */
public final class AllPairsCommand {
  /** What there is to say on the command line. */
  public static final String USAGE =
      """
      all-pairs FILE [SENTENCES [SAMPLE]]
          The most similar of a file's first SENTENCES lines (10000) by vectors, and how long a
          cross-encoder would take for all pairs, from a SAMPLE of them (2000).
      """;

  private static final int SENTENCES = 10_000;
  private static final int SAMPLE = 2_000;
  private static final int WARM = 200;
  private static final long SEED = 1;

  private AllPairsCommand() {}

  /**
   * Measures.
   *
   * @param arguments the file, and how many sentences and pairs
   * @param out gets the lines
   * @throws IOException if a file cannot be read, or the cross-encoder not be written
   * @throws IllegalArgumentException if the arguments are others, or the file has fewer than two
   *     sentences
   */
  public static void run(List<String> arguments, PrintStream out) throws IOException {
    if (arguments.isEmpty() || arguments.size() > 3) {
      throw new IllegalArgumentException("all-pairs needs a file, got " + arguments);
    }
    int count = arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : SENTENCES;
    int sample = arguments.size() > 2 ? Integer.parseInt(arguments.get(2)) : SAMPLE;
    List<String> sentences =
        Files.readAllLines(Path.of(arguments.get(0))).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .distinct()
            .limit(count)
            .toList();
    if (sentences.size() < 2) {
      throw new IllegalArgumentException(
          arguments.get(0) + " must have two sentences, has " + sentences.size());
    }
    Path model = Models.standard().resolve(Models.DEFAULT);
    double vectors = vectors(model, sentences, out);
    double crossing = crossing(model, sentences, sample, out);
    out.printf(Locale.ROOT, "ratio: %.0f%n", crossing / vectors);
  }

  /** Embeds all, and finds the most similar pair of all; gives the seconds. */
  private static double vectors(Path model, List<String> sentences, PrintStream out)
      throws IOException {
    try (SentenceEmbedder embedder = SentenceEmbedder.load(model)) {
      embedder.embed(sentences.subList(0, Math.min(WARM, sentences.size())));
      long start = System.nanoTime();
      Embeddings vectors = embedder.embed(sentences);
      double embedding = seconds(start);
      start = System.nanoTime();
      List<Pair> pairs = ParaphraseMining.builder().topK(1).build().mine(vectors);
      double comparing = seconds(start);
      Pair best = pairs.get(0);
      out.printf(
          Locale.ROOT,
          "vectors (%s, %d threads): %d sentences embedded in %.2f s, all %d pairs compared in"
              + " %.2f s%nmost similar, %.4f: %s | %s%n",
          embedder.precision(),
          Lanes.shared().width(),
          sentences.size(),
          embedding,
          pairs(sentences),
          comparing,
          best.score(),
          sentences.get(best.first()),
          sentences.get(best.second()));
      return embedding + comparing;
    }
  }

  /** Scores some pairs; gives the seconds that all would take. */
  private static double crossing(Path model, List<String> sentences, int sample, PrintStream out)
      throws IOException {
    Path folder = Files.createTempDirectory("cross-encoder");
    try {
      RandomHead.write(model, folder);
      try (CrossEncoder encoder = CrossEncoder.load(folder)) {
        List<TextPair> pairs = sample(sentences, sample);
        encoder.score(pairs.subList(0, Math.min(WARM, pairs.size())));
        long start = System.nanoTime();
        encoder.score(pairs);
        double seconds = seconds(start);
        double all = seconds / pairs.size() * pairs(sentences);
        out.printf(
            Locale.ROOT,
            "cross-encoder of the same shape: %d random pairs in %.2f s; all %d pairs, extrapolated:"
                + " %.1f h%n",
            pairs.size(),
            seconds,
            pairs(sentences),
            all / 3600);
        return all;
      }
    } finally {
      RandomHead.delete(folder);
    }
  }

  private static List<TextPair> sample(List<String> sentences, int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<TextPair> pairs = new ArrayList<>();
    while (pairs.size() < count) {
      int i = random.nextInt(sentences.size());
      int j = random.nextInt(sentences.size());
      if (i != j) {
        pairs.add(new TextPair(sentences.get(i), sentences.get(j)));
      }
    }
    return pairs;
  }

  private static long pairs(List<String> sentences) {
    return (long) sentences.size() * (sentences.size() - 1) / 2;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

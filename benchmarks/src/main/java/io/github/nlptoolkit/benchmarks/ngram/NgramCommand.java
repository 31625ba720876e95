package io.github.nlptoolkit.benchmarks.ngram;

import io.github.nlptoolkit.ngram.BackoffModel;
import io.github.nlptoolkit.ngram.NgramTrainer;
import io.github.nlptoolkit.ngram.Perplexity;
import io.github.nlptoolkit.ngram.WordSplitter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The toolkit's side of {@code peers/kenlm.sh}. */
public final class NgramCommand {
  private static final String USAGE =
      """
      tokenize TEXT FILE            tokens of a text, in small letters
      sample TOKENS FILE WORDS SEED a long text made from a short one
      train ORDER TEXT ARPA MEMORY  trains as lmplz does; MEMORY in bytes, for the text
      convert ARPA PROBING TRIE Q8  writes the binary layouts
      query MODEL TEXT ROUNDS       scores a text again and again in one thread
      """;

  private NgramCommand() {}

  /**
   * Runs a command.
   *
   * @param arguments as the usage says
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    run(
        List.of(arguments),
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
  }

  private static void run(List<String> arguments, PrintStream out) throws IOException {
    switch (arguments.isEmpty() ? "" : arguments.get(0)) {
      case "tokenize" -> TextSampler.tokenize(Path.of(arguments.get(1)), Path.of(arguments.get(2)));
      case "sample" ->
          TextSampler.sample(
              Path.of(arguments.get(1)),
              Path.of(arguments.get(2)),
              Long.parseLong(arguments.get(3)),
              Long.parseLong(arguments.get(4)));
      case "train" -> train(arguments, out);
      case "convert" -> {
        BackoffModel model = BackoffModel.load(Path.of(arguments.get(1)));
        model.writeProbing(Path.of(arguments.get(2)));
        model.writeTrie(Path.of(arguments.get(3)));
        model.writeTrie(Path.of(arguments.get(4)), 8, 8);
      }
      case "query" -> query(arguments, out);
      default -> out.print(USAGE);
    }
  }

  private static void train(List<String> arguments, PrintStream out) throws IOException {
    BackoffModel model =
        NgramTrainer.builder(Integer.parseInt(arguments.get(1)))
            .memoryBytes(Long.parseLong(arguments.get(4)))
            .build()
            .train(List.of(Path.of(arguments.get(2))));
    // As lmplz writes: neither forced to the disk nor moved into place.
    try (OutputStream arpa =
        new BufferedOutputStream(Files.newOutputStream(Path.of(arguments.get(3))), 1 << 16)) {
      model.writeArpa(arpa);
    }
    out.println("n-grams " + model.ngramCounts());
  }

  private static void query(List<String> arguments, PrintStream out) throws IOException {
    byte[] text = Files.readAllBytes(Path.of(arguments.get(2)));
    long start = System.nanoTime();
    BackoffModel model = BackoffModel.load(Path.of(arguments.get(1)));
    double openMillis = (System.nanoTime() - start) / 1e6;
    double best = 0;
    Perplexity perplexity = model.perplexity(List.of());
    int rounds = Integer.parseInt(arguments.get(3));
    double[] speeds = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      start = System.nanoTime();
      perplexity = model.perplexity(new ByteArrayInputStream(text), WordSplitter.blanks());
      speeds[round] = perplexity.tokens() * 1e9 / (System.nanoTime() - start);
      best = Math.max(best, speeds[round]);
    }
    Arrays.sort(speeds, rounds / 3, rounds);
    double median = speeds[(rounds / 3 + rounds) / 2];
    out.printf(
        Locale.ROOT,
        "open %.1f ms, tokens %d, tokens/s median %.0f best %.0f, perplexity %.4f%n",
        openMillis,
        perplexity.tokens(),
        median,
        best,
        perplexity.includingUnknown());
  }
}

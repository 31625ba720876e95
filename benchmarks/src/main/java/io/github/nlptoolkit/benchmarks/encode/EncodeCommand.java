package io.github.nlptoolkit.benchmarks.encode;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkTexts;
import io.github.nlptoolkit.bert.encoder.EncodedText;
import io.github.nlptoolkit.bert.encoder.Encoder;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.Models;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Sentences in a second through an encoder of roberta-base's shape in float32, from texts to hidden
 * states; {@code peers/roberta.py} does the same with transformers, over the folder that this
 * writes, and compares what both made of the texts.
 */
public final class EncodeCommand {
  /** What there is to say on the command line. */
  public static final String USAGE =
      """
      encode FOLDER
          An encoder of roberta-base's shape, written to FOLDER; peers/roberta.py runs the same.
      """;

  private static final int TEXTS = 256;
  private static final int RUNS = 3;

  /** How many values of the first token's hidden state are kept to compare. */
  private static final int KEPT = 8;

  private EncodeCommand() {}

  /**
   * Measures.
   *
   * @param arguments the folder for the model, written if it is not there
   * @param out gets a line
   * @throws IOException if the folder cannot be written or read
   * @throws IllegalArgumentException if there is not one argument
   */
  public static void run(List<String> arguments, PrintStream out) throws IOException {
    if (arguments.size() != 1) {
      throw new IllegalArgumentException("encode needs a folder for the model, got " + arguments);
    }
    Path folder = Path.of(arguments.get(0));
    if (!RandomEncoder.isIn(folder)) {
      Path tokenizer = Models.standard().resolve(Models.DEFAULT).resolve("tokenizer.json");
      RandomEncoder.ROBERTA_BASE.write(folder, tokenizer);
    }
    List<String> texts = BenchmarkTexts.sentences().subList(0, TEXTS);
    out.println(measure(folder, texts, RUNS));
  }

  /** Runs some times, keeps the first texts' answers in the folder, and tells the median. */
  static String measure(Path folder, List<String> texts, int runs) throws IOException {
    LoadOptions options = LoadOptions.defaults().precision(Precision.FLOAT32);
    try (Encoder encoder = Encoder.load(folder, options)) {
      List<EncodedText> states = encoder.encode(texts);
      Files.write(folder.resolve("texts.txt"), texts);
      byte[] answers = answers(states).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(folder.resolve("answers.json"), out -> out.write(answers));
      double[] seconds = new double[runs];
      for (int run = 0; run < runs; run++) {
        long start = System.nanoTime();
        states = encoder.encode(texts);
        seconds[run] = (System.nanoTime() - start) / 1e9;
      }
      Arrays.sort(seconds);
      int tokens = states.stream().mapToInt(EncodedText::size).sum();
      int longest = states.stream().mapToInt(EncodedText::size).max().orElse(0);
      return String.format(
          Locale.ROOT,
          "toolkit: %d texts, %d tokens, the longest %d, %d threads: %.1f texts/s"
              + " (median of %d runs, %.2f to %.2f s)",
          texts.size(),
          tokens,
          longest,
          Lanes.shared().width(),
          texts.size() / seconds[runs / 2],
          runs,
          seconds[0],
          seconds[runs - 1]);
    }
  }

  private static String answers(List<EncodedText> states) {
    List<float[]> answers = new ArrayList<>();
    for (EncodedText text : states) {
      answers.add(Arrays.copyOf(text.lastHiddenState(0), KEPT));
    }
    return new Gson().toJson(answers);
  }
}

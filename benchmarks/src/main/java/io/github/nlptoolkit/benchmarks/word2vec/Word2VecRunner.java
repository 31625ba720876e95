package io.github.nlptoolkit.benchmarks.word2vec;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.WordVectorsBuilder;
import io.github.nlptoolkit.word2vec.evaluate.EvaluationOptions;
import io.github.nlptoolkit.word2vec.evaluate.WordAnalogies;
import io.github.nlptoolkit.word2vec.evaluate.WordPairs;
import io.github.nlptoolkit.word2vec.file.VectorFormat;
import io.github.nlptoolkit.word2vec.file.WordVectorFiles;
import io.github.nlptoolkit.word2vec.train.Architecture;
import io.github.nlptoolkit.word2vec.train.Corpus;
import io.github.nlptoolkit.word2vec.train.TrainingListener;
import io.github.nlptoolkit.word2vec.train.Vocabulary;
import io.github.nlptoolkit.word2vec.train.Word2Vec;
import io.github.nlptoolkit.word2vec.train.Word2VecSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Measures Word2vec end to end, with the lines of JSON that {@code peers/word2vec_gensim.py} gives.
 * Each line of training is of one seed; the first one has the JVM's start-up in it.
 */
public final class Word2VecRunner {

  /** How it is called. */
  public static final String USAGE =
      """
      word2vec train CORPUS sg|cbow THREADS SEED[,SEED...] [VECTORS [PAIRS:TEST... ANALOGIES:TEST]]
          Trains at gensim's defaults; writes word2vec's binary file; evaluates.
      word2vec search COUNT DIMENSION
          The time of most-similar over random vectors in memory; 30 queries after 20 that warm up.
      word2vec write COUNT DIMENSION FILE
          Writes random vectors in the toolkit's own format.
      word2vec open FILE
          Opens such a file and asks for one word; tells time and heap.
      """;

  private static final int WARM_UP = 20;
  private static final int QUERIES = 30;

  private Word2VecRunner() {}

  /**
   * Runs a measurement.
   *
   * @param arguments see {@link #USAGE}
   * @param out where the lines of JSON go
   * @throws IOException if a file cannot be read or written
   */
  public static void run(List<String> arguments, PrintStream out) throws IOException {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    switch (command) {
      case "train" -> train(arguments.subList(1, arguments.size()), out);
      case "search" -> search(number(arguments, 1), number(arguments, 2), out);
      case "write" ->
          random(number(arguments, 1), number(arguments, 2)).save(Path.of(arguments.get(3)));
      case "open" -> open(Path.of(arguments.get(1)), out);
      default -> out.print(USAGE);
    }
  }

  private static int number(List<String> arguments, int at) {
    return Integer.parseInt(arguments.get(at));
  }

  private static void train(List<String> arguments, PrintStream out) throws IOException {
    for (String seed : arguments.get(3).split(",", -1)) {
      Word2VecSettings settings =
          Word2VecSettings.builder()
              .architecture(
                  arguments.get(1).equals("sg") ? Architecture.SKIP_GRAM : Architecture.CBOW_MEAN)
              .threads(number(arguments, 2))
              .seed(Long.parseLong(seed))
              .build();
      long started = System.nanoTime();
      Counted counted = new Counted();
      WordVectors vectors;
      JsonObject line = new JsonObject();
      try (Corpus corpus = Corpus.file(Path.of(arguments.get(0)))) {
        Word2Vec model = Word2Vec.train(settings, corpus, counted);
        double trained = seconds(counted.at);
        line.addProperty("architecture", arguments.get(1));
        line.addProperty("threads", settings.threads());
        line.addProperty("vector_api", vectorApi());
        line.addProperty("seed", settings.seed());
        line.addProperty("vocabulary", model.vocabulary().size());
        line.addProperty("count_s", (counted.at - started) / 1e9);
        line.addProperty("train_s", trained);
        long words = model.vocabulary().corpusWords() * settings.epochs();
        line.addProperty("words_per_s", Math.round(words / trained));
        vectors = model.vectors();
      }
      evaluate(vectors, arguments, line);
      out.println(line);
    }
  }

  private static boolean vectorApi() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static void evaluate(WordVectors vectors, List<String> arguments, JsonObject line)
      throws IOException {
    EvaluationOptions options = EvaluationOptions.defaults();
    for (String argument : arguments.subList(Math.min(5, arguments.size()), arguments.size())) {
      String[] parts = argument.split(":", 2);
      Path file = Path.of(parts[1]);
      String name = String.valueOf(file.getFileName());
      if (parts[0].equals("PAIRS")) {
        WordPairs pairs = WordPairs.evaluate(vectors, file, options);
        line.addProperty(name, pairs.spearman().value());
        line.addProperty(name + "_oov", pairs.unknownPercent());
      } else {
        WordAnalogies.Section total = WordAnalogies.evaluate(vectors, file, options).total();
        line.addProperty(name, total.accuracy());
        line.addProperty(name + "_of", total.correct() + total.incorrect());
      }
    }
    if (arguments.size() > 4 && !arguments.get(4).equals("-")) {
      WordVectorFiles.write(vectors, Path.of(arguments.get(4)), VectorFormat.WORD2VEC_BINARY);
    }
  }

  private static WordVectors random(int count, int dimension) {
    Random random = new Random(1);
    WordVectorsBuilder builder = WordVectors.builder(dimension);
    float[] vector = new float[dimension];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < dimension; i++) {
        vector[i] = random.nextFloat() - 0.5f;
      }
      builder.add("w" + row, count - row, vector);
    }
    return builder.build();
  }

  private static void search(int count, int dimension, PrintStream out) {
    WordVectors vectors = random(count, dimension);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < WARM_UP + QUERIES; i++) {
      long started = System.nanoTime();
      String word = "w" + (i * 7919 % count);
      if (vectors.mostSimilar(word, 10).size() != Math.min(10, count - 1)) {
        throw new IllegalStateException("a search did not find all words that it should");
      }
      if (i >= WARM_UP) {
        millis.add(seconds(started) * 1e3);
      }
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    JsonObject line = new JsonObject();
    line.addProperty("search", count + " x " + dimension);
    line.addProperty("vector_api", vectorApi());
    line.addProperty("median_ms", sorted[sorted.length / 2]);
    line.addProperty("slowest_ms", sorted[sorted.length - 1]);
    out.println(line);
  }

  private static void open(Path file, PrintStream out) throws IOException {
    long started = System.nanoTime();
    WordVectors vectors = WordVectors.map(file);
    String last = vectors.word(vectors.count() - 1);
    float[] vector = vectors.vector(last);
    double opened = seconds(started) * 1e3;
    Runtime runtime = Runtime.getRuntime();
    JsonObject line = new JsonObject();
    line.addProperty("open", vectors.toString());
    line.addProperty("file_mb", Files.size(file) / 1_000_000);
    line.addProperty("open_and_look_up_ms", opened);
    line.addProperty("heap_mb", (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    line.addProperty("max_heap_mb", runtime.maxMemory() / 1_000_000);
    line.addProperty("first_value", vector[0]);
    out.println(line);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** When the words had been counted. */
  private static final class Counted implements TrainingListener {
    private long at;

    @Override
    public void onVocabulary(Vocabulary vocabulary) {
      at = System.nanoTime();
    }
  }
}

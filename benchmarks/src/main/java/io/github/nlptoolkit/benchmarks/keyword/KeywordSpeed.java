package io.github.nlptoolkit.benchmarks.keyword;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.keybert.KeyBert;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import io.github.nlptoolkit.language.TextAnalyzers;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Documents a second that have their keywords found, from the text to the keywords: with KeyBERT's
 * candidates (n-grams of 1 to 3 words), and in the toolkit's own mode. The peer's script is {@code
 * peers/keybert_speed.py}.
 */
public final class KeywordSpeed {

  /** How the command is called. */
  public static final String USAGE =
      "keywords FILE.jsonl DOCUMENTS [KEYWORDS.jsonl]\n"
          + "    Documents a second with KeyBERT's candidates and in the own mode; writes the former"
          + " keywords.\n";

  private static final int TOP = 10;
  private static final int ROUNDS = 3;

  private KeywordSpeed() {}

  /**
   * Runs the command.
   *
   * @param arguments a file with a {@code text} in each line, how many of its documents to take,
   *     and where to write the keywords if wanted
   * @param out where to print
   * @throws IOException if a file or the model cannot be read
   */
  public static void run(List<String> arguments, PrintStream out) throws IOException {
    if (arguments.size() < 2) {
      throw new IllegalArgumentException("usage: " + USAGE);
    }
    List<String> documents = read(Path.of(arguments.get(0)), Integer.parseInt(arguments.get(1)));
    Path model = Models.standard().resolve(Models.DEFAULT);
    for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
      try (SentenceEmbedder embedder =
          SentenceEmbedder.builder(model).precision(precision).load()) {
        KeywordExtractor compatible =
            KeyBert.compatible(embedder).ngramRange(1, 3).topN(TOP).build();
        List<List<Keyword>> keywords =
            measure("KeyBERT's, " + precision, compatible, documents, out);
        if (arguments.size() > 2 && precision == Precision.FLOAT32) {
          write(keywords, Path.of(arguments.get(2)));
        }
        KeywordExtractor own =
            KeyBert.builder(embedder, TextAnalyzers.english()).topN(TOP).cacheSize(0).build();
        measure("own mode, " + precision, own, documents, out);
      }
    }
  }

  private static List<List<Keyword>> measure(
      String name, KeywordExtractor extractor, List<String> documents, PrintStream out) {
    List<List<Keyword>> keywords =
        extractor.extractAll(documents.subList(0, Math.min(8, documents.size())));
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      keywords = extractor.extractAll(documents);
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    out.printf(
        Locale.ROOT,
        "%s: %.2f documents/s (%d documents, best of %d rounds)%n",
        name,
        documents.size() / best,
        documents.size(),
        ROUNDS);
    return keywords;
  }

  private static void write(List<List<Keyword>> keywords, Path file) throws IOException {
    Gson gson = new Gson();
    Files.write(
        file,
        keywords.stream().map(of -> gson.toJson(of.stream().map(Keyword::text).toList())).toList());
  }

  private static List<String> read(Path file, int count) throws IOException {
    List<String> documents = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (documents.size() == count) {
        break;
      }
      JsonObject object = JsonParser.parseString(line).getAsJsonObject();
      documents.add(object.get("text").getAsString());
    }
    return documents;
  }
}

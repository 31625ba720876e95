package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.Utf8Lines;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keybert.CompatibleKeyBert;
import io.github.nlptoolkit.keybert.KeyBert;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keybert.candidate.StopWords;
import io.github.nlptoolkit.keybert.selection.Selection;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import io.github.nlptoolkit.sequence.tagger.CrfSegmenter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which keywords: the options of {@code nlp keywords} with KeyBERT's meanings and defaults. */
final class KeywordOptions {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");
  private static final int MAX_SUM_POOL = 20;

  @Option(
      names = {"-n", "--top"},
      paramLabel = "N",
      description = "How many keywords at the most; ${DEFAULT-VALUE}.")
  private int top = 5;

  @Option(
      names = "--ngrams",
      paramLabel = "MIN-MAX",
      description = "How many words a keyword has: 2, or 1-3; ${DEFAULT-VALUE}.")
  private String ngrams = "1";

  @Option(
      names = "--mmr",
      paramLabel = "DIVERSITY",
      description =
          "Keywords unlike each other by maximal marginal relevance, from 0 (most alike the"
              + " document) to 1 (most unlike each other).")
  private @Nullable Double mmr;

  @Option(
      names = "--max-sum",
      description =
          "Keywords unlike each other by maximal sum of distances; the best one comes last.")
  private boolean maxSum;

  @Option(
      names = "--nr-candidates",
      paramLabel = "N",
      description = "How many of the best candidates --max-sum looks at; " + MAX_SUM_POOL + ".")
  private @Nullable Integer pool;

  @Option(
      names = "--segmenter",
      paramLabel = "M",
      description =
          "What cuts text without blanks into words: segment-zh for Chinese, or a file of nlp tag"
              + " train; runs of letters and digits are words else.")
  private @Nullable String segmenter;

  @Option(
      names = "--stop-words",
      paramLabel = "LIST",
      description =
          "Words that are no part of a keyword: english, none, or a file with a word a line;"
              + " ${DEFAULT-VALUE}.")
  private String stopWords = "english";

  @Option(
      names = "--seed",
      paramLabel = "WORD",
      description = "A word that draws the keywords towards it; may come several times.")
  private List<String> seeds = new ArrayList<>();

  @Option(
      names = "--candidates",
      paramLabel = "FILE",
      description = "The only keywords there may be, one a line.")
  private @Nullable String candidates;

  /** Options that have been checked. */
  @FunctionalInterface
  interface Plan {
    /** What extracts so. */
    KeywordExtractor extractor(TextEmbedder embedder);
  }

  /** The words of Chinese text, or of whatever the segmenter is for; null for the default. */
  private @Nullable CountVectorizer vectorizer(int min, int max, StopWords words)
      throws IOException, UsageException {
    if (segmenter == null) {
      return null;
    }
    TagModel model = TagModel.load(segmenter);
    if (model.crf() == null || !model.isSegmenter()) {
      throw new UsageException(
          "--segmenter must be a segmenter such as segment-zh, got " + segmenter);
    }
    return CountVectorizer.builder()
        .segmenter(CrfSegmenter.of(model.crf()))
        .ngramRange(min, max)
        .stopWords(words)
        .build();
  }

  /** Checks the options and reads their files. */
  Plan plan(Terminal terminal) throws IOException, UsageException {
    StopWords words = words(terminal);
    List<String> only = candidates == null ? null : list(candidates, terminal);
    if (only != null && only.isEmpty()) {
      throw new IOException(candidates + ": has no candidates");
    }
    Matcher range = RANGE.matcher(ngrams);
    if (!range.matches()) {
      throw new UsageException("--ngrams must be like 2 or 1-3, got \"" + ngrams + "\"");
    }
    int min = Integer.parseInt(range.group(1));
    int max = range.group(2) == null ? min : Integer.parseInt(range.group(2));
    Selection selection = selection();
    CountVectorizer vectorizer;
    try {
      vectorizer = vectorizer(min, max, words);
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
    Plan plan =
        embedder -> {
          CompatibleKeyBert.Builder builder =
              KeyBert.compatible(embedder).topN(top).selection(selection);
          if (vectorizer == null) {
            builder.ngramRange(min, max).stopWords(words);
          } else {
            builder.vectorizer(vectorizer);
          }
          if (only != null) {
            builder.candidates(only);
          }
          if (!seeds.isEmpty()) {
            builder.seedKeywords(seeds);
          }
          return builder.build();
        };
    try {
      // The builder knows the rules; better now than after the model has been loaded.
      plan.extractor(new NoEmbedder());
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
    return plan;
  }

  private Selection selection() throws UsageException {
    if (mmr != null && maxSum) {
      throw new UsageException("--mmr and --max-sum exclude each other");
    }
    if (pool != null && !maxSum) {
      throw new UsageException("--nr-candidates goes with --max-sum");
    }
    try {
      if (mmr != null) {
        return Selection.mmr(mmr);
      }
      if (maxSum) {
        return Selection.maxSum(pool == null ? Math.max(MAX_SUM_POOL, top) : pool);
      }
      return Selection.topN();
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
  }

  private StopWords words(Terminal terminal) throws IOException, UsageException {
    return switch (stopWords) {
      case "none", "english" -> StopWords.named(stopWords);
      default -> StopWords.of(list(stopWords, terminal));
    };
  }

  /** The lines of a file that are not blank, each once, in lower case as the candidates are. */
  private static List<String> list(String file, Terminal terminal)
      throws IOException, UsageException {
    LinkedHashSet<String> words = new LinkedHashSet<>();
    try (Utf8Lines lines = Operands.input(file).lines(terminal)) {
      while (lines.hasNext()) {
        String word = lines.next().strip().toLowerCase(Locale.ROOT);
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    return List.copyOf(words);
  }
}

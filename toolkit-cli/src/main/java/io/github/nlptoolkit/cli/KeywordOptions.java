package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keybert.CompatibleKeyBert;
import io.github.nlptoolkit.keybert.KeyBert;
import io.github.nlptoolkit.keybert.baseline.Rake;
import io.github.nlptoolkit.keybert.baseline.TextRank;
import io.github.nlptoolkit.keybert.baseline.TfIdf;
import io.github.nlptoolkit.keybert.baseline.Yake;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keybert.candidate.StopWords;
import io.github.nlptoolkit.keybert.candidate.WordSegmenter;
import io.github.nlptoolkit.keybert.selection.Diversity;
import io.github.nlptoolkit.keybert.selection.Selection;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import io.github.nlptoolkit.language.Languages;
import io.github.nlptoolkit.language.TextAnalyzers;
import io.github.nlptoolkit.language.chinese.DictionarySegmenter;
import io.github.nlptoolkit.sequence.tagger.CrfSegmenter;
import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.TextAnalyzer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which keywords: the options of {@code nlp keywords} and its commands. */
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
      description = "How many words a keyword of keybert or tfidf has: 2, or 1-3; 1.")
  private @Nullable String ngrams;

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
          "What cuts text without blanks into words for keybert: segment-zh for Chinese, or a file"
              + " of nlp tag train; runs of letters and digits are words else.")
  private @Nullable String segmenter;

  @Option(
      names = "--stop-words",
      paramLabel = "LIST",
      description =
          "Words that are no part of a keyword of keybert: english, none, or a file with a word a"
              + " line; english.")
  private @Nullable String stopWords;

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

  @Option(
      names = "--method",
      paramLabel = "M",
      description =
          "phrases (noun phrases of the text, by their vectors), keybert (what KeyBERT 0.9 gives),"
              + " textrank, singlerank, rake, yake or tfidf (rareness among the documents given);"
              + " phrases, or keybert if --ngrams, --stop-words or --segmenter is there.")
  private @Nullable Method method;

  @Option(
      names = "--language",
      paramLabel = "L",
      description =
          "The language of the documents: auto, en, zh, de, fr, … or und for none; auto. For all"
              + " methods but keybert.")
  private String language = "auto";

  @Option(
      names = "--user-words",
      paramLabel = "FILE",
      description =
          "Chinese words that stay whole, one a line, with frequency and part of speech if wanted,"
              + " as in jieba's user dictionaries.")
  private @Nullable String userWords;

  @Option(
      names = "--clusters",
      paramLabel = "COSINE",
      description = "Only one of keywords that are as like each other as this, such as 0.8.")
  private @Nullable Double clusters;

  /** How keywords are found. */
  enum Method {
    PHRASES,
    KEYBERT,
    TEXTRANK,
    SINGLERANK,
    RAKE,
    YAKE,
    TFIDF
  }

  /** Options that have been checked. */
  @FunctionalInterface
  interface Plan {
    /** What extracts so. */
    KeywordExtractor extractor(TextEmbedder embedder);
  }

  /** Sets how many keywords there are, where a command has its own default. */
  void top(int keywords) {
    top = keywords;
  }

  /** Whether the method compares vectors. */
  boolean needsModel() {
    return method() == Method.PHRASES || method() == Method.KEYBERT;
  }

  /** Whether all documents must be there before the first has keywords. */
  boolean needsCorpus() {
    return method() == Method.TFIDF;
  }

  /** Whether the model fits the language of the documents if none is named. */
  boolean choosesModel() {
    return method() == Method.PHRASES;
  }

  /** The language of a document, or the one that was named. */
  String languageOf(String document) {
    return language.equals("auto") ? Languages.detect(document) : language;
  }

  private Method method() {
    if (method != null) {
      return method;
    }
    boolean isKeyBert = ngrams != null || stopWords != null || segmenter != null;
    return isKeyBert ? Method.KEYBERT : Method.PHRASES;
  }

  /** Checks the options and reads their files. */
  Plan plan(Terminal terminal) throws IOException, UsageException {
    checkCombination();
    try {
      Plan plan =
          switch (method()) {
            case KEYBERT -> keyBert(terminal);
            case PHRASES -> phrases(terminal);
            default -> baseline(terminal);
          };
      // The builders know the rules; better now than after the model has been loaded.
      plan.extractor(new NoEmbedder());
      return plan;
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
  }

  private void checkCombination() throws UsageException {
    if ((mmr != null ? 1 : 0) + (maxSum ? 1 : 0) + (clusters != null ? 1 : 0) > 1) {
      throw new UsageException("--mmr, --max-sum and --clusters exclude each other");
    }
    if (pool != null && !maxSum) {
      throw new UsageException("--nr-candidates goes with --max-sum");
    }
    if (maxSum && pool != null && pool < top) {
      throw new UsageException("nrCandidates must be at least topN, got " + pool + " and " + top);
    }
    boolean isKeyBert = method() == Method.KEYBERT;
    if (!isKeyBert && method() != Method.TFIDF && ngrams != null) {
      throw new UsageException("--ngrams goes with --method keybert or tfidf");
    }
    if (!isKeyBert && (stopWords != null || segmenter != null)) {
      throw new UsageException("--stop-words and --segmenter go with --method keybert");
    }
    if (isKeyBert && (clusters != null || userWords != null)) {
      throw new UsageException("--clusters and --user-words do not go with --method keybert");
    }
    boolean hasChoice =
        mmr != null || maxSum || clusters != null || candidates != null || !seeds.isEmpty();
    if (!needsModel() && hasChoice) {
      throw new UsageException(
          "--mmr, --max-sum, --clusters, --candidates and --seed go with the methods phrases and"
              + " keybert");
    }
  }

  private Plan phrases(Terminal terminal) throws IOException, UsageException {
    TextAnalyzer analyzer = analyzer(terminal);
    List<String> only = only(terminal);
    Diversity diversity = diversity();
    return embedder -> {
      KeyBert.Builder builder = KeyBert.builder(embedder, analyzer).topN(top).diversity(diversity);
      if (only != null) {
        builder.candidates(only);
      }
      if (!seeds.isEmpty()) {
        builder.seedKeywords(seeds);
      }
      return builder.build();
    };
  }

  private Plan baseline(Terminal terminal) throws IOException, UsageException {
    if (method() == Method.TFIDF) {
      return tfIdf();
    }
    TextAnalyzer analyzer = analyzer(terminal);
    KeywordExtractor extractor =
        switch (method()) {
          case TEXTRANK -> TextRank.textRank(analyzer, top);
          case SINGLERANK -> TextRank.singleRank(analyzer, top);
          case RAKE -> new Rake(analyzer, top);
          default -> new Yake(analyzer, top);
        };
    return embedder -> extractor;
  }

  /** Counts the documents of a call, of which the first tells the language. */
  private Plan tfIdf() throws UsageException {
    int[] range = range();
    TfIdf.builder(CountVectorizer.builder().ngramRange(range[0], range[1]).build()).topN(top);
    return embedder ->
        new KeywordExtractor() {
          @Override
          public List<Keyword> extract(String document) {
            return extractAll(List.of(document)).get(0);
          }

          @Override
          public List<List<Keyword>> extractAll(List<String> documents) {
            String code = documents.isEmpty() ? "und" : languageOf(documents.get(0));
            Segmenter words =
                code.equals("zh") ? DictionarySegmenter.standard() : WordSegmenter.standard();
            CountVectorizer vectorizer =
                CountVectorizer.builder()
                    .segmenter(words)
                    .stopWords(StopWords.of(Languages.stopWords(code)))
                    .ngramRange(range[0], range[1])
                    .build();
            TfIdf model = TfIdf.builder(vectorizer).topN(top).fit(documents);
            return documents.stream().map(model::extract).toList();
          }
        };
  }

  private TextAnalyzer analyzer(Terminal terminal) throws IOException, UsageException {
    if (userWords == null) {
      return language.equals("auto") ? TextAnalyzers.automatic() : TextAnalyzers.of(language);
    }
    TextAnalyzer chinese = TextAnalyzers.chinese(lines(userWords, terminal));
    TextAnalyzer others =
        language.equals("auto") ? TextAnalyzers.automatic() : TextAnalyzers.of(language);
    return text -> languageOf(text).equals("zh") ? chinese.analyze(text) : others.analyze(text);
  }

  private Diversity diversity() {
    if (mmr != null) {
      return Diversity.mmr(mmr);
    }
    if (clusters != null) {
      return Diversity.clusters(clusters);
    }
    return maxSum
        ? Diversity.maxSum(pool == null ? Math.max(MAX_SUM_POOL, top) : pool)
        : Diversity.none();
  }

  private int[] range() throws UsageException {
    String given = ngrams == null ? "1" : ngrams;
    Matcher range = RANGE.matcher(given);
    if (!range.matches()) {
      throw new UsageException("--ngrams must be like 2 or 1-3, got \"" + given + "\"");
    }
    int min = Integer.parseInt(range.group(1));
    return new int[] {min, range.group(2) == null ? min : Integer.parseInt(range.group(2))};
  }

  private @Nullable List<String> only(Terminal terminal) throws IOException, UsageException {
    List<String> only = candidates == null ? null : list(candidates, terminal);
    if (only != null && only.isEmpty()) {
      throw new IOException(candidates + ": has no candidates");
    }
    return only;
  }

  private Plan keyBert(Terminal terminal) throws IOException, UsageException {
    StopWords words = words(terminal);
    List<String> only = only(terminal);
    int[] range = range();
    Selection selection = selection();
    CountVectorizer vectorizer = vectorizer(range[0], range[1], words);
    return embedder -> {
      CompatibleKeyBert.Builder builder =
          KeyBert.compatible(embedder).topN(top).selection(selection);
      if (vectorizer == null) {
        builder.ngramRange(range[0], range[1]).stopWords(words);
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

  private Selection selection() {
    if (mmr != null) {
      return Selection.mmr(mmr);
    }
    if (maxSum) {
      return Selection.maxSum(pool == null ? Math.max(MAX_SUM_POOL, top) : pool);
    }
    return Selection.topN();
  }

  private StopWords words(Terminal terminal) throws IOException, UsageException {
    if (stopWords == null) {
      return StopWords.english();
    }
    return switch (stopWords) {
      case "none", "english" -> StopWords.named(stopWords);
      default -> StopWords.of(list(stopWords, terminal));
    };
  }

  /** The lines of a file that are not blank, each once, in lower case as the candidates are. */
  private static List<String> list(String file, Terminal terminal)
      throws IOException, UsageException {
    LinkedHashSet<String> words = new LinkedHashSet<>();
    for (String line : lines(file, terminal)) {
      String word = line.strip().toLowerCase(Locale.ROOT);
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }

  private static List<String> lines(String file, Terminal terminal)
      throws IOException, UsageException {
    return Operands.input(file).allLines(terminal);
  }
}

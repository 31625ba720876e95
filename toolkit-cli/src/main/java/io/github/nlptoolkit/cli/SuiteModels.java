package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.eval.dataset.Analogy;
import io.github.nlptoolkit.eval.suite.ModelSource;
import io.github.nlptoolkit.eval.suite.SuiteTask;
import io.github.nlptoolkit.eval.suite.TaskKind;
import io.github.nlptoolkit.eval.task.Clusterer;
import io.github.nlptoolkit.eval.task.WordSpace;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import io.github.nlptoolkit.ngram.BackoffModel;
import io.github.nlptoolkit.ngram.NgramTrainer;
import io.github.nlptoolkit.ngram.WordSplitter;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.text.LanguageModel;
import io.github.nlptoolkit.text.Tagger;
import io.github.nlptoolkit.vectors.cache.CachingEmbedder;
import io.github.nlptoolkit.vectors.cluster.KMeans;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.evaluate.EvaluationOptions;
import io.github.nlptoolkit.word2vec.evaluate.KnownWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The models of {@code nlp eval}, by the names that the other commands know. One embedder is open,
 * and one file of word vectors.
 */
final class SuiteModels implements ModelSource {
  private static final int KEYWORDS = 10;
  private static final int STARTS = 10;
  private static final int ORDER = 3;
  private static final Set<String> KEYWORD_OPTIONS =
      Set.of("method", "language", "ngrams", "mmr", "clusters", "segmenter", "stop-words");
  private static final Set<String> LANGUAGE_MODEL_OPTIONS = Set.of("order", "units");
  private static final Set<String> WORD_OPTIONS =
      Set.of("restrict", "case-sensitive", "count-unknown");

  private final Terminal terminal;
  private final EmbedderFactory embedders;
  private final Precision precision;
  private final Device device;
  private final @Nullable Path cache;
  private final Map<String, String> hashes = new HashMap<>();
  private String opened = "";
  private @Nullable StreamEmbedder embedder;
  private @Nullable CachingEmbedder caching;
  private String openedWords = "";
  private @Nullable WordVectors wordVectors;

  SuiteModels(
      Terminal terminal,
      EmbedderFactory embedders,
      Precision precision,
      Device device,
      @Nullable Path cache) {
    this.terminal = terminal;
    this.embedders = embedders;
    this.precision = precision;
    this.device = device;
    this.cache = cache;
  }

  @Override
  public void check(SuiteTask task) throws IOException {
    Set<String> known =
        switch (task.kind()) {
          case KEYPHRASES -> KEYWORD_OPTIONS;
          case PERPLEXITY -> LANGUAGE_MODEL_OPTIONS;
          case WORD_SIMILARITY, ANALOGIES -> WORD_OPTIONS;
          default -> Set.of();
        };
    for (String option : task.options().keySet()) {
      if (!known.contains(option)) {
        throw wrong(task, "unknown option \"" + option + "\", there are " + known);
      }
    }
    switch (task.kind()) {
      case TAGGING -> tagger(task);
      case PERPLEXITY -> {
        checkFile(task);
        order(task);
      }
      case WORD_SIMILARITY, ANALOGIES -> {
        checkFile(task);
        words(task);
      }
      case KEYPHRASES -> {
        plan(task);
        embedder(task);
      }
      default -> embedder(task);
    }
  }

  private static void checkFile(SuiteTask task) {
    Path file = modelFile(task);
    if (!Files.isReadable(file)) {
      throw wrong(task, "there is no model " + file + " that can be read");
    }
  }

  private static IllegalArgumentException wrong(SuiteTask task, String problem) {
    return new IllegalArgumentException("task \"" + task.name() + "\": " + problem);
  }

  @Override
  public String hash(SuiteTask task) throws IOException {
    String key = isFile(task) ? modelFile(task).toString() : task.model();
    String known = hashes.get(key);
    if (known != null) {
      return known;
    }
    List<Path> files = new ArrayList<>();
    if (isFile(task)) {
      files.add(modelFile(task));
    } else if (task.kind() == TaskKind.TAGGING) {
      Path file = Path.of(task.model());
      if (Files.isRegularFile(file)) {
        files.add(file);
      }
    } else {
      Path folder = embedders.folder(task.model());
      if (folder != null) {
        try (Stream<Path> all = Files.walk(folder)) {
          all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
      }
    }
    String hash = files.isEmpty() ? "" : hash(files);
    hashes.put(key, hash);
    return hash;
  }

  private static String hash(List<Path> files) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each Java has SHA-256", e);
    }
    for (Path file : files) {
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public Map<String, String> settings(SuiteTask task) throws IOException {
    return isFile(task) || task.kind() == TaskKind.TAGGING ? Map.of() : computing(open(task));
  }

  private static Map<String, String> computing(StreamEmbedder embedder) {
    return Map.of(
        "precision", embedder.precision().name().toLowerCase(Locale.ROOT),
        "device", embedder.device().toString());
  }

  private StreamEmbedder open(SuiteTask task) throws IOException {
    StreamEmbedder open = embedder;
    if (open != null && opened.equals(task.model())) {
      return open;
    }
    close();
    StreamEmbedder loaded = embedders.open(task.model(), precision, device);
    embedder = loaded;
    opened = task.model();
    return loaded;
  }

  @Override
  public TextEmbedder embedder(SuiteTask task) throws IOException {
    StreamEmbedder plain = open(task);
    String hash = hash(task);
    if (cache == null || hash.isEmpty()) {
      return plain;
    }
    CachingEmbedder known = caching;
    if (known == null) {
      known =
          CachingEmbedder.builder(plain)
              .folder(cache, hash + ' ' + new TreeMap<>(computing(plain)))
              .build();
      caching = known;
    }
    return known;
  }

  private KeywordOptions.Plan plan(SuiteTask task) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--top", Integer.toString(KEYWORDS)));
    task.options().forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
    KeywordOptions options = new KeywordOptions();
    try {
      new CommandLine(options)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs(arguments.toArray(String[]::new));
      return options.plan(terminal);
    } catch (CommandLine.ParameterException | UsageException e) {
      throw new IllegalArgumentException("task \"" + task.name() + "\": " + Failures.message(e), e);
    }
  }

  @Override
  public KeywordExtractor keywords(SuiteTask task) throws IOException {
    return plan(task).extractor(embedder(task));
  }

  @Override
  public Tagger tagger(SuiteTask task) throws IOException {
    TagModel model;
    try {
      model = TagModel.load(task.model()).tagging(task.model());
    } catch (UsageException e) {
      throw new IllegalArgumentException("task \"" + task.name() + "\": " + Failures.message(e), e);
    }
    if (model.isSegmenter() || model.needsParts()) {
      throw wrong(task, task.model() + " does not tag plain tokens");
    }
    return tokens ->
        model.tag(TokenRows.of(tokens.stream().map(List::of).toList()), tokens, List.of());
  }

  private static boolean isFile(SuiteTask task) {
    return switch (task.kind()) {
      case PERPLEXITY, WORD_SIMILARITY, ANALOGIES -> true;
      default -> false;
    };
  }

  /**
   * Word vectors, or a language model, or with the ending .txt the text to train one on; relative
   * to the data.
   */
  private static Path modelFile(SuiteTask task) {
    return task.file("data").resolveSibling(task.model());
  }

  private static int order(SuiteTask task) {
    String given = task.options().getOrDefault("order", Integer.toString(ORDER));
    if (!given.matches("[1-8]")) {
      throw wrong(task, "order must be 1 to " + NgramTrainer.MAX_ORDER + ", got " + given);
    }
    return Integer.parseInt(given);
  }

  @Override
  public LanguageModel languageModel(SuiteTask task) throws IOException {
    Path file = modelFile(task);
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".txt")) {
      return BackoffModel.load(file);
    }
    boolean areCharacters = task.options().getOrDefault("units", "words").equals("characters");
    return NgramTrainer.builder(order(task))
        .splitter(areCharacters ? WordSplitter.characters() : WordSplitter.blanks())
        .build()
        .train(List.of(file));
  }

  @Override
  public WordSpace words(SuiteTask task) throws IOException {
    String file = modelFile(task).toString();
    WordVectors vectors = wordVectors;
    if (vectors == null || !openedWords.equals(file)) {
      wordVectors = null;
      vectors = new VectorsFile().read(file);
      wordVectors = vectors;
      openedWords = file;
    }
    KnownWords known =
        KnownWords.of(
            vectors, new EvaluationOptions(restrict(task), !task.isOn("case-sensitive"), false));
    return new WordSpace() {
      @Override
      public OptionalDouble similarity(String a, String b) {
        return known.similarity(a, b);
      }

      @Override
      public Optional<Boolean> answers(Analogy question) {
        return known.answers(question.a(), question.b(), question.c(), question.answer());
      }
    };
  }

  private static int restrict(SuiteTask task) {
    int usual = EvaluationOptions.defaults().restrict();
    String given = task.options().getOrDefault("restrict", Integer.toString(usual));
    if (!given.matches("[1-9][0-9]{0,8}")) {
      throw wrong(task, "restrict must be a whole number of at least 1, got " + given);
    }
    return Integer.parseInt(given);
  }

  @Override
  public Clusterer clusterer(SuiteTask task) {
    return (vectors, clusters, seed) ->
        KMeans.builder(clusters).restarts(STARTS).seed(seed).build().cluster(vectors).labels();
  }

  @Override
  public void close() {
    if (caching != null) {
      caching.close();
      caching = null;
    }
    if (embedder != null) {
      embedder.close();
      embedder = null;
    }
    wordVectors = null;
  }
}

package io.github.nlptoolkit.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.eval.dataset.Analogy;
import io.github.nlptoolkit.eval.report.Comparison;
import io.github.nlptoolkit.eval.report.HtmlReport;
import io.github.nlptoolkit.eval.report.MarkdownReport;
import io.github.nlptoolkit.eval.task.Clusterer;
import io.github.nlptoolkit.eval.task.Progress;
import io.github.nlptoolkit.eval.task.WordHashEmbedder;
import io.github.nlptoolkit.eval.task.WordSpace;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import io.github.nlptoolkit.storage.AtomicFile;
import io.github.nlptoolkit.text.LanguageModel;
import io.github.nlptoolkit.text.Tagger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteTest {
  @TempDir private Path folder = Path.of("");
  private final List<String> heard = new ArrayList<>();
  private String precision = "float32";
  private String failing = "";

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  private Path suite(String tasks) throws IOException {
    return write("suite.yaml", "name: my suite\nseed: 7\ntasks:\n" + tasks);
  }

  @BeforeEach
  void data() throws IOException {
    write("sts.tsv", "5\ta b c\ta b c\n3\ta b c\ta b x\n1\ta b c\ta y x\n0\ta b c\tu v w\n");
    write(
        "texts.csv",
        """
        label,text
        fruit,"apple, pear"
        fruit,"a ""plum"" or
        fig"
        metal,iron gold
        metal,gold tin
        """);
    write("keys.jsonl", "{\"text\":\"deep nets\",\"keyphrases\":[\"deep net\",[\"x\"]]}\n");
    write("queries.tsv", "q\tred apple\n");
    write("corpus.tsv", "d1\tred apple pie\nd2\tsky\n");
    write("judgements.tsv", "q\td1\t1\n");
    write(
        "rerank.jsonl",
        "{\"query\":\"a b\",\"positive\":[\"a b c\"],\"negative\":[\"x\",\"y\"]}\n");
    write("tags.conll", "Ada B-PER\nsleeps O\n\nRome B-LOC\n".replace(' ', '\t'));
    write("text.txt", "a b\n\nc\n");
    write("words.tsv", "# remark\na\tb\t1\nabc\ta\t5.5\n\nab\tb\t3\n?\ta\t9\n");
    write("questions.txt", ": s\na b c d\n\n: t\na b c e\n? b c d\n");
  }

  private static final String ALL =
      """
        - {name: sts, task: similarity, model: hash, data: sts.tsv}
        - {name: pairs, task: pair-classification, model: hash, data: sts.tsv}
        - name: search
          task: retrieval
          model: hash
          queries: queries.tsv
          corpus: corpus.tsv
          judgements: judgements.tsv
        - {name: order, task: reranking, model: hash, data: rerank.jsonl}
        - name: classes
          task: classification
          model: hash
          train: texts.csv
          data: texts.csv
          header: true
          columns: {label: label, text: "1"}
          classifier: knn
          neighbours: 1
        - {name: groups, task: clustering, model: hash, data: texts.csv, header: true}
        - {name: keys, task: keyphrases, model: hash, data: keys.jsonl}
        - {name: tags, task: tagging, model: hash, data: tags.conll}
        - {name: text, task: perplexity, model: hash, data: text.txt}
        - {name: words, task: word-similarity, model: hash, data: words.tsv}
        - name: questions
          task: analogies
          model: hash
          data: questions.txt
          options: {count-unknown: true}
      """;

  private List<SuiteResult> run(Path suite, Path results) throws IOException {
    return new SuiteRunner(
            new Models(),
            new SuiteRunner.Listener() {
              @Override
              public Progress started(SuiteTask task, boolean isKnown) {
                heard.add((isKnown ? "known " : "") + task.name());
                return Progress.SILENT;
              }

              @Override
              public void finished(SuiteResult result) {}
            })
        .run(Suite.read(suite), results);
  }

  @Test
  void everyTaskRunsAndIsTakenOverTheNextTime() throws IOException {
    Path results = folder.resolve("results.jsonl");
    List<SuiteResult> first = run(suite(ALL), results);
    assertThat(first).hasSize(TaskKind.values().length);
    assertThat(first.get(0).evaluation().mainScore()).isEqualTo(1);
    assertThat(first.get(4).evaluation().mainScore()).isEqualTo(1);
    assertThat(first.get(9).evaluation().mainScore()).isCloseTo(1, within(1e-12));
    assertThat(first.get(9).evaluation().scores()).containsEntry("known", 0.75);
    assertThat(first.get(10).evaluation().scores())
        .containsEntry("accuracy", 1 / 3.0)
        .containsEntry("accuracy: s", 1.0)
        .containsEntry("accuracy: t", 0.0);
    assertThat(first.get(0).evaluation().provenance().modelHash()).isEqualTo("hash of hash");
    assertThat(Files.readAllLines(results)).hasSize(first.size());
    assertThat(heard).noneMatch(name -> name.startsWith("known"));

    heard.clear();
    write("sts.tsv", "5\ta b c\ta b c\n3\ta b c\ta b x\n1\ta b c\ta y x\n");
    List<SuiteResult> second = run(suite(ALL), results);
    assertThat(heard).startsWith("sts", "pairs", "known search");
    assertThat(second.get(2).evaluation().scores()).isEqualTo(first.get(2).evaluation().scores());
    assertThat(Results.read(results).get(2).interval()).isEqualTo(first.get(2).interval());

    List<Comparison> comparisons = Comparison.withBaseline(second, first);
    assertThat(comparisons.get(0).verdict()).isEqualTo(Comparison.Verdict.INCOMPARABLE);
    assertThat(comparisons.get(3).verdict()).isEqualTo(Comparison.Verdict.EVEN);
    String page = HtmlReport.of("<my> & suite", second, comparisons);
    assertThat(page)
        .contains("&lt;my&gt; &amp; suite", "<svg", "prefers-color-scheme: dark")
        .doesNotContain("<my>", "NaN", "http://", "https://", "<script");
    assertThat(MarkdownReport.of("t", second, comparisons)).contains("| sts | hash |");
  }

  @Test
  void aBreakCostsTheTaskThatRuns() throws IOException {
    Path results = folder.resolve("results.jsonl");
    Path suite = suite(ALL);
    int all = run(suite, results).size();
    // Two tasks have other data, and the run breaks off in the second of them.
    write("sts.tsv", "5\ta b c\ta b c\n3\ta b c\ta b x\n1\ta b c\ta y x\n");
    failing = "pairs";
    assertThatThrownBy(() -> run(suite, results)).hasMessage("broken off at pairs");
    assertThat(Results.read(results)).hasSize(all - 1);
    failing = "";
    heard.clear();
    run(suite, results);
    assertThat(heard).startsWith("known sts", "pairs", "known search").hasSize(all);
    assertThat(heard.stream().filter(name -> !name.startsWith("known"))).containsExactly("pairs");
    precision = "bfloat16";
    heard.clear();
    List<SuiteResult> others = run(suite, results);
    assertThat(heard).noneMatch(name -> name.startsWith("known"));
    assertThat(others.get(0).evaluation().provenance().settings())
        .containsEntry("precision", "bfloat16");
  }

  @Test
  void whatGotWorseIsTold() throws IOException {
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      pairs.append(i % 2).append("\ta").append(i).append(" b\t");
      pairs.append(i % 2 == 1 ? "b a" + i : "y" + i + " z").append('\n');
    }
    write("sts.tsv", pairs.toString());
    String task = "  - {name: sts, task: similarity, model: %s, data: sts.tsv}\n";
    List<SuiteResult> good =
        run(suite(String.format(java.util.Locale.ROOT, task, "hash")), folder.resolve("a.jsonl"));
    List<SuiteResult> bad =
        run(suite(String.format(java.util.Locale.ROOT, task, "flat")), folder.resolve("b.jsonl"));
    Comparison comparison = Comparison.withBaseline(bad, good).get(0);
    assertThat(comparison.verdict()).isEqualTo(Comparison.Verdict.WORSE);
    assertThat(comparison.difference()).isLessThan(-0.3);
    assertThat(Comparison.withBaseline(good, bad).get(0).verdict())
        .isEqualTo(Comparison.Verdict.BETTER);
    assertThat(Comparison.within(List.of(good.get(0), bad.get(0)))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "  - {name: a, tusk: similarity}|line 4, column 15: unknown key \"tusk\"",
        "  - {name: a, task: sums, model: m, data: sts.tsv}|column 21: unknown task \"sums\"",
        "  - {name: a, task: similarity, model: m}|line 4, column 5: the key \"data\" is missing",
        "  - {name: a, task: similarity, model: m, data: no.tsv}|column 49: there is no file",
        "  - {name: a, task: similarity, model: m, data: sts.tsv, train: sts.tsv}|has no \"train\"",
        "  - {name: a, task: similarity, model: m, data: sts.tsv, limit: x}|whole number",
        "  - {name: a, task: similarity, model: m, data: sts.tsv, limit: 0}|at least 1, got 0",
        "  - {name: a, task: similarity, model: m, data: sts.tsv, header: yes}|true or false",
        "  - {name: a, task: similarity, model: m, data: sts.tsv, columns: {x: 0}}|role \"x\"",
        "  - {name: a, task: analogies, model: m, data: questions.txt, format: tsv}|no \"format\"",
        "  - {name: a, task: [|line 5, column 1",
        "  - just text|line 4, column 5: expected keys and values"
      })
  void faultsOfSuitesHaveTheirPlace(String task, String message) throws IOException {
    Path file = suite(task + "\n");
    assertThatThrownBy(() -> Suite.read(file))
        .isInstanceOf(SuiteFormatException.class)
        .hasMessageContaining("suite.yaml")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sts.tsv|similarity|five;a;b|line 1: expected a number in column \"0\", found \"five\"",
        "sts.tsv|similarity|1;a|line 1: expected a column \"2\", found [0, 1]",
        "sts.jsonl|similarity|{\"score\": 1}|expected a column \"sentence1\"",
        "sts.jsonl|similarity|[1]|line 1: expected a JSON object",
        "x.csv|clustering|a,\"b|line 1: a quote is opened and never closed",
        "x.tsv|word-similarity|a;b;c|expected a number in column \"2\", found \"c\"",
        "x.txt|analogies|a b c|line 1: expected 4 words, found 3",
        "x.txt|analogies|a b c d|line 1: expected a line \": SECTION\" before the first question"
      })
  void faultsOfDataAreTold(String name, String task, String text, String message)
      throws IOException {
    write(name, text.replace(';', '\t') + "\n");
    Path file = suite("  - {name: a, task: " + task + ", model: hash, data: " + name + "}\n");
    assertThatThrownBy(() -> run(file, folder.resolve("results.jsonl")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(message);
    assertThat(heard).isEmpty();
  }

  @Test
  void theDefaultSuiteIsWhole() throws IOException {
    Suite suite = Suite.read(DefaultSuite.copyTo(folder.resolve("data")));
    assertThat(suite.tasks()).hasSizeGreaterThan(8);
    for (SuiteTask task : suite.tasks()) {
      switch (task.kind()) {
        case PERPLEXITY -> assertThat(TaskTexts.sentences(task)).hasSizeGreaterThan(50);
        case TAGGING -> assertThat(TaskTexts.tagged(task)).hasSize(200);
        case KEYPHRASES -> assertThat(task.table("data").keyphraseDocuments()).hasSize(40);
        default -> assertThat(task.files()).isNotEmpty();
      }
    }
  }

  @Test
  void resultsThatAreNoneAreTold() throws IOException {
    Path file = write("results.jsonl", "\n{\"name\": 1}\n");
    assertThatThrownBy(() -> Results.read(file)).hasMessageContaining("results.jsonl, line 2");
  }

  /** Models without an engine. */
  private final class Models implements ModelSource {
    private static final Set<String> NAMES = Set.of("hash", "flat");

    @Override
    public void check(SuiteTask task) {
      if (!NAMES.contains(task.model())) {
        throw new IllegalArgumentException("no model " + task.model());
      }
    }

    @Override
    public String hash(SuiteTask task) {
      return "hash of " + task.model();
    }

    @Override
    public Map<String, String> settings(SuiteTask task) {
      return Map.of("precision", precision);
    }

    @Override
    public TextEmbedder embedder(SuiteTask task) {
      if (task.name().equals(failing)) {
        throw new IllegalStateException("broken off at " + failing);
      }
      if (task.model().equals("hash")) {
        return new WordHashEmbedder();
      }
      return new TextEmbedder() {
        @Override
        public int dimension() {
          return 2;
        }

        @Override
        public io.github.nlptoolkit.embedding.Embeddings embed(List<String> texts) {
          float[] all = new float[2 * texts.size()];
          for (int i = 0; i < all.length; i++) {
            all[i] = Math.floorMod(texts.get(i / 2).hashCode() * 31 + i % 2, 17);
          }
          return io.github.nlptoolkit.embedding.Embeddings.of(2, all);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public KeywordExtractor keywords(SuiteTask task) {
      return document -> List.of(new Keyword(document, 1, List.of()));
    }

    @Override
    public Tagger tagger(SuiteTask task) {
      return tokens -> tokens.stream().map(token -> "O").toList();
    }

    @Override
    public LanguageModel languageModel(SuiteTask task) {
      return new LanguageModel() {
        @Override
        public double[] log10Probabilities(List<String> words) {
          double[] logs = new double[words.size() + 1];
          java.util.Arrays.fill(logs, -1);
          return logs;
        }

        @Override
        public boolean knows(String word) {
          return true;
        }
      };
    }

    @Override
    public WordSpace words(SuiteTask task) {
      return new WordSpace() {
        @Override
        public OptionalDouble similarity(String a, String b) {
          return a.equals("?")
              ? OptionalDouble.empty()
              : OptionalDouble.of(a.length() + b.length());
        }

        @Override
        public Optional<Boolean> answers(Analogy question) {
          return question.a().equals("?")
              ? Optional.empty()
              : Optional.of(question.answer().equals("d"));
        }
      };
    }

    @Override
    public Clusterer clusterer(SuiteTask task) {
      return (vectors, clusters, seed) -> {
        int[] found = new int[vectors.count()];
        java.util.Arrays.setAll(found, i -> i % clusters);
        return found;
      };
    }

    @Override
    public void close() {}
  }
}

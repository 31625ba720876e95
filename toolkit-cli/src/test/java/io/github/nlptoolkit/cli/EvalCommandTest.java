package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalCommandTest {
  @TempDir Path folder;

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    return file.toString();
  }

  private String suite(String tasks) throws IOException {
    file("pairs.tsv", "5\ta b\ta b\n3\ta\ta b\n1\ta b c\tx y z w\n0\tq\tr s t u v\n");
    file("train.txt", "the cat sat\nthe cat ran\na dog sat\nthe dog ran home\n");
    file("test.txt", "the cat sat\n");
    file("words.conll", "the\tDET\ncat\tNOUN\n\n");
    return file("suite.yaml", "name: small\ntasks:\n" + tasks);
  }

  private Run eval(String suite, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "eval";
    arguments[1] = "--output";
    arguments[2] = folder.resolve("out").toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    arguments[3 + more.length] = suite;
    return Run.command(arguments);
  }

  @Test
  void writesResultsAndReports() throws IOException {
    String suite =
        suite(
            """
              - {name: sts, task: similarity, model: fake, data: pairs.tsv}
              - {name: tags, task: tagging, model: pos-en, data: words.conll}
              - name: keys
                task: keyphrases
                model: fake
                data: keys.jsonl
                options: {method: keybert, ngrams: "1"}
            """);
    file("keys.jsonl", "{\"text\": \"deep deep nets\", \"keyphrases\": [\"deep\", \"nets\"]}\n");
    Run run = eval(suite);
    assertThat(run.err())
        .contains("sts: spearman_cosine", "tags: accuracy 1.0000", "keys: f1@5 1.0000");
    assertThat(run.code()).isZero();
    assertThat(run.lines()).contains("# small").anyMatch(line -> line.startsWith("| sts | fake"));
    Path out = folder.resolve("out");
    assertThat(out.resolve("results.jsonl")).exists();
    assertThat(Files.readString(out.resolve("report.md"))).isEqualTo(run.out());
    assertThat(Files.readString(out.resolve("report.html"))).contains("<svg");

    Run again = eval(suite, "--baseline", out.resolve("results.jsonl").toString());
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("(from an earlier run)");
    assertThat(again.out()).contains("| even |");
    assertThat(eval(suite, "--fresh").err()).doesNotContain("earlier run");
  }

  @Test
  void wordVectorsAnswerPairsAndAnalogies() throws IOException {
    file("vectors.txt", "5 2\nmen 0 4\nman 1 3\nking 5 3\nkings 4 4\ntree -1 -1\n");
    file("words.tsv", "# of people\nman\tmen\t9\nMAN\tking\t5\nking\ttree\t1\nman\tcow\t3\n");
    file("questions.txt", ": plural\nman men king kings\nman men king tree\ncow cows man men\n");
    String suite =
        suite(
            """
              - {name: near, task: word-similarity, model: vectors.txt, data: words.tsv}
              - {name: ask, task: analogies, model: vectors.txt, data: questions.txt}
              - name: ask for all
                task: analogies
                model: vectors.txt
                data: questions.txt
                options: {count-unknown: true, case-sensitive: true, restrict: 5}
            """);
    Run run = eval(suite);
    assertThat(run.err())
        .contains("near: spearman 1.0000", "ask: accuracy 0.5000", "ask for all: accuracy 0.3333");
    assertThat(run.code()).isZero();
    assertThat(Files.readString(folder.resolve("out").resolve("report.html")))
        .contains("accuracy: plural", "0.7500");
    String task = "  - {name: a, task: analogies, model: %s, data: questions.txt, options: {%s}}\n";
    assertThat(eval(suite(task.formatted("none.bin", "restrict: 1"))).err())
        .contains("there is no model", "none.bin");
    assertThat(eval(suite(task.formatted("vectors.txt", "restrict: 0"))).err())
        .contains("restrict must be a whole number of at least 1, got 0");
    assertThat(eval(suite(task.formatted("vectors.txt", "count-unknown: x"))).err())
        .contains("count-unknown must be true or false, got x");
  }

  /** Counts the texts that it embeds. */
  private final class Counting implements EmbedderFactory {
    private final AtomicInteger texts = new AtomicInteger();

    @Override
    public StreamEmbedder open(String model, Precision precision, Device device) {
      return (StreamEmbedder)
          Proxy.newProxyInstance(
              StreamEmbedder.class.getClassLoader(),
              new Class<?>[] {StreamEmbedder.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("embed")) {
                  texts.addAndGet(((List<?>) arguments[0]).size());
                }
                return method.invoke(new FakeEmbedder(), arguments);
              });
    }

    @Override
    public Path folder(String model) throws IOException {
      Path made = Files.createDirectories(folder.resolve("model"));
      Files.write(made.resolve("weights"), new byte[] {1});
      return made;
    }
  }

  @Test
  void keptVectorsAreNotComputedAgain() throws IOException {
    String suite =
        suite(
            """
              - {name: sts, task: similarity, model: fake, data: pairs.tsv}
              - {name: pairs, task: pair-classification, model: fake, data: pairs.tsv}
            """);
    String cache = folder.resolve("cache").toString();
    String out = folder.resolve("out").toString();
    Counting counting = new Counting();
    Run run = new Run().embedders(counting).go("eval", "--cache", cache, "-o", out, suite);
    assertThat(run.code()).as(run.err()).isZero();
    int distinct = counting.texts.get();
    assertThat(distinct).isBetween(4, 8);
    Counting again = new Counting();
    Run second =
        new Run().embedders(again).go("eval", "--cache", cache, "--fresh", "-o", out, suite);
    assertThat(again.texts).hasValue(0);
    assertThat(second.code()).isZero();
    Counting without = new Counting();
    new Run().embedders(without).go("eval", "--fresh", "-o", out, suite);
    assertThat(without.texts).hasValue(2 * distinct);
    assertThat(Files.readString(folder.resolve("out").resolve("results.jsonl")))
        .contains("\"precision\":\"float32\"", "\"device\":\"cpu\"");
  }

  @Test
  void aWorseScoreIsAFailure() throws IOException {
    StringBuilder sentences = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      sentences.append("the\tDET\ncat\tNOUN\nsat\tVERB\n\n");
    }
    String suite = suite("  - {name: tags, task: tagging, model: pos-en, data: words.conll}\n");
    file("words.conll", sentences.toString());
    assertThat(eval(suite).code()).isZero();
    Path results = folder.resolve("out").resolve("results.jsonl");
    String better = file("better.jsonl", Files.readString(results));
    // The same run with fewer tokens right.
    String columns = "\"columns\":[[";
    String text = Files.readString(results);
    int start = text.indexOf(columns) + columns.length();
    int end = text.indexOf(']', start);
    String worse = "1.0,0.0,".repeat(20);
    Files.write(
        results,
        (text.substring(0, start) + worse.substring(0, worse.length() - 1) + text.substring(end))
            .getBytes(StandardCharsets.UTF_8));
    Run run = eval(suite, "--baseline", better);
    assertThat(run.err()).contains("1 score is worse than before");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void faultsAreToldBeforeAnythingRuns() throws IOException {
    Run unknown = eval(suite("  - {name: a, tusk: x}\n"));
    assertThat(unknown.err()).contains("suite.yaml, line 3, column 15: unknown key \"tusk\"");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(eval(suite("  - {name: a, task: tagging, model: zz, data: words.conll}\n")).err())
        .contains("task \"a\": --model must be a file or one of pos-en, segment-zh, got zz");
    assertThat(
            eval(suite(
                    "  - {name: a, task: perplexity, model: train.txt, data: test.txt,"
                        + " options: {order: 9}}\n"))
                .err())
        .contains("order must be 1 to 8, got 9");
    assertThat(
            eval(suite(
                    "  - {name: a, task: similarity, model: fake, data: pairs.tsv,"
                        + " options: {x: y}}\n"))
                .err())
        .contains("unknown option \"x\"");
    assertThat(eval(folder.resolve("none.yaml").toString()).err()).contains("no such file");
  }
}

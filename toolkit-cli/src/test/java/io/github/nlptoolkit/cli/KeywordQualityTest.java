package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keywords of published abstracts are as good as docs/keywords.md says. */
final class KeywordQualityTest {

  private static double f1(Path file, String at, String... options) {
    List<String> arguments = new ArrayList<>(List.of("keywords", "evaluate", file.toString()));
    arguments.addAll(List.of(options));
    Run run = new Run().embedders(new SentenceEmbedders()).go(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    String line =
        run.lines().stream().filter(one -> one.startsWith(at + " ")).findFirst().orElseThrow();
    String[] cells = line.strip().split(" +", -1);
    return Double.parseDouble(cells[cells.length - 1]);
  }

  private static Path head(String file, int lines, Path folder) throws Exception {
    Path data = Path.of(System.getProperty("shared.dir", "../../shared")).resolve("data");
    assumeTrue(Files.isDirectory(data), "needs " + data + " (-Dshared.dir)");
    Path head = folder.resolve("head.jsonl");
    Files.write(head, Files.readAllLines(data.resolve(file)).subList(0, lines));
    return head;
  }

  @Test
  void englishAbstracts(@TempDir Path folder) throws Exception {
    Path file = head("inspec/inspec-dev.jsonl", 200, folder);
    double ours = f1(file, "@10");
    assertThat(ours).isGreaterThan(38);
    for (String method : List.of("textrank", "singlerank", "rake", "yake", "tfidf")) {
      assertThat(f1(file, "@10", "--method", method)).as(method).isLessThan(ours);
    }
  }

  @Test
  void chineseAbstracts(@TempDir Path folder) throws Exception {
    Path file = head("csl-keywords/csl-kg-dev.jsonl", 200, folder);
    double ours = f1(file, "@5");
    for (String method : List.of("textrank", "tfidf")) {
      assertThat(f1(file, "@5", "--method", method) + 3).as(method).isLessThan(ours);
    }
  }
}

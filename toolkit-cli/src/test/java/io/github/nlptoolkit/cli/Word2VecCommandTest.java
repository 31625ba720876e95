package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Word2VecCommandTest {

  @TempDir private Path folder;

  private String corpus = "";
  private String vectors = "";

  /** Two topics that never meet. */
  @BeforeEach
  void train() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      for (int k = 0; k < 8; k++) {
        text.append(i % 2 == 0 ? 'a' : 'b').append(random.nextInt(10)).append(' ');
      }
      text.append('\n');
    }
    corpus = Files.writeString(folder.resolve("corpus.txt"), text).toString();
    vectors = folder.resolve("vectors.w2v").toString();
    Run run = trained("-o", vectors);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("20 words, 10 dimensions").contains("words/s");
  }

  private Run trained(String... more) {
    String[] arguments = {
      "word2vec", "train", corpus, "--dimension", "10", "--sample", "0", "--threads", "1"
    };
    return Run.command(concat(arguments, more));
  }

  private static String[] concat(String[] a, String[] b) {
    String[] all = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  @Test
  void nearestWords() {
    Run run = Run.command("word2vec", "nearest", vectors, "a1", "--top", "5");
    assertThat(run.out().lines()).hasSize(5).allMatch(line -> line.matches("[0-9.]+\ta\\d"));
    Run json = Run.command("word2vec", "nearest", vectors, "a1", "--not", "b1", "-f", "jsonl");
    assertThat(json.out().lines()).hasSize(10).allMatch(line -> line.startsWith("{\"word\":\""));
    Run unknown = Run.command("word2vec", "nearest", vectors, "unseen");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("\"unseen\"");
  }

  @Test
  void analogies() {
    Run run =
        Run.command("word2vec", "analogy", vectors, "a1", "a2", "b1", "--multiply", "-n", "3");
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(3);
  }

  @Test
  void conversionsKeepVectors() throws IOException {
    String text = folder.resolve("v.txt").toString();
    String zipped = folder.resolve("v.bin.gz").toString();
    String back = folder.resolve("back.w2v").toString();
    assertThat(Run.command("word2vec", "convert", vectors, text).code()).isZero();
    assertThat(Run.command("word2vec", "convert", text, zipped).code()).isZero();
    Run last = Run.command("word2vec", "convert", zipped, back);
    assertThat(last.err()).contains("20 words of 10 dimensions");
    assertThat(Run.command("word2vec", "nearest", back, "b2").out())
        .isEqualTo(Run.command("word2vec", "nearest", vectors, "b2").out());
    assertThat(Files.readString(Path.of(text), StandardCharsets.UTF_8)).startsWith("20 10\n");
  }

  @Test
  void evaluation() throws IOException {
    Path pairs =
        Files.writeString(
            folder.resolve("pairs.tsv"), "a1\ta2\t9\na1\tb2\t1\na3\ta4\t8\nx\ty\t1\n");
    Path analogies =
        Files.writeString(folder.resolve("analogies.txt"), ": s\na1 a2 b1 b2\nx y z w\n");
    Run run =
        Run.command(
            "word2vec",
            "evaluate",
            vectors,
            "--pairs",
            pairs.toString(),
            "--analogies",
            analogies.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("spearman").contains("3 pairs, 25.0% unknown");
    assertThat(run.out()).contains("total: ").contains("1 unknown");
    assertThat(Run.command("word2vec", "evaluate", vectors).code()).isEqualTo(2);
  }

  @Test
  void maps() {
    Run run = Run.command("word2vec", "map", vectors, "--near", "a1", "-n", "5");
    assertThat(run.out()).startsWith("<!DOCTYPE html>").contains("[\"a1\",");
  }

  @Test
  void checkpointsAreGoneOnFrom() {
    String model = folder.resolve("run.model").toString();
    String more = folder.resolve("more.txt").toString();
    assertThat(trained("-o", more, "--checkpoint", model).code()).isZero();
    assertThat(Path.of(model)).exists();
    assertThat(Run.command("word2vec", "nearest", model, "a1").out())
        .isEqualTo(Run.command("word2vec", "nearest", more, "a1").out());
    Run run = trained("-o", more, "--continue", model, "--epochs", "1");
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void subwordsGiveVectorsToUnknownWords() {
    String file = folder.resolve("sub.w2v").toString();
    assertThat(trained("-o", file, "--subwords", "2-3", "--buckets", "100").code()).isZero();
    assertThat(Run.command("word2vec", "nearest", file, "a1a").code()).isZero();
    assertThat(trained("-o", file, "--subwords", "x").code()).isEqualTo(2);
    String fastText = folder.resolve("sub.bin").toString();
    assertThat(Run.command("word2vec", "convert", file, fastText).code()).isZero();
    assertThat(Run.command("word2vec", "nearest", fastText, "a1a").out())
        .isEqualTo(Run.command("word2vec", "nearest", file, "a1a").out());
    assertThat(Run.command("word2vec", "convert", "--format", "binary", file, fastText).code())
        .isZero();
    assertThat(Run.command("word2vec", "nearest", fastText, "a1a").code()).isNotZero();
  }

  @Test
  void wrongUse() throws IOException {
    assertThat(trained("-o", vectors, "--dimension", "0").code()).isEqualTo(2);
    Run empty =
        Run.command(
            "word2vec",
            "train",
            Files.createFile(folder.resolve("empty.txt")).toString(),
            "-o",
            vectors);
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.err()).contains("no word is left").contains("empty.txt");
    assertThat(Run.command("word2vec", "nearest", "no-such-file", "x").err())
        .contains("no such file");
    assertThat(Run.command("word2vec").code()).isEqualTo(2);
  }

  @Test
  void linesAreCutIntoWords() {
    String line = "Hello, 世界2020! it's";
    assertThat(CorpusInput.words(line, CorpusInput.Tokens.WORDS))
        .isEqualTo(List.of("hello", "世界2020", "it", "s"));
    assertThat(CorpusInput.words(line, CorpusInput.Tokens.CHARACTERS))
        .isEqualTo(List.of("hello", "世", "界", "2020", "it", "s"));
    assertThat(CorpusInput.words(" a\t b\u00A0c ", CorpusInput.Tokens.BLANKS))
        .isEqualTo(List.of("a", "b\u00A0c"));
  }
}

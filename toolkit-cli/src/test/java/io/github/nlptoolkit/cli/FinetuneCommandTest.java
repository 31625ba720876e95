package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FinetuneCommandTest {
  private static final String MODEL =
      "../toolkit-bert/src/test/resources/golden/neural/losses/finetune-start";
  private static final List<String> WORDS = List.of("card", "bank", "fee", "account");

  @TempDir Path temp;
  private Path pairs = Path.of("");

  @BeforeEach
  void writePairs() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      String other = WORDS.get((i + i / 16) % 4);
      lines.add(
          (i < 16 ? "5.0" : "0.5")
              + "\tmy "
              + WORDS.get(i % 4)
              + " "
              + i
              + "\tthe "
              + other
              + " of "
              + i);
    }
    pairs = Files.write(temp.resolve("pairs.tsv"), lines);
  }

  private Run run(String out, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "finetune",
                "-m",
                MODEL,
                "--train",
                pairs.toString(),
                "--out",
                temp.resolve(out).toString(),
                "--learning-rate",
                "2e-3",
                "--log",
                "2"));
    all.addAll(Arrays.asList(more));
    return Run.command(all.toArray(String[]::new));
  }

  @Test
  void trainsAndMeasures() {
    Run run =
        run(
            "out",
            "--scores",
            "0-5",
            "--dev",
            pairs.toString(),
            "--epochs",
            "4",
            "--loss",
            "cosent");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("spearman_cosine", "(before)", "step 2:", "the best so far", "saved ");
    assertThat(run.lines()).hasSize(5);
    assertThat(run.lines().get(0)).isEqualTo("step\tloss\trate\tgradient_norm\tsteps_per_second");
    assertThat(temp.resolve("out/modules.json")).exists();
    assertThat(temp.resolve("out/1_Pooling/config.json")).exists();
  }

  @Test
  void goesOnFromItsCheckpointsAndSavesAdapters() {
    String[] options = {
      "--scores",
      "0-5",
      "--checkpoints",
      temp.resolve("kept").toString(),
      "--lora",
      "4",
      "--recompute",
      "64",
      "--loss",
      "cosine",
      "--matryoshka",
      "32,8",
      "--adapters",
      temp.resolve("a").toString()
    };
    Run first = run("one", options);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(temp.resolve("a/adapter_config.json")).exists();
    options[options.length - 1] = temp.resolve("b").toString();
    Run again = run("two", options);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("going on from");
    assertThat(temp.resolve("two/model.safetensors"))
        .hasSameBinaryContentAs(temp.resolve("one/model.safetensors"));
  }

  @Test
  void learnsFromATeacher() throws IOException {
    Files.write(pairs, List.of("my card", "the bank", "a fee"));
    Run run = run("out", "--loss", "mse", "--teacher", MODEL);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run("x", "--loss", "mse").code()).isEqualTo(2);
  }

  @Test
  void badLines() throws IOException {
    Run range = run("out");
    assertThat(range.code()).isEqualTo(1);
    assertThat(range.err())
        .contains("pairs.tsv:1: score: expected a number in [0.0, 1.0], found \"5.0\"");
    Files.write(pairs, List.of("1\ta\tb", "0\ta", "0.5\tc\td", "0\t \tb"));
    Run column = run("out");
    assertThat(column.code()).isEqualTo(1);
    assertThat(column.err()).contains("pairs.tsv:2: expected 3 columns");
    Run skipping = run("out", "--skip-bad");
    assertThat(skipping.code()).as(skipping.err()).isZero();
    assertThat(skipping.err()).contains("left out 2 lines");
    Run triplet = run("none", "--loss", "triplet", "--columns", "label,text,text");
    assertThat(triplet.code()).isEqualTo(1);
    assertThat(triplet.err()).contains("the triplet loss takes 3 texts");
    Files.write(pairs, List.of("1\ta\tb"));
    Run softmax = run("none", "--loss", "softmax", "--classes", "yes,no");
    assertThat(softmax.code()).isEqualTo(1);
    assertThat(softmax.err()).contains("pairs.tsv:1: label: expected one of [yes, no]");
    Files.write(pairs, List.of("", " "));
    assertThat(run("none").err()).contains("has no example");
    assertThat(temp.resolve("none")).doesNotExist();
  }

  @Test
  void wrongUsage() {
    assertThat(run("out", "--loss", "hope").code()).isEqualTo(2);
    assertThat(run("out", "--scores", "5").code()).isEqualTo(2);
    assertThat(run("out", "--batch", "0", "--scores", "0-5").code()).isEqualTo(2);
    assertThat(run("out", "--adapters", temp.resolve("a").toString()).code()).isEqualTo(2);
    assertThat(run("out", "--evaluate", "x", "--dev", "y", "--scores", "0-5").code()).isEqualTo(2);
    assertThat(run("", "--scores", "0-5").err()).contains("is there already");
  }
}

package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PretrainCommandTest {
  private static final Path RESOURCES = Path.of("../toolkit-bert/src/test/resources");
  private static final String BERT = RESOURCES.resolve("golden/neural/heads/bert-mlm").toString();
  private static final String TEXT =
      RESOURCES.resolve("io/github/nlptoolkit/bert/train/war-and-peace.txt").toString();

  @TempDir Path temp;

  @Test
  void trainsFromAConfiguration() throws IOException {
    Path config = Files.createDirectory(temp.resolve("config"));
    for (String name : List.of("config.json", "tokenizer.json")) {
      Files.copy(Path.of(BERT, name), config.resolve(name));
    }
    Path out = temp.resolve("out");
    Run run =
        Run.command(
            "pretrain",
            "--config",
            config.toString(),
            "--train",
            TEXT,
            "--out",
            out.toString(),
            "--steps",
            "40",
            "--learning-rate",
            "5e-3",
            "--batch-tokens",
            "1024",
            "--log",
            "10",
            "--eval",
            TEXT);
    assertThat(run.err()).contains("before: 6.6", "after: 5.", "saved " + out);
    assertThat(run.code()).isZero();
    assertThat(run.lines()).hasSize(5).startsWith("step\tloss\trate\tgradient_norm");
    assertThat(run.lines().get(4)).startsWith("40\t5.");
    assertThat(out.resolve("model.safetensors")).exists();
    assertThat(out.resolve("tokenizer.json")).exists();
  }

  @Test
  void goesOnFromItsCheckpoints() {
    String checkpoints = temp.resolve("checkpoints").toString();
    String[] command = {
      "pretrain",
      "--model",
      BERT,
      "--train",
      TEXT,
      "--steps",
      "4",
      "--batch-tokens",
      "256",
      "--every",
      "2",
      "--checkpoints",
      checkpoints,
      "--log",
      "1",
      "--whole-words",
      "--static",
      "10",
      "--out",
      temp.resolve("one").toString()
    };
    Run whole = Run.command(command);
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(whole.lines()).hasSize(5);
    command[command.length - 1] = temp.resolve("two").toString();
    Run again = Run.command(command);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("going on from " + checkpoints);
    assertThat(again.out()).isEmpty();
    assertThat(temp.resolve("two").resolve("model.safetensors"))
        .hasSameBinaryContentAs(temp.resolve("one").resolve("model.safetensors"));
  }

  @Test
  void wrongUsage() throws IOException {
    String out = temp.resolve("out").toString();
    assertThat(Run.command("pretrain", "--train", TEXT, "--out", out).code()).isEqualTo(2);
    assertThat(
            Run.command("pretrain", "-m", BERT, "--config", BERT, "--train", TEXT, "-o", out)
                .code())
        .isEqualTo(2);
    Run rate =
        Run.command("pretrain", "-m", BERT, "--train", TEXT, "-o", out, "--learning-rate", "0");
    assertThat(rate.code()).isEqualTo(2);
    assertThat(rate.err()).contains("learningRate must be greater than 0, got 0.0");
    Files.createFile(temp.resolve("file"));
    Run full = Run.command("pretrain", "-m", BERT, "--train", TEXT, "-o", temp.toString());
    assertThat(full.code()).isEqualTo(2);
    assertThat(full.err()).contains("is there already");
    assertThat(
            Run.command("pretrain", "-m", BERT, "--train", TEXT, "-o", out, "--device", "abacus")
                .code())
        .isEqualTo(2);
    Run absent = Run.command("pretrain", "-m", BERT, "--train", temp + "/no.txt", "-o", out);
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.err()).contains("no.txt: no such file");
    assertThat(Path.of(out)).doesNotExist();
  }
}

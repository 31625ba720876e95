package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ApplicationTest {

  private static List<String> commands() {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            "",
            80,
            name -> null);
    CommandLine line =
        Application.commandLine(
            terminal, (model, precision, device) -> new FakeEmbedder(), new RootCommand());
    List<String> names = new ArrayList<>(line.getSubcommands().keySet());
    names.remove("help");
    return names;
  }

  @Test
  void everyCommandHasHelpWithExamples() {
    assertThat(commands())
        .containsExactlyInAnyOrder(
            "keywords",
            "embed",
            "similarity",
            "search",
            "index",
            "mine",
            "cluster",
            "pretrain",
            "finetune",
            "fill-mask",
            "classify",
            "ner",
            "answer",
            "tokens",
            "tag",
            "word2vec",
            "lm",
            "eval",
            "models",
            "doctor");
    for (String command : commands()) {
      Run run = Run.command(command, "--help");
      assertThat(run.code()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .startsWith("Usage: nlp " + command)
          .contains("Examples:\n  nlp " + command.replace("doctor", "doctor"));
      assertThat(run.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
      assertThat(Run.command("help", command).out()).isEqualTo(run.out());
    }
    for (String word2vec : List.of("train", "nearest", "analogy", "evaluate", "convert", "map")) {
      Run run = Run.command("word2vec", word2vec, "--help");
      assertThat(run.out()).contains("Examples:\n  nlp word2vec " + word2vec);
      assertThat(run.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
    for (String models : List.of("add", "pull", "verify")) {
      assertThat(Run.command("models", models, "--help").out())
          .contains("Examples:\n  nlp models " + models);
    }
    for (String tag : List.of("train", "run", "evaluate", "inspect", "convert")) {
      Run run = Run.command("tag", tag, "--help");
      assertThat(run.out()).contains("Examples:\n").contains("nlp tag " + tag);
      assertThat(run.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
    assertThat(Run.command("models", "list", "--help").out()).startsWith("Usage: nlp models list");
    assertThat(Run.command("--help").out()).contains("Examples:\n  nlp keywords", "Exit codes: 0");
  }

  @Test
  void theVersionIsTheBuilds() {
    Run run = Run.command("--version");
    assertThat(run.code()).isZero();
    assertThat(run.lines().get(0)).matches("nlp \\d+\\.\\d+\\.\\d+.*");
    assertThat(run.lines().get(1)).startsWith("Java " + Runtime.version().feature());
  }

  @Test
  void wrongUsageIsOneLineAndTwo() {
    String[][] wrong = {
      {},
      {"bogus"},
      {"embed", "--bogus"},
      {"embed", "--model"},
      {"models", "more"},
      {"models", "add"}
    };
    for (String[] arguments : wrong) {
      Run run = Run.command(arguments);
      assertThat(run.code()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("nlp: ").contains(" --help").containsOnlyOnce("\n");
      assertThat(run.err()).doesNotContain("Exception");
    }
  }

  private static Run failing(Throwable failure) {
    return new Run()
        .embedders(
            (model, precision, device) -> {
              if (failure instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) failure;
            });
  }

  @Test
  void debugShowsWhereAnErrorComesFrom() {
    RuntimeException failure = new IllegalArgumentException("no such model");
    Run plain = failing(failure).go("embed");
    assertThat(plain.code()).isEqualTo(1);
    assertThat(plain.err()).isEqualTo("nlp: no such model\n");
    for (Run debug :
        List.of(
            failing(failure).go("--debug", "embed"),
            failing(failure).go("embed", "--debug"),
            failing(failure).variable("NLP_DEBUG", "1").go("embed"))) {
      assertThat(debug.code()).isEqualTo(1);
      assertThat(debug.err()).contains("\tat " + ApplicationTest.class.getName());
      assertThat(debug.err()).endsWith("nlp: no such model\n");
    }
  }

  @Test
  void errorsOfJavaAreOneLineToo() {
    Run memory = failing(new OutOfMemoryError("Java heap space")).go("embed");
    assertThat(memory.code()).isEqualTo(1);
    assertThat(memory.err()).startsWith("nlp: out of memory (Java heap space); NLP_JAVA_OPTS");
    Run linkage = failing(new UnsatisfiedLinkError("libtorch.so")).go("embed");
    assertThat(linkage.code()).isEqualTo(1);
    assertThat(linkage.err()).contains("UnsatisfiedLinkError: libtorch.so").containsOnlyOnce("\n");
    Run bug = failing(new IndexOutOfBoundsException("3")).go("embed");
    assertThat(bug.err())
        .isEqualTo(
            "nlp: internal error: java.lang.IndexOutOfBoundsException: 3 (--debug shows where)\n");
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    String escape = "\u001b[";
    assertThat(new Run().terminals("1").go("--help").out()).contains(escape);
    assertThat(new Run().go("--help").out()).doesNotContain(escape);
    assertThat(new Run().terminals("1").variable("NO_COLOR", "1").go("--help").out())
        .doesNotContain(escape);
    assertThat(new Run().terminals("1").variable("NO_COLOR", "").go("--help").out())
        .contains(escape);
    assertThat(new Run().terminals("1").variable("TERM", "dumb").go("--help").out())
        .doesNotContain(escape);
  }
}

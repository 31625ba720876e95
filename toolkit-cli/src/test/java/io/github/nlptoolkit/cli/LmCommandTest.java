package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LmCommandTest {
  private static final String TEXT = "the cat sat\nthe cat ran\na dog sat\n\nthe dog ran home\n";

  @TempDir Path folder;

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    return file.toString();
  }

  private String model(String name, String... options) throws IOException {
    String model = folder.resolve(name).toString();
    List<String> arguments =
        new ArrayList<>(List.of("lm", "train", "--discount-fallback", "--output", model));
    arguments.addAll(List.of(options));
    arguments.add(file("train.txt", TEXT));
    Run run = Run.command(arguments.toArray(String[]::new));
    assertThat(run.err()).startsWith("nlp: n-grams: [");
    assertThat(run.code()).isZero();
    return model;
  }

  @Test
  void trainsConvertsAndAsks() throws IOException {
    String arpa = model("m.arpa");
    assertThat(Files.readString(Path.of(arpa))).startsWith("\\data\\\nngram 1=10\n");
    String text = file("test.txt", "the cat sat\nthe fox\n");
    String expected = "";
    for (String name : List.of("m.bin", "m.trie", "again.arpa", "m.arpa.gz")) {
      String converted = folder.resolve(name).toString();
      Run run = Run.command("lm", "convert", "--output", converted, arpa);
      assertThat(run.err()).isEmpty();
      Run asked = Run.command("lm", "perplexity", "--model", converted, text);
      assertThat(asked.lines()).hasSize(6).contains("unknown words 1", "tokens 7", "sentences 2");
      assertThat(expected.isEmpty() || expected.equals(asked.out())).isTrue();
      expected = asked.out();
    }
    Run printed = Run.command("lm", "convert", "-o", "-", folder.resolve("m.bin").toString());
    assertThat(printed.out()).isEqualTo(Files.readString(Path.of(arpa)));
  }

  @Test
  void bytesThatAreNoUtf8AreKeptAndToldOf() throws IOException {
    byte[] text = "the caf? sat\nthe ?? ran\n".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < text.length; i++) {
      text[i] = text[i] == '?' ? (byte) 0xE9 : text[i];
    }
    Path latin = Files.write(folder.resolve("latin1.txt"), text);
    Path arpa = folder.resolve("latin1.arpa");
    Run run =
        Run.command("lm", "train", "--discount-fallback", "-o", arpa.toString(), latin.toString());
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("2 words have bytes that are no UTF-8, kept as they are; the first: caf\uFFFD");
    assertThat(Files.readString(arpa, StandardCharsets.ISO_8859_1)).contains("\tcaf\u00E9\t");
    Run asked = Run.command("lm", "perplexity", "--model", arpa.toString(), latin.toString());
    assertThat(asked.lines()).contains("unknown words 0");
  }

  @Test
  void scoresLines() throws IOException {
    String model = model("m.bin");
    Run run = new Run().input("the cat sat\n\nthe fox\n").go("lm", "score", "--model", model);
    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().get(0)).matches("-\\d+\\.\\d{6}\tthe cat sat");
    Run json = new Run().input("the fox\n").go("lm", "score", "-m", model, "-f", "jsonl");
    JsonObject score = JsonParser.parseString(json.out()).getAsJsonObject();
    assertThat(score.get("unknown").getAsInt()).isEqualTo(1);
    JsonArray tokens = score.getAsJsonArray("tokens");
    assertThat(tokens).hasSize(3);
    assertThat(tokens.get(0).getAsJsonObject().get("ngramLength").getAsInt()).isEqualTo(2);
    Run bare = new Run().input("fox\n").go("lm", "score", "-m", model, "--no-end", "-f", "jsonl");
    assertThat(JsonParser.parseString(bare.out()).getAsJsonObject().getAsJsonArray("tokens"))
        .hasSize(1);
  }

  @Test
  void generatesAndPrunes() throws IOException {
    String model = model("m.arpa", "--order", "2");
    Run run = Run.command("lm", "generate", "-m", model, "--count", "3", "--start", "the");
    assertThat(run.lines()).hasSize(3).allMatch(line -> line.startsWith("the"));
    Run again = Run.command("lm", "generate", "-m", model, "--count", "3", "--start", "the");
    assertThat(again.out()).isEqualTo(run.out());
    Run pruned = Run.command("lm", "prune", "--threshold", "1000", "-o", "-", model);
    assertThat(pruned.code()).isZero();
    assertThat(pruned.out()).contains("ngram 2=0");
  }

  @Test
  void readsChineseByCharacter() throws IOException {
    String model = folder.resolve("zh.bin").toString();
    Run train =
        new Run()
            .input("天地玄黄\n天地人\n")
            .go("lm", "train", "--discount-fallback", "--characters", "-o", model, "-");
    assertThat(train.code()).isZero();
    Run run = Run.command("lm", "generate", "-m", model, "--characters", "--temperature", "0");
    assertThat(run.out()).startsWith("天地").doesNotContain(" ");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    String out = folder.resolve("m.bin").toString();
    String text = file("train.txt", TEXT);
    Run small = Run.command("lm", "train", "-o", out, text);
    assertThat(small.code()).isEqualTo(1);
    assertThat(small.err()).contains("modified Kneser-Ney does not suit the");
    Run symbols = new Run().input("a <s> b\n").go("lm", "train", "-o", out);
    assertThat(symbols.code()).isEqualTo(1);
    assertThat(symbols.err()).contains("<s>");
    Run empty = new Run().input("").go("lm", "train", "-o", out);
    assertThat(empty.err()).contains("the text is empty");
    assertThat(Files.exists(Path.of(out))).isFalse();
    assertThat(Run.command("lm", "train", "--order", "9", "-o", out, text).code()).isEqualTo(2);
    assertThat(Run.command("lm", "train", "-o", "-", "-f", "trie", text).code()).isEqualTo(2);
    assertThat(Run.command("lm", "train", "-o", out, "none.txt").code()).isEqualTo(1);
    assertThat(Run.command("lm").code()).isEqualTo(2);
    Run noModel = Run.command("lm", "score", "-m", text, text);
    assertThat(noModel.code()).isEqualTo(1);
    assertThat(noModel.err()).contains("\\data\\ at the start");
  }
}

package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.embedding.Embeddings;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SimilarityCommandTest {

  private static float cosine(String a, String b) {
    return Embeddings.ofRows(List.of(FakeEmbedder.vector(a), FakeEmbedder.vector(b))).cosine(0, 1);
  }

  private static String shown(String a, String b) {
    return String.format(Locale.ROOT, "%.6f", cosine(a, b));
  }

  @Test
  void twoTextsGiveOneNumber() {
    Run run = Run.command("similarity", "one text", "another, longer one");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(shown("one text", "another, longer one") + "\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aTextMayLookLikeAnythingElse() {
    Run run = Run.command("similarity", "--", "-x", "@file");
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(shown("-x", "@file") + "\n");
  }

  @Test
  void pairsKeepTheirLines() {
    String input = "a\tbb bb\n漢\t字 \textra\tmore\n\t\nx y\tz\r\n";
    Run run = new Run().input(input).go("similarity", "--pairs", "-");
    assertThat(run.code()).isZero();
    assertThat(run.lines())
        .containsExactly(
            shown("a", "bb bb") + "\ta\tbb bb",
            shown("漢", "字 ") + "\t漢\t字 \textra\tmore",
            shown("", "") + "\t\t",
            shown("x y", "z") + "\tx y\tz");
  }

  @Test
  void pairsCanBeJson() {
    Run run = new Run().input("say \"a\"\tb\tc\n").go("similarity", "--pairs", "-", "-f", "jsonl");
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("a").getAsString()).isEqualTo("say \"a\"");
    assertThat(object.get("b").getAsString()).isEqualTo("b");
    assertThat(object.get("score").getAsFloat()).isEqualTo(cosine("say \"a\"", "b"));
  }

  @Test
  void aLineWithoutTabIsNamed() {
    Run run = new Run().input("a\tb\nno tab here\n").go("similarity", "--pairs", "-");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("nlp: standard input:2: expected two texts with a tab between, found no tab\n");
  }

  @Test
  void anotherNumberOfTextsIsWrongUsage() {
    for (String[] arguments :
        new String[][] {
          {"similarity"}, {"similarity", "one"}, {"similarity", "--pairs", "-", "one"}
        }) {
      Run run = Run.command(arguments);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("two texts or --pairs FILE").containsOnlyOnce("\n");
    }
    assertThat(Run.command("similarity", "1", "2", "3").code()).isEqualTo(2);
  }
}

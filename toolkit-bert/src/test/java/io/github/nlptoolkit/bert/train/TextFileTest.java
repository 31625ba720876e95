package io.github.nlptoolkit.bert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.engine.train.Batches;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  static final Path EXCERPT =
      Path.of("src/test/resources/io/github/nlptoolkit/bert/train/war-and-peace.txt");

  private static Tokenizer tokenizer;

  @TempDir Path temp;

  @BeforeAll
  static void load() throws IOException {
    tokenizer =
        Tokenizer.load(
            Path.of("src/test/resources/golden/neural/heads/bert-mlm/tokenizer.json"),
            TokenizerOptions.limit(32));
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static TextFile file(Path path, int budget, int shuffled) {
    MaskedLanguageModelCollator collator =
        MaskedLanguageModelCollator.of(tokenizer, "[MASK]", MaskingOptions.defaults());
    return new TextFile(path, tokenizer, collator, budget, shuffled, 9);
  }

  private static List<List<MaskedText>> batches(TextFile file, long epoch) throws IOException {
    List<List<MaskedText>> all = new ArrayList<>();
    try (Batches<List<MaskedText>> batches = file.epoch(epoch)) {
      for (List<MaskedText> batch = batches.next(); batch != null; batch = batches.next()) {
        all.add(batch);
      }
      assertThat(batches.next()).isNull();
    }
    return all;
  }

  /** The ids before masking, as text. */
  private static String unmasked(MaskedText text) {
    int[] ids = text.ids().ids();
    for (int i = 0; i < text.places().length; i++) {
      ids[text.places()[i]] = text.targets()[i];
    }
    StringBuilder tokens = new StringBuilder();
    for (int id : ids) {
      tokens.append(tokenizer.tokenOf(id)).append(' ');
    }
    return tokens.toString();
  }

  private static List<String> texts(List<List<MaskedText>> batches) {
    return batches.stream().flatMap(List::stream).map(TextFileTest::unmasked).toList();
  }

  private Path text(String text) throws IOException {
    return Files.write(temp.resolve("text.txt"), text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyTextComesOnceInAnEpochInAnotherOrder() throws IOException {
    TextFile shuffled = file(EXCERPT, 256, 50);
    List<List<MaskedText>> first = batches(shuffled, 0);
    List<String> inOrder = texts(batches(file(EXCERPT, 256, 1), 0));
    assertThat(inOrder).hasSizeGreaterThan(400);
    assertThat(texts(first)).containsExactlyInAnyOrderElementsOf(inOrder).isNotEqualTo(inOrder);
    assertThat(texts(batches(shuffled, 1)))
        .containsExactlyInAnyOrderElementsOf(inOrder)
        .isNotEqualTo(texts(first));
    assertThat(texts(batches(shuffled, 0))).isEqualTo(texts(first));
    assertThat(shuffled.count(0)).isEqualTo(first.size());
  }

  @Test
  void batchesKeepToTheBudgetAndFillIt() throws IOException {
    List<List<MaskedText>> batches = batches(file(EXCERPT, 256, 50), 0);
    for (int i = 0; i < batches.size(); i++) {
      int tokens = batches.get(i).stream().mapToInt(text -> text.ids().size()).sum();
      assertThat(tokens).isLessThanOrEqualTo(256);
      if (i < batches.size() - 1) {
        assertThat(tokens).isGreaterThan(256 - 32);
      }
    }
    assertThat(batches(file(EXCERPT, 1, 50), 0)).allSatisfy(batch -> assertThat(batch).hasSize(1));
  }

  @Test
  void longLinesAreCutAndNothingIsLost() throws IOException {
    String line = "The count went out. ".repeat(200);
    List<String> texts = texts(batches(file(text(line), 100, 1), 0));
    assertThat(texts).hasSizeGreaterThan(20);
    assertThat(String.join("", texts).replace("[CLS] ", "").replace("[SEP] ", ""))
        .isEqualTo(String.join(" ", tokenizer(line)) + " ");
  }

  private static List<String> tokenizer(String text) throws IOException {
    try (Tokenizer whole =
        Tokenizer.load(
            Path.of("src/test/resources/golden/neural/heads/bert-mlm/tokenizer.json"),
            TokenizerOptions.unlimited())) {
      List<String> tokens = whole.encode(text).tokens();
      return tokens.subList(1, tokens.size() - 1);
    }
  }

  @Test
  void linesWithoutTokensAreLeftOut() throws IOException {
    TextFile file = file(text("\ufeffone\r\n\r\n   \n\t\n\u0000\n两\n😀 two"), 100, 10);
    assertThat(texts(batches(file, 0))).hasSize(3);
    assertThat(batches(file(text("\n \n"), 100, 10), 0)).isEmpty();
    assertThat(batches(file(text(""), 100, 10), 0)).isEmpty();
  }

  @Test
  void badFiles() throws IOException {
    assertThatThrownBy(() -> file(temp.resolve("none.txt"), 10, 1).epoch(0))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.txt");
    Path latin = temp.resolve("latin.txt");
    Files.write(latin, "one\ntwo\nd\u00e9j\u00e0 vu\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> batches(file(latin, 10, 1), 0))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("latin.txt")
        .hasMessageContaining("UTF-8");
  }
}

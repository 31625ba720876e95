package io.github.nlptoolkit.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Damaged ARPA files: what KenLM refuses is refused, what it accepts scores the same. */
class BrokenArpaGoldenTest {
  private static final Path FOLDER = GoldenFolder.of("classical/kenlm/broken");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> broken() throws IOException {
    JsonObject golden = GoldenFolder.json(FOLDER.resolve("broken.json"));
    List<String> sentences = GoldenFolder.strings(golden.get("test"));
    JsonArray cases = golden.getAsJsonArray("cases");
    assertThat(cases).isNotEmpty();
    return StreamSupport.stream(cases.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.get("file").getAsString(), () -> run(example, sentences)));
  }

  private void run(JsonObject example, List<String> sentences) throws IOException {
    Path file = FOLDER.resolve(example.get("file").getAsString());
    JsonObject query = example.getAsJsonObject("query");
    if (query.get("exit").getAsInt() != 0) {
      assertThatThrownBy(() -> BackoffModel.load(file))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("line ");
      return;
    }
    BackoffModel model = BackoffModel.load(file);
    check(model, query, sentences);
    Path probing = folder.resolve("probing.bin");
    model.writeProbing(probing);
    check(BackoffModel.load(probing), query, sentences);
    Path trie = folder.resolve("trie.bin");
    model.writeTrie(trie);
    check(BackoffModel.load(trie), query, sentences);
  }

  private static void check(BackoffModel model, JsonObject query, List<String> sentences) {
    for (int i = 0; i < sentences.size(); i++) {
      SentenceScore score = model.score(WordSplitter.blanks().split(sentences.get(i)));
      double expected = GoldenFolder.number(query.getAsJsonArray("log10").get(i));
      if (Double.isInfinite(expected)) {
        assertThat(score.log10()).isEqualTo(expected);
      } else {
        assertThat(score.log10()).as(sentences.get(i)).isCloseTo(expected, within(1e-5));
      }
      assertThat(score.unknown()).isEqualTo(query.getAsJsonArray("oov").get(i).getAsInt());
    }
  }
}

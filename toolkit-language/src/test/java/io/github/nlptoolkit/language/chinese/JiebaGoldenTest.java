package io.github.nlptoolkit.language.chinese;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Words as jieba 0.42.1 cuts them. The recording is this module's own ({@code peer/record_jieba.py}
 * made it), so {@code golden.dir} does not move it.
 */
final class JiebaGoldenTest {

  @TestFactory
  List<DynamicTest> sameWords() throws Exception {
    JsonArray cases;
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                JiebaGoldenTest.class.getResourceAsStream("/peer/jieba-0.42.1.json")),
            StandardCharsets.UTF_8)) {
      cases = JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("cases");
    }
    DictionarySegmenter segmenter = DictionarySegmenter.standard();
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement one : cases) {
      String text = one.getAsJsonObject().get("text").getAsString();
      List<String> expected = new ArrayList<>();
      one.getAsJsonObject()
          .get("words")
          .getAsJsonArray()
          .forEach(w -> expected.add(w.getAsString()));
      tests.add(
          DynamicTest.dynamicTest(
              "text " + tests.size(),
              () ->
                  assertThat(segmenter.tokens(text).stream().map(s -> s.of(text)).toList())
                      .isEqualTo(expected)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }
}

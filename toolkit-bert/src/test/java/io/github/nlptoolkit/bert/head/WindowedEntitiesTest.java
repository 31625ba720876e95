package io.github.nlptoolkit.bert.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text of many windows gives what the pipeline of transformers gives with the same stride. */
class WindowedEntitiesTest {
  private static final Path RECORDED =
      Path.of("src/test/resources/io/github/nlptoolkit/bert/head/windows.json");
  private static final Path HEADS = Path.of("src/test/resources/golden/neural/heads");

  @ParameterizedTest
  @ValueSource(strings = {"bert-token-classification", "roberta-token-classification"})
  void entitiesEqualThePeers(String name) throws IOException {
    JsonObject recorded = GoldenFolder.json(RECORDED);
    String text = recorded.get("text").getAsString();
    try (TokenClassifier model =
        TokenClassifier.load(
            HEADS.resolve(name), LoadOptions.defaults().precision(Precision.FLOAT32))) {
      for (Aggregation aggregation : Aggregation.values()) {
        List<JsonArray> expected =
            recorded.getAsJsonArray("entities").asList().stream()
                .map(JsonElement::getAsJsonArray)
                .filter(one -> one.get(0).getAsString().equals(name))
                .filter(
                    one ->
                        one.get(1)
                            .getAsString()
                            .equals(aggregation.name().toLowerCase(Locale.ROOT)))
                .toList();
        if (aggregation == Aggregation.NONE) {
          assertThat(expected).as("the peer refuses a stride without aggregation").isEmpty();
          continue;
        }
        assertThat(expected).isNotEmpty();
        EntityOptions options = EntityOptions.defaults().aggregation(aggregation).stride(9);
        List<Entity> actual = model.entities(List.of(text), options).get(0);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
          compare(actual.get(i), expected.get(i), text);
        }
      }
    }
  }

  private static void compare(Entity entity, JsonArray expected, String text) {
    assertThat(entity.label()).isEqualTo(expected.get(3).getAsString());
    assertThat(entity.span().start())
        .isEqualTo(text.offsetByCodePoints(0, expected.get(4).getAsInt()));
    assertThat(entity.span().end())
        .isEqualTo(text.offsetByCodePoints(0, expected.get(5).getAsInt()));
    assertThat((double) entity.score()).isCloseTo(expected.get(6).getAsDouble(), within(1e-5));
  }
}

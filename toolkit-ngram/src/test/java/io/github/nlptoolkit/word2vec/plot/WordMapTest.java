package io.github.nlptoolkit.word2vec.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.WordVectorsBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordMapTest {

  private static WordVectors vectors() {
    WordVectorsBuilder builder = WordVectors.builder(3);
    builder.add("east", 5, 0, 0);
    builder.add("west", -5, 0, 0);
    builder.add("north", 0, 3, 0);
    builder.add("</script>\"中", 0, -3, 0);
    return builder.build();
  }

  private static final List<String> WORDS = List.of("east", "west", "north", "</script>\"中");

  @Test
  void placesKeepDistancesOfWhatIsFlat() {
    WordMap map = WordMap.of(vectors(), WORDS);
    double[] east = map.place(0);
    double[] west = map.place(1);
    double[] north = map.place(2);
    assertThat(Math.hypot(east[0] - west[0], east[1] - west[1])).isCloseTo(2, within(1e-6));
    assertThat(Math.hypot(east[0] - north[0], east[1] - north[1]))
        .isCloseTo(Math.sqrt(2), within(1e-6));
    assertThatThrownBy(() -> WordMap.of(vectors(), List.of("east", "west")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePageHoldsTheWordsSafely() throws IOException {
    StringWriter page = new StringWriter();
    WordMap.of(vectors(), WORDS).writeHtml("a < b", page);
    assertThat(page.toString())
        .contains("<title>a &lt; b</title>")
        .contains("[\"east\",")
        .contains("\"\\u003c/script>\\u0022中\"")
        .doesNotContain("{{")
        .doesNotContain("http");
  }
}

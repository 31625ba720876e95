package io.github.nlptoolkit.word2vec.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.WordVectorsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AveragingEmbedderTest {

  private static final Segmenter WORDS =
      text -> {
        List<Span> spans = new ArrayList<>();
        Pattern.compile("\\w+")
            .matcher(text)
            .results()
            .forEach(m -> spans.add(new Span(m.start(), m.end())));
        return spans;
      };

  private static WordVectors vectors(boolean counted) {
    WordVectorsBuilder builder = WordVectors.builder(2);
    builder.add("common", counted ? 90 : 0, new float[] {1, 0});
    builder.add("rare", counted ? 10 : 0, new float[] {0, 1});
    return builder.build();
  }

  @Test
  void means() {
    AveragingEmbedder embedder = AveragingEmbedder.builder(vectors(false), WORDS).build();
    Embeddings rows = embedder.embed(List.of("Common rare unseen", "", "rare"));
    assertThat(rows.vector(0)).containsExactly(0.5f, 0.5f);
    assertThat(rows.vector(1)).containsExactly(0, 0);
    assertThat(rows.vector(2)).containsExactly(0, 1);
    assertThat(embedder.embed(List.of()).count()).isZero();
    embedder.close();
    assertThatThrownBy(() -> embedder.embed("x")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void smoothInverseFrequencies() {
    try (AveragingEmbedder embedder =
        AveragingEmbedder.builder(vectors(true), WORDS).smoothing(0.1).build()) {
      float[] vector = embedder.embed("common rare");
      assertThat(vector[0]).isCloseTo((float) (0.1 / (0.1 + 0.9) / 2), within(1e-6f));
      assertThat(vector[1]).isCloseTo((float) (0.1 / (0.1 + 0.1) / 2), within(1e-6f));
    }
    assertThatThrownBy(
            () -> AveragingEmbedder.builder(vectors(false), WORDS).smoothing(0.1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("counts");
  }

  @Test
  void theCommonComponentIsTakenOut() {
    try (AveragingEmbedder embedder =
        AveragingEmbedder.builder(vectors(true), WORDS)
            .removeCommon(List.of("common", "common common", "common"))
            .build()) {
      assertThat(embedder.embed("common rare"))
          .containsExactly(new float[] {0, 0.5f}, within(1e-6f));
    }
  }
}

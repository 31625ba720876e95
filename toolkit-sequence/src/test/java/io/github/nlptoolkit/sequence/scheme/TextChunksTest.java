package io.github.nlptoolkit.sequence.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.sequence.scheme.TextChunks.Alignment;
import io.github.nlptoolkit.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextChunksTest {
  private static final String TEXT = "😀 Ada Lovelace, London";
  private static final List<Span> TOKENS =
      List.of(new Span(0, 2), new Span(3, 6), new Span(7, 15), new Span(15, 16), new Span(17, 23));

  @Test
  void chunksArePlacesInTheText() {
    List<Chunk> chunks = Scheme.IOB2.chunks(List.of("O", "B-PER", "I-PER", "O", "B-LOC"));
    List<TypedSpan> spans = TextChunks.spans(chunks, TOKENS);
    assertThat(spans.stream().map(span -> span.span().of(TEXT)))
        .containsExactly("Ada Lovelace", "London");
    for (Alignment alignment : Alignment.values()) {
      assertThat(TextChunks.chunks(spans, TOKENS, alignment)).isEqualTo(chunks);
    }
  }

  @Test
  void placesThatCutTokensAreSettled() {
    List<TypedSpan> cut = List.of(new TypedSpan("PER", new Span(4, 16)));
    assertThatThrownBy(() -> TextChunks.chunks(cut, TOKENS, Alignment.STRICT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[4, 16) of type PER cuts a token");
    assertThat(TextChunks.chunks(cut, TOKENS, Alignment.EXPAND))
        .containsExactly(new Chunk("PER", 1, 4));
    assertThat(TextChunks.chunks(cut, TOKENS, Alignment.CONTRACT))
        .containsExactly(new Chunk("PER", 2, 4));

    List<TypedSpan> inside = List.of(new TypedSpan("X", new Span(8, 10)));
    assertThat(TextChunks.chunks(inside, TOKENS, Alignment.EXPAND))
        .containsExactly(new Chunk("X", 2, 3));
    assertThat(TextChunks.chunks(inside, TOKENS, Alignment.CONTRACT)).isEmpty();

    List<TypedSpan> blank = List.of(new TypedSpan("X", new Span(2, 3)));
    assertThatThrownBy(() -> TextChunks.chunks(blank, TOKENS, Alignment.STRICT))
        .hasMessageContaining("covers no token");
    assertThat(TextChunks.chunks(blank, TOKENS, Alignment.EXPAND)).isEmpty();
    List<TypedSpan> behind = List.of(new TypedSpan("X", new Span(30, 31)));
    assertThat(TextChunks.chunks(behind, TOKENS, Alignment.EXPAND)).isEmpty();
    assertThat(TextChunks.chunks(behind, List.of(), Alignment.CONTRACT)).isEmpty();
  }
}

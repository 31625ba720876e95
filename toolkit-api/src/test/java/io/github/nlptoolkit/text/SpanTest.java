package io.github.nlptoolkit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {

  @Test
  void coversWhatItSays() {
    String text = "a \ud83d\ude00 b";
    assertThat(new Span(2, 4).of(text)).isEqualTo("\ud83d\ude00");
    assertThat(new Span(2, 4).length()).isEqualTo(2);
    assertThat(new Span(3, 3).of(text)).isEmpty();
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> new Span(2, 9).of(text));
  }

  @Test
  void refusesWhatIsNoPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Span(-1, 2))
        .withMessage("a span needs 0 <= start <= end, got [-1, 2)");
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(3, 2));
  }

  @Test
  void sortsByStartThenEnd() {
    List<Span> spans =
        new ArrayList<>(List.of(new Span(2, 5), new Span(2, 3), new Span(0, 9), new Span(2, 3)));
    spans.sort(null);
    assertThat(spans)
        .containsExactly(new Span(0, 9), new Span(2, 3), new Span(2, 3), new Span(2, 5));
  }
}

package io.github.nlptoolkit.sequence.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IwaTest {

  private static List<LabelledAttributes> read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (IwaReader reader = IwaReader.of("f", new ByteArrayInputStream(bytes))) {
      return reader.readAll();
    }
  }

  @Test
  void attributesAndEscapesAreRead() throws IOException {
    List<LabelledAttributes> sentences =
        read("B-NP\tw=a\\:b\\\\\tx:0.5\ty:\r\nO\n\n\nX\tw=😀\t\tw=😀:2");
    assertThat(sentences).hasSize(2);
    LabelledAttributes first = sentences.get(0);
    assertThat(first.labels()).containsExactly("B-NP", "O");
    assertThat(first.line()).isEqualTo(1);
    assertThat(first.attributes().name(0, 0)).isEqualTo("w=a:b\\");
    assertThat(first.attributes().value(0, 1)).isEqualTo(0.5);
    assertThat(first.attributes().value(0, 2)).isEqualTo(1);
    assertThat(first.attributes().attributes(1)).isZero();
    assertThat(sentences.get(1).attributes().attributes(0)).isEqualTo(2);
    assertThat(sentences.get(1).line()).isEqualTo(5);
    assertThat(read("")).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    AttributeSequence attributes =
        AttributeSequence.builder()
            .token()
            .add("a:b\\c", 1)
            .add("#", -2.5e-7)
            .token()
            .token()
            .add("w= x")
            .build();
    StringWriter out = new StringWriter();
    new IwaWriter(out).write(new LabelledAttributes(attributes, List.of("X:Y", "Z", "#"), 0));
    LabelledAttributes again = read(out.toString()).get(0);
    assertThat(again.labels()).containsExactly("X:Y", "Z", "#");
    assertThat(again.attributes().toString()).isEqualTo(attributes.toString());
    assertThat(again.attributes().value(0, 1)).isEqualTo(-2.5e-7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X\ta:b", "X\ta:1:2", "X\ta:NaN", "X\ta:Infinity", "\ta", "@weight:2"})
  void wrongLinesAreRefusedWithTheirNumber(String line) {
    assertThatThrownBy(() -> read("Y\ta\n" + line))
        .isInstanceOf(SequenceFormatException.class)
        .hasMessageStartingWith("f:2: ");
  }

  @Test
  void whatTheFormatCannotHoldIsRefused() {
    IwaWriter writer = new IwaWriter(new StringWriter());
    AttributeSequence tab = AttributeSequence.of(List.of(List.of("a\tb")));
    assertThatThrownBy(() -> writer.write(new LabelledAttributes(tab, List.of("X"), 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LabelledAttributes(tab, List.of(), 0))
        .hasMessageContaining("as many labels");
  }
}

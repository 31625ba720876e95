package io.github.nlptoolkit.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {

  @Test
  void columnsAreAlignedByWhatATerminalShows() throws IOException {
    TextTable table = new TextTable().right("score", 0).left("label", 0).left("text", 0);
    table.row("0.5", "冰川", "a");
    table.row("10.25", "x", "😀");
    table.row("", "e\u0301e", "");
    StringWriter out = new StringWriter();
    table.write(out);
    assertThat(out.toString().lines())
        .containsExactly(
            "score  label  text", "  0.5  冰川   a", "10.25  x      😀", "       e\u0301e");
  }

  @Test
  void theHeaderComesOnceAndWidthsMayBeKnownBefore() throws IOException {
    TextTable table = new TextTable().right("n", 4).left("text", 0);
    StringWriter out = new StringWriter();
    table.write(out);
    assertThat(out).hasToString("");
    table.row("1", "a");
    table.write(out);
    table.row("1000", "b");
    table.write(out);
    assertThat(out).hasToString("   n  text\n   1  a\n1000  b\n");
  }

  @Test
  void noTextSteersTheTerminal() throws IOException {
    TextTable table = new TextTable().left("text", 0);
    table.row("\u001b[31mred\u001b[0m\n\u2028\u009b\ud800|");
    StringWriter out = new StringWriter();
    table.write(out);
    assertThat(out).hasToString("text\n [31mred [0m    |\n");
  }

  @Test
  void longTextsAreClipped() {
    assertThat(TextTable.clipped("abcdef", 6)).isEqualTo("abcdef");
    assertThat(TextTable.clipped("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(TextTable.clipped("冰川很慢", 6)).isEqualTo("冰川…");
    assertThat(TextTable.clipped("冰川很", 6)).isEqualTo("冰川很");
    assertThat(TextTable.clipped("a😀😀😀", 4)).isEqualTo("a😀…");
    assertThat(TextTable.widest(List.of("a", "冰川", "abc"))).isEqualTo(4);
    assertThat(TextTable.widest(List.of())).isZero();
  }

  @Test
  void aRowHasACellForEachColumn() {
    TextTable table = new TextTable().left("a", 0).left("b", 0);
    assertThatThrownBy(() -> table.row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cells must be 2")
        .hasMessageContaining("got 1");
  }
}

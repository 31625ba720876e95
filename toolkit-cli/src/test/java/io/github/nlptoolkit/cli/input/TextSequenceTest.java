package io.github.nlptoolkit.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextSequenceTest {

  @TempDir Path temp;

  private static Terminal terminal(InputStream in) {
    return new Terminal(
        in, new ByteArrayOutputStream(), new ByteArrayOutputStream(), "", 80, name -> null);
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Placed<String>> all(TextSequence texts) throws IOException {
    List<Placed<String>> all = new ArrayList<>();
    try (texts) {
      texts.forEachRemaining(all::add);
    }
    assertThatThrownBy(texts::next).isInstanceOf(NoSuchElementException.class);
    return all;
  }

  @Test
  void textsAreKnownByTheirPlaces() throws IOException {
    Path file = Files.writeString(temp.resolve("f.txt"), "one\n\nthree");
    Path empty = Files.writeString(temp.resolve("empty.txt"), "");
    List<TextInput> inputs = TextInput.of(List.of(file.toString(), empty.toString(), "-"));
    Terminal terminal = terminal(utf8("piped\r\n"));
    assertThat(all(new TextSequence(List.of("a", ""), inputs, false, terminal)))
        .containsExactly(
            new Placed<>("text 1", "a"),
            new Placed<>("text 2", ""),
            new Placed<>(file + ":1", "one"),
            new Placed<>(file + ":2", ""),
            new Placed<>(file + ":3", "three"),
            new Placed<>("standard input:1", "piped"));
  }

  @Test
  void aFileMayBeOneText() throws IOException {
    Path file = Files.writeString(temp.resolve("f.txt"), "one\n\nthree\n");
    List<TextInput> inputs = TextInput.of(List.of(file.toString(), "-"));
    assertThat(all(new TextSequence(List.of("a"), inputs, true, terminal(utf8("")))))
        .containsExactly(
            new Placed<>("text 1", "a"),
            new Placed<>(file.toString(), "one\n\nthree\n"),
            new Placed<>("standard input", ""));
  }

  @Test
  void aPipeIsReadWithoutAskingForItsPosition() throws IOException {
    InputStream pipe =
        new FilterInputStream(utf8("as a whole")) {
          @Override
          public byte[] readAllBytes() throws IOException {
            throw new IOException("Illegal seek");
          }
        };
    assertThat(TextInput.of("-").text(terminal(pipe))).isEqualTo("as a whole");
  }
}

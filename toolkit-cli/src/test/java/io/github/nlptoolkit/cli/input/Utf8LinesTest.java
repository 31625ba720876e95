package io.github.nlptoolkit.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Utf8LinesTest {

  private final List<String> notes = new ArrayList<>();

  private List<String> read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Utf8Lines reader = new Utf8Lines("f", in, notes::add)) {
      while (reader.hasNext()) {
        lines.add(reader.next());
        assertThat(reader.line()).isEqualTo(lines.size());
      }
    }
    return lines;
  }

  private List<String> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void linesEndAtLfOrCrLf() throws IOException {
    assertThat(read("a\nb\r\nc")).containsExactly("a", "b", "c");
    assertThat(read("a\n\n\r\nb\n")).containsExactly("a", "", "", "b");
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).containsExactly("");
    // Other line ends of Unicode, and CR alone, are part of a line.
    assertThat(read("a\rb\u2028c\u0085d")).containsExactly("a\rb\u2028c\u0085d");
    assertThat(read("a\r")).containsExactly("a\r");
    assertThat(notes).isEmpty();
  }

  @Test
  void aByteOrderMarkIsSkippedAtTheStartOnly() throws IOException {
    assertThat(read("\uFEFFa\n\uFEFFb")).containsExactly("a", "\uFEFFb");
    assertThat(read("\uFEFF")).isEmpty();
  }

  @Test
  void utf16IsRefused() {
    assertThatThrownBy(
            () -> read(new ByteArrayInputStream("a\n".getBytes(StandardCharsets.UTF_16))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("f: is UTF-16");
  }

  @Test
  void malformedBytesAreReplacedAndCounted() throws IOException {
    byte[] latin = "caf\u00e9\nok\ngar\u00e7on\n\uFFFD".getBytes(StandardCharsets.UTF_8);
    assertThat(read(new ByteArrayInputStream(latin))).contains("\uFFFD");
    assertThat(notes).isEmpty();
    byte[] bytes = "café\nok\ngarçon".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(new ByteArrayInputStream(bytes)))
        .containsExactly("caf\uFFFD", "ok", "gar\uFFFDon");
    assertThat(notes)
        .containsExactly(
            "f:1: malformed UTF-8, replaced by U+FFFD", "f: 2 lines had malformed UTF-8");
  }

  @Test
  void aSurrogateInUtf8IsMalformed() throws IOException {
    assertThat(read(new ByteArrayInputStream(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})))
        .allMatch(line -> line.chars().allMatch(c -> c == 0xFFFD));
    assertThat(notes).hasSize(1);
  }

  /** Gives what it likes of what is asked for, as pipes do. */
  private static final class Dribble extends InputStream {
    private final InputStream bytes;
    private final Random random;

    Dribble(byte[] bytes, long seed) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.random = new Random(seed);
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int most = random.nextInt(4) == 0 ? 1 : 100_000;
      return bytes.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
    }
  }

  /** Gives some text, then fails. */
  private static final class FailingAfter extends InputStream {
    private final InputStream start;

    FailingAfter(String text) {
      start = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() throws IOException {
      int value = start.read();
      if (value < 0) {
        throw new IOException("gone");
      }
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      target[offset] = (byte) read();
      return 1;
    }
  }

  @Test
  void theReadsDoNotShowInTheLines() throws IOException {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<String> expected = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      int count = random.nextInt(40);
      for (int i = 0; i < count; i++) {
        int length = random.nextInt(10) == 0 ? random.nextInt(3_000_000) : random.nextInt(200);
        String line = "aé漢😀".repeat(length / 5);
        expected.add(line);
        text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(read(new Dribble(bytes, seed))).as("seed %d", seed).isEqualTo(expected);
    }
    assertThat(notes).isEmpty();
  }

  @Test
  void aHugeLineBetweenSmallOnes() throws IOException {
    String huge = "x".repeat(10_000_000);
    assertThat(read("a\n" + huge + "\nb\n")).containsExactly("a", huge, "b");
  }

  @Test
  void aFailureNamesTheInput() {
    InputStream failing = new FailingAfter("");
    assertThatThrownBy(() -> read(failing))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .hasMessage("f: gone");
  }

  @Test
  void linesAreReadOneAtATime() throws IOException {
    InputStream endsBadly = new FailingAfter("first\nsec");
    try (Utf8Lines lines = new Utf8Lines("f", endsBadly, notes::add)) {
      assertThat(lines.next()).isEqualTo("first");
      assertThatThrownBy(lines::hasNext).hasMessageContaining("gone");
    }
  }
}

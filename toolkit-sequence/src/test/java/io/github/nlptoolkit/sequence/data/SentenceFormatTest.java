package io.github.nlptoolkit.sequence.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SentenceFormatTest {

  private static List<TokenRows> read(SentenceFormat format, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (SentenceReader reader = format.reader("f", new ByteArrayInputStream(bytes))) {
      return reader.readAll();
    }
  }

  private static String write(SentenceFormat format, List<TokenRows> sentences) throws IOException {
    StringWriter out = new StringWriter();
    SentenceWriter writer = format.writer(out);
    for (TokenRows sentence : sentences) {
      writer.write(sentence);
    }
    return out.toString();
  }

  @Test
  void columnsAreRead() throws IOException {
    List<TokenRows> sentences =
        read(
            SentenceFormat.COLUMNS,
            "\uFEFF-DOCSTART- -X-\r\n\r\na\tDET\r\n😀\u00A0x\tSYM\r\n\r\n \n\nb\tX");
    assertThat(sentences).hasSize(2);
    assertThat(sentences.get(0).column(0)).containsExactly("a", "😀\u00A0x");
    assertThat(sentences.get(0).column(-1)).containsExactly("DET", "SYM");
    assertThat(sentences.get(0).line(1)).isEqualTo(4);
    assertThat(sentences.get(1).line(0)).isEqualTo(8);
    assertThat(read(SentenceFormat.COLUMNS, "a  DT B-NP\nb NN I-NP\n").get(0).columns())
        .isEqualTo(3);
    assertThat(read(SentenceFormat.COLUMNS, "\n\n")).isEmpty();
    assertThat(read(SentenceFormat.COLUMNS, "")).isEmpty();
  }

  @Test
  void wordsOfUniversalDependenciesAreRead() throws IOException {
    String text =
        """
        #vámonos
        1-2 vámonos _ _ _ _ _ _ _ _
        1 vamos ir VERB _ _ 0 root _ _
        2 nos nosotros PRON _ _ 1 obj _ _
        2.1 e e X _ _ _ _ _ _

        """
            .replace(' ', '\t');
    List<TokenRows> sentences = read(SentenceFormat.CONLLU, text);
    assertThat(sentences).hasSize(1);
    assertThat(sentences.get(0).column(1)).containsExactly("vamos", "nos");
    assertThat(sentences.get(0).comments()).containsExactly("vámonos");
    assertThat(read(SentenceFormat.CONLLU, write(SentenceFormat.CONLLU, sentences)))
        .isEqualTo(sentences);
  }

  @Test
  void jsonIsReadAndWritten() throws IOException {
    List<TokenRows> sentences =
        read(
            SentenceFormat.JSONL,
            "{\"id\": [1, {\"x\": null}, -1.5e3], \"tokens\": [\"a\\u0301\", \"\\\"\\\\\\n\"],"
                + " \"tags\": [\"X\", \"Y\"]}\n\n{\"tokens\":[]}\n{\"tokens\":[\"b\"]}");
    assertThat(sentences).hasSize(3);
    assertThat(sentences.get(0).column(0)).containsExactly("a\u0301", "\"\\\n");
    assertThat(sentences.get(1).size()).isZero();
    assertThat(sentences.get(2).columns()).isEqualTo(1);
    assertThat(read(SentenceFormat.JSONL, write(SentenceFormat.JSONL, sentences)))
        .isEqualTo(sentences);
    TokenRows half = TokenRows.of(List.of(List.of("\uD83D"), List.of("\uDE00")));
    assertThat(read(SentenceFormat.JSONL, write(SentenceFormat.JSONL, List.of(half))))
        .containsExactly(half);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "[]",
        "{",
        "{\"tokens\":\"a\"}",
        "{\"tokens\":[1]}",
        "{\"tags\":[]}",
        "{\"tokens\":[\"a\"],\"tags\":[]}",
        "{\"tokens\":[\"a\"]} x",
        "{\"tokens\":[\"a\",]}",
        "{\"tokens\":[\"a\"],\"tokens\":[\"b\"]}",
        "{\"tokens\":[\"\\x\"]}",
        "{\"tokens\":[\"\\u12\"]}",
        "{\"tokens\":[\"a]}",
        "{\"x\":nul}",
        "{\"x\":01}",
      })
  void wrongJsonIsRefusedWithItsLine(String json) {
    assertThatThrownBy(() -> read(SentenceFormat.JSONL, "{\"tokens\":[]}\n" + json))
        .isInstanceOf(SequenceFormatException.class)
        .hasMessageStartingWith("f:2: ");
  }

  @Test
  void deepJsonIsRefused() {
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatThrownBy(() -> read(SentenceFormat.JSONL, deep))
        .isInstanceOf(SequenceFormatException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void raggedColumnsAreRefusedWithTheirLine() {
    assertThatThrownBy(() -> read(SentenceFormat.COLUMNS, "a\tX\n\nb\tY\tZ\n"))
        .isInstanceOf(SequenceFormatException.class)
        .hasMessage("f:3: ragged columns: expected 2 as in the lines before, found 3");
    assertThatThrownBy(() -> read(SentenceFormat.COLUMNS, "a X\nb\n"))
        .hasMessage("f:2: ragged columns: expected 2 as in the lines before, found 1");
    assertThatThrownBy(() -> read(SentenceFormat.COLUMNS, "a\tX\n\tX\n"))
        .hasMessage("f:2: column 1 is empty");
    assertThatThrownBy(() -> read(SentenceFormat.CONLLU, "1\ta\n"))
        .hasMessage("f:1: ragged columns: expected the 10 of CoNLL-U, found 2");
    assertThatThrownBy(() -> read(SentenceFormat.CONLLU, "2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"))
        .hasMessageContaining("f:1: expected word 1");
  }

  @Test
  void malformedTextIsRefusedWithItsLine() throws IOException {
    byte[] bytes = {'a', '\n', '\n', (byte) 0xC3, '\n'};
    try (SentenceReader reader =
        SentenceFormat.COLUMNS.reader("f", new ByteArrayInputStream(bytes))) {
      assertThat(reader.read()).isNotNull();
      assertThatThrownBy(reader::read)
          .isInstanceOf(SequenceFormatException.class)
          .hasMessage("f:3: malformed UTF-8");
    }
  }

  @ParameterizedTest
  @EnumSource(SentenceFormat.class)
  void whatIsWrittenIsRead(SentenceFormat format) throws IOException {
    List<TokenRows> sentences =
        List.of(
            TokenRows.of(List.of(List.of("我", "B"), List.of("們", "E"))),
            TokenRows.of(List.of(List.of("#", "S"))));
    int token = format == SentenceFormat.CONLLU ? 1 : 0;
    int tag = format == SentenceFormat.CONLLU ? 3 : -1;
    List<TokenRows> again = read(format, write(format, sentences));
    assertThat(again).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(again.get(i).column(token)).isEqualTo(sentences.get(i).column(0));
      if (format != SentenceFormat.WORDS) {
        assertThat(again.get(i).column(tag)).isEqualTo(sentences.get(i).column(1));
      }
    }
  }

  @Test
  void wordsInLinesAreRead() throws IOException {
    List<TokenRows> sentences = read(SentenceFormat.WORDS, "我们 喜欢\u3000猫\n\n 好 \n");
    assertThat(sentences).hasSize(3);
    assertThat(sentences.get(0).column(0)).containsExactly("我们", "喜欢", "猫");
    assertThat(sentences.get(1).size()).isZero();
    assertThat(write(SentenceFormat.WORDS, sentences)).isEqualTo("我们 喜欢 猫\n\n好\n");
    TokenRows blank = TokenRows.of(List.of(List.of("a b")));
    assertThatThrownBy(() -> write(SentenceFormat.WORDS, List.of(blank)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cellsThatColumnsCannotHoldAreRefused() {
    TokenRows tab = TokenRows.of(List.of(List.of("a\tb", "X")));
    assertThatThrownBy(() -> write(SentenceFormat.COLUMNS, List.of(tab)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TokenRows.of(List.of(List.of("a"), List.of("a", "b"))))
        .hasMessage("token 1 must have 1 columns, got 2");
  }

  @Test
  void columnsAreReplacedAndAdded() {
    TokenRows rows = TokenRows.of(List.of(List.of("a", "X"), List.of("b", "Y")));
    assertThat(rows.with(-1, List.of("1", "2")).column(1)).containsExactly("1", "2");
    assertThat(rows.with(2, List.of("1", "2")).row(1)).containsExactly("b", "Y", "2");
    assertThatThrownBy(() -> rows.with(0, List.of())).hasMessageContaining("got 0");
    assertThatThrownBy(() -> rows.column(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aFileOfManyLinesIsReadInASmallWindow(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("many.tsv");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      lines.add("token" + i + "\tX");
    }
    Files.write(file, lines);
    try (SentenceReader reader = SentenceFormat.ofName(file.toString()).open(file)) {
      List<TokenRows> sentences = reader.readAll();
      assertThat(sentences).hasSize(1);
      assertThat(sentences.get(0).size()).isEqualTo(100_000);
      assertThat(sentences.get(0).line(99_999)).isEqualTo(100_000);
      assertThat(reader.read()).isNull();
    }
  }
}

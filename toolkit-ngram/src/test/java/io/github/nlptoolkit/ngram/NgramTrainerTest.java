package io.github.nlptoolkit.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramTrainerTest {
  private static final Smoothing SAFE = Smoothing.modifiedKneserNey(0.5, 1, 1.5);

  /** Bytes of a line that is meant to be long. */
  private static final int LONG_LINE = 100_000_000;

  @TempDir Path folder;

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String arpa(BackoffModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.writeArpa(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Counts equal those of maps, for vocabularies and orders that need one, two and more longs. */
  @Test
  void countsEqualThoseOfMaps() {
    for (int order : new int[] {1, 2, 3, 5, 8}) {
      for (int words : new int[] {1, 5, 700, 40_000}) {
        List<List<String>> sentences = Texts.random(words + order, 600, words);
        Map<List<String>, Long> expected = new HashMap<>();
        for (List<String> sentence : sentences) {
          List<String> marked = new ArrayList<>(sentence);
          marked.add(0, "<s>");
          marked.add("</s>");
          for (int end = 1; end < marked.size(); end++) {
            for (int n = 1; n <= order && n <= end + 1; n++) {
              expected.merge(marked.subList(end + 1 - n, end + 1), 1L, Long::sum);
            }
          }
        }
        NgramCounts counts = NgramTrainer.builder(order).build().count(sentences);
        long distinct = 0;
        for (int n = 1; n <= order; n++) {
          distinct += counts.distinct(n);
        }
        assertThat(distinct).isEqualTo(expected.size());
        expected.forEach((ngram, count) -> assertThat(counts.count(ngram)).isEqualTo(count));
      }
    }
  }

  /** Many words make contexts longer than a long; spilling and threads change nothing. */
  @Test
  void resultsDependOnNeitherMemoryNorThreads() throws IOException {
    List<List<String>> sentences = Texts.random(2, 40_000, 300_000);
    NgramTrainer.Builder settings = NgramTrainer.builder(6).smoothing(SAFE).temporaryFolder(folder);
    String expected = arpa(settings.threads(3).build().train(sentences));
    String spilled = arpa(settings.threads(1).memoryBytes(1 << 20).build().train(sentences));
    assertThat(spilled.equals(expected)).isTrue();
    String both = arpa(settings.threads(4).memoryBytes(1 << 20).build().train(sentences));
    assertThat(both.equals(expected)).isTrue();
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  /** 100 MB of one text again and again, then a line feed. */
  private static InputStream longLine(String unit) {
    byte[] bytes = unit.repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    int times = LONG_LINE / bytes.length;
    List<InputStream> parts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      parts.add(new ByteArrayInputStream(bytes));
    }
    parts.add(text("\n"));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  @Test
  void linesMayBeLongerThanMemory() throws IOException {
    NgramTrainer.Builder settings = NgramTrainer.builder(3).smoothing(SAFE).temporaryFolder(folder);
    NgramCounts counts = settings.memoryBytes(1 << 24).build().count(longLine("a bb ccc "));
    long repeats = (long) (LONG_LINE / (9 << 16)) << 16;
    assertThat(counts.sentences()).isEqualTo(1);
    assertThat(counts.tokens()).isEqualTo(3 * repeats);
    assertThat(counts.count(List.of("a", "bb", "ccc"))).isEqualTo(repeats);
    assertThat(counts.count(List.of("ccc", "a"))).isEqualTo(repeats - 1);
    assertThat(counts.count(List.of("<s>", "a"))).isEqualTo(1);
  }

  @Test
  void wordsMayBeLong() throws IOException {
    NgramCounts counts = NgramTrainer.builder(2).threads(1).build().count(longLine("x"));
    assertThat(counts.tokens()).isEqualTo(1);
    assertThat(counts.vocabulary().size()).isEqualTo(4);
    assertThat(counts.vocabulary().word(3)).hasSize(LONG_LINE >> 16 << 16);
  }

  @Test
  void anEmptyTextIsRefused() {
    NgramTrainer trainer = NgramTrainer.builder(3).build();
    assertThatThrownBy(() -> trainer.train(text("")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the text is empty");
    assertThatThrownBy(() -> trainer.train(List.<List<String>>of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneWordAndShortSentencesWillDo() throws IOException {
    BackoffModel one = NgramTrainer.builder(5).smoothing(SAFE).build().train(text("a\n"));
    assertThat(one.ngramCounts()).containsExactly(4L, 2L, 1L, 0L, 0L);
    assertThat(one.score(List.of("a")).log10()).isNegative();
    Path file = folder.resolve("one.bin");
    one.writeProbing(file);
    assertThat(BackoffModel.load(file).score(List.of("a"))).isEqualTo(one.score(List.of("a")));
    Path trie = folder.resolve("one.trie");
    one.writeTrie(trie, 4, 4);
    assertThat(BackoffModel.load(trie).ngramCounts()).isEqualTo(one.ngramCounts());
    assertThat(BackoffModel.readArpa(file, text(arpa(one))).ngramCounts())
        .isEqualTo(one.ngramCounts());
    BackoffModel blank = NgramTrainer.builder(2).smoothing(SAFE).build().train(text("\n"));
    assertThat(blank.ngramCounts()).containsExactly(3L, 1L);
    assertThatThrownBy(() -> NgramTrainer.builder(3).build().train(text("a b\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("modified Kneser-Ney does not suit the 1-grams");
  }

  @Test
  void vocabulariesCanBeLimited() {
    List<List<String>> sentences =
        List.of(List.of("a", "b", "a"), List.of("a", "c"), List.of("b", "d"));
    NgramCounts frequent = NgramTrainer.builder(2).minCount(2).build().count(sentences);
    assertThat(frequent.vocabulary().size()).isEqualTo(5);
    assertThat(frequent.count(List.of("<unk>"))).isEqualTo(2);
    assertThat(frequent.count(List.of("a", "<unk>"))).isEqualTo(1);
    NgramCounts one = NgramTrainer.builder(2).maxWords(1).build().count(sentences);
    assertThat(one.vocabulary().contains("a")).isTrue();
    assertThat(one.count(List.of("<unk>"))).isEqualTo(4);
    // Nothing but the unknown word is left.
    BackoffModel none =
        NgramTrainer.builder(2).smoothing(SAFE).minCount(100).build().train(sentences);
    assertThat(none.vocabulary().size()).isEqualTo(3);
    assertThat(none.score(List.of("a")).log10()).isNegative();
    assertThatThrownBy(() -> NgramTrainer.builder(2).minCount(2).build().count(text("a\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("read twice");
  }

  @Test
  void filesAreReadOneAfterAnother() throws IOException {
    Path first = Files.write(folder.resolve("1"), "a b\nb".getBytes(StandardCharsets.UTF_8));
    Path second = Files.write(folder.resolve("2"), new byte[] {'c', ' ', 'a', '\n'});
    NgramCounts counts = NgramTrainer.builder(2).build().count(List.of(first, second));
    assertThat(counts.sentences()).isEqualTo(3);
    assertThat(counts.count(List.of("b", "</s>"))).isEqualTo(2);
    assertThat(counts.count(List.of("b", "c"))).isZero();
    assertThatThrownBy(() -> NgramTrainer.builder(2).build().train(List.of(folder.resolve("none"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void charactersAndMarks() throws IOException {
    NgramCounts counts =
        NgramTrainer.builder(2)
            .splitter(WordSplitter.characters())
            .build()
            .count(text("\uFEFF中文 𝄞\u3000文\n"));
    assertThat(counts.tokens()).isEqualTo(4);
    assertThat(counts.count(List.of("文", "𝄞"))).isEqualTo(1);
    assertThat(counts.count(List.of("<s>", "中"))).isEqualTo(1);
    assertThatThrownBy(() -> NgramTrainer.builder(2).build().count(List.of(List.of("two words"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two words");
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> NgramTrainer.builder(9)).hasMessage("order must be in [1, 8], got 9");
    assertThatThrownBy(() -> NgramTrainer.builder(3).prune(1, 2).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NgramTrainer.builder(3).prune(0, 2, 1).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NgramTrainer.builder(2).prune(0, 0, 1).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NgramTrainer.builder(3).memoryBytes(5).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Smoothing.modifiedKneserNey(2, 1, 1))
        .hasMessage("d1 must be in [0, 1], got 2.0");
  }

  @Test
  void progressGrows() throws IOException {
    List<Long> told = new ArrayList<>();
    NgramTrainer.builder(2).progress(told::add).build().count(text("a b\nc\n"));
    assertThat(told).isNotEmpty().isSorted().endsWith(3L);
  }

  @Test
  void textsThatFailLeaveNothingBehind() throws IOException {
    InputStream broken =
        new InputStream() {
          private int left = 3_000_000;

          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
          }

          @Override
          public int read(byte[] to, int from, int length) throws IOException {
            if (left <= 0) {
              throw new IOException("the disk is gone");
            }
            int n = Math.min(left, length);
            for (int i = 0; i < n; i++) {
              to[from + i] = (byte) (i % 5 == 0 ? ' ' : 'a' + i % 7);
            }
            left -= n;
            return n;
          }
        };
    NgramTrainer trainer =
        NgramTrainer.builder(3).temporaryFolder(folder).memoryBytes(1 << 20).build();
    assertThatThrownBy(() -> trainer.train(broken)).hasMessage("the disk is gone");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void sentencesMayBeArraysOfAnything() {
    List<List<String>> sentences = Arrays.asList(List.of("😀", "é"), List.of(), List.of("é"));
    NgramCounts counts = NgramTrainer.builder(2).build().count(sentences);
    assertThat(counts.count(List.of("😀", "é"))).isEqualTo(1);
    assertThat(counts.count(List.of("<s>", "</s>"))).isEqualTo(1);
  }
}

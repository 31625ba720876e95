package io.github.nlptoolkit.bert.sentence.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFileTest {
  private static final SentenceLoss COSINE = SentenceLoss.cosineSimilarity();
  private static final ExampleFormat STS = new ExampleFormat(List.of(), 0, 5, List.of());

  @TempDir Path temp;

  private Path file(String text) throws IOException {
    return Files.writeString(temp.resolve("pairs.tsv"), text);
  }

  @Test
  void scoresStandFirstOrLast() throws IOException {
    ExampleFile first =
        ExampleFile.read(file("\ufeff5\ta\tb\n\n2.5\tc\td 😀\r\n"), COSINE, STS, false);
    assertThat(first.examples()).hasSize(2);
    assertThat(first.examples().get(0).texts()).containsExactly("a", "b");
    assertThat(first.examples().get(0).labels()).containsExactly(1f);
    assertThat(first.examples().get(1).texts()).containsExactly("c", "d 😀");
    assertThat(first.examples().get(1).labels()).containsExactly(0.5f);
    ExampleFile last = ExampleFile.read(file("a\tb\t0\n"), COSINE, STS, false);
    assertThat(last.examples().get(0).texts()).containsExactly("a", "b");
    assertThat(last.examples().get(0).labels()).containsExactly(0f);
  }

  @Test
  void classesAreThoseOfTheFileOrTheOnesNamed() throws IOException {
    SentenceLoss softmax = SentenceLoss.softmax(3, true, true, false);
    ExampleFormat sick =
        new ExampleFormat(ExampleFormat.columns("-,text,text,label,-"), 0, 1, List.of());
    Path file = file("4\ta\tb\tneutral\t1\n1\tc\td\tcontradiction\t2\n");
    ExampleFile read = ExampleFile.read(file, softmax, sick, false);
    assertThat(read.classes()).containsExactly("contradiction", "neutral");
    assertThat(read.examples().get(0).labels()).containsExactly(1f);
    ExampleFormat named = new ExampleFormat(sick.columns(), 0, 1, List.of("neutral", "entailment"));
    assertThatThrownBy(() -> ExampleFile.read(file, softmax, named, false))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            file + ":2: label: expected one of [neutral, entailment], found \"contradiction\"");
  }

  @Test
  void texts() throws IOException {
    SentenceLoss ranking = SentenceLoss.ranking(RankingOptions.defaults());
    ExampleFile read =
        ExampleFile.read(file("q\tp\tn\tn2\n"), ranking, ExampleFormat.defaults(), false);
    assertThat(read.examples().get(0).texts()).containsExactly("q", "p", "n", "n2");
    ExampleFile margins =
        ExampleFile.read(
            file("0.5\tq\tp\tn\n"), SentenceLoss.marginMse(true), ExampleFormat.defaults(), false);
    assertThat(margins.examples().get(0).labels()).containsExactly(0.5f);
  }

  @Test
  void badLinesAreNamedOrCounted() throws IOException {
    Path file = file("5\ta\tb\n3\tonly one\n7\ta\tb\nx\ta\tb\n1\ta\t \n2\tc\td\n");
    assertThatThrownBy(() -> ExampleFile.read(file, COSINE, STS, false))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ":2: expected 3 columns");
    ExampleFile read = ExampleFile.read(file, COSINE, STS, true);
    assertThat(read.examples()).hasSize(2);
    assertThat(read.skipped()).isEqualTo(4);
    assertThatThrownBy(() -> ExampleFile.read(file("7\ta\tb\n"), COSINE, STS, false))
        .hasMessageContaining(":1: score: expected a number in [0.0, 5.0], found \"7\"");
    assertThatThrownBy(() -> ExampleFile.read(file("1\ta\t \n"), COSINE, STS, false))
        .hasMessageContaining(":1: column 3: expected a text, found nothing");
    assertThatThrownBy(
            () ->
                ExampleFile.read(
                    file("2\ta\tb\n"),
                    SentenceLoss.contrastive(Distance.COSINE, 0.5, true),
                    ExampleFormat.defaults(),
                    false))
        .hasMessageContaining(":1: label: expected 0 or 1, found \"2\"");
    // A loss that does not fit the columns.
    assertThatThrownBy(
            () ->
                ExampleFile.read(
                    file("a\tb\n"),
                    SentenceLoss.triplet(Distance.COSINE, 1),
                    ExampleFormat.defaults(),
                    false))
        .hasMessageContaining(":1: expected 3 columns with tabs between [TEXT, TEXT, TEXT]");
    Files.write(temp.resolve("bad.tsv"), new byte[] {'1', '\t', (byte) 0xff, '\t', 'b', '\n'});
    assertThatThrownBy(() -> ExampleFile.read(temp.resolve("bad.tsv"), COSINE, STS, true))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> ExampleFormat.columns("text,words"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

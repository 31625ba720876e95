package io.github.nlptoolkit.sequence.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import io.github.nlptoolkit.sequence.data.TokenRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureExtractorTest {

  private static final TokenRows ROWS =
      TokenRows.of(List.of(List.of("He", "PRP"), List.of("reckons", "VBZ"), List.of("😀", "SYM")));

  @TempDir Path folder;

  @Test
  void expandsAsCrfPlusPlusDoes() throws IOException {
    Path file = folder.resolve("template");
    Files.writeString(
        file, "# Unigram\nU00:%x[-2,0]\nU01:%x[-1,0]/%x[0,1]\n\nU02:%x[2,1]x\nU03\n# Bigram\nB\n");
    FeatureExtractor features = FeatureExtractor.load(file);
    assertThat(features.hasLabelPairs()).isTrue();
    AttributeSequence sentence = features.extract(ROWS);
    assertThat(names(sentence, 0)).containsExactly("U00:_B-2", "U01:_B-1/PRP", "U02:SYMx", "U03");
    assertThat(names(sentence, 1)).containsExactly("U00:_B-1", "U01:He/VBZ", "U02:_B+1x", "U03");
    assertThat(names(sentence, 2)).containsExactly("U00:He", "U01:reckons/SYM", "U02:_B+2x", "U03");
  }

  @Test
  void functionsComeAfterTemplates() {
    FeatureExtractor features =
        FeatureExtractor.builder()
            .function((rows, token, out) -> out.accept("last=" + (token == rows.size() - 1)))
            .template("U:%x[0,0]")
            .build();
    assertThat(names(features.extract(ROWS), 2)).containsExactly("U:😀", "last=true");
    assertThat(features.hasLabelPairs()).isFalse();
    assertThat(features.extract(TokenRows.of(List.of())).length()).isZero();
  }

  @Test
  void mistakesAreNamed() throws IOException {
    FeatureExtractor features = FeatureExtractor.builder().template("U05:%x[0,2]").build();
    assertThatThrownBy(() -> features.extract(ROWS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U05:%x[0,2]")
        .hasMessageContaining("below 2");
    FeatureExtractor.Builder builder = FeatureExtractor.builder();
    assertThatThrownBy(() -> builder.template("U01:%x[0]")).hasMessageContaining("%x[row,column]");
    assertThatThrownBy(() -> builder.template("U01:%x[0,-1]")).hasMessageContaining("[0,-1]");
    assertThatThrownBy(() -> builder.template("X:%x[0,0]")).hasMessageContaining("U, B or #");
    assertThatThrownBy(() -> builder.template("B:%x[0,0]")).hasMessageContaining("B alone");
    assertThatThrownBy(builder::build).hasMessageContaining("begins with U");
    Path file = folder.resolve("template");
    Files.writeString(file, "U00:%x[0,0]\nnonsense\n");
    assertThatThrownBy(() -> FeatureExtractor.load(file))
        .hasMessageContaining("line 2")
        .hasMessageContaining("nonsense");
  }

  private static List<String> names(AttributeSequence sentence, int token) {
    return IntStream.range(0, sentence.attributes(token))
        .mapToObj(i -> sentence.name(token, i))
        .toList();
  }
}

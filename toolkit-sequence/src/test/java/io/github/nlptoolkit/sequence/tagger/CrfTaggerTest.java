package io.github.nlptoolkit.sequence.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.sequence.crf.train.AveragedPerceptron;
import io.github.nlptoolkit.sequence.crf.train.Lbfgs;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrfTaggerTest {
  private static final List<TaggedSentence> NAMES =
      List.of(
          sentence("Ada/B-PER Lovelace/I-PER met/O Charles/B-PER in/O London/B-LOC ./O"),
          sentence("Charles/B-PER left/O New/B-LOC York/I-LOC yesterday/O ./O"),
          sentence("They/O met/O in/O Paris/B-LOC and/O London/B-LOC ./O"),
          sentence("Grace/B-PER Hopper/I-PER came/O to/O New/B-LOC York/I-LOC ./O"),
          sentence(""));

  private static TaggedSentence sentence(String text) {
    List<String> tokens = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      tokens.add(pair.substring(0, pair.indexOf('/')));
      tags.add(pair.substring(pair.indexOf('/') + 1));
    }
    return new TaggedSentence(tokens, tags);
  }

  private static CrfTagger names() {
    return CrfTaggerTrainer.builder(TaggingTask.NER)
        .scheme(Scheme.IOB2)
        .algorithm(Lbfgs.builder().c2(0.01).build())
        .build()
        .train(NAMES);
  }

  @Test
  void whatWasSeenIsTagged() {
    CrfTagger tagger = names();
    for (TaggedSentence sentence : NAMES) {
      assertThat(tagger.tag(sentence.tokens())).isEqualTo(sentence.tags());
    }
    assertThat(tagger.task()).isEqualTo(TaggingTask.NER);
    assertThat(tagger.scheme()).contains(Scheme.IOB2);
    assertThat(tagger.tag(List.of())).isEmpty();
    assertThat(tagger.tag(List.of("😀", "", "\uD83D"))).hasSize(3);
    assertThat(tagger.tagAll(List.of(NAMES.get(2).tokens(), List.of())))
        .containsExactly(NAMES.get(2).tags(), List.of());
  }

  @Test
  void tagsKeepToTheScheme() {
    CrfTagger tagger = names();
    List<String> words = List.of("Lovelace", "York", "Hopper", "York", "Lovelace", "in", "Ada");
    for (int length = 0; length <= 200; length += 7) {
      List<String> tokens = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        tokens.add(words.get(i * i % words.size()));
      }
      assertThat(Scheme.IOB2.violations(tagger.tag(tokens))).isEmpty();
    }
  }

  @Test
  void aSentenceOfAHundredThousandTokensIsTagged() {
    List<String> tokens = Collections.nCopies(100_000, "London");
    assertThat(names().tag(tokens)).hasSize(100_000);
  }

  @Test
  void partsOfSpeechHelpPhrases() {
    List<TaggedSentence> phrases =
        List.of(sentence("the/B-NP dog/I-NP barks/B-VP"), sentence("a/B-NP cat/I-NP runs/B-VP"));
    List<List<String>> parts = List.of(List.of("DT", "NN", "VBZ"), List.of("DT", "NN", "VBZ"));
    CrfTaggerTrainer trainer =
        CrfTaggerTrainer.builder(TaggingTask.CHUNK)
            .scheme(Scheme.IOB2)
            .algorithm(new AveragedPerceptron(5, 0))
            .build();
    CrfTagger tagger = trainer.train(phrases, parts);
    assertThat(tagger.needsParts()).isTrue();
    assertThat(tagger.tag(List.of("some", "mouse", "squeaks"), List.of("DT", "NN", "VBZ")))
        .containsExactly("B-NP", "I-NP", "B-VP");
    assertThatThrownBy(() -> tagger.tag(List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("part of speech for each token");
    assertThat(trainer.train(phrases).tag(List.of("the", "cat", "barks")))
        .containsExactly("B-NP", "I-NP", "B-VP");
    assertThatThrownBy(() -> trainer.train(phrases, List.of(List.of("DT"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> trainer.train(phrases, List.of(List.of("DT"), List.of())))
        .hasMessageContaining("sentence 0 must have 3 parts of speech, got 1");
  }

  @Test
  void templatesAreKeptInTheFile(@TempDir Path folder) throws IOException {
    List<TokenRows> rows =
        List.of(
            TokenRows.of(List.of(List.of("a", "N", "X"), List.of("b", "V", "Y"))),
            TokenRows.of(List.of(List.of("c", "V", "Y"), List.of("d", "N", "X"))),
            TokenRows.of(List.of()));
    CrfTaggerTrainer trainer =
        CrfTaggerTrainer.builder(TaggingTask.POS).templates("U0:%x[0,1]\nB\n").build();
    CrfTagger tagger = trainer.trainRows(rows);
    Path file = folder.resolve("t.tagger");
    tagger.save(file);
    TokenRows other = TokenRows.of(List.of(List.of("x", "V"), List.of("y", "N")));
    for (CrfTagger one : List.of(tagger, CrfTagger.load(file))) {
      assertThat(one.templates()).contains("U0:%x[0,1]\nB\n");
      assertThat(one.tag(other)).containsExactly("Y", "X");
      assertThat(one.tag(TokenRows.of(List.of()))).isEmpty();
      assertThatThrownBy(() -> one.tag(List.of("x"))).isInstanceOf(IllegalArgumentException.class);
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 64; at < 64 + 13; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(() -> CrfTagger.load(file)).isInstanceOf(ModelFormatException.class);
    }
    CrfTagger words =
        CrfTaggerTrainer.builder(TaggingTask.POS)
            .templates("U0:%x[0,0]")
            .build()
            .train(List.of(sentence("a/X b/Y")));
    assertThat(words.model().stateFeatures("U0:b")).isNotEmpty();
    assertThat(words.tag(List.of("b", "a"))).containsExactly("Y", "X");
    assertThatThrownBy(() -> CrfTaggerTrainer.builder(TaggingTask.POS).templates("X"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CrfTaggerTrainer.builder(TaggingTask.POS).build().trainRows(rows))
        .hasMessageContaining("templates");
    CrfTaggerTrainer unknown =
        CrfTaggerTrainer.builder(TaggingTask.POS).templates("U0:%x[0,5]").build();
    assertThatThrownBy(() -> unknown.trainRows(rows)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void badTrainingDataIsRefused() {
    CrfTaggerTrainer trainer =
        CrfTaggerTrainer.builder(TaggingTask.NER).scheme(Scheme.IOB2).build();
    assertThatThrownBy(() -> trainer.train(List.of(sentence("a/O b/O"), sentence("c/O d/I-X"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sentence 1, token 1: I-X cannot follow O in IOB2");
    assertThatThrownBy(() -> trainer.train(List.of(sentence(""))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> trainer.trainWords(List.of())).hasMessageContaining("segment");
    assertThatThrownBy(() -> CrfTaggerTrainer.builder(TaggingTask.SEGMENT).scheme(Scheme.IOB2))
        .hasMessageContaining("BMES");
    assertThatThrownBy(() -> TaggingTask.named("nothing")).hasMessageContaining("pos");
  }

  @Test
  void taggersAreSavedAndLoaded(@TempDir Path folder) throws IOException {
    CrfTagger tagger = names();
    Path file = folder.resolve("n.tagger");
    tagger.save(file);
    CrfTagger again = CrfTagger.load(file);
    assertThat(again.task()).isEqualTo(TaggingTask.NER);
    assertThat(again.scheme()).contains(Scheme.IOB2);
    for (TaggedSentence sentence : NAMES) {
      assertThat(again.tag(sentence.tokens())).isEqualTo(sentence.tags());
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    byte[] bytes = Files.readAllBytes(file);
    Path damaged = folder.resolve("d.tagger");
    for (int length : new int[] {0, 7, 8, 63, 64, 100, bytes.length / 2, bytes.length - 1}) {
      Files.write(damaged, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> CrfTagger.load(damaged))
          .as("%d bytes", length)
          .isInstanceOf(ModelFormatException.class);
    }
    for (int at = 0; at < 64; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(damaged, changed);
      assertThatThrownBy(() -> CrfTagger.load(damaged)).isInstanceOf(ModelFormatException.class);
    }
    byte[] newer = bytes.clone();
    newer[11] = 2;
    Files.write(damaged, newer);
    assertThatThrownBy(() -> CrfTagger.load(damaged))
        .hasMessageContaining("version: expected 1, found 2");
  }

  @Test
  void modelsThatAreNotThereAreTold() {
    assertThatThrownBy(() -> TaggerModels.load("pos-en"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("add io.github.nlptoolkit:toolkit-model-tagger-en");
    assertThatThrownBy(() -> TaggerModels.load("nothing"))
        .hasMessage("there is no tagger \"nothing\"; there are pos-en, segment-zh");
    assertThat(TaggerModels.isPresent("segment-zh")).isFalse();
  }
}

package io.github.nlptoolkit.sequence.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HmmTaggerTest {
  private static final List<TaggedSentence> TEXT =
      List.of(
          sentence("the/D dog/N barks/V"),
          sentence("the/D big/A dog/N runs/V"),
          sentence("a/D cat/N runs/V fast/R"),
          sentence("dogs/N run/V"),
          sentence("she/P walks/V the/D dog/N"),
          sentence("Rex/X barks/V"),
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

  private static List<HmmTagger> taggers() {
    List<HmmTagger> taggers = new ArrayList<>();
    for (int order : new int[] {2, 3}) {
      for (boolean end : new boolean[] {false, true}) {
        for (Smoothing smoothing :
            List.of(
                new Smoothing.AddK(0.5),
                new Smoothing.WittenBell(),
                new Smoothing.DeletedInterpolation())) {
          for (HmmTaggerTrainer.UnknownWords unknown : HmmTaggerTrainer.UnknownWords.values()) {
            taggers.add(
                HmmTaggerTrainer.builder()
                    .order(order)
                    .end(end)
                    .transitions(smoothing)
                    .unknownWords(unknown)
                    .build()
                    .train(TEXT));
          }
        }
      }
    }
    return taggers;
  }

  @Test
  void resultsEqualThoseOfAllTags() {
    List<String> tokens = List.of("The", "cat", "walks", "12");
    for (HmmTagger tagger : taggers()) {
      int tags = tagger.tags().size();
      double best = Double.NEGATIVE_INFINITY;
      double sum = 0;
      double[] ofFirst = new double[tags];
      List<Double> possible = new ArrayList<>();
      for (int code = 0; code < Math.pow(tags, tokens.size()); code++) {
        int[] path = new int[tokens.size()];
        for (int t = 0, rest = code; t < path.length; t++, rest /= tags) {
          path[t] = rest % tags;
        }
        double score = score(tagger, tokens, path);
        best = Math.max(best, score);
        if (score > Double.NEGATIVE_INFINITY) {
          possible.add(score);
        }
        sum += Math.exp(score);
        ofFirst[path[1]] += Math.exp(score);
      }
      assertThat(tagger.viterbi(tokens).logProbability()).isCloseTo(best, within(1e-9));
      assertThat(score(tagger, tokens, tagger.viterbi(tokens).states()))
          .isCloseTo(best, within(1e-9));
      possible.sort(Comparator.reverseOrder());
      for (int count : new int[] {1, 3, 100_000}) {
        List<StatePath> paths = tagger.nBest(tokens, count);
        assertThat(paths).hasSize(Math.min(count, possible.size())).doesNotHaveDuplicates();
        for (int i = 0; i < paths.size(); i++) {
          double found = paths.get(i).logProbability();
          assertThat(found).isCloseTo(possible.get(i), within(1e-9));
          assertThat(score(tagger, tokens, paths.get(i).states())).isCloseTo(found, within(1e-9));
        }
      }
      assertThat(tagger.nBest(List.of(), 2)).containsExactly(tagger.viterbi(List.of()));
      assertThat(tagger.logLikelihood(tokens)).isCloseTo(Math.log(sum), within(1e-9));
      double[][] posteriors = tagger.posteriors(tokens);
      for (int tag = 0; tag < tags; tag++) {
        assertThat(posteriors[1][tag]).isCloseTo(ofFirst[tag] / sum, within(1e-9));
      }
    }
  }

  private static double score(HmmTagger tagger, List<String> tokens, int[] path) {
    double score = 0;
    String before = null;
    String previous = null;
    for (int t = 0; t <= path.length; t++) {
      String next = t == path.length ? null : tagger.tags().get(path[t]);
      score += tagger.logTransition(before, previous, next);
      if (next != null) {
        // A first word in another case is what it is in lower case.
        score += tagger.emissions(tokens).get(t)[path[t]];
      }
      before = previous;
      previous = next;
    }
    return score;
  }

  @Test
  void smoothedTransitionsSumToOne() {
    for (HmmTagger tagger : taggers()) {
      double sum = 0;
      for (String tag : tagger.tags()) {
        sum += Math.exp(tagger.logTransition("D", "N", tag));
      }
      double end = tagger.logTransition("D", "N", null);
      assertThat(end == 0 ? sum : sum + Math.exp(end)).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void wordsNotSeenAreToldByTheirEnds() {
    HmmTagger tagger = HmmTaggerTrainer.builder().build().train(TEXT);
    assertThat(tagger.tag(List.of("the", "cow", "walks"))).containsExactly("D", "N", "V");
    assertThat(tagger.tag(List.of())).isEmpty();
    assertThat(tagger.tagAll(List.of(List.of("dogs"), List.of()))).hasSize(2);
    assertThat(tagger.tag(List.of("😀", "", "\uD83D", "x".repeat(1000)))).hasSize(4);
    List<String> many = Collections.nCopies(100_000, "dog");
    assertThat(tagger.tag(many)).hasSize(100_000);
  }

  @Test
  void badOptionsAndTextsAreRefused() {
    assertThatThrownBy(() -> taggers().get(0).nBest(List.of("a"), 0))
        .hasMessage("count must be at least 1, got 0");
    assertThatThrownBy(() -> HmmTaggerTrainer.builder().build().train(List.of(sentence(""))))
        .hasMessage("there must be at least one tagged token");
    assertThatThrownBy(() -> HmmTaggerTrainer.builder().order(4)).hasMessageContaining("got 4");
    assertThatThrownBy(() -> new Smoothing.AddK(0)).hasMessage("k must be above 0, got 0.0");
    assertThatThrownBy(
            () -> HmmTaggerTrainer.builder().emissions(new Smoothing.DeletedInterpolation()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TaggedSentence(List.of("a"), List.of()))
        .hasMessageContaining("as many tags as tokens");
    HmmTagger tagger = HmmTaggerTrainer.builder().build().train(TEXT);
    assertThatThrownBy(() -> tagger.logTransition("D", "N", "nothing"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneTagIsEnough() {
    HmmTagger tagger = HmmTaggerTrainer.builder().build().train(List.of(sentence("a/X b/X")));
    assertThat(tagger.tag(List.of("c", "a"))).containsExactly("X", "X");
  }

  @Test
  void taggersAreSavedAndLoaded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("t.hmm");
    List<String> tokens = List.of("The", "cat", "walked", "12");
    for (HmmTagger tagger : taggers()) {
      tagger.save(file);
      HmmTagger again = HmmTagger.load(file);
      assertThat(again.tags()).isEqualTo(tagger.tags());
      assertThat(again.order()).isEqualTo(tagger.order());
      assertThat(again.logLikelihood(tokens)).isEqualTo(tagger.logLikelihood(tokens));
      assertThat(again.knows("dog")).isTrue();
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> HmmTagger.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("cut short");
    Files.write(
        file,
        "no model, but a text of some length".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> HmmTagger.load(file)).isInstanceOf(ModelFormatException.class);
  }
}

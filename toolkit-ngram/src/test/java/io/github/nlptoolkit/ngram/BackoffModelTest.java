package io.github.nlptoolkit.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class BackoffModelTest {
  @TempDir Path folder;

  /** After any context, the probabilities of all words sum to 1. */
  @TestFactory
  Stream<DynamicTest> sumsToOne() {
    List<Smoothing> all =
        List.of(
            Smoothing.modifiedKneserNey(0.5, 1, 1.5),
            Smoothing.kneserNey(),
            Smoothing.kneserNey(0.3),
            Smoothing.absoluteDiscounting(),
            Smoothing.absoluteDiscounting(0.6),
            Smoothing.wittenBell(),
            Smoothing.katz());
    return all.stream()
        .map(
            smoothing ->
                DynamicTest.dynamicTest(
                    smoothing.toString(),
                    () -> {
                      BackoffModel model =
                          NgramTrainer.builder(3)
                              .smoothing(smoothing)
                              .build()
                              .train(Texts.random(3, 300, 40));
                      assertSums(model, 2e-4);
                    }));
  }

  private static void assertSums(NgramModel model, double tolerance) {
    List<List<String>> contexts =
        List.of(
            List.of(),
            List.of("<s>"),
            List.of("w0"),
            List.of("<s>", "w1"),
            List.of("w0", "w1"),
            List.of("w1", "w0"),
            List.of("never", "w3"),
            List.of("w2", "never"));
    for (List<String> context : contexts) {
      double sum = 0;
      for (double p : model.distribution(context)) {
        sum += p;
      }
      assertThat(sum).as(context.toString()).isCloseTo(1, within(tolerance));
    }
  }

  @Test
  void prunedModelsSumToOne() {
    BackoffModel model = Texts.model(4);
    BackoffModel pruned = model.prune(1e-4);
    assertThat(pruned.ngramCounts().get(3)).isLessThan(model.ngramCounts().get(3));
    assertThat(pruned.ngramCounts().get(0)).isEqualTo(model.ngramCounts().get(0));
    assertSums(pruned, 2e-4);
    List<List<String>> text = Texts.random(7, 400, 60);
    double before = model.perplexity(text).includingUnknown();
    assertThat(pruned.perplexity(text).includingUnknown()).isBetween(before, before * 2.5);
    assertThat(model.prune(0).ngramCounts()).isEqualTo(model.ngramCounts());
    BackoffModel bare = model.prune(1e9);
    assertThat(bare.ngramCounts().subList(1, 4)).containsExactly(0L, 0L, 0L);
    assertSums(bare, 2e-4);
  }

  @Test
  void everyFileHoldsTheSameModel() throws IOException {
    BackoffModel model = Texts.model(5);
    Path arpa = folder.resolve("m.arpa");
    Path packed = folder.resolve("m.arpa.gz");
    Path probing = folder.resolve("m.bin");
    Path trie = folder.resolve("m.trie");
    model.writeArpa(arpa);
    model.writeArpa(packed);
    model.writeProbing(probing);
    model.writeTrie(trie);
    byte[] expected = Files.readAllBytes(arpa);
    List<List<String>> text = Texts.random(8, 200, 80);
    for (Path file : List.of(arpa, packed, probing, trie)) {
      BackoffModel loaded = BackoffModel.load(file);
      assertThat(loaded.ngramCounts()).isEqualTo(model.ngramCounts());
      assertThat(loaded.order()).isEqualTo(5);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      loaded.writeArpa(out);
      assertThat(out.toByteArray()).isEqualTo(expected);
      for (List<String> sentence : text) {
        assertThat(loaded.score(sentence)).isEqualTo(model.score(sentence));
      }
    }
    assertThat(Files.size(trie)).isLessThan(Files.size(probing));
  }

  @Test
  void quantisedIsSmallerAndNear() throws IOException {
    BackoffModel model = Texts.model(4);
    Path trie = folder.resolve("m.trie");
    Path coarse = folder.resolve("q.trie");
    model.writeTrie(trie);
    model.writeTrie(coarse, 8, 8);
    List<List<String>> text = Texts.random(8, 200, 80);
    double exact = model.perplexity(text).includingUnknown();
    BackoffModel loaded = BackoffModel.load(coarse);
    assertThat(loaded.perplexity(text).includingUnknown()).isCloseTo(exact, within(exact * 0.01));
    assertThat(loaded.score(List.of("w1", "w2")).tokens().get(1).ngramLength())
        .isEqualTo(model.score(List.of("w1", "w2")).tokens().get(1).ngramLength());
    assertThatThrownBy(() -> model.writeTrie(coarse, 1, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("probabilityBits");
    model.writeTrie(coarse, 24, 24);
    assertThat(BackoffModel.load(coarse).perplexity(text).includingUnknown())
        .isCloseTo(exact, within(exact * 1e-5));
  }

  @Test
  void aStreamOfTextHasThePerplexityOfItsSentences() throws IOException {
    BackoffModel model = Texts.model(3);
    List<List<String>> text = new ArrayList<>(Texts.random(9, 50, 90));
    text.add(List.of());
    // A word that is spelled like an end is none.
    text.add(List.of("w1", "</s>", "w2"));
    StringBuilder lines = new StringBuilder();
    text.forEach(sentence -> lines.append(String.join("  ", sentence)).append("\r\n"));
    Perplexity found =
        model.perplexity(
            new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
            WordSplitter.blanks());
    Perplexity expected = model.perplexity(text);
    assertThat(found.tokens()).isEqualTo(expected.tokens());
    assertThat(found.unknown()).isEqualTo(expected.unknown()).isPositive();
    assertThat(found.sentences()).isEqualTo(52);
    assertThat(found.includingUnknown()).isCloseTo(expected.includingUnknown(), within(1e-6));
    assertThat(found.excludingUnknown()).isCloseTo(expected.excludingUnknown(), within(1e-6));
  }

  @Test
  void nextWordsAreTheMostProbable() {
    BackoffModel model = Texts.model(3);
    List<NextWord> best = model.nextWords(List.of("<s>", "w0"), 5);
    assertThat(best).hasSize(5);
    double[] all = model.distribution(List.of("<s>", "w0"));
    double greatest = 0;
    for (int id = Vocabulary.END; id < all.length; id++) {
      greatest = Math.max(greatest, all[id]);
    }
    assertThat(best.get(0).probability()).isCloseTo(greatest, within(1e-12));
    assertThat(best.get(0).log10())
        .isCloseTo(model.log10Probability(best.get(0).word(), List.of("<s>", "w0")), within(1e-12));
    assertThat(best).extracting(NextWord::word).doesNotContain("<s>", "<unk>");
    assertThat(model.nextWords(List.of(), 0)).isEmpty();
  }

  @Test
  void scorersCanBeCopiedAndCompared() {
    Scorer scorer = Texts.model(3).scorer();
    scorer.next("w1");
    Scorer copy = scorer.copy();
    assertThat(scorer.next("w2")).isEqualTo(copy.next("w2"));
    assertThat(scorer.hasSameFuture(copy)).isTrue();
    assertThat(scorer.futureHash()).isEqualTo(copy.futureHash());
    copy.next("w3");
    assertThat(scorer.hasSameFuture(copy)).isFalse();
    assertThatThrownBy(() -> scorer.peek(1_000_000)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void mixturesFindTheBetterModel() {
    List<List<String>> text = Texts.random(11, 100, 60);
    BackoffModel good = Texts.model(3);
    BackoffModel bad =
        NgramTrainer.builder(2)
            .smoothing(Smoothing.wittenBell())
            .build()
            .train(List.of(List.of("x", "y"), List.of("w0", "z")));
    MixtureModel mixture = MixtureModel.tuned(List.of(good, bad), text);
    assertThat(mixture.weights()[0]).isGreaterThan(0.9);
    assertThat(mixture.weights()[0] + mixture.weights()[1]).isCloseTo(1, within(1e-9));
    double tuned = mixture.perplexity(text).includingUnknown();
    assertSums(mixture, 2e-4);
    for (double[] weights : new double[][] {{0.5, 0.5}, {0.99, 0.01}}) {
      MixtureModel other = MixtureModel.of(List.of(good, bad), weights);
      assertThat(other.perplexity(text).includingUnknown()).isGreaterThanOrEqualTo(tuned - 1e-6);
    }
    double both = mixture.log10Probability("w0", List.of("<s>"));
    double expected =
        mixture.weights()[0] * Math.pow(10, good.log10Probability("w0", List.of("<s>")))
            + mixture.weights()[1] * Math.pow(10, bad.log10Probability("w0", List.of("<s>")));
    assertThat(Math.pow(10, both)).isCloseTo(expected, within(1e-12));
    assertThat(mixture.knows("z")).isTrue();
    assertThatThrownBy(() -> MixtureModel.of(List.of(good), 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void generatesTheSameForTheSameSeed() {
    BackoffModel model = Texts.model(3);
    TextGenerator.Builder settings = TextGenerator.builder(model).seed(5).maxWords(8);
    TextGenerator one = settings.build();
    TextGenerator other = settings.build();
    for (int i = 0; i < 20; i++) {
      List<String> words = one.generate();
      assertThat(words).isEqualTo(other.generate()).hasSizeLessThanOrEqualTo(8);
      assertThat(words).allMatch(model::knows).doesNotContain("<s>", "</s>");
    }
    TextGenerator greedy = TextGenerator.builder(model).temperature(0).maxWords(1).build();
    String best = model.nextWords(List.of("<s>"), 1).get(0).word();
    assertThat(greedy.generate()).isEqualTo(best.equals("</s>") ? List.of() : List.of(best));
    TextGenerator narrow = TextGenerator.builder(model).topK(1).seed(3).maxWords(1).build();
    assertThat(narrow.generate()).isEqualTo(greedy.generate());
    TextGenerator nucleus = TextGenerator.builder(model).topP(1e-9).seed(3).maxWords(1).build();
    assertThat(nucleus.generate()).isEqualTo(greedy.generate());
    assertThatThrownBy(() -> TextGenerator.builder(model).topP(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topP must be in (0, 1], got 0.0");
  }

  @Test
  void rankersPreferWhatWasSeen() {
    BackoffModel model =
        NgramTrainer.builder(3)
            .smoothing(Smoothing.modifiedKneserNey(0.5, 1, 1.5))
            .build()
            .train(
                List.of(
                    List.of("the", "cat", "sat"),
                    List.of("the", "cat", "ran"),
                    List.of("a", "hat"),
                    List.of("北京", "大学", "很", "大"),
                    List.of("他", "在", "北京")));
    CandidateRanker ranker = new CandidateRanker(model, 8);
    List<CandidateRanker.Ranked> ranked =
        ranker.rank(List.of(List.of("cat", "the", "sat"), List.of("the", "cat", "sat")));
    assertThat(ranked.get(0).words()).containsExactly("the", "cat", "sat");
    assertThat(ranked.get(0).log10())
        .isCloseTo(model.score(List.of("the", "cat", "sat")).log10(), within(1e-9));
    CandidateRanker.Ranked chosen =
        ranker.choose(List.of(List.of("a", "the"), List.of("hat", "cat"), List.of("sat")));
    assertThat(chosen.words()).containsExactly("the", "cat", "sat");
    assertThat(ranker.segment("他在北京大学", 4).words()).containsExactly("他", "在", "北京", "大学");
    assertThat(ranker.segment("𝄞北京", 4).words()).containsExactly("𝄞", "北京");
    assertThat(ranker.segment("", 4).words()).isEmpty();
    assertThatThrownBy(() -> ranker.choose(List.of(List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void modelsOfOrderOneWork() throws IOException {
    BackoffModel model = Texts.model(1);
    for (String name : List.of("u.arpa", "u.bin", "u.trie")) {
      Path file = folder.resolve(name);
      if (name.endsWith("arpa")) {
        model.writeArpa(file);
      } else if (name.endsWith("bin")) {
        model.writeProbing(file);
      } else {
        model.writeTrie(file);
      }
      BackoffModel loaded = BackoffModel.load(file);
      assertThat(loaded.score(List.of("w0", "w1"))).isEqualTo(model.score(List.of("w0", "w1")));
    }
    assertSums(model, 1e-4);
  }

  /** A binary file asks for an n-gram that ends with one that is not in the model. */
  @Test
  void nGramsWithoutTheirEndAreKept() throws IOException {
    String arpa =
        """
        \\data\\
        ngram 1=5
        ngram 2=2
        ngram 3=1

        \\1-grams:
        -1\t<unk>
        0\t<s>\t-0.1
        -1\t</s>
        -1\ta\t-0.2
        -1\tb\t-0.3

        \\2-grams:
        -0.5\t<s> a\t-0.4
        -0.6\ta </s>

        \\3-grams:
        -0.25\t<s> a b

        \\end\\
        """;
    BackoffModel model =
        BackoffModel.readArpa(
            Path.of("text"), new ByteArrayInputStream(arpa.getBytes(StandardCharsets.UTF_8)));
    Path probing = folder.resolve("p.bin");
    Path trie = folder.resolve("p.trie");
    Path coarse = folder.resolve("q.trie");
    model.writeProbing(probing);
    model.writeTrie(trie);
    model.writeTrie(coarse, 6, 6);
    for (BackoffModel each :
        List.of(
            model,
            BackoffModel.load(probing),
            BackoffModel.load(trie),
            BackoffModel.load(coarse))) {
      assertThat(each.ngramCounts()).containsExactly(5L, 2L, 1L);
      List<TokenScore> tokens = each.score(List.of("a", "b")).tokens();
      assertThat(tokens.get(1).log10()).isCloseTo(-0.25, within(1e-6));
      assertThat(tokens.get(1).ngramLength()).isEqualTo(3);
      // a b is no n-gram of the model: b, and the weight of a.
      TokenScore backedOff = each.score(List.of("a", "b"), false, false).tokens().get(1);
      assertThat(backedOff.log10()).isCloseTo(-1.2, within(1e-6));
      assertThat(backedOff.ngramLength()).isEqualTo(1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      each.writeArpa(out);
      assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("NaN").contains("<s> a b");
    }
  }
}

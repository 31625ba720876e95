package io.github.nlptoolkit.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.word2vec.GoldenFolder;
import io.github.nlptoolkit.word2vec.Subwords;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training as a whole. */
class Word2VecTest {

  @TempDir private Path folder;

  /** Two topics that never meet: words of one are to be near each other. */
  private static List<List<String>> topics() {
    Random random = new Random(5);
    List<List<String>> sentences = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      String topic = i % 2 == 0 ? "a" : "b";
      sentences.add(IntStream.range(0, 8).mapToObj(k -> topic + random.nextInt(10)).toList());
    }
    return sentences;
  }

  private static Word2VecSettings.Builder small() {
    return Word2VecSettings.builder()
        .dimension(20)
        .minCount(1)
        .sample(0)
        .epochs(3)
        .threads(1)
        .learningRate(0.05f);
  }

  private static WordVectors trained(Word2VecSettings settings) throws IOException {
    try (Corpus corpus = Corpus.sentences(topics())) {
      return Word2Vec.train(settings, corpus, TrainingListener.NONE).vectors();
    }
  }

  private static float[] all(WordVectors vectors) {
    float[] all = new float[vectors.count() * vectors.dimension()];
    for (int row = 0; row < vectors.count(); row++) {
      System.arraycopy(vectors.vector(row), 0, all, row * vectors.dimension(), vectors.dimension());
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "SKIP_GRAM, 5, false",
    "SKIP_GRAM, 0, false",
    "CBOW_MEAN, 5, false",
    "CBOW_MEAN, 0, false",
    "CBOW_SUM, 5, false",
    "CBOW_SUM, 0, false",
    "SKIP_GRAM, 5, true",
    "CBOW_MEAN, 5, true"
  })
  void everyKindLearnsTopicsAndRepeats(Architecture architecture, int negative, boolean subwords)
      throws IOException {
    Word2VecSettings settings =
        small()
            .architecture(architecture)
            .negative(negative)
            .subwords(subwords ? new Subwords(3, 4, 50) : null)
            .build();
    WordVectors vectors = trained(settings);
    assertThat(vectors.similarity("a1", "a2")).isGreaterThan(vectors.similarity("a1", "b2"));
    assertThat(vectors.frequency(0)).isPositive();
    assertThat(all(trained(settings))).isEqualTo(all(vectors));
    assertThat(all(trained(settings.toBuilder().seed(2).build()))).isNotEqualTo(all(vectors));
    assertThat(vectors.subwords().isPresent()).isEqualTo(subwords);
    WordVectors threaded = trained(settings.toBuilder().threads(3).build());
    assertThat(threaded.similarity("b1", "b2")).isGreaterThan(threaded.similarity("b1", "a2"));
  }

  @Test
  void aCheckpointGoesOnAsIfNothingHadHappened() throws IOException {
    Path file = folder.resolve("model");
    Word2VecSettings settings = small().build();
    try (Corpus corpus = Corpus.sentences(topics())) {
      WordVectors whole = Word2Vec.train(settings, corpus, TrainingListener.NONE).vectors();
      class Stop extends IOException {
        private static final long serialVersionUID = 1L;
      }
      TrainingListener stopsEarly =
          new TrainingListener() {
            private int checkpoints;

            @Override
            public boolean wantsCheckpoint() {
              return true;
            }

            @Override
            public void onCheckpoint(Word2Vec model) throws IOException {
              if (++checkpoints == 2) {
                model.save(file);
                throw new Stop();
              }
            }
          };
      assertThatThrownBy(() -> Word2Vec.train(settings, corpus, stopsEarly))
          .isInstanceOf(Stop.class);
      Word2Vec loaded = Word2Vec.load(file);
      assertThat(loaded.isFinished()).isFalse();
      loaded.resume(corpus, TrainingListener.NONE);
      assertThat(loaded.isFinished()).isTrue();
      assertThat(all(loaded.vectors())).isEqualTo(all(whole));
      assertThatThrownBy(() -> loaded.resume(corpus, TrainingListener.NONE))
          .isInstanceOf(IllegalStateException.class);
      try (Corpus other = Corpus.sentences(List.of(List.of("a1")))) {
        Word2Vec again = Word2Vec.load(file);
        assertThatThrownBy(() -> again.resume(other, TrainingListener.NONE))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("bytes");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, false", "0, false", "5, true"})
  void newWordsComeBehindTheOldOnes(int negative, boolean subwords) throws IOException {
    Word2VecSettings settings =
        small().negative(negative).subwords(subwords ? new Subwords(3, 4, 50) : null).build();
    Word2Vec model;
    try (Corpus corpus = Corpus.sentences(topics())) {
      model = Word2Vec.train(settings, corpus, TrainingListener.NONE);
    }
    List<String> before = model.vocabulary().words();
    long count = model.vocabulary().count(0);
    List<List<String>> more = new ArrayList<>();
    topics()
        .forEach(sentence -> more.add(sentence.stream().map(w -> w.replace("b", "c")).toList()));
    try (Corpus corpus = Corpus.sentences(more)) {
      model.trainMore(corpus, 3, TrainingListener.NONE);
    }
    assertThat(model.vocabulary().words().subList(0, before.size())).isEqualTo(before);
    assertThat(model.vocabulary().size()).isEqualTo(30);
    WordVectors vectors = model.vectors();
    assertThat(vectors.similarity("c1", "c2")).isGreaterThan(vectors.similarity("c1", "a2"));
    assertThat(model.vocabulary().count(0)).isGreaterThanOrEqualTo(count);
    Path file = folder.resolve("model");
    model.save(file);
    assertThat(all(Word2Vec.load(file).vectors())).isEqualTo(all(vectors));
  }

  @Test
  void progressIsTold() throws IOException {
    List<TrainingProgress> told = new ArrayList<>();
    try (Corpus corpus = Corpus.sentences(topics())) {
      Word2Vec.train(
          small().build(),
          corpus,
          new TrainingListener() {
            @Override
            public void onProgress(TrainingProgress progress) {
              told.add(progress);
            }
          });
    }
    TrainingProgress last = told.get(told.size() - 1);
    assertThat(last.words()).isEqualTo(3000L * 8 * 3).isEqualTo(last.totalWords());
    assertThat(last.epoch()).isEqualTo(3);
    assertThat(last.loss()).isPositive();
    assertThat(last.learningRate()).isEqualTo(1e-4f);
  }

  @Test
  void whatIsNoWordIsLeftOutAndCounted() throws IOException {
    Path file = folder.resolve("corpus.txt");
    byte[] good = "x y x y\tx\r\n\n  \nx y\n".getBytes(StandardCharsets.UTF_8);
    byte[] bad = {'x', (byte) 0xE9, ' ', 'y', '\n'};
    byte[] end = ("w".repeat(100_000_000) + " x").getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[good.length + bad.length + end.length];
    System.arraycopy(good, 0, all, 0, good.length);
    System.arraycopy(bad, 0, all, good.length, bad.length);
    System.arraycopy(end, 0, all, good.length + bad.length, end.length);
    Files.write(file, all);
    List<TrainingProgress> told = new ArrayList<>();
    try (Corpus corpus = Corpus.file(file)) {
      Word2Vec model =
          Word2Vec.train(
              small().threads(2).epochs(1).build(),
              corpus,
              new TrainingListener() {
                @Override
                public void onProgress(TrainingProgress progress) {
                  told.add(progress);
                }
              });
      assertThat(model.vocabulary().words()).containsExactly("x", "y");
      assertThat(model.vocabulary().count(0)).isEqualTo(5);
    }
    assertThat(told.get(told.size() - 1).overlongWords()).isEqualTo(1);
    assertThat(told.get(told.size() - 1).malformedWords()).isEqualTo(1);
  }

  @Test
  void aCorpusWithoutLineEndsIsCutToo() throws IOException {
    Path file = folder.resolve("one-line.txt");
    StringBuilder text = new StringBuilder();
    Random random = new Random(3);
    int words = 300_000;
    for (int i = 0; i < words; i++) {
      text.append("w").append(random.nextInt(50)).append(' ');
    }
    Files.writeString(file, text);
    try (Corpus corpus = Corpus.file(file)) {
      Word2VecSettings settings = small().epochs(1).threads(4).build();
      Vocabulary vocabulary = new VocabularyCounter(settings, null).count(corpus);
      assertThat(vocabulary.corpusWords()).isEqualTo(words);
      assertThat(vocabulary.total()).isEqualTo(words);
      assertThat(new Pieces(corpus, 4).count()).isGreaterThan(10);
    }
  }

  @Test
  void segmentedText() throws IOException {
    Path file = folder.resolve("zh.txt");
    Files.writeString(file, "你好吗\n好\n");
    try (Corpus corpus =
        Corpus.text(
            file,
            text -> IntStream.range(0, text.length()).mapToObj(i -> new Span(i, i + 1)).toList())) {
      Word2Vec model = Word2Vec.train(small().build(), corpus, TrainingListener.NONE);
      assertThat(model.vocabulary().words()).containsExactlyInAnyOrder("好", "你", "吗");
    }
  }

  @Test
  void aVocabularyOfOneWordTrains() throws IOException {
    for (int negative : new int[] {0, 5}) {
      try (Corpus corpus = Corpus.sentences(List.of(List.of("only", "only", "only")))) {
        WordVectors vectors =
            Word2Vec.train(small().negative(negative).build(), corpus, TrainingListener.NONE)
                .vectors();
        assertThat(vectors.count()).isEqualTo(1);
        assertThat(vectors.vector(0)[0]).isFinite();
      }
    }
  }

  @Test
  void anEmptyCorpusIsRefused() throws IOException {
    try (Corpus corpus = Corpus.sentences(List.of())) {
      assertThatThrownBy(() -> Word2Vec.train(small().build(), corpus, TrainingListener.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0 words");
    }
    assertThatThrownBy(() -> Corpus.sentences(List.of(List.of("new york"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("new york");
    assertThatThrownBy(() -> Corpus.file(folder.resolve("none"))).isInstanceOf(IOException.class);
  }

  @Test
  void anInterruptEndsIt() throws IOException {
    try (Corpus corpus = Corpus.sentences(topics())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> Word2Vec.train(small().build(), corpus, TrainingListener.NONE))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> small().dimension(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dimension");
    assertThatThrownBy(() -> small().learningRate(Float.NaN).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("learningRate");
    assertThatThrownBy(() -> small().sample(-1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample");
    assertThat(small().build().toBuilder().build()).isEqualTo(small().build());
  }

  @Test
  void damagedModelsAreRefused() throws IOException {
    Path file = folder.resolve("model");
    try (Corpus corpus = Corpus.sentences(topics())) {
      Word2Vec.train(small().dimension(3).epochs(1).build(), corpus, TrainingListener.NONE)
          .save(file);
    }
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      if (i % 3 == 0) {
        bad = java.util.Arrays.copyOf(bad, random.nextInt(bad.length));
      } else {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bad);
      assertThatThrownBy(() -> Word2Vec.load(file)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void maxVocabularySizeBoundsTheCounting() throws IOException {
    try (Corpus corpus = Corpus.file(GoldenFolder.root().resolve("corpus.txt"))) {
      Word2VecSettings settings = small().maxVocabularySize(500).build();
      Vocabulary vocabulary = new VocabularyCounter(settings, null).count(corpus);
      assertThat(vocabulary.size()).isBetween(100, 700);
      assertThat(vocabulary.words()).contains("the", "of");
    }
  }
}

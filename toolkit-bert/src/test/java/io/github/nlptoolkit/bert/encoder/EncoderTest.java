package io.github.nlptoolkit.bert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.bert.ModelFolder;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
  private static final Path BERT =
      Path.of("src/test/resources/golden/neural/encoders/bert-wordpiece");
  private static final LoadOptions FLOAT32 = LoadOptions.defaults().precision(Precision.FLOAT32);

  @TempDir Path temp;

  @Test
  void noTextsGiveNothing() throws IOException {
    try (Encoder encoder = Encoder.load(BERT)) {
      assertThat(encoder.encode(List.of())).isEmpty();
      assertThat(encoder.encodePairs(List.of(), Output.POOLER)).isEmpty();
    }
  }

  @Test
  void shapesAreThoseOfTheModel() throws IOException {
    try (Encoder encoder = Encoder.load(BERT, FLOAT32)) {
      EncodedText text =
          encoder.encode(List.of("a few words"), Output.ATTENTIONS, Output.HIDDEN_STATES).get(0);
      int tokens = text.size();
      assertThat(text.hiddenSize()).isEqualTo(encoder.hiddenSize()).isEqualTo(32);
      assertThat(text.lastHiddenState()).hasSize(tokens * 32);
      assertThat(text.hiddenStates()).isEqualTo(encoder.layers() + 1);
      assertThat(text.hiddenState(encoder.layers())).isEqualTo(text.lastHiddenState());
      assertThat(text.attention(0)).hasSize(encoder.heads() * tokens * tokens);
      assertThat(text.lastHiddenState(1))
          .isEqualTo(Arrays.copyOfRange(text.lastHiddenState(), 32, 64));
      assertThatThrownBy(() -> text.lastHiddenState(tokens))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void whatWasNotAskedForIsNotThere() throws IOException {
    try (Encoder encoder = Encoder.load(BERT)) {
      EncodedText text = encoder.encode(List.of("a few words")).get(0);
      assertThatThrownBy(() -> text.hiddenState(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("HIDDEN_STATES");
      assertThatThrownBy(() -> text.attention(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ATTENTIONS");
      assertThatThrownBy(text::poolerOutput)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("POOLER");
    }
  }

  @Test
  void wordsAreMadeOfTheirTokens() throws IOException {
    String text = "unbelievably good \uD83D\uDE42 中文";
    try (Encoder encoder = Encoder.load(BERT, FLOAT32)) {
      EncodedText encoded = encoder.encode(List.of(text)).get(0);
      WordEmbeddings first = encoded.words(WordPooling.FIRST);
      WordEmbeddings mean = encoded.words(WordPooling.MEAN);
      List<String> words = first.words().stream().map(word -> word.span().of(text)).toList();
      assertThat(words).containsExactly("unbelievably", "good", "\uD83D\uDE42", "中", "文");
      assertThat(mean.words()).isEqualTo(first.words());
      assertThat(encoded.encoding().wordIds()[2]).as("a word of several tokens").isZero();
      assertThat(first.embeddings().vector(0)).isEqualTo(encoded.lastHiddenState(1));
      assertThat(first.words().get(0)).isEqualTo(new Word(new Span(0, 12), 0));
      double sum = 0;
      int tokens = 0;
      for (int i = 0; i < encoded.size(); i++) {
        if (encoded.encoding().wordIds()[i] == 0) {
          sum += encoded.lastHiddenState(i)[5];
          tokens++;
        }
      }
      assertThat(tokens).isGreaterThan(1);
      assertThat((double) mean.embeddings().vector(0)[5]).isCloseTo(sum / tokens, within(1e-6));
    }
  }

  @Test
  void wordsOfAPairKeepTheirTexts() throws IOException {
    try (Encoder encoder = Encoder.load(BERT)) {
      EncodedText encoded = encoder.encodePairs(List.of(new TextPair("good", "good"))).get(0);
      assertThat(encoded.words(WordPooling.FIRST).words())
          .containsExactly(new Word(new Span(0, 4), 0), new Word(new Span(0, 4), 1));
    }
  }

  @Test
  void aTextWithoutTokensHasEmptyOutputs() throws IOException {
    ModelFolder model =
        ModelFolder.copy("encoders/bert-wordpiece", temp)
            .without("tokenizer.json", "post_processor");
    try (Encoder encoder = Encoder.load(model.path())) {
      List<EncodedText> texts = encoder.encode(List.of("", "a word", ""), Output.values());
      assertThat(texts.get(0).size()).isZero();
      assertThat(texts.get(0).lastHiddenState()).isEmpty();
      assertThat(texts.get(2).poolerOutput()).isEmpty();
      assertThat(texts.get(2).words(WordPooling.MEAN).words()).isEmpty();
      assertThat(texts.get(1).poolerOutput()).hasSize(32);
    }
  }

  @Test
  void batchesOfAnySizeAgree() throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      texts.add("word ".repeat(i % 23) + i);
    }
    try (Encoder large = Encoder.load(BERT, FLOAT32);
        Encoder small = Encoder.load(BERT, FLOAT32.tokensPerBatch(1))) {
      List<EncodedText> a = large.encode(texts, Output.ATTENTIONS, Output.POOLER);
      List<EncodedText> b = small.encode(texts, Output.ATTENTIONS, Output.POOLER);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(a.get(i).lastHiddenState())
            .containsExactly(b.get(i).lastHiddenState(), within(1e-5f));
        assertThat(a.get(i).attention(1)).containsExactly(b.get(i).attention(1), within(1e-5f));
        assertThat(a.get(i).poolerOutput()).containsExactly(b.get(i).poolerOutput(), within(1e-5f));
      }
    }
  }

  /** The kin of RoBERTa differ in tokenizers alone. */
  @ParameterizedTest
  @ValueSource(strings = {"camembert", "roberta"})
  void kinOfRobertaRunAlike(String type) throws IOException {
    Path original = BERT.resolveSibling("xlm-roberta");
    ModelFolder model = ModelFolder.copy("encoders/xlm-roberta", temp).config("model_type", type);
    List<String> texts = List.of("un café 冰川 😀", "");
    try (Encoder expected = Encoder.load(original, FLOAT32);
        Encoder actual = Encoder.load(model.path(), FLOAT32)) {
      for (int i = 0; i < texts.size(); i++) {
        assertThat(actual.encode(texts).get(i).lastHiddenState())
            .isEqualTo(expected.encode(texts).get(i).lastHiddenState());
      }
    }
  }

  /** The linear layers for GPUs and other CPUs give the same numbers on this one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-wordpiece",
        "bert-sharded",
        "roberta-bpe",
        "albert-shared",
        "distilbert",
        "mpnet",
        "electra"
      })
  void plainLinearLayersAgreeWithPackedOnes(String name) throws IOException {
    try (Encoder packed = Encoder.load(BERT.resolveSibling(name), FLOAT32)) {
      EncodedText expected = packed.encode(List.of("a few more words")).get(0);
      List<TokenIds> texts = List.of(expected.encoding().tokenIds());
      float[][] found = firstTokens(name, Precision.FLOAT32, texts, "linear-plain.py");
      assertThat(found[0]).containsExactly(expected.lastHiddenState(0), within(1e-5f));
    }
  }

  /** Attention takes another way from 128 tokens on, and in bfloat16 one that the CPU decides. */
  @ParameterizedTest
  @ValueSource(strings = {"long-texts-fused.py", "long-texts-products.py"})
  void longTextsAgreeWithPlainAttention(String longTexts) throws IOException {
    List<TokenIds> texts =
        IntStream.of(40, 64, 127, 128, 128, 150).mapToObj(EncoderTest::idsOf).toList();
    String name = "roberta-bpe";
    float[][] expected = firstTokens(name, Precision.FLOAT32, texts, "linear-plain.py");
    float[][] exact = firstTokens(name, Precision.FLOAT32, texts, "linear-packed.py", longTexts);
    float[][] rounded = firstTokens(name, Precision.BFLOAT16, texts, "linear-packed.py", longTexts);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(exact[i]).containsExactly(expected[i], within(1e-5f));
      assertThat(rounded[i]).containsExactly(expected[i], within(0.1f)).isNotEqualTo(expected[i]);
    }
  }

  /** Padding, which takes no position of RoBERTa's, makes texts longer than the model's limit. */
  private static TokenIds idsOf(int length) {
    int[] ids = IntStream.range(0, length).map(i -> i % 3 == 0 ? 5 + i : 1).toArray();
    return TokenIds.of(ids, new int[length]);
  }

  private static float[][] firstTokens(
      String name, Precision precision, List<TokenIds> texts, String... operators)
      throws IOException {
    Checkpoint checkpoint = Checkpoint.open(BERT.resolveSibling(name));
    float[][] found = new float[texts.size()][];
    try (EncoderModel model =
        EncoderLoader.load(
            checkpoint,
            EncoderConfig.of(checkpoint.config()),
            Device.cpu(),
            precision,
            List.of(operators))) {
      model.embed(
          texts,
          4096,
          new EncoderModel.Pooled(new long[] {0}, 0, new long[0]),
          (rows, vectors) -> {
            int width = vectors.size(1);
            for (int i = 0; i < rows.length; i++) {
              found[rows[i]] = Arrays.copyOfRange(vectors.values(), i * width, (i + 1) * width);
            }
          });
    }
    return found;
  }

  @Test
  void bfloat16GivesAboutTheSame() throws IOException {
    try (Encoder exact = Encoder.load(BERT, FLOAT32);
        Encoder rounded =
            Encoder.load(BERT, LoadOptions.defaults().precision(Precision.BFLOAT16))) {
      float[] a = exact.encode(List.of("a few words"), Output.values()).get(0).poolerOutput();
      float[] b = rounded.encode(List.of("a few words"), Output.values()).get(0).poolerOutput();
      assertThat(b).containsExactly(a, within(0.1f)).isNotEqualTo(a);
    }
  }

  @Test
  void aNullTextIsNamed() throws IOException {
    try (Encoder encoder = Encoder.load(BERT)) {
      assertThatThrownBy(() -> encoder.encode(Arrays.asList("a", null)))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("texts[1] is null");
    }
  }

  @Test
  void anInterruptedCallerStops() throws IOException {
    try (Encoder encoder = Encoder.load(BERT)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> encoder.encode(List.of("a")))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aClosedEncoderSaysSo() throws IOException {
    Encoder encoder = Encoder.load(BERT);
    encoder.close();
    encoder.close();
    assertThatThrownBy(() -> encoder.encode(List.of("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void threadsGetWhatTheyAskedFor() throws IOException {
    try (Encoder encoder = Encoder.load(BERT, FLOAT32)) {
      List<String> texts = IntStream.range(0, 64).mapToObj(i -> "number " + i).toList();
      List<EncodedText> alone = encoder.encode(texts);
      List<float[]> together =
          IntStream.range(0, 64)
              .parallel()
              .mapToObj(i -> encoder.encode(List.of(texts.get(i))).get(0).lastHiddenState())
              .toList();
      for (int i = 0; i < 64; i++) {
        assertThat(together.get(i)).containsExactly(alone.get(i).lastHiddenState(), within(1e-5f));
      }
    }
  }

  @Test
  void outputsAreCopies() throws IOException {
    try (Encoder encoder = Encoder.load(BERT)) {
      EncodedText text = encoder.encode(List.of("a")).get(0);
      float[] before = text.lastHiddenState();
      text.lastHiddenState()[0] = 1e9f;
      assertThat(text.lastHiddenState()).isEqualTo(before);
    }
  }
}

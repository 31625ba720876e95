package io.github.nlptoolkit.bert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CPUs without VNNI get weights of seven bits, which are made of those of eight. */
class NarrowWeightsTest {

  @Test
  void sevenBitsAreNearlyAsGood() throws IOException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "INT8 runs on x86-64 only");
    Checkpoint checkpoint = Checkpoint.open(TinyModel.original("sbert/pool-mean"));
    EncoderConfig config = EncoderConfig.of(checkpoint.config());
    List<String> texts = Calibration.builtInTexts();
    try (Tokenizer tokenizer =
            Tokenizer.load(
                checkpoint.file("tokenizer.json"), TokenizerOptions.limit(config.maxTokens()));
        EncoderModel exact = EncoderModel.load(checkpoint, Device.cpu(), Precision.FLOAT32);
        EncoderModel eight =
            EncoderLoader.loadInt8(checkpoint, config, Device.cpu(), () -> tokenizer, texts, 127);
        EncoderModel seven =
            EncoderLoader.loadInt8(checkpoint, config, Device.cpu(), () -> tokenizer, texts, 63)) {
      float[] expected = vector(exact, tokenizer);
      float[] rounded = vector(seven, tokenizer);
      assertThat(rounded).isNotEqualTo(vector(eight, tokenizer));
      float[] both = new float[2 * expected.length];
      System.arraycopy(expected, 0, both, 0, expected.length);
      System.arraycopy(rounded, 0, both, expected.length, expected.length);
      assertThat(Embeddings.of(expected.length, both).cosine(0, 1)).isGreaterThan(0.98f);
    }
  }

  private static float[] vector(EncoderModel model, Tokenizer tokenizer) {
    float[][] found = new float[1][];
    model.embed(
        tokenizer.ids(List.of("one text of some words")),
        64,
        new EncoderModel.Pooled(new long[] {0}, 0, new long[0]),
        (rows, vectors) -> found[0] = vectors.values());
    return found[0];
  }
}

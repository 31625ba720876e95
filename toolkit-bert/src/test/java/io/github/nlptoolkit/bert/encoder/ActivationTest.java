package io.github.nlptoolkit.bert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.bert.ModelFolder;
import io.github.nlptoolkit.bert.family.Activation;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each activation gives what its formula gives: a layer whose attention adds nothing is computed
 * here, in double.
 */
class ActivationTest {
  private static final String LAYER = "encoder.layer.0.";
  private static final double EPS = 1e-12;

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void givesItsFormula(Activation activation) throws IOException {
    ModelFolder model =
        ModelFolder.copy("encoders/bert-wordpiece", temp)
            .config("hidden_act", activation.configName())
            .config("num_hidden_layers", 1)
            .config("layer_norm_eps", EPS)
            .reshape(LAYER + "attention.output.dense.weight", 32, 32)
            .reshape(LAYER + "attention.output.dense.bias", 32);
    Checkpoint checkpoint = Checkpoint.open(model.path());
    LoadOptions float32 = LoadOptions.defaults().precision(Precision.FLOAT32);
    try (Encoder encoder = Encoder.load(model.path(), float32);
        EncoderModel plain =
            EncoderLoader.load(
                checkpoint,
                EncoderConfig.of(checkpoint.config()),
                Device.cpu(),
                Precision.FLOAT32,
                List.of("linear-plain.py"))) {
      List<String> texts = List.of("one text of some words");
      EncodedText text = encoder.encode(texts, Output.HIDDEN_STATES).get(0);
      float[] expected = layer(checkpoint, activation, text.hiddenState(0));
      assertThat(text.hiddenState(1)).containsExactly(expected, within(1e-5f));
      TokenIds ids = text.encoding().tokenIds();
      plain.embed(
          List.of(ids),
          64,
          new EncoderModel.Pooled(new long[] {0}, 0, new long[0]),
          (rows, vectors) ->
              assertThat(vectors.values())
                  .containsExactly(Arrays.copyOf(expected, 32), within(1e-5f)));
    }
  }

  /** As in transformers 5.23, {@code activations.py}. */
  private static double formula(Activation activation, double x) {
    return switch (activation) {
      case GELU -> x * 0.5 * (1 + erf(x / Math.sqrt(2)));
      case GELU_NEW, GELU_PYTORCH_TANH, GELU_FAST ->
          0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case RELU -> Math.max(0, x);
      case SILU, SWISH -> x / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
    };
  }

  /** The series of Abramowitz and Stegun 7.1.5; enough terms for the values here. */
  private static double erf(double x) {
    if (Math.abs(x) > 5) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private static float[] layer(Checkpoint checkpoint, Activation activation, float[] states)
      throws IOException {
    float[] out = new float[states.length];
    for (int row = 0; row < states.length; row += 32) {
      double[] x = new double[32];
      for (int i = 0; i < 32; i++) {
        x[i] = states[row + i];
      }
      double[] y = norm(checkpoint, LAYER + "attention.output.LayerNorm", x);
      double[] h = linear(checkpoint, LAYER + "intermediate.dense", y);
      Arrays.setAll(h, i -> formula(activation, h[i]));
      double[] z = linear(checkpoint, LAYER + "output.dense", h);
      Arrays.setAll(z, i -> z[i] + y[i]);
      double[] result = norm(checkpoint, LAYER + "output.LayerNorm", z);
      for (int i = 0; i < 32; i++) {
        out[row + i] = (float) result[i];
      }
    }
    return out;
  }

  private static double[] linear(Checkpoint checkpoint, String name, double[] x)
      throws IOException {
    float[] weight = checkpoint.tensor(name + ".weight").toFloats();
    float[] bias = checkpoint.tensor(name + ".bias").toFloats();
    double[] y = new double[bias.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i];
      for (int j = 0; j < x.length; j++) {
        y[i] += weight[i * x.length + j] * x[j];
      }
    }
    return y;
  }

  private static double[] norm(Checkpoint checkpoint, String name, double[] x) throws IOException {
    float[] weight = checkpoint.tensor(name + ".weight").toFloats();
    float[] bias = checkpoint.tensor(name + ".bias").toFloats();
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double[] y = new double[x.length];
    Arrays.setAll(y, i -> (x[i] - mean) / Math.sqrt(variance + EPS) * weight[i] + bias[i]);
    return y;
  }
}

package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** The modules behind a pooling in plain Java, for one vector at a time. */
final class PlainModules {
  private static final double NORM_EPS = 1e-5;
  private static final float LEAST_LENGTH = 1e-12f;

  private final List<UnaryOperator<float[]>> steps = new ArrayList<>();
  private int dimension;

  PlainModules(int dimension) {
    this.dimension = dimension;
  }

  /** How many values come out. */
  int dimension() {
    return dimension;
  }

  float[] apply(float[] vector) {
    float[] result = vector;
    for (UnaryOperator<float[]> step : steps) {
      result = step.apply(result);
    }
    return result;
  }

  void add(String kind, JsonConfig module) throws IOException {
    switch (kind) {
      case "Normalize" -> steps.add(PlainModules::normalized);
      case "LayerNorm" -> layerNorm(Checkpoint.open(module.path("path")));
      case "Dense" -> dense(Checkpoint.open(module.path("path")));
      case "Dropout" -> {
        // does nothing but in training
      }
      default -> throw module.wrong("type", "one of Dense, LayerNorm, Normalize");
    }
  }

  private static float[] normalized(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    float length = Math.max((float) Math.sqrt(sum), LEAST_LENGTH);
    float[] unit = new float[vector.length];
    for (int k = 0; k < unit.length; k++) {
      unit[k] = vector[k] / length;
    }
    return unit;
  }

  private void layerNorm(Checkpoint module) throws ModelFormatException {
    module.config().integer("dimension", dimension, dimension);
    float[] weight = module.tensor("norm.weight", dimension).toFloats();
    float[] bias = module.tensor("norm.bias", dimension).toFloats();
    steps.add(
        vector -> {
          double mean = 0;
          for (float value : vector) {
            mean += value;
          }
          mean /= vector.length;
          double variance = 0;
          for (float value : vector) {
            variance += (value - mean) * (value - mean);
          }
          double scale = 1 / Math.sqrt(variance / vector.length + NORM_EPS);
          float[] result = new float[vector.length];
          for (int k = 0; k < result.length; k++) {
            result[k] = (float) ((vector[k] - mean) * scale * weight[k] + bias[k]);
          }
          return result;
        });
  }

  private void dense(Checkpoint module) throws ModelFormatException {
    JsonConfig config = module.config();
    int in = config.integer("in_features", dimension, dimension);
    int out = config.integer("out_features", 1, 1 << 24);
    float[] bias =
        config.bool("bias", true) ? module.tensor("linear.bias", out).toFloats() : new float[out];
    if (config.bool("use_residual", false)) {
      throw config.wrong("use_residual", "false behind a table of tokens");
    }
    float[] weight = module.tensor("linear.weight", out, in).toFloats();
    DoubleUnaryOperator activation = activation(config);
    steps.add(
        vector -> {
          float[] result = new float[out];
          for (int row = 0; row < out; row++) {
            double sum = bias[row];
            for (int k = 0; k < in; k++) {
              sum += (double) weight[row * in + k] * vector[k];
            }
            result[row] = (float) activation.applyAsDouble(sum);
          }
          return result;
        });
    dimension = out;
  }

  private static DoubleUnaryOperator activation(JsonConfig config) throws ModelFormatException {
    String key = "activation_function";
    String name = config.optionalString(key).orElse("Tanh");
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "Identity" -> x -> x;
      case "Tanh" -> Math::tanh;
      case "ReLU" -> x -> Math.max(0, x);
      case "SiLU" -> x -> x / (1 + Math.exp(-x));
      case "Sigmoid" -> x -> 1 / (1 + Math.exp(-x));
      default -> throw config.wrong(key, "Identity, Tanh, ReLU, SiLU or Sigmoid of torch");
    };
  }
}

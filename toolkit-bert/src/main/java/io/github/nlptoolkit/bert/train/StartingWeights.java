package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.bert.family.EncoderWeights;
import io.github.nlptoolkit.bert.family.Head;
import io.github.nlptoolkit.bert.family.HeadWeights;
import io.github.nlptoolkit.bert.family.ModelTensors;
import io.github.nlptoolkit.bert.family.TensorSpec;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.train.Seeds;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The weights that a training begins with: those of a checkpoint, or random ones as transformers
 * 5.24 draws them ({@code _init_weights}): normal with the configuration's {@code
 * initializer_range}, biases 0, norms 1, rows of padding 0. Each is six lists in the order of
 * {@link ModelTensors}.
 */
final class StartingWeights {
  private static final System.Logger LOGGER = System.getLogger(StartingWeights.class.getName());

  private StartingWeights() {}

  /** Those of a checkpoint; a head that it lacks is drawn. */
  static List<Argument> of(Checkpoint checkpoint, long seed) throws ModelFormatException {
    EncoderWeights encoder = EncoderWeights.of(checkpoint);
    List<Argument> all = new ArrayList<>();
    for (List<TensorView> views :
        List.of(
            encoder.embedding(),
            encoder.types(),
            encoder.projection(),
            encoder.relative(),
            encoder.blocks())) {
      all.add(new Argument.Weights(views));
    }
    ModelTensors tensors = ModelTensors.of(checkpoint.config());
    if (!Head.of(checkpoint).contains(Head.MASKED_LANGUAGE_MODEL)) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "{0} has no masked language model: its head begins with random weights",
          checkpoint.folder());
      all.add(drawn(checkpoint.config(), tensors.head(), seed));
      return all;
    }
    List<TensorView> head =
        new ArrayList<>(HeadWeights.of(checkpoint, Head.MASKED_LANGUAGE_MODEL).weights());
    if (tensors.tied()) {
      head.remove(ModelTensors.DECODER);
    }
    all.add(new Argument.Weights(head));
    return all;
  }

  /** Random ones. */
  static List<Argument> random(JsonConfig config, long seed) throws ModelFormatException {
    if (config.bool("sinusoidal_pos_embds", false)) {
      throw config.wrong("sinusoidal_pos_embds", "false: a new model learns its positions");
    }
    ModelTensors tensors = ModelTensors.of(config);
    List<List<TensorSpec>> lists =
        List.of(
            tensors.embedding(),
            tensors.types(),
            tensors.projection(),
            tensors.relative(),
            tensors.blocks(),
            tensors.head());
    List<Argument> all = new ArrayList<>();
    for (int i = 0; i < lists.size(); i++) {
      all.add(drawn(config, lists.get(i), Seeds.of(seed, i)));
    }
    return all;
  }

  private static Argument drawn(JsonConfig config, List<TensorSpec> specs, long seed)
      throws ModelFormatException {
    double deviation = config.optionalDecimal("initializer_range").orElse(0.02);
    if (!(deviation >= 0 && deviation <= 1)) {
      throw config.wrong("initializer_range", "a number from 0 to 1");
    }
    List<FloatTensor> drawn = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      TensorSpec spec = specs.get(i);
      float[] values = values(spec, deviation == 0 ? 0.02 : deviation, Seeds.of(seed, i));
      drawn.add(
          new FloatTensor(values, spec.shape().stream().mapToLong(Long::longValue).toArray()));
    }
    return new Argument.Tensors(drawn);
  }

  private static float[] values(TensorSpec spec, double deviation, long seed) {
    float[] values = new float[Math.toIntExact(spec.count())];
    switch (spec.kind()) {
      case BIAS -> {}
      case NORM -> Arrays.fill(values, 1);
      case MATRIX, TABLE, BIAS_TABLE -> {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (deviation * random.nextGaussian());
        }
      }
    }
    if (spec.zeroRow().isPresent()) {
      int columns = Math.toIntExact(spec.shape().get(1));
      int start = spec.zeroRow().getAsInt() * columns;
      Arrays.fill(values, start, start + columns, 0);
    }
    return values;
  }
}

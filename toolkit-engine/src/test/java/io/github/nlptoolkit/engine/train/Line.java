package io.github.nlptoolkit.engine.train;

import io.github.nlptoolkit.engine.program.ProgramText;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.train.TrainedProgram.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A line with two slopes through points: y = 2 a - b + 0.5, if it is learned. */
final class Line {
  static final float[] SLOPES = {0.5f, 0.25f};
  static final float[] OFFSET = {0.1f};

  private Line() {}

  static ProgramText text() {
    return ProgramText.of(
        Line.class,
        Stream.concat(Stream.of("own"), TrainedProgram.STATE.stream()).toList(),
        "line.py");
  }

  static TrainedProgram load() {
    return load(true, true);
  }

  static TrainedProgram load(boolean slopes, boolean offset) {
    return TrainedProgram.load(
        text(),
        Device.cpu(),
        List.of(
            new Parameter("line.weight", List.of(1L, 2L), true, slopes),
            new Parameter("line.bias", List.of(1L), false, offset)),
        "adopt",
        List.of(
            new Argument.Tensors(
                List.of(new FloatTensor(SLOPES, 1, 2), new FloatTensor(OFFSET, 1)))));
  }

  /** Some points. */
  static float[][] points(int batch, int count) {
    float[][] points = new float[count][];
    for (int i = 0; i < count; i++) {
      float a = (float) Math.sin(1 + 7 * batch + 3 * i);
      float b = (float) Math.cos(2 + 5 * batch + 11 * i);
      points[i] = new float[] {a, b, 2 * a - b + 0.5f};
    }
    return points;
  }

  static Part part(float[][] points, double scale) {
    float[] x = new float[2 * points.length];
    float[] y = new float[points.length];
    for (int i = 0; i < points.length; i++) {
      x[2 * i] = points[i][0];
      x[2 * i + 1] = points[i][1];
      y[i] = points[i][2];
    }
    return new Part(
        "squared_error",
        List.of(
            new Argument.Floats(new FloatTensor(x, points.length, 2)),
            new Argument.Floats(new FloatTensor(y, points.length, 1)),
            new Argument.Decimal(scale)));
  }

  /** All weights, one after another. */
  static double[] weights(TrainedProgram program) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < program.parameters().size(); i++) {
      for (float value : program.weight(i).values()) {
        all.add((double) value);
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

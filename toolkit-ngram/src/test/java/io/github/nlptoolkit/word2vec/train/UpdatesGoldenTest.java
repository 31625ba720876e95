package io.github.nlptoolkit.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.word2vec.GoldenFolder;
import io.github.nlptoolkit.word2vec.internal.kernel.Kernels;
import io.github.nlptoolkit.word2vec.internal.kernel.Logistic;
import io.github.nlptoolkit.word2vec.internal.kernel.PlainKernel;
import io.github.nlptoolkit.word2vec.internal.kernel.VectorKernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The updates beside those of a reference in double and of gensim, given the same draws. */
class UpdatesGoldenTest {

  /** Of floats with gensim's table, as the recordings ask. */
  private static final double TABLE = 1e-6;

  /** Of floats beside a reference in double: what is asked of training as a whole. */
  private static final double EXACT = 1e-5;

  static Stream<Arguments> steps() throws IOException {
    JsonObject golden = GoldenFolder.json("steps.json");
    return cases(golden, golden.get("huffman"));
  }

  static Stream<Arguments> epochs() throws IOException {
    return cases(GoldenFolder.json("gensim_epoch.json"), JsonNull.INSTANCE);
  }

  private static Stream<Arguments> cases(JsonObject golden, JsonElement huffman) {
    List<Arguments> arguments = new ArrayList<>();
    for (JsonObject recorded : GoldenFolder.objects(golden.get("cases"))) {
      JsonElement tree = huffman.isJsonNull() ? recorded.get("huffman") : huffman;
      for (VectorKernel kernel : List.of(new PlainKernel(), Kernels.best())) {
        arguments.add(Arguments.of(recorded.get("mode").getAsString(), recorded, tree, kernel));
      }
    }
    return arguments.stream();
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("steps")
  void stepsAreTheReferences(
      String mode, JsonObject recorded, JsonElement tree, VectorKernel kernel) {
    Run exact = new Run(mode, recorded, tree, kernel, Logistic.EXACT);
    List<JsonObject> updates = GoldenFolder.objects(recorded.get("updates"));
    for (int i = 0; i < updates.size(); i++) {
      double loss = exact.update(updates.get(i));
      if (recorded.has("loss_before_each")) {
        double expected = recorded.get("loss_before_each").getAsJsonArray().get(i).getAsDouble();
        assertThat(loss).isCloseTo(expected, within(EXACT * Math.max(1, expected)));
      }
      if (i == 0 && recorded.has("syn0_after_first")) {
        exact.check(recorded, "syn0_after_first", "syn1_after_first", EXACT);
      }
    }
    exact.check(recorded, "syn0_after", "syn1_after", EXACT);
    Run table = new Run(mode, recorded, tree, kernel, Logistic.TABLE);
    updates.forEach(table::update);
    table.check(recorded, "table_syn0_after", "table_syn1_after", TABLE);
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("epochs")
  void anEpochIsGensims(String mode, JsonObject recorded, JsonElement tree, VectorKernel kernel) {
    List<JsonObject> updates = GoldenFolder.objects(recorded.get("updates"));
    Run table = new Run(mode, recorded, tree, kernel, Logistic.TABLE);
    updates.forEach(table::update);
    table.check(recorded, "gensim_syn0_after", "gensim_syn1_after", TABLE);
    Run exact = new Run(mode, recorded, tree, kernel, Logistic.EXACT);
    updates.forEach(exact::update);
    exact.check(recorded, "exact_syn0_after", "exact_syn1_after", EXACT);
  }

  /** The two matrices of a case under one way to compute. */
  private static final class Run {
    private final String mode;
    private final JsonElement tree;
    private final Matrix input;
    private final Matrix output;
    private final Updates updates;

    Run(
        String mode,
        JsonObject recorded,
        JsonElement tree,
        VectorKernel kernel,
        Logistic logistic) {
      this.mode = mode;
      this.tree = tree;
      input = matrix(recorded.get("syn0"), kernel);
      output = matrix(recorded.get("syn1"), kernel);
      updates = new Updates(kernel, input, output, logistic);
    }

    private static Matrix matrix(JsonElement recorded, VectorKernel kernel) {
      float[][] rows = GoldenFolder.rows(recorded);
      Matrix matrix = new Matrix(rows.length, rows[0].length, kernel);
      for (int i = 0; i < rows.length; i++) {
        matrix.set(i, rows[i]);
      }
      return matrix;
    }

    double update(JsonObject update) {
      updates.begin(update.get("lr").getAsFloat());
      int target = update.get("target").getAsInt();
      if (mode.contains("-hs")) {
        JsonObject path = tree.getAsJsonArray().get(target).getAsJsonObject();
        String bits = path.get("code").getAsString();
        boolean[] code = new boolean[bits.length()];
        for (int i = 0; i < code.length; i++) {
          code[i] = bits.charAt(i) == '1';
        }
        updates.path(code, GoldenFolder.ints(path.get("points")));
      } else {
        updates.target(target, true);
        for (int other : GoldenFolder.ints(update.get("negatives"))) {
          if (other != target) {
            updates.target(other, false);
          }
        }
      }
      if (mode.startsWith("sg-")) {
        double loss = updates.skipGramLoss(update.get("input").getAsInt());
        updates.skipGram(update.get("input").getAsInt());
        return loss;
      }
      assertThat(mode).matches("cbow-.*-(mean|sum)");
      int[] context = GoldenFolder.ints(update.get("context"));
      boolean mean = mode.endsWith("mean");
      double loss = updates.bagLoss(context, context.length, mean);
      updates.bag(context, context.length, mean);
      return loss;
    }

    void check(JsonObject recorded, String inputName, String outputName, double tolerance) {
      check(input, GoldenFolder.rows(recorded.get(inputName)), tolerance);
      check(output, GoldenFolder.rows(recorded.get(outputName)), tolerance);
    }

    private static void check(Matrix matrix, float[][] expected, double tolerance) {
      assertThat(matrix.rows()).isEqualTo(expected.length);
      for (int row = 0; row < expected.length; row++) {
        assertThat(matrix.row(row)).containsExactly(expected[row], within((float) tolerance));
      }
    }
  }
}

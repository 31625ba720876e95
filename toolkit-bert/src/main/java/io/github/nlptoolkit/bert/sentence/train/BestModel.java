package io.github.nlptoolkit.bert.sentence.train;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsFile;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.train.Parameter;
import io.github.nlptoolkit.engine.train.TrainedProgram;
import io.github.nlptoolkit.engine.train.TrainingLoop.ModelExport;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The trained weights with the best score so far: in memory, and if there are checkpoints in the
 * folder {@code best} among them, a model like any other. Not thread-safe.
 */
final class BestModel {
  private static final String FILE = "best.json";
  private static final String TENSORS = "best.safetensors";

  private final TrainedProgram program;
  private final @Nullable Path folder;
  private final ModelExport export;
  private final Map<Integer, float[]> weights = new TreeMap<>();
  private double score = Double.NEGATIVE_INFINITY;
  private long step;

  BestModel(TrainedProgram program, @Nullable Path checkpoints, ModelExport export) {
    this.program = program;
    this.folder = checkpoints == null ? null : checkpoints.resolve("best");
    this.export = export;
  }

  /** Whether there is one. */
  boolean isKnown() {
    return score != Double.NEGATIVE_INFINITY;
  }

  long step() {
    return step;
  }

  /** Reads what an earlier run has left. */
  void resume() throws IOException {
    Path where = folder;
    if (where == null || !Files.exists(where.resolve(FILE))) {
      return;
    }
    JsonConfig json = JsonConfig.read(where.resolve(FILE));
    SafetensorsFile tensors = SafetensorsFile.open(where.resolve(TENSORS));
    List<Parameter> parameters = program.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.trained()) {
        TensorView tensor = tensors.tensor(parameter.name());
        if (!Arrays.equals(tensor.shape(), shape(parameter)) || !tensor.dtype().decodesToFloats()) {
          throw new ModelFormatException(
              tensors.path(),
              parameter.name(),
              "floats of shape " + parameter.shape(),
              tensor.toString());
        }
        weights.put(i, tensor.toFloats());
      }
    }
    score = json.optionalDecimal("score").orElse(Double.NEGATIVE_INFINITY);
    step = json.integer("step", 0, Integer.MAX_VALUE);
  }

  private static long[] shape(Parameter parameter) {
    return parameter.shape().stream().mapToLong(Long::longValue).toArray();
  }

  /** Takes the weights over if their score is better than all before; whether it is. */
  boolean offer(double found, long taken) throws IOException {
    if (!(found > score)) {
      return false;
    }
    List<Parameter> parameters = program.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).trained()) {
        weights.put(i, program.weight(i).values());
      }
    }
    score = found;
    step = taken;
    Path where = folder;
    if (where != null) {
      ReplacedFolder.write(where, this::write);
    }
    return true;
  }

  private void write(Path target) throws IOException {
    export.writeTo(target);
    SafetensorsWriter tensors = new SafetensorsWriter();
    List<Parameter> parameters = program.parameters();
    weights.forEach(
        (i, values) -> tensors.add(parameters.get(i).name(), values, shape(parameters.get(i))));
    tensors.write(target.resolve(TENSORS));
    JsonObject json = new JsonObject();
    json.addProperty("score", score);
    json.addProperty("step", step);
    SentenceFolderWriter.write(target.resolve(FILE), json.toString());
  }

  /** Puts the weights back into the program. */
  void restore() {
    weights.forEach(
        (i, values) ->
            program.restoreWeight(
                i,
                new Argument.Tensors(
                    List.of(new FloatTensor(values, shape(program.parameters().get(i)))))));
  }
}

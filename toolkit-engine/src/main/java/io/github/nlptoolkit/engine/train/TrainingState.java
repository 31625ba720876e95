package io.github.nlptoolkit.engine.train;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsFile;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a training has come, in two files: {@code training.json}, and {@code
 * training.safetensors} with the weights and what the optimiser knows of them. Immutable.
 *
 * @param step how many steps the training has taken
 * @param updates how many the optimiser has, those of trainings before this one too
 * @param epoch the epoch that the next batch is of
 * @param batches how many batches of the epoch are used up
 * @param settings what must be the same when training goes on
 */
record TrainingState(
    long step, long updates, long epoch, long batches, Map<String, String> settings) {
  static final String FILE = "training.json";
  static final String TENSORS = "training.safetensors";
  private static final int FORMAT = 1;

  TrainingState {
    settings = Map.copyOf(settings);
  }

  /** Writes both files. */
  void write(Path folder, TrainedProgram program) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    List<Parameter> parameters = program.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      int index = i;
      Parameter parameter = parameters.get(i);
      writer.add(weight(parameter), () -> program.weight(index).values(), parameter.dimensions());
      if (parameter.trained()) {
        writer.add(mean(parameter), () -> program.mean(index).values(), parameter.dimensions());
        writer.add(square(parameter), () -> program.square(index).values(), parameter.dimensions());
      }
    }
    writer.write(folder.resolve(TENSORS));
    byte[] json = json().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve(FILE), out -> out.write(json));
  }

  private String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.beginObject();
      json.name("format").value(FORMAT);
      // As strings: JSON's numbers are not for every long.
      json.name("step").value(Long.toString(step));
      json.name("updates").value(Long.toString(updates));
      json.name("epoch").value(Long.toString(epoch));
      json.name("batches").value(Long.toString(batches));
      json.name("settings").beginObject();
      for (Map.Entry<String, String> entry : new TreeMap<>(settings).entrySet()) {
        json.name(entry.getKey()).value(entry.getValue());
      }
      json.endObject().endObject();
    }
    return text + "\n";
  }

  /** Reads the first file, and checks that it was written with the same settings. */
  static TrainingState read(Path folder, Map<String, String> settings) throws IOException {
    JsonConfig json = JsonConfig.read(folder.resolve(FILE));
    json.integer("format", FORMAT, FORMAT);
    JsonConfig found = json.object("settings");
    for (Map.Entry<String, String> entry : new TreeMap<>(settings).entrySet()) {
      if (!found.optionalString(entry.getKey()).orElse("").equals(entry.getValue())) {
        throw found.wrong(entry.getKey(), "\"" + entry.getValue() + "\", as in this training");
      }
    }
    return new TrainingState(
        number(json, "step"),
        number(json, "updates"),
        number(json, "epoch"),
        number(json, "batches"),
        settings);
  }

  private static long number(JsonConfig json, String key) throws ModelFormatException {
    try {
      long number = Long.parseLong(json.string(key));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new ModelFormatException(
          json.file(), key, "a whole number of at least 0", json.string(key), e);
    }
    throw json.wrong(key, "a whole number of at least 0");
  }

  /** Puts the second file's tensors into a program; all are checked before any is. */
  void restore(Path folder, TrainedProgram program) throws IOException {
    SafetensorsFile file = SafetensorsFile.open(folder.resolve(TENSORS));
    List<Parameter> parameters = program.parameters();
    for (Parameter parameter : parameters) {
      tensor(file, weight(parameter), parameter);
      if (parameter.trained()) {
        tensor(file, mean(parameter), parameter);
        tensor(file, square(parameter), parameter);
      }
    }
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      program.restoreWeight(
          i, new Argument.Weights(List.of(tensor(file, weight(parameter), parameter))));
      if (parameter.trained()) {
        program.restoreMoments(
            i,
            new Argument.Weights(
                List.of(
                    tensor(file, mean(parameter), parameter),
                    tensor(file, square(parameter), parameter))),
            updates);
      }
    }
  }

  private static TensorView tensor(SafetensorsFile file, String name, Parameter parameter)
      throws ModelFormatException {
    TensorView tensor = file.tensor(name);
    if (!Arrays.equals(tensor.shape(), parameter.dimensions())
        || !tensor.dtype().decodesToFloats()) {
      throw new ModelFormatException(
          file.path(), name, "floats of shape " + parameter.shape(), tensor.toString());
    }
    return tensor;
  }

  private static String weight(Parameter parameter) {
    return "weight." + parameter.name();
  }

  private static String mean(Parameter parameter) {
    return "mean." + parameter.name();
  }

  private static String square(Parameter parameter) {
    return "square." + parameter.name();
  }
}

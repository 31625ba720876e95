package io.github.nlptoolkit.bert.sentence.train;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.encoder.TrainedWeights;
import io.github.nlptoolkit.bert.encoder.TrainedWeights.Adapter;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.TensorSpec;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.train.Parameter;
import io.github.nlptoolkit.engine.train.Seeds;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Adapters of low rank: how they begin, what they make of a matrix, how they are saved. */
final class Adapters {
  static final String DOWN = ".lora_A.weight";
  static final String UP = ".lora_B.weight";
  private static final int TENSORS = 16;
  private static final int VALUE = 4;

  private Adapters() {}

  /** Adapters that change nothing yet: A is drawn as peft draws it, B is 0. */
  static List<Adapter> begin(Checkpoint transformer, LoraOptions options, long seed)
      throws ModelFormatException {
    List<TensorSpec> blocks = blocks(transformer);
    List<Adapter> adapters = new ArrayList<>();
    Set<String> found = new LinkedHashSet<>();
    for (int place = 0; place < blocks.size(); place++) {
      TensorSpec spec = blocks.get(place);
      if (spec.shape().size() != 2 || !isTarget(spec.name(), place, options, found)) {
        continue;
      }
      int out = Math.toIntExact(spec.shape().get(0));
      int in = Math.toIntExact(spec.shape().get(1));
      float[] down = new float[options.rank() * in];
      SplittableRandom random = new SplittableRandom(Seeds.of(seed, place));
      double bound = 1 / Math.sqrt(in);
      for (int i = 0; i < down.length; i++) {
        down[i] = (float) random.nextDouble(-bound, bound);
      }
      adapters.add(
          new Adapter(
              place,
              new FloatTensor(down, options.rank(), in),
              new FloatTensor(new float[out * options.rank()], out, options.rank())));
    }
    for (String target : options.targets()) {
      if (!found.contains(target)) {
        throw new IllegalArgumentException(
            "targets must be ends of names of matrices such as "
                + blocks.get(0).name()
                + ", got "
                + target);
      }
    }
    return adapters;
  }

  private static boolean isTarget(String name, int place, LoraOptions options, Set<String> found) {
    if (options.targets().isEmpty()) {
      return place % TENSORS == 0 || place % TENSORS == VALUE;
    }
    boolean is = false;
    for (String target : options.targets()) {
      if (name.endsWith("." + target + ".weight")) {
        found.add(target);
        is = true;
      }
    }
    return is;
  }

  private static List<TensorSpec> blocks(Checkpoint transformer) throws ModelFormatException {
    List<TensorSpec> all = TrainedWeights.encoderSpecs(transformer);
    int ofBlocks = TENSORS * EncoderConfig.of(transformer.config()).blocks();
    return all.subList(all.size() - ofBlocks, all.size());
  }

  /** W + s B A, row-major. */
  static float[] merged(float[] w, float[] down, float[] up, int rank, double scale) {
    int in = down.length / rank;
    float[] merged = w.clone();
    for (int row = 0; row < up.length / rank; row++) {
      for (int r = 0; r < rank; r++) {
        double factor = scale * up[row * rank + r];
        for (int k = 0; k < in; k++) {
          merged[row * in + k] += (float) (factor * down[r * in + k]);
        }
      }
    }
    return merged;
  }

  /** Writes adapters as peft does. */
  static void write(
      Path folder,
      String base,
      LoraOptions options,
      List<Parameter> parameters,
      Function<String, float[]> values)
      throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    Set<String> targets = new LinkedHashSet<>();
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      if (name.endsWith(DOWN) || name.endsWith(UP)) {
        String module = name.substring(0, name.length() - DOWN.length());
        targets.add(module.substring(module.lastIndexOf('.', module.lastIndexOf('.') - 1) + 1));
        writer.add(
            "base_model.model." + name,
            () -> values.apply(name),
            parameter.shape().stream().mapToLong(Long::longValue).toArray());
      }
    }
    writer.write(folder.resolve("adapter_model.safetensors"));
    JsonObject json = new JsonObject();
    json.addProperty("peft_type", "LORA");
    json.addProperty("task_type", "FEATURE_EXTRACTION");
    json.addProperty("base_model_name_or_path", base);
    json.addProperty("r", options.rank());
    json.addProperty("lora_alpha", options.alpha());
    json.addProperty("lora_dropout", 0.0);
    json.addProperty("bias", "none");
    json.addProperty("fan_in_fan_out", false);
    json.addProperty("inference_mode", true);
    JsonArray list = new JsonArray();
    targets.forEach(list::add);
    json.add("target_modules", list);
    SentenceFolderWriter.write(
        folder.resolve("adapter_config.json"),
        new GsonBuilder().setPrettyPrinting().create().toJson(json));
  }
}

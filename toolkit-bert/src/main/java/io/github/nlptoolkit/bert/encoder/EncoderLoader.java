package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.EncoderWeights;
import io.github.nlptoolkit.bert.family.QuantizedWeights;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.program.Program;
import io.github.nlptoolkit.engine.program.ProgramText;
import io.github.nlptoolkit.engine.runtime.CpuFeatures;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.runtime.PrecisionChoice;
import io.github.nlptoolkit.engine.runtime.ResidentMemory;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Loads encoders: programs by precision and device, filled block by block. */
final class EncoderLoader {
  /**
   * How many ranges a block has: one for each of its linear layers, query, key and value as one.
   */
  private static final int RANGES_A_BLOCK = 4;

  private static final List<String> STATE =
      List.of("embedding", "types", "projection", "relative", "blocks", "module_weights", "head");

  /** What a program with layers in integers keeps beside it. */
  private static final List<String> INT8_STATE = List.of("layers", "weight_limit", "carrier");

  private static final int FLOAT32 = 6;
  private static final int BFLOAT16 = 15;

  private EncoderLoader() {}

  /** Fills a program but for its blocks. */
  @FunctionalInterface
  private interface Filling {
    void fill(Program program);
  }

  /** Fills a block of a program; called for several at once. */
  @FunctionalInterface
  private interface BlockFilling {
    void fill(Program program, int block);
  }

  /** A tokenizer that may still be loading. */
  @FunctionalInterface
  interface TokenizerSource {
    /** Waits for it. */
    Tokenizer get() throws IOException;
  }

  /** Loads an encoder in floats, or a quantised one, as the checkpoint is. */
  static EncoderModel load(
      Checkpoint checkpoint, EncoderConfig config, Device device, Precision precision)
      throws IOException {
    Device where = device.resolve();
    if (QuantizedWeights.isQuantized(checkpoint.config())) {
      requireInt8(precision);
      return loadQuantized(checkpoint, config, where, precision);
    }
    if (precision == Precision.INT8) {
      throw new IllegalArgumentException("INT8 needs texts to calibrate on");
    }
    return load(checkpoint, config, where, precision, operators(where));
  }

  /** The same with given resources for linear layers in floats and attention. */
  static EncoderModel load(
      Checkpoint checkpoint,
      EncoderConfig config,
      Device where,
      Precision precision,
      List<String> operators)
      throws IOException {
    EncoderWeights weights = EncoderWeights.of(checkpoint);
    PrecisionChoice choice = precision.choose(where, CpuFeatures.detect());
    Argument type = new Argument.Int(number(choice.precision()));
    return load(
        text(STATE, operators, "layers.py"),
        config,
        weights,
        where,
        choice,
        program -> prepare(program, weights, List.of(), choice.precision()),
        (program, block) -> {
          program.run("prepare_block", new Argument.Int(block), block(weights, block), type);
          if (packs(where) || choice.precision() == Precision.BFLOAT16) {
            release(weights, block);
          }
        });
  }

  /**
   * Loads an encoder whose linear layers compute in integers of eight bits.
   *
   * @param tokenizer its tokenizer, which is asked for late
   * @param texts the texts to find the ranges of their inputs on
   */
  static EncoderModel loadInt8(
      Checkpoint checkpoint,
      EncoderConfig config,
      Device device,
      TokenizerSource tokenizer,
      List<String> texts)
      throws IOException {
    int largest = CpuFeatures.detect().largestInt8Weight();
    return loadInt8(checkpoint, config, device, tokenizer, texts, largest);
  }

  /** The same with a given largest weight. */
  static EncoderModel loadInt8(
      Checkpoint checkpoint,
      EncoderConfig config,
      Device device,
      TokenizerSource tokenizer,
      List<String> texts,
      int largest)
      throws IOException {
    Device where = device.resolve();
    requireInt8(where);
    EncoderWeights weights = EncoderWeights.of(checkpoint);
    List<FloatTensor> ranges = ranges(weights, config, where, tokenizer, texts);
    return load(
        int8Text(),
        config,
        weights,
        where,
        Precision.INT8.choose(where, CpuFeatures.detect()),
        program -> {
          prepareInt8(program, where, largest);
          prepare(program, weights, List.of(), Precision.FLOAT32);
        },
        (program, block) -> {
          program.run(
              "prepare_block",
              new Argument.Int(block),
              block(weights, block),
              ranges(ranges, block));
          release(weights, block);
        });
  }

  /** Loads a quantised checkpoint. */
  private static EncoderModel loadQuantized(
      Checkpoint checkpoint, EncoderConfig config, Device where, Precision precision)
      throws IOException {
    requireInt8(where);
    QuantizedWeights weights = QuantizedWeights.of(checkpoint);
    String reason = precision == Precision.AUTO ? "the checkpoint is quantised" : "asked for";
    return load(
        int8Text(),
        config,
        weights.encoder(),
        where,
        new PrecisionChoice(Precision.INT8, reason),
        program -> {
          prepareInt8(program, where, CpuFeatures.detect().largestInt8Weight());
          prepare(program, weights.encoder(), weights.tableScales(), Precision.FLOAT32);
        },
        (program, block) -> {
          program.run(
              "prepare_quantized_block",
              new Argument.Int(block),
              block(weights.encoder(), block),
              new Argument.Weights(part(weights.scales(), block, QuantizedWeights.SCALES_A_BLOCK)));
          release(weights.encoder(), block);
        });
  }

  private static EncoderModel load(
      ProgramText text,
      EncoderConfig config,
      EncoderWeights weights,
      Device where,
      PrecisionChoice choice,
      Filling around,
      BlockFilling blocks) {
    Program program = Program.load(text, where);
    boolean loaded = false;
    try {
      Lanes lanes = Lanes.shared();
      lanes.run(
          () -> {
            around.fill(program);
            return program.run("make_room", new Argument.Int(config.blocks()));
          });
      List<Callable<Boolean>> works = new ArrayList<>();
      for (int i = 0; i < config.blocks(); i++) {
        int block = i;
        works.add(
            () -> {
              blocks.fill(program, block);
              return true;
            });
      }
      lanes.runAll(works);
      loaded = true;
      return new EncoderModel(program, config, weights, where, choice);
    } finally {
      if (!loaded) {
        program.close();
      }
    }
  }

  /** Finds the ranges of what goes into an encoder's linear layers on some texts. */
  static List<FloatTensor> ranges(
      EncoderWeights weights,
      EncoderConfig config,
      Device where,
      TokenizerSource tokenizer,
      List<String> texts)
      throws IOException {
    Precision precision = carrier(where);
    ProgramText text = text(concat(STATE, List.of("states")), operators(where), "layers.py");
    try (Program program = Program.load(text.with(EncoderLoader.class, "calibration.py"), where)) {
      Lanes.shared().run(() -> prepare(program, weights, List.of(), precision));
      Argument type = new Argument.Int(number(precision));
      return new Calibration(program, config, tokenizer.get(), texts)
          .ranges(block -> program.run("replace_block", block(weights, block), type));
    } finally {
      // The rows of the texts' words are no more likely to be looked up than others.
      ResidentMemory.release(weights.embedding());
    }
  }

  /**
   * The linear layers of an encoder as they are stored.
   *
   * @return for each block twenty tensors, the values of all types as floats: weight, its scales,
   *     input scale, zero point and factors (none: no values) of query, key and value as one, of
   *     attention output, intermediate and output
   */
  static List<List<FloatTensor>> quantized(
      EncoderWeights weights, EncoderConfig config, List<FloatTensor> ranges) {
    List<List<FloatTensor>> blocks = new ArrayList<>();
    try (Program program = Program.load(int8Text(), Device.cpu())) {
      for (int i = 0; i < config.blocks(); i++) {
        int block = i;
        blocks.add(
            Lanes.shared()
                .run(
                    () ->
                        program.run(
                            "quantized_block", block(weights, block), ranges(ranges, block))));
      }
    }
    return blocks;
  }

  private static ProgramText int8Text() {
    return text(concat(STATE, INT8_STATE), packedOperators(), "layers-int8.py");
  }

  private static ProgramText text(List<String> state, List<String> operators, String layers) {
    List<String> resources = new ArrayList<>(operators);
    resources.addAll(List.of(layers, "encoder.py", "pooling.py", "heads.py", "outputs.py"));
    return ProgramText.of(EncoderModel.class, state, resources.toArray(String[]::new));
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static void requireInt8(Precision precision) {
    if (precision != Precision.AUTO && precision != Precision.INT8) {
      throw new IllegalArgumentException(
          "precision must be AUTO or INT8 for a checkpoint that is quantised, got " + precision);
    }
  }

  /** Refuses a device that has no linear layers in integers. */
  static void requireInt8(Device where) {
    if (!packs(where)) {
      throw new UnsupportedOperationException(
          "INT8 runs on x86-64 CPUs only, not on "
              + where
              + " of "
              + System.getProperty("os.arch"));
    }
  }

  /** The resources with linear layers in floats and attention. */
  private static List<String> operators(Device where) {
    return packs(where) ? packedOperators() : List.of("linear-plain.py");
  }

  private static List<String> packedOperators() {
    boolean fused = CpuFeatures.detect().hasBfloat16Tiles();
    return List.of("linear-packed.py", fused ? "long-texts-fused.py" : "long-texts-products.py");
  }

  /** oneDNN packs weights on x86-64; elsewhere plain products are what is known to work. */
  private static boolean packs(Device device) {
    String arch = System.getProperty("os.arch");
    return device.gpuIndex().isEmpty() && (arch.equals("amd64") || arch.equals("x86_64"));
  }

  /** What an encoder has between its linear layers in integers. */
  private static Precision carrier(Device where) {
    return Precision.AUTO.choose(where, CpuFeatures.detect()).precision();
  }

  /** What the engine calls a type. */
  private static int number(Precision precision) {
    return precision == Precision.BFLOAT16 ? BFLOAT16 : FLOAT32;
  }

  private static void prepareInt8(Program program, Device where, int largest) {
    program.run(
        "prepare_int8", new Argument.Int(largest), new Argument.Int(number(carrier(where))));
  }

  private static List<FloatTensor> prepare(
      Program program, EncoderWeights weights, List<TensorView> tableScales, Precision precision) {
    return program.run(
        "prepare",
        new Argument.Weights(weights.embedding()),
        new Argument.Weights(tableScales),
        new Argument.Weights(weights.types()),
        new Argument.Weights(weights.projection()),
        new Argument.Weights(weights.relative()),
        new Argument.Int(number(precision)));
  }

  /** Takes a block out of RAM of which the program has a copy, packed or in another precision. */
  private static void release(EncoderWeights weights, int block) {
    ResidentMemory.release(weights.block(block));
  }

  private static Argument block(EncoderWeights weights, int block) {
    return new Argument.Weights(weights.block(block));
  }

  private static Argument ranges(List<FloatTensor> ranges, int block) {
    return new Argument.Tensors(part(ranges, block, RANGES_A_BLOCK));
  }

  private static <T> List<T> part(List<T> all, int block, int size) {
    return all.subList(block * size, (block + 1) * size);
  }
}

package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.engine.program.Program;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Finds the ranges of what goes into the linear layers of an encoder, which layers in integers have
 * to know beforehand: least and greatest of what is met in some texts.
 */
final class Calibration {
  private static final String TEXTS = "calibration.txt";
  private static final int TOKENS_PER_BATCH = 1024;

  private final Program program;
  private final EncoderConfig config;
  private final Argument plan = Argument.ints();
  private final List<PackedBatch> batches = new ArrayList<>();

  /**
   * Takes texts.
   *
   * @param program one with {@code calibration.py}, filled but for its blocks
   * @param config the encoder's shape
   * @param tokenizer its tokenizer
   * @param texts the texts, at least one with tokens
   * @throws IllegalArgumentException if none has tokens
   */
  Calibration(Program program, EncoderConfig config, Tokenizer tokenizer, List<String> texts) {
    this.program = program;
    this.config = config;
    List<TokenIds> tokens = tokenizer.ids(texts);
    for (int[] rows : Batches.of(tokens, TOKENS_PER_BATCH, Lanes.shared().width())) {
      batches.add(PackedBatch.of(tokens, rows, config));
    }
    if (batches.isEmpty()) {
      throw new IllegalArgumentException("no text to calibrate on has a token");
    }
  }

  /** Texts of several languages and lengths, one a line. */
  static List<String> builtInTexts() {
    try (InputStream in = Calibration.class.getResourceAsStream(TEXTS)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + TEXTS);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + TEXTS, e);
    }
  }

  /**
   * The ranges that the texts need. Takes them through the encoder with one block at a time in
   * memory.
   *
   * @param blocks puts a block into the program, in the place of that before it
   * @return for each of the four layers of each block in turn, [2, K]: least and greatest of the
   *     columns of its input
   */
  List<FloatTensor> ranges(IntConsumer blocks) {
    Widest[] widest = new Widest[config.blocks()];
    Arrays.setAll(widest, i -> new Widest());
    Lanes lanes = Lanes.shared();
    lanes.run(() -> program.run("begin_ranges", new Argument.Int(batches.size())));
    int current = -1;
    for (int block : config.plan()) {
      if (block != current) {
        lanes.run(
            () -> {
              blocks.accept(block);
              return true;
            });
        current = block;
      }
      List<Callable<Boolean>> works = new ArrayList<>();
      for (int batch = 0; batch < batches.size(); batch++) {
        int number = batch;
        works.add(
            () -> {
              widest[block].add(ranges(number));
              return true;
            });
      }
      lanes.runAll(works);
    }
    return Stream.of(widest).flatMap(each -> each.ranges().stream()).toList();
  }

  /** Takes a batch through the block that is there. */
  private List<FloatTensor> ranges(int batch) {
    List<Argument> arguments = new ArrayList<>(batches.get(batch).arguments(config, plan));
    arguments.add(new Argument.Int(batch));
    return program.run("input_ranges", arguments.toArray(Argument[]::new));
  }

  /** The ranges that hold all of some ranges. Thread-safe. */
  private static final class Widest {
    private List<FloatTensor> ranges = List.of();

    synchronized void add(List<FloatTensor> more) {
      if (ranges.isEmpty()) {
        ranges = List.copyOf(more);
        return;
      }
      List<FloatTensor> both = new ArrayList<>(ranges.size());
      for (int i = 0; i < ranges.size(); i++) {
        both.add(widest(ranges.get(i), more.get(i)));
      }
      ranges = both;
    }

    private static FloatTensor widest(FloatTensor one, FloatTensor other) {
      float[] a = one.values();
      float[] b = other.values();
      float[] ends = new float[a.length];
      for (int i = 0; i < ends.length; i++) {
        ends[i] = i < ends.length / 2 ? Math.min(a[i], b[i]) : Math.max(a[i], b[i]);
      }
      return new FloatTensor(ends, one.shape());
    }

    synchronized List<FloatTensor> ranges() {
      return ranges;
    }
  }
}

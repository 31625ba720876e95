package io.github.nlptoolkit.bert.internal.shorttext;

import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.EncoderWeights;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

/**
 * An encoder for one short text at a time, without the engine: the computation of {@code
 * encoder.py}, with sums in single precision and weights in single precision or bfloat16. Its
 * weights are on the heap. Thread-safe: whoever comes while a text is computed is turned away.
 */
public final class ShortTextEncoder implements AutoCloseable {
  /** Longer texts are faster with the engine, measured on two cores: in bfloat16 sooner. */
  private static final int MOST_TOKENS = 32;

  private static final int MOST_BRAIN_TOKENS = 16;
  private static final int WARMING_ROUNDS = 60;
  private static final int[] WARMING_LENGTHS = {4, 7, 10, 16};

  private final EncoderConfig config;
  private final VectorLoops loops;
  private final int[] heights;
  private final List<TensorView> tables;
  private final float[] embeddingScale;
  private final float[] embeddingShift;
  private final Block[] blocks;
  private final Team team;
  private final ReentrantLock busy = new ReentrantLock();
  private final Buffers buffers;

  /** The weights of a layer. */
  private record Block(
      PanelWeight queriesKeysValues,
      PanelWeight attention,
      Norm attentionNorm,
      PanelWeight intermediate,
      PanelWeight output,
      Norm outputNorm) {}

  /** The weights of a layer norm. */
  @SuppressWarnings("ArrayRecordComponent") // a pair of arrays, never compared
  private record Norm(float[] scale, float[] shift) {}

  /** What one text needs, with room for the rows that loops compute beyond it. */
  private static final class Buffers {
    final float[] hidden;
    final float[] queriesKeysValues;
    final float[] context;
    final float[] product;
    final float[] wide;
    final Head[] heads;

    /** The bias of keys and values as weights: none. */
    final float[] zeros;

    Buffers(EncoderConfig config, int rows, int columns) {
      int size = config.hiddenSize();
      hidden = new float[rows * size];
      queriesKeysValues = new float[rows * 3 * size];
      context = new float[rows * size];
      product = new float[rows * size];
      wide = new float[rows * config.intermediateSize()];
      zeros = new float[Math.max(roundUp(MOST_TOKENS, columns), size / config.heads())];
      heads = new Head[config.heads()];
      for (int i = 0; i < heads.length; i++) {
        heads[i] = new Head(size / config.heads(), rows, columns);
      }
    }
  }

  /** What one head needs: its keys and values as weights, and the scores. */
  private static final class Head {
    final float[] keys;
    final float[] values;
    final float[] scores;

    Head(int size, int rows, int columns) {
      int most = roundUp(MOST_TOKENS, columns);
      keys = new float[size * most];
      values = new float[MOST_TOKENS * size];
      scores = new float[rows * most];
    }
  }

  private ShortTextEncoder(
      EncoderConfig config, EncoderWeights weights, VectorLoops loops, boolean brain, int threads) {
    this.config = config;
    this.loops = loops;
    this.heights = loops.heights();
    this.tables = new ArrayList<>(weights.embedding().subList(0, 2));
    this.tables.addAll(weights.types());
    this.embeddingScale = weights.embedding().get(2).toFloats();
    this.embeddingShift = weights.embedding().get(3).toFloats();
    this.blocks = new Block[config.blocks()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = block(weights.block(i), brain);
    }
    this.buffers =
        new Buffers(config, MOST_TOKENS + heights[heights.length - 1], loops.panelColumns());
    this.team = new Team(threads);
  }

  /**
   * Makes an encoder, if the process has vector instructions ({@code --add-modules
   * jdk.incubator.vector}) and the model is of a shape that their loops take.
   *
   * @param config the encoder's shape
   * @param weights its weights; the tables of embeddings stay where they are
   * @param brain whether to round the layers' weights to bfloat16
   * @param threads how many threads compute, at least 1
   * @return the encoder, or empty
   */
  public static Optional<ShortTextEncoder> of(
      EncoderConfig config, EncoderWeights weights, boolean brain, int threads) {
    Optional<VectorLoops> loops = VectorLoopsChoice.loops();
    if (loops.isEmpty() || !fits(config, weights, loops.get().panelColumns())) {
      return Optional.empty();
    }
    return Optional.of(new ShortTextEncoder(config, weights, loops.get(), brain, threads));
  }

  /** Whether each matrix divides into panels; nothing beside the layers of BERT. */
  private static boolean fits(EncoderConfig config, EncoderWeights weights, int columns) {
    return config.hiddenSize() % columns == 0
        && config.intermediateSize() % columns == 0
        && config.hiddenSize() / config.heads() % columns == 0
        && weights.projection().isEmpty()
        && weights.relative().isEmpty();
  }

  private Block block(List<TensorView> tensors, boolean brain) {
    int size = config.hiddenSize();
    float[] weight = new float[3 * size * size];
    float[] bias = new float[3 * size];
    for (int i = 0; i < 3; i++) {
      tensors.get(2 * i).copyTo(0, weight, i * size * size, size * size);
      tensors.get(2 * i + 1).copyTo(0, bias, i * size, size);
    }
    return new Block(
        PanelWeight.pack(weight, bias, size, loops.panelColumns(), brain),
        weight(tensors, 6, size, brain),
        norm(tensors, 8),
        weight(tensors, 10, size, brain),
        weight(tensors, 12, config.intermediateSize(), brain),
        norm(tensors, 14));
  }

  private PanelWeight weight(List<TensorView> tensors, int at, int inputs, boolean brain) {
    float[] bias = tensors.get(at + 1).toFloats();
    return PanelWeight.pack(tensors.get(at).toFloats(), bias, inputs, loops.panelColumns(), brain);
  }

  private static Norm norm(List<TensorView> tensors, int at) {
    return new Norm(tensors.get(at).toFloats(), tensors.get(at + 1).toFloats());
  }

  /**
   * How many tokens a text may have.
   *
   * @return the most
   */
  public int mostTokens() {
    return blocks[0].output().isBrain() ? MOST_BRAIN_TOKENS : MOST_TOKENS;
  }

  /** Receives the last layer's output. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads it.
     *
     * @param hidden the rows one after another, valid during the call
     * @return what is made of them
     */
    T read(float[] hidden);
  }

  /**
   * Encodes a text.
   *
   * @param <T> what is made of its hidden states
   * @param ids its tokens, 1 to {@link #mostTokens}
   * @param positions their positions
   * @param types their types, or none for all 0
   * @param reader makes it, on the calling thread
   * @return what it made, or empty if another text is being computed
   */
  public <T> Optional<T> encode(long[] ids, long[] positions, long[] types, Reader<T> reader) {
    if (!busy.tryLock()) {
      return Optional.empty();
    }
    try {
      team.wake();
      lookUp(ids, positions, types);
      for (int block : config.plan()) {
        layer(blocks[block], ids.length);
      }
      return Optional.of(reader.read(buffers.hidden));
    } finally {
      busy.unlock();
    }
  }

  private void lookUp(long[] ids, long[] positions, long[] types) {
    int size = config.hiddenSize();
    float[] x = buffers.hidden;
    float[] row = buffers.product;
    float[] typed = buffers.context;
    float eps = (float) config.normEps();
    for (int i = 0; i < ids.length; i++) {
      tables.get(0).copyTo(ids[i] * size, x, i * size, size);
      tables.get(1).copyTo(positions[i] * size, row, 0, size);
      if (tables.size() > 2) {
        long type = types.length == 0 ? 0 : types[i];
        tables.get(2).copyTo(type * size, typed, 0, size);
        for (int j = 0; j < size; j++) {
          x[i * size + j] += row[j];
          row[j] = typed[j];
        }
      }
      loops.addAndNorm(x, i * size, row, 0, embeddingScale, embeddingShift, eps);
    }
  }

  private void layer(Block block, int tokens) {
    linear(buffers.hidden, tokens, block.queriesKeysValues(), buffers.queriesKeysValues);
    team.run(config.heads(), head -> attend(head, tokens));
    linear(buffers.context, tokens, block.attention(), buffers.product);
    addAndNorm(tokens, block.attentionNorm());
    int width = config.intermediateSize();
    int columns = loops.panelColumns();
    team.run(
        width / columns,
        panel -> {
          panel(buffers.hidden, tokens, block.intermediate(), panel, buffers.wide);
          for (int i = 0; i < tokens; i++) {
            loops.activate(config.activation(), buffers.wide, i * width + panel * columns, columns);
          }
        });
    linear(buffers.wide, tokens, block.output(), buffers.product);
    addAndNorm(tokens, block.outputNorm());
  }

  private void linear(float[] x, int rows, PanelWeight weight, float[] y) {
    team.run(weight.panels(), panel -> panel(x, rows, weight, panel, y));
  }

  /** The columns of one panel for all rows. */
  private void panel(float[] x, int rows, PanelWeight weight, int panel, float[] y) {
    int columns = loops.panelColumns();
    int inputs = weight.inputs();
    multiply(x, 0, inputs, rows, weight, panel, y, panel * columns, weight.panels() * columns);
  }

  /** One panel for some rows, and for some beyond them that nobody reads. */
  private void multiply(
      float[] x,
      int from,
      int stride,
      int rows,
      PanelWeight weight,
      int panel,
      float[] y,
      int to,
      int toStride) {
    int row = 0;
    while (row < rows) {
      int height = height(rows - row);
      loops.multiply(
          height, x, from + row * stride, stride, weight, panel, y, to + row * toStride, toStride);
      row += height;
    }
  }

  /** As many rows as one loop takes, cut so that the last loop wastes little. */
  private int height(int rows) {
    int highest = heights[heights.length - 1];
    int calls = (rows + highest - 1) / highest;
    int even = (rows + calls - 1) / calls;
    for (int height : heights) {
      if (height >= even) {
        return height;
      }
    }
    return highest;
  }

  private void addAndNorm(int tokens, Norm norm) {
    int size = config.hiddenSize();
    float eps = (float) config.normEps();
    for (int i = 0; i < tokens; i++) {
      loops.addAndNorm(
          buffers.hidden, i * size, buffers.product, i * size, norm.scale(), norm.shift(), eps);
    }
  }

  /** One head: scores as a product with the keys, the context as one with the values. */
  private void attend(int index, int tokens) {
    int hidden = config.hiddenSize();
    int size = hidden / config.heads();
    int columns = loops.panelColumns();
    int padded = roundUp(tokens, columns);
    int stride = 3 * hidden;
    int from = index * size;
    float[] rows = buffers.queriesKeysValues;
    Head head = buffers.heads[index];
    for (int j = 0; j < tokens; j++) {
      int panel = j / columns * columns * size + j % columns;
      int key = j * stride + hidden + from;
      for (int c = 0; c < size; c++) {
        head.keys[panel + c * columns] = rows[key + c];
      }
      int value = key + hidden;
      for (int c = 0; c < size; c += columns) {
        System.arraycopy(rows, value + c, head.values, c * tokens + j * columns, columns);
      }
    }
    PanelWeight keys = PanelWeight.ofPanels(size, columns, head.keys, buffers.zeros);
    for (int panel = 0; panel < padded / columns; panel++) {
      multiply(rows, from, stride, tokens, keys, panel, head.scores, panel * columns, padded);
    }
    float factor = (float) (1 / Math.sqrt(size));
    for (int i = 0; i < tokens; i++) {
      loops.softmax(head.scores, i * padded, tokens, factor);
    }
    PanelWeight values = PanelWeight.ofPanels(tokens, columns, head.values, buffers.zeros);
    for (int panel = 0; panel < size / columns; panel++) {
      int to = from + panel * columns;
      multiply(head.scores, 0, padded, tokens, values, panel, buffers.context, to, hidden);
    }
  }

  private static int roundUp(int count, int multiple) {
    return (count + multiple - 1) / multiple * multiple;
  }

  /** Has each loop compiled, by encoding texts of several lengths some times. */
  public void warmUp() {
    long[] types = {};
    for (int round = 0; round < WARMING_ROUNDS; round++) {
      for (int tokens : WARMING_LENGTHS) {
        long[] ids = new long[tokens];
        long[] positions = LongStream.range(0, tokens).map(this::position).toArray();
        encode(ids, positions, types, hidden -> true);
      }
    }
  }

  private long position(long token) {
    return Math.min(token, config.positions() - 1L);
  }

  /** Sends the threads home. */
  @Override
  public void close() {
    team.close();
  }
}

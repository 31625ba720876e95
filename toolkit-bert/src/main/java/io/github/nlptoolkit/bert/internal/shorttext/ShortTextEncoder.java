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
  /** Longer texts are faster with the engine, measured on two cores: in bfloat16 sooner (AMX). */
  private static final int MOST_TOKENS = 64;

  private static final int MOST_BRAIN_TOKENS = 32;

  /** How many outputs a layer may have; query, key and value are one. */
  public static final int MOST_OUTPUTS = VectorLoops.ROW;

  private static final int ROW = VectorLoops.ROW;

  /** How many rows are normed by one thread at a time. */
  private static final int ROWS_OF_PIECE = 4;

  private static final int WARMING_ROUNDS = 60;
  private static final int[] WARMING_LENGTHS = {4, 7, 10, 16, 40};

  private final EncoderConfig config;
  private final VectorLoops loops;
  private final int[] heights;
  private final List<TensorView> tables;
  private final float[] embeddingScale;
  private final float[] embeddingShift;
  private final Block[] blocks;
  private final Team team;
  private final ReentrantLock busy = new ReentrantLock();
  private final RowBuffers buffers;

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
    PanelMemory memory = PanelMemory.of(blocks.length * weightsOfBlock(config), brain);
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = block(weights.block(i), memory);
    }
    this.buffers =
        new RowBuffers(
            config, mostTokens(brain), heights[heights.length - 1], loops.panelColumns());
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

  /** Whether each matrix divides into panels and rows have room; nothing beside BERT's layers. */
  private static boolean fits(EncoderConfig config, EncoderWeights weights, int columns) {
    return Math.max(3 * config.hiddenSize(), config.intermediateSize()) <= MOST_OUTPUTS
        && config.heads() * VectorLoops.roundUp(MOST_TOKENS, columns) <= ROW
        && config.hiddenSize() % columns == 0
        && config.intermediateSize() % columns == 0
        && config.headSize() % columns == 0
        && weights.projection().isEmpty()
        && weights.relative().isEmpty();
  }

  private static long weightsOfBlock(EncoderConfig config) {
    return (4L * config.hiddenSize() + 2L * config.intermediateSize()) * config.hiddenSize();
  }

  private Block block(List<TensorView> tensors, PanelMemory memory) {
    int size = config.hiddenSize();
    float[] weight = new float[3 * size * size];
    float[] bias = new float[3 * size];
    for (int i = 0; i < 3; i++) {
      tensors.get(2 * i).copyTo(0, weight, i * size * size, size * size);
      tensors.get(2 * i + 1).copyTo(0, bias, i * size, size);
    }
    return new Block(
        PanelWeight.pack(weight, bias, size, loops.panelColumns(), memory),
        weight(tensors, 6, size, memory),
        norm(tensors, 8),
        weight(tensors, 10, size, memory),
        weight(tensors, 12, config.intermediateSize(), memory),
        norm(tensors, 14));
  }

  private PanelWeight weight(List<TensorView> tensors, int at, int inputs, PanelMemory memory) {
    float[] bias = tensors.get(at + 1).toFloats();
    return PanelWeight.pack(tensors.get(at).toFloats(), bias, inputs, loops.panelColumns(), memory);
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
    return mostTokens(blocks[0].output().isBrain());
  }

  private static int mostTokens(boolean brain) {
    return brain ? MOST_BRAIN_TOKENS : MOST_TOKENS;
  }

  /** Receives the last layer's output. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads it.
     *
     * @param rows where it is, valid during the call
     * @param from where its first row is, as {@link RowPooling#pool} takes it
     * @return what is made of it
     */
    T read(float[] rows, int from);
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
      buffers.prepare(ids.length);
      lookUp(ids, positions, types);
      for (int block : config.plan()) {
        layer(blocks[block], ids.length);
      }
      return Optional.of(reader.read(buffers.rows, buffers.hidden));
    } finally {
      busy.unlock();
    }
  }

  private void lookUp(long[] ids, long[] positions, long[] types) {
    int size = config.hiddenSize();
    float[] rows = buffers.rows;
    float eps = (float) config.normEps();
    eachRow(
        ids.length,
        i -> {
          int at = buffers.hidden + i * ROW;
          int added = buffers.product + i * ROW;
          int typed = buffers.context + i * ROW;
          tables.get(0).copyTo(ids[i] * size, rows, at, size);
          tables.get(1).copyTo(positions[i] * size, rows, added, size);
          if (tables.size() > 2) {
            long type = types.length == 0 ? 0 : types[i];
            tables.get(2).copyTo(type * size, rows, typed, size);
            for (int j = 0; j < size; j++) {
              rows[at + j] += rows[added + j];
              rows[added + j] = rows[typed + j];
            }
          }
          loops.addAndNorm(rows, at, rows, added, embeddingScale, embeddingShift, eps);
        });
  }

  /** Does something with each row, some rows at a time. */
  private void eachRow(int rows, Team.Work work) {
    team.run(
        (rows + ROWS_OF_PIECE - 1) / ROWS_OF_PIECE,
        piece -> {
          int end = Math.min(rows, (piece + 1) * ROWS_OF_PIECE);
          for (int row = piece * ROWS_OF_PIECE; row < end; row++) {
            work.run(row);
          }
        });
  }

  private void layer(Block block, int tokens) {
    team.run(
        config.heads(),
        head -> {
          project(block.queriesKeysValues(), head, tokens);
          attend(head, tokens);
        });
    linear(buffers.context, tokens, block.attention(), buffers.product);
    addAndNorm(tokens, block.attentionNorm());
    int columns = loops.panelColumns();
    team.run(
        block.intermediate().panels(),
        panel -> {
          int to = buffers.wide + panel * columns;
          multiply(buffers.hidden, tokens, block.intermediate(), panel, to);
          for (int i = 0; i < tokens; i++) {
            loops.activate(config.activation(), buffers.rows, to + i * ROW, columns);
          }
        });
    linear(buffers.wide, tokens, block.output(), buffers.product);
    addAndNorm(tokens, block.outputNorm());
  }

  private void linear(int from, int rows, PanelWeight weight, int to) {
    int columns = loops.panelColumns();
    team.run(weight.panels(), panel -> multiply(from, rows, weight, panel, to + panel * columns));
  }

  /** One panel for some rows, and for some beyond them that nobody reads. */
  private void multiply(int from, int rows, PanelWeight weight, int panel, int to) {
    // Written where a product comes next: a sum that nobody reads would not be computed at all.
    buffers.rows[to] = weight.touch(panel);
    int row = 0;
    while (row < rows) {
      int height = height(rows - row);
      int off = row * ROW;
      loops.multiply(height, buffers.rows, from + off, weight, panel, buffers.rows, to + off);
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
    float eps = (float) config.normEps();
    float[] rows = buffers.rows;
    eachRow(
        tokens,
        i -> {
          int at = buffers.hidden + i * ROW;
          int added = buffers.product + i * ROW;
          loops.addAndNorm(rows, at, rows, added, norm.scale(), norm.shift(), eps);
        });
  }

  /** The queries, keys and values of one head, which the same thread then attends with. */
  private void project(PanelWeight weight, int head, int tokens) {
    int columns = loops.panelColumns();
    int size = config.headSize();
    for (int part = 0; part < 3; part++) {
      int from = part * config.hiddenSize() + head * size;
      for (int column = from; column < from + size; column += columns) {
        int to = buffers.queriesKeysValues + column;
        multiply(buffers.hidden, tokens, weight, column / columns, to);
      }
    }
  }

  /** One head: scores as a product with the keys, the context as one with the values. */
  private void attend(int index, int tokens) {
    int hidden = config.hiddenSize();
    int size = config.headSize();
    int columns = loops.panelColumns();
    int padded = VectorLoops.roundUp(tokens, columns);
    float[] rows = buffers.rows;
    float[] keys = buffers.keys[index];
    float[] values = buffers.values[index];
    int query = buffers.queriesKeysValues + index * size;
    for (int j = 0; j < tokens; j++) {
      int panel = j / columns * columns * size + j % columns;
      int key = query + j * ROW + hidden;
      for (int c = 0; c < size; c++) {
        keys[panel + c * columns] = rows[key + c];
      }
      int value = key + hidden;
      for (int c = 0; c < size; c += columns) {
        System.arraycopy(rows, value + c, values, c * tokens + j * columns, columns);
      }
    }
    int scores = buffers.scores + index * padded;
    PanelWeight keyWeight = PanelWeight.ofPanels(size, columns, keys, buffers.keyBias);
    for (int panel = 0; panel < padded / columns; panel++) {
      multiply(query, tokens, keyWeight, panel, scores + panel * columns);
    }
    float factor = (float) (1 / Math.sqrt(size));
    for (int i = 0; i < tokens; i++) {
      loops.softmax(rows, scores + i * ROW, padded / columns, factor);
    }
    PanelWeight valueWeight = PanelWeight.ofPanels(tokens, columns, values, buffers.valueBias);
    int context = buffers.context + index * size;
    for (int panel = 0; panel < size / columns; panel++) {
      multiply(scores, tokens, valueWeight, panel, context + panel * columns);
    }
  }

  /** Has each loop compiled, by encoding texts of several lengths some times. */
  public void warmUp() {
    long[] types = {};
    for (int round = 0; round < WARMING_ROUNDS; round++) {
      for (int length : WARMING_LENGTHS) {
        int tokens = Math.min(length, mostTokens());
        long[] ids = new long[tokens];
        long[] positions = LongStream.range(0, tokens).map(this::position).toArray();
        encode(ids, positions, types, (rows, from) -> true);
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

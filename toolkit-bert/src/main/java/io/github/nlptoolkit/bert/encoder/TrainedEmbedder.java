package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.encoder.EncoderModel.Pooled;
import io.github.nlptoolkit.bert.family.Dropouts;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.engine.program.ProgramText;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tensor.KeptTensors;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.train.Seeds;
import io.github.nlptoolkit.engine.train.TrainedProgram;
import io.github.nlptoolkit.engine.train.TrainedProgram.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An encoder with pooling and the modules behind it, in training: texts to vectors, the gradient of
 * a loss by the vectors, and from there to the weights. Texts are embedded in parts side by side;
 * the loss sees all of them. Not thread-safe.
 */
public final class TrainedEmbedder implements AutoCloseable {
  private final TrainedProgram program;
  private final EncoderConfig config;
  private final Dropouts dropouts;
  private final Pooled pooled;
  private final int dimension;
  private final Argument plan;

  private TrainedEmbedder(TrainedProgram program, TrainedWeights weights) {
    this.program = program;
    this.config = weights.encoder();
    this.dropouts = weights.dropouts();
    this.pooled = weights.pooled();
    this.dimension = weights.dimension();
    this.plan = Argument.ints(config.plan().stream().mapToLong(Integer::longValue).toArray());
  }

  /**
   * Puts a model into native memory.
   *
   * @param weights its weights and shape
   * @return the model
   * @throws IllegalArgumentException if none of its weights is trained
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static TrainedEmbedder load(TrainedWeights weights) {
    TrainedProgram program =
        TrainedProgram.load(
            text(),
            weights.device().resolve(),
            weights.parameters(),
            "adopt_sentences",
            weights.arguments());
    return new TrainedEmbedder(program, weights);
  }

  private static ProgramText text() {
    return TrainedEncoder.text()
        .with(TrainedEmbedder.class, "siamese.py")
        .with(TrainedEmbedder.class, "losses.py");
  }

  /**
   * The program.
   *
   * @return the weights and their optimiser; closed with this
   */
  public TrainedProgram program() {
    return program;
  }

  /**
   * The length of a vector.
   *
   * @return the number of its values
   */
  public int dimension() {
    return dimension;
  }

  /**
   * A loss over vectors, in the numbers of the program {@code losses.py}. The arrays are not
   * copied.
   *
   * @param kind its name there
   * @param numbers what it takes of numbers
   * @param choices what it takes of choices
   * @param dims how many of the first values count, each a loss of its own; none for all as they
   *     are
   * @param weights the weight of each of these losses
   */
  @SuppressWarnings("ArrayRecordComponent") // made and used by this module alone, never compared
  public record Loss(
      String kind, double[] numbers, long[] choices, long[] dims, double[] weights) {}

  /**
   * A loss with its gradients.
   *
   * @param loss the loss
   * @param columns the gradient by each column of vectors, of the columns' shape
   * @param classifier the gradients by the weights of the loss, or none
   */
  public record LossGradients(
      double loss, List<FloatTensor> columns, List<FloatTensor> classifier) {
    /** Copies the lists. */
    public LossGradients {
      columns = List.copyOf(columns);
      classifier = List.copyOf(classifier);
    }
  }

  /**
   * A loss of vectors.
   *
   * @param loss which
   * @param columns the vectors of each column, {@code [B, D]} each
   * @param labels its labels, {@code [B]}, {@code [B, K]}, or {@code [0]} for none
   * @return the loss with its gradients
   */
  public LossGradients loss(Loss loss, List<FloatTensor> columns, FloatTensor labels) {
    Part part =
        new Part(
            "loss_gradients",
            List.of(
                new Argument.Tensors(columns),
                new Argument.Floats(labels),
                new Argument.Str(loss.kind()),
                Argument.decimals(loss.numbers()),
                Argument.ints(loss.choices()),
                Argument.ints(loss.dims()),
                Argument.decimals(loss.weights())));
    try (KeptTensors given = program.recordAll(List.of(part)).get(0)) {
      List<FloatTensor> all = IntStream.range(0, given.size()).mapToObj(given::read).toList();
      return new LossGradients(
          all.get(0).values()[0],
          all.subList(1, 1 + columns.size()),
          all.subList(1 + columns.size(), all.size()));
    }
  }

  /** What a loss makes of a batch's vectors. */
  @FunctionalInterface
  public interface LossOfVectors {
    /**
     * Takes the vectors.
     *
     * @param vectors a row for each text, in the texts' order
     * @return the gradient by each of them
     */
    Gradients of(float[][] vectors);
  }

  /**
   * What goes back from a loss. The array is not copied.
   *
   * @param rows the gradient by each vector
   * @param classifier the gradients by the weights of the loss, or none
   */
  @SuppressWarnings("ArrayRecordComponent") // made and used by this module alone, never compared
  public record Gradients(float[][] rows, List<FloatTensor> classifier) {}

  /**
   * Adds the gradients of a batch to the sums that the next step uses.
   *
   * @param texts the tokens of the batch's texts, each at least one
   * @param tokensPerPart the most tokens that are worked on at a time by one core, whose
   *     intermediate results are computed twice so that they need not be kept; 0 to keep those of
   *     the whole batch
   * @param seed what dropout draws from
   * @param loss the loss
   */
  public void addGradients(List<TokenIds> texts, int tokensPerPart, long seed, LossOfVectors loss) {
    List<int[]> parts = parts(texts, tokensPerPart);
    List<List<Argument>> arguments = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      arguments.add(arguments(texts, parts.get(i), dropouts, Seeds.of(seed, i) >>> 2));
    }
    if (tokensPerPart > 0) {
      recomputing(texts, parts, arguments, loss);
    } else {
      keeping(texts, parts, arguments, loss);
    }
  }

  private void keeping(
      List<TokenIds> texts, List<int[]> parts, List<List<Argument>> arguments, LossOfVectors loss) {
    List<KeptTensors> kept = program.recordAll(calls("embed_trained", arguments));
    try {
      float[][] vectors = new float[texts.size()][];
      for (int i = 0; i < parts.size(); i++) {
        scatter(kept.get(i).read(0), parts.get(i), vectors);
      }
      Gradients gradients = loss.of(vectors);
      List<Part> back = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        back.add(
            new Part(
                "vector_gradients",
                List.of(
                    new Argument.Kept(kept.get(i)),
                    given(gradients, parts.get(i)),
                    more(gradients, i))));
      }
      program.addGradients(back);
    } finally {
      kept.forEach(KeptTensors::close);
    }
  }

  private void recomputing(
      List<TokenIds> texts, List<int[]> parts, List<List<Argument>> arguments, LossOfVectors loss) {
    float[][] vectors = new float[texts.size()][];
    List<List<FloatTensor>> rows = program.runAll(calls("embed_trained", arguments));
    for (int i = 0; i < parts.size(); i++) {
      scatter(rows.get(i).get(0), parts.get(i), vectors);
    }
    Gradients gradients = loss.of(vectors);
    List<Part> back = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      List<Argument> all = new ArrayList<>(arguments.get(i));
      all.add(given(gradients, parts.get(i)));
      all.add(more(gradients, i));
      back.add(new Part("text_gradients", all));
    }
    program.addGradients(back);
  }

  private static List<Part> calls(String method, List<List<Argument>> arguments) {
    return arguments.stream().map(some -> new Part(method, some)).toList();
  }

  private static void scatter(FloatTensor some, int[] rows, float[][] vectors) {
    int width = some.size(1);
    for (int i = 0; i < rows.length; i++) {
      vectors[rows[i]] = Arrays.copyOfRange(some.values(), i * width, (i + 1) * width);
    }
  }

  private Argument given(Gradients gradients, int[] rows) {
    float[] values = new float[rows.length * dimension];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(gradients.rows()[rows[i]], 0, values, i * dimension, dimension);
    }
    return new Argument.Floats(new FloatTensor(values, rows.length, dimension));
  }

  /** The weights of the loss get their gradients with the first part. */
  private static Argument more(Gradients gradients, int part) {
    return new Argument.Tensors(part == 0 ? gradients.classifier() : List.of());
  }

  /**
   * The vectors of texts, nothing dropped and nothing recorded.
   *
   * @param texts their tokens
   * @param tokensPerBatch the most tokens that are worked on at a time by one core
   * @return a row for each text in order; zeros for those without tokens
   */
  public float[][] embed(List<TokenIds> texts, int tokensPerBatch) {
    float[][] vectors = new float[texts.size()][dimension];
    List<int[]> parts = Batches.of(texts, tokensPerBatch, Lanes.shared().width());
    List<List<Argument>> arguments =
        parts.stream().map(rows -> arguments(texts, rows, Dropouts.NONE, 0)).toList();
    List<List<FloatTensor>> all = program.runAll(calls("embed_trained", arguments));
    for (int i = 0; i < parts.size(); i++) {
      scatter(all.get(i).get(0), parts.get(i), vectors);
    }
    return vectors;
  }

  /** Parts of about as many tokens, longest texts first, as many as there are cores or more. */
  private static List<int[]> parts(List<TokenIds> texts, int tokensPerPart) {
    int[] order = Batches.longestFirst(texts);
    long tokens = texts.stream().mapToLong(TokenIds::size).sum();
    long least = tokensPerPart > 0 ? (tokens + tokensPerPart - 1) / tokensPerPart : 1;
    long count = Math.max(least, Lanes.shared().width());
    List<int[]> parts = new ArrayList<>();
    int start = 0;
    long done = 0;
    for (int i = 0; i < order.length; i++) {
      done += texts.get(order[i]).size();
      if (done * count >= tokens * (parts.size() + 1)) {
        parts.add(Arrays.copyOfRange(order, start, i + 1));
        start = i + 1;
      }
    }
    return parts;
  }

  private List<Argument> arguments(List<TokenIds> texts, int[] rows, Dropouts drops, long noise) {
    PackedBatch batch = PackedBatch.of(texts, rows, config);
    List<Argument> arguments = new ArrayList<>(batch.arguments(config, plan));
    arguments.addAll(
        List.of(
            Argument.decimals(
                drops.embeddings(), drops.attention(), drops.attentionOutput(), drops.output()),
            Argument.ints(noise),
            Argument.ints(pooled.modes()),
            new Argument.Int(pooled.skip()),
            Argument.ints(pooled.modules())));
    return arguments;
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    program.close();
  }
}

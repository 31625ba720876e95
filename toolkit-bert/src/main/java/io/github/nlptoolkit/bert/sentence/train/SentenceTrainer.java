package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.bert.encoder.TrainedEmbedder;
import io.github.nlptoolkit.bert.encoder.TrainedEmbedder.Gradients;
import io.github.nlptoolkit.bert.encoder.TrainedEmbedder.LossGradients;
import io.github.nlptoolkit.bert.encoder.TrainedWeights;
import io.github.nlptoolkit.bert.sentence.SentenceModules;
import io.github.nlptoolkit.bert.train.NewFolder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.train.Batches;
import io.github.nlptoolkit.engine.train.Checkpointing;
import io.github.nlptoolkit.engine.train.DivergedException;
import io.github.nlptoolkit.engine.train.Parameter;
import io.github.nlptoolkit.engine.train.Seeds;
import io.github.nlptoolkit.engine.train.TrainingLoop;
import io.github.nlptoolkit.engine.train.TrainingOptions;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32C;

/**
 * Fine-tunes a sentence model: the encoder and the modules behind it learn from pairs, triplets or
 * what else a loss takes. Texts are packed without padding and embedded in parts side by side; the
 * loss sees the vectors of the whole batch. A folder's default prompt is put before each text.
 *
 * <p>The same examples, options and number of cores give the same numbers, bit by bit, also if the
 * training is left and taken up again from a checkpoint.
 *
 * <p>Not thread-safe. It holds native memory: who makes it closes it.
 *
 * @see <a href="https://arxiv.org/abs/1908.10084">Reimers and Gurevych, 2019: Sentence-BERT</a>
 */
public final class SentenceTrainer implements AutoCloseable {
  private static final long ORDER = 1;
  private static final long ADAPTERS = 2;
  private static final long CLASSIFIER = 3;
  private static final int EMBEDDED_TOKENS = 1024;

  private final FineTuningOptions options;
  private final SentenceModules modules;
  private final Tokenizer tokenizer;
  private final TrainedEmbedder model;
  private final TrainedEmbedder.Loss loss;
  private final Map<String, Integer> places = new HashMap<>();
  private boolean closed;

  private SentenceTrainer(
      FineTuningOptions options,
      SentenceModules modules,
      Tokenizer tokenizer,
      TrainedEmbedder model) {
    this.options = options;
    this.modules = modules;
    this.tokenizer = tokenizer;
    this.model = model;
    this.loss = options.loss().code(modules.dimension());
    for (Parameter parameter : model.program().parameters()) {
      places.put(parameter.name(), places.size());
    }
  }

  /**
   * Opens a model.
   *
   * @param folder a Hugging Face folder, with or without sentence-transformers' {@code
   *     modules.json}
   * @param options how to train
   * @return the trainer, to be closed
   * @throws NoSuchFileException if there is no such folder
   * @throws ModelFormatException if a file is missing, damaged or not supported
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if an option does not fit the model
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static SentenceTrainer load(Path folder, FineTuningOptions options) throws IOException {
    SentenceModules modules = SentenceModules.read(folder);
    options.loss().code(modules.dimension());
    Tokenizer tokenizer = modules.tokenizer(options.maxTokens());
    TrainedEmbedder model = null;
    try {
      model =
          TrainedEmbedder.load(
              TrainedWeights.of(
                  modules.transformer(),
                  modules.weights(),
                  modules.pooled(tokenizer),
                  modules.dimension(),
                  options.device(),
                  choice(modules, options)));
      requireFound(options.frozen(), model.program().parameters());
      return new SentenceTrainer(options, modules, tokenizer, model);
    } catch (IOException | RuntimeException | Error e) {
      tokenizer.close();
      if (model != null) {
        model.close();
      }
      throw e;
    }
  }

  private static TrainedWeights.Choice choice(SentenceModules modules, FineTuningOptions options)
      throws IOException {
    long seed = options.training().seed();
    Checkpoint transformer = modules.transformer();
    LoraOptions lora = options.lora().orElse(null);
    return new TrainedWeights.Choice(
        name -> options.frozen().stream().anyMatch(name::startsWith),
        lora == null ? List.of() : Adapters.begin(transformer, lora, Seeds.of(seed, ADAPTERS)),
        lora == null ? 0 : lora.scale(),
        classifier(options.loss(), modules.dimension(), Seeds.of(seed, CLASSIFIER)));
  }

  /** As {@code torch.nn.Linear} begins: uniform within one over the root of what it sees. */
  private static List<FloatTensor> classifier(SentenceLoss loss, int dimension, long seed) {
    if (loss.classes() == 0) {
      return List.of();
    }
    int features = loss.features(dimension);
    double bound = 1 / Math.sqrt(features);
    SplittableRandom random = new SplittableRandom(seed);
    float[] weight = new float[loss.classes() * features];
    float[] bias = new float[loss.classes()];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) random.nextDouble(-bound, bound);
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) random.nextDouble(-bound, bound);
    }
    return List.of(
        new FloatTensor(weight, loss.classes(), features), new FloatTensor(bias, bias.length));
  }

  private static void requireFound(List<String> prefixes, List<Parameter> parameters) {
    for (String prefix : prefixes) {
      if (parameters.stream().noneMatch(parameter -> parameter.name().startsWith(prefix))) {
        throw new IllegalArgumentException(
            "frozen must be starts of names of weights such as "
                + parameters.get(0).name()
                + ", got "
                + prefix);
      }
    }
  }

  /**
   * Trains. If there is an evaluator, the weights are those with the best score in the end.
   *
   * @param examples what to learn from
   * @throws IllegalArgumentException if an example does not fit the loss (the message has its
   *     number), there is none, or the folder of checkpoints has some that are not to be gone on
   *     from
   * @throws ModelFormatException if the checkpoint to go on from is damaged or of another training
   * @throws IOException if a checkpoint cannot be written; those before it stay
   * @throws DivergedException if the loss or the gradients of a step are not finite
   * @throws CancellationException if the calling thread is interrupted; it stays so
   * @throws InferenceException if the engine fails
   * @throws IllegalStateException if this is closed
   */
  public void train(List<TrainingExample> examples) throws IOException {
    requireOpen();
    check(examples);
    TrainingOptions training = options.training();
    long order = Seeds.of(training.seed(), ORDER);
    long batches = options.sampler().epoch(examples, options.batchSize(), order).size();
    long ofEpoch = (batches + training.accumulation() - 1) / training.accumulation();
    long steps =
        options.steps() > 0 ? options.steps() : Math.multiplyExact(ofEpoch, options.epochs());
    if (options.warmUpShare() > 0) {
      training =
          training.schedule(training.schedule(), (long) Math.ceil(options.warmUpShare() * steps));
    }
    BestModel best =
        new BestModel(
            model.program(),
            options.checkpointing().map(Checkpointing::folder).orElse(null),
            this::write);
    TrainingLoop.builder(
            model.program(),
            epoch ->
                Batches.of(
                    options.sampler().epoch(examples, options.batchSize(), Seeds.of(order, epoch))),
            this::addGradients)
        .options(training)
        .steps(steps)
        .checkpointing(options.checkpointing().orElse(null))
        .export(this::write)
        .listener(new TrainingWatch(options, best, ofEpoch, embedder()))
        .setting("examples", fingerprint(examples))
        .setting("loss", options.loss().toString())
        .setting("batch size", Integer.toString(options.batchSize()))
        .setting("sampler", options.sampler().toString())
        .setting("tokens of a text", Integer.toString(tokenizer.options().maxTokens().orElse(0)))
        .setting("tokens at a time", Integer.toString(options.recomputedTokens()))
        .build()
        .run();
    if (best.isKnown()) {
      best.restore();
    }
  }

  private void check(List<TrainingExample> examples) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to train on: no example at all");
    }
    int texts = examples.get(0).texts().size();
    for (int i = 0; i < examples.size(); i++) {
      TrainingExample example = examples.get(i);
      String problem = options.loss().problem(example, modules.dimension());
      if (problem.isEmpty() && example.texts().size() != texts) {
        problem = "it has " + example.texts().size() + " texts, the first has " + texts;
      }
      if (!problem.isEmpty()) {
        throw new IllegalArgumentException("example " + (i + 1) + ": " + problem);
      }
    }
  }

  private static String fingerprint(List<TrainingExample> examples) {
    CRC32C sum = new CRC32C();
    for (TrainingExample example : examples) {
      for (String text : example.texts()) {
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        sum.update(0);
      }
      for (float label : example.labelsView()) {
        sum.update(Float.toString(label).getBytes(StandardCharsets.UTF_8));
      }
    }
    return examples.size() + " of checksum " + Long.toHexString(sum.getValue());
  }

  /** Adds the gradients of the batches of a step; gives their mean loss. */
  double addGradients(List<List<TrainingExample>> batches, long seed) {
    double[] sum = {0};
    for (int i = 0; i < batches.size(); i++) {
      List<TrainingExample> batch = batches.get(i);
      int columns = batch.get(0).texts().size();
      List<TokenIds> ids = new ArrayList<>(columns * batch.size());
      for (int c = 0; c < columns; c++) {
        for (TrainingExample example : batch) {
          ids.add(tokenizer.ids(modules.prompt() + example.texts().get(c)));
        }
      }
      float scale = 1f / batches.size();
      model.addGradients(
          ids,
          options.recomputedTokens(),
          Seeds.of(seed, i),
          vectors -> {
            LossGradients found = lossOf(vectors, columns, batch);
            sum[0] += found.loss() * scale;
            return gradients(found, scale);
          });
    }
    return sum[0];
  }

  private LossGradients lossOf(float[][] vectors, int columns, List<TrainingExample> batch) {
    int size = batch.size();
    int dimension = model.dimension();
    List<FloatTensor> each = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      float[] values = new float[size * dimension];
      for (int i = 0; i < size; i++) {
        System.arraycopy(vectors[c * size + i], 0, values, i * dimension, dimension);
      }
      each.add(new FloatTensor(values, size, dimension));
    }
    return model.loss(loss, each, labels(options.loss(), batch));
  }

  /** The labels of a batch in the shape that its loss wants. */
  private static FloatTensor labels(SentenceLoss loss, List<TrainingExample> batch) {
    int width = batch.get(0).labelsView().length;
    if (loss.labels() == SentenceLoss.Labels.NONE || width == 0) {
      return new FloatTensor(new float[0], 0);
    }
    float[] labels = new float[batch.size() * width];
    for (int i = 0; i < batch.size(); i++) {
      System.arraycopy(batch.get(i).labelsView(), 0, labels, i * width, width);
    }
    return width == 1 && loss.labels() != SentenceLoss.Labels.VECTOR
        ? new FloatTensor(labels, batch.size())
        : new FloatTensor(labels, batch.size(), width);
  }

  private Gradients gradients(LossGradients found, float scale) {
    int dimension = model.dimension();
    List<float[]> rows = new ArrayList<>();
    for (FloatTensor column : found.columns()) {
      for (int i = 0; i < column.size(0); i++) {
        float[] row = new float[dimension];
        for (int k = 0; k < dimension; k++) {
          row[k] = scale * column.values()[i * dimension + k];
        }
        rows.add(row);
      }
    }
    List<FloatTensor> classifier = new ArrayList<>();
    for (FloatTensor part : found.classifier()) {
      float[] values = part.values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] *= scale;
      }
      classifier.add(new FloatTensor(values, part.shape()));
    }
    return new Gradients(rows.toArray(float[][]::new), classifier);
  }

  /**
   * The model as it is, for evaluation: nothing is dropped.
   *
   * @return a view of this, which closing does not close
   */
  public TextEmbedder embedder() {
    return new TextEmbedder() {
      @Override
      public int dimension() {
        return modules.dimension();
      }

      @Override
      public Embeddings embed(List<String> texts) {
        requireOpen();
        List<TokenIds> ids = new ArrayList<>(texts.size());
        for (String text : texts) {
          ids.add(tokenizer.ids(modules.prompt() + text));
        }
        if (ids.isEmpty()) {
          return Embeddings.of(modules.dimension());
        }
        return Embeddings.ofRows(List.of(model.embed(ids, EMBEDDED_TOKENS)));
      }

      @Override
      public void close() {}
    };
  }

  /**
   * Saves the model as a folder that {@link io.github.nlptoolkit.bert.sentence.SentenceEmbedder}
   * and sentence-transformers load: configuration, tokenizer, modules, and 32-bit weights by their
   * published names. Adapters are merged into the weights; the classifier of a loss is left out.
   *
   * @param target where to; it must not exist, or be an empty folder
   * @throws IOException if it cannot be written; then it is not there
   * @throws IllegalArgumentException if it is there and not empty
   * @throws IllegalStateException if this is closed
   */
  public void save(Path target) throws IOException {
    requireOpen();
    NewFolder.write(target, this::write);
  }

  /**
   * Saves the adapters alone, as peft does.
   *
   * @param target where to; it must not exist, or be an empty folder
   * @throws IOException if it cannot be written; then it is not there
   * @throws IllegalArgumentException if it is there and not empty
   * @throws IllegalStateException if this is closed, or has no adapters
   */
  public void saveAdapters(Path target) throws IOException {
    requireOpen();
    LoraOptions lora =
        options
            .lora()
            .orElseThrow(() -> new IllegalStateException("the model is trained without adapters"));
    NewFolder.write(
        target,
        made ->
            Adapters.write(
                made,
                modules.folder().toString(),
                lora,
                model.program().parameters(),
                this::weight));
  }

  private void write(Path folder) throws IOException {
    new SentenceFolderWriter(modules).write(this::merged, folder);
  }

  private float[] merged(String name) {
    String module = name.replaceFirst("\\.weight$", "");
    LoraOptions lora = options.lora().orElse(null);
    if (lora == null || !places.containsKey(module + Adapters.DOWN)) {
      return weight(name);
    }
    return Adapters.merged(
        weight(name),
        weight(module + Adapters.DOWN),
        weight(module + Adapters.UP),
        lora.rank(),
        lora.scale());
  }

  private float[] weight(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException("no weight is called " + name);
    }
    return model.program().weight(place).values();
  }

  /** For tests. */
  TrainedEmbedder model() {
    return model;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the trainer is closed");
    }
  }

  /** Frees the native memory. Closing again does nothing. */
  @Override
  public void close() {
    closed = true;
    model.close();
    tokenizer.close();
  }
}

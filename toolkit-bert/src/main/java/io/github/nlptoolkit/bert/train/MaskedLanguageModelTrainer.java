package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.bert.encoder.TrainedEncoder;
import io.github.nlptoolkit.bert.encoder.TrainedEncoder.Target;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.train.Batches;
import io.github.nlptoolkit.engine.train.DivergedException;
import io.github.nlptoolkit.engine.train.Seeds;
import io.github.nlptoolkit.engine.train.TrainedProgram.Part;
import io.github.nlptoolkit.engine.train.TrainingLoop;
import io.github.nlptoolkit.engine.train.TrainingOptions;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Trains a masked language model on a text file: goes on with the pre-training of a published
 * model, or begins with random weights. Each line is a text, a line that is too long several; no
 * padding is computed, and the head runs for the masked tokens alone. The loss is the mean cross
 * entropy of the tokens to be told, over all batches of a step.
 *
 * <p>The same file, options and number of cores give the same numbers, bit by bit, also if the
 * training is left and taken up again from a checkpoint.
 *
 * <p>Not thread-safe. It holds native memory: who makes it closes it.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al., 2019: BERT</a>
 */
public final class MaskedLanguageModelTrainer implements AutoCloseable {
  private static final long MASKS = 1;
  private static final long ORDER = 2;

  private final PretrainingOptions options;
  private final Path folder;
  private final Tokenizer tokenizer;
  private final String maskToken;
  private final TrainedEncoder model;
  private boolean closed;

  MaskedLanguageModelTrainer(
      PretrainingOptions options, Path folder, Tokenizer tokenizer, TrainedEncoder model)
      throws IOException {
    this.options = options;
    this.folder = folder;
    this.tokenizer = tokenizer;
    this.maskToken = MaskToken.of(folder, tokenizer);
    this.model = model;
  }

  /**
   * Goes on with a published model. If it has no head for masked tokens, that begins with random
   * weights, and a warning says so.
   *
   * @param folder a Hugging Face folder
   * @param options how to train
   * @return the trainer, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if an option does not fit the model
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static MaskedLanguageModelTrainer continuing(Path folder, PretrainingOptions options)
      throws IOException {
    return TrainerLoading.continuing(folder, options);
  }

  /**
   * Begins with random weights.
   *
   * @param folder a folder with {@code config.json} and {@code tokenizer.json}; weights in it do
   *     not count
   * @param options how to train; the weights depend on their seed
   * @return the trainer, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if an option does not fit the model
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static MaskedLanguageModelTrainer fresh(Path folder, PretrainingOptions options)
      throws IOException {
    return TrainerLoading.fresh(folder, options);
  }

  /**
   * Trains.
   *
   * @param text a file in UTF-8, each line a text; blank lines are left out. It is read once for
   *     each epoch, and once before to count, and must not change meanwhile
   * @throws ModelFormatException if the file is not in UTF-8, or the checkpoint to go on from is
   *     damaged or of another training
   * @throws IOException if the file cannot be read or a checkpoint not be written
   * @throws IllegalArgumentException if the file has no text, or the folder of checkpoints has some
   *     that are not to be gone on from
   * @throws DivergedException if the loss or the gradients of a step are not finite
   * @throws CancellationException if the calling thread is interrupted; it stays so
   * @throws InferenceException if the engine fails
   * @throws IllegalStateException if this is closed
   */
  public void train(Path text) throws IOException {
    requireOpen();
    TrainingOptions training = options.training();
    TextFile file = file(text, options.masking(), options.shuffledTexts());
    long steps = options.steps();
    if (steps == 0) {
      long batches = file.count(0);
      long ofEpoch = (batches + training.accumulation() - 1) / training.accumulation();
      steps = Math.multiplyExact(ofEpoch, options.epochs());
      if (steps == 0) {
        throw new IllegalArgumentException(text + " has no text to train on");
      }
    }
    if (options.warmUpShare() > 0) {
      training =
          training.schedule(training.schedule(), (long) Math.ceil(options.warmUpShare() * steps));
    }
    TrainingLoop.builder(model.program(), file, this::addGradients)
        .options(training)
        .steps(steps)
        .checkpointing(options.checkpointing())
        .export(target -> new ModelFolderWriter(folder).write(model, target))
        .listener(options.listener())
        .setting("text bytes", Long.toString(Files.size(text)))
        .setting("tokens per batch", Integer.toString(options.tokensPerBatch()))
        .setting("tokens of a text", Integer.toString(tokenizer.options().maxTokens().orElse(0)))
        .setting("shuffled texts", Integer.toString(options.shuffledTexts()))
        .setting("masking", options.masking().toString())
        .build()
        .run();
  }

  /** A file with masks that depend on the training's seed as well. */
  private TextFile file(Path text, MaskingOptions masking, int shuffled) {
    long seed = options.training().seed();
    return new TextFile(
        text,
        tokenizer,
        MaskedLanguageModelCollator.of(
            tokenizer, maskToken, masking.seed(Seeds.of(seed, MASKS, masking.seed()))),
        options.tokensPerBatch(),
        shuffled,
        Seeds.of(seed, ORDER));
  }

  private double addGradients(List<List<MaskedText>> batches, long seed) {
    long targets = 0;
    for (List<MaskedText> batch : batches) {
      for (MaskedText text : batch) {
        targets += text.places().length;
      }
    }
    double loss = 0;
    for (int i = 0; i < batches.size(); i++) {
      List<Part> parts = new ArrayList<>();
      for (List<Target> part : parts(batches.get(i), Lanes.shared().width())) {
        parts.add(model.part(part, 1.0 / targets, Seeds.of(seed, i, parts.size())));
      }
      loss += model.program().addGradients(parts);
    }
    return loss;
  }

  /** A batch cut into parts of about as many tokens, in which texts of like length are together. */
  private static List<List<Target>> parts(List<MaskedText> batch, int count) {
    List<Target> sorted = new ArrayList<>();
    long tokens = 0;
    for (MaskedText text : batch) {
      sorted.add(new Target(text.ids(), text.places(), text.targets()));
      tokens += text.ids().size();
    }
    sorted.sort(Comparator.comparingInt((Target text) -> text.ids().size()).reversed());
    List<List<Target>> parts = new ArrayList<>();
    List<Target> part = new ArrayList<>();
    long done = 0;
    for (Target text : sorted) {
      part.add(text);
      done += text.ids().size();
      if (done * count >= tokens * (parts.size() + 1)) {
        parts.add(part);
        part = new ArrayList<>();
      }
    }
    return parts;
  }

  /**
   * The model's loss on a text that it does not learn: nothing is dropped, and the same tokens are
   * masked every time.
   *
   * @param text a file in UTF-8, each line a text
   * @return the mean cross entropy of the tokens to be told, in nats; its exponential is the
   *     pseudo-perplexity of masked tokens
   * @throws ModelFormatException if the file is not in UTF-8
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file has no text
   * @throws CancellationException if the calling thread is interrupted; it stays so
   * @throws InferenceException if the engine fails
   * @throws IllegalStateException if this is closed
   */
  public double evaluate(Path text) throws IOException {
    requireOpen();
    double sum = 0;
    long targets = 0;
    TextFile file = file(text, options.masking().copies(1), 1);
    try (Batches<List<MaskedText>> batches = file.epoch(0)) {
      for (List<MaskedText> batch = batches.next(); batch != null; batch = batches.next()) {
        List<List<Target>> parts = parts(batch, Lanes.shared().width());
        sum += model.loss(parts);
        targets += batch.stream().mapToLong(one -> one.places().length).sum();
      }
    }
    if (targets == 0) {
      throw new IllegalArgumentException(text + " has no text to evaluate on");
    }
    return sum / targets;
  }

  /**
   * Saves the model as a folder that {@link
   * io.github.nlptoolkit.bert.head.MaskedLanguageModel#load} and transformers load: configuration,
   * tokenizer, and 32-bit weights by their published names. What the source had besides, such as a
   * pooler, is left out, as transformers does.
   *
   * @param target where to; it must not exist, or be an empty folder
   * @throws IOException if it cannot be written; then it is not there
   * @throws IllegalArgumentException if it is there and not empty
   * @throws IllegalStateException if this is closed
   */
  public void save(Path target) throws IOException {
    requireOpen();
    NewFolder.write(target, made -> new ModelFolderWriter(folder).write(model, made));
  }

  /** For tests. */
  TrainedEncoder model() {
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

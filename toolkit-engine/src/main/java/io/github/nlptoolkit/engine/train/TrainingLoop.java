package io.github.nlptoolkit.engine.train;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps until there are enough: batches, gradients, clipping, AdamW, checkpoints. What went
 * before is of no account: a training that is taken up from a checkpoint gives the numbers of one
 * that was never left. Not thread-safe.
 *
 * @param <B> the type of a batch
 */
public final class TrainingLoop<B> {
  private final TrainedProgram program;
  private final BatchSource<B> source;
  private final TrainingTask<B> task;
  private final TrainingOptions options;
  private final long total;
  private final @Nullable Checkpointing checkpointing;
  private final @Nullable ModelExport export;
  private final TrainingListener listener;
  private final Map<String, String> settings;

  private @Nullable CheckpointFolders folders;
  private @Nullable Path lastCheckpoint;
  private long taken;
  private long epoch;
  private long batchesOfEpoch;

  private TrainingLoop(Builder<B> builder) {
    this.program = builder.program;
    this.source = builder.source;
    this.task = builder.task;
    this.options = builder.options;
    this.total = builder.total;
    this.checkpointing = builder.checkpointing;
    this.export = builder.export;
    this.listener = builder.listener;
    this.settings = new LinkedHashMap<>(builder.settings);
    settings.put("seed", Long.toString(options.seed()));
    settings.put("accumulation", Integer.toString(options.accumulation()));
  }

  /** Writes a model as it is at a checkpoint, so that others can load it. */
  @FunctionalInterface
  public interface ModelExport {
    /**
     * Writes the model.
     *
     * @param folder where to; there and empty
     * @throws IOException if it cannot be written
     */
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Begins a loop's settings.
   *
   * @param <B> the type of a batch
   * @param program what is trained
   * @param source its batches
   * @param task makes gradients of them
   * @return a builder
   */
  public static <B> Builder<B> builder(
      TrainedProgram program, BatchSource<B> source, TrainingTask<B> task) {
    return new Builder<>(program, source, task);
  }

  /**
   * Trains until the last step. Once: a second run of the same loop takes no more steps.
   *
   * @throws DivergedException if the loss or the gradients of a step are not finite
   * @throws CancellationException if the calling thread is interrupted; it stays so
   * @throws ModelFormatException if the checkpoint to go on from is damaged, or of another training
   * @throws IOException if the data cannot be read, or a checkpoint not be written; those before it
   *     stay
   * @throws IllegalArgumentException if the folder of checkpoints has some and is not to be gone on
   *     from, or there are no batches
   */
  public void run() throws IOException {
    program.dropGradients();
    if (checkpointing != null) {
      start(checkpointing);
    }
    while (taken < total) {
      if (!runEpoch()) {
        throw new IllegalArgumentException("there is nothing to train on: no batch at all");
      }
    }
  }

  private void start(Checkpointing where) throws IOException {
    CheckpointFolders found = new CheckpointFolders(where.folder(), where.keep());
    folders = found;
    found.prepare();
    Path latest = found.latest().orElse(null);
    if (latest == null) {
      return;
    }
    if (!where.resume()) {
      throw new IllegalArgumentException(
          where.folder() + " has checkpoints, such as " + latest + ": resume, or name another");
    }
    TrainingState state = TrainingState.read(latest, settings);
    state.restore(latest, program);
    taken = state.step();
    epoch = state.epoch();
    batchesOfEpoch = state.batches();
    lastCheckpoint = latest;
    listener.onResume(latest, state.step());
  }

  /** Takes the steps of the rest of an epoch; false if the epoch has no batches. */
  private boolean runEpoch() throws IOException {
    try (Batches<B> batches = source.epoch(epoch)) {
      for (long i = 0; i < batchesOfEpoch; i++) {
        batches.next();
      }
      while (taken < total) {
        List<B> ofStep = ofStep(batches);
        if (ofStep.isEmpty()) {
          boolean some = batchesOfEpoch > 0;
          epoch++;
          batchesOfEpoch = 0;
          return some;
        }
        batchesOfEpoch += ofStep.size();
        step(ofStep);
      }
      return true;
    }
  }

  /** The batches of the next step: at the end of an epoch there may be fewer than asked for. */
  private List<B> ofStep(Batches<B> batches) throws IOException {
    List<B> some = new ArrayList<>(options.accumulation());
    while (some.size() < options.accumulation()) {
      B batch = batches.next();
      if (batch == null) {
        break;
      }
      some.add(batch);
    }
    return some;
  }

  private void step(List<B> batches) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted before step " + (taken + 1));
    }
    long step = taken;
    double rate =
        options.learningRate() * options.schedule().share(step, options.warmUpSteps(), total);
    double loss = task.addGradients(batches, Seeds.of(options.seed(), step));
    if (!Double.isFinite(loss)) {
      program.dropGradients();
      throw new DivergedException("the loss is " + loss, step + 1, lastCheckpoint);
    }
    double norm = program.step(options.optimizer(), rate, options.maxGradientNorm());
    if (!Double.isFinite(norm)) {
      throw new DivergedException("the norm of the gradients is " + norm, step + 1, lastCheckpoint);
    }
    taken++;
    listener.onStep(new TrainingStep(taken, total, epoch, loss, rate, norm));
    if (checkpointing != null && (taken % checkpointing.every() == 0 || taken == total)) {
      save(Objects.requireNonNull(folders));
    }
  }

  private void save(CheckpointFolders where) throws IOException {
    TrainingState state =
        new TrainingState(taken, program.steps(), epoch, batchesOfEpoch, settings);
    Path saved =
        where.save(
            taken,
            folder -> {
              state.write(folder, program);
              if (export != null) {
                export.writeTo(folder);
              }
            });
    lastCheckpoint = saved;
    listener.onCheckpoint(saved);
  }

  /**
   * The settings of a loop.
   *
   * @param <B> the type of a batch
   */
  public static final class Builder<B> {
    private final TrainedProgram program;
    private final BatchSource<B> source;
    private final TrainingTask<B> task;
    private TrainingOptions options = TrainingOptions.defaults();
    private long total = 1;
    private @Nullable Checkpointing checkpointing;
    private @Nullable ModelExport export;
    private TrainingListener listener = TrainingListener.NONE;
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Builder(TrainedProgram program, BatchSource<B> source, TrainingTask<B> task) {
      this.program = Objects.requireNonNull(program, "program");
      this.source = Objects.requireNonNull(source, "source");
      this.task = Objects.requireNonNull(task, "task");
    }

    /**
     * Sets how to train; {@link TrainingOptions#defaults} by default.
     *
     * @param choice the options
     * @return this
     */
    public Builder<B> options(TrainingOptions choice) {
      options = Objects.requireNonNull(choice, "options");
      return this;
    }

    /**
     * Sets how many steps to take in all; 1 by default.
     *
     * @param count the number, at least 0
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public Builder<B> steps(long count) {
      if (count < 0) {
        throw new IllegalArgumentException("steps must be at least 0, got " + count);
      }
      total = count;
      return this;
    }

    /**
     * Sets where checkpoints go; nowhere by default.
     *
     * @param choice where and when
     * @return this
     */
    public Builder<B> checkpointing(@Nullable Checkpointing choice) {
      checkpointing = choice;
      return this;
    }

    /**
     * Sets what is written into each checkpoint besides the state of the training.
     *
     * @param choice writes the model
     * @return this
     */
    public Builder<B> export(ModelExport choice) {
      export = Objects.requireNonNull(choice, "export");
      return this;
    }

    /**
     * Sets who follows the training.
     *
     * @param choice the listener
     * @return this
     */
    public Builder<B> listener(TrainingListener choice) {
      listener = Objects.requireNonNull(choice, "listener");
      return this;
    }

    /**
     * Adds what must be the same when a training is taken up again, besides the seed and the
     * accumulation: all that the order of the batches depends on.
     *
     * @param key its name
     * @param value its value
     * @return this
     */
    public Builder<B> setting(String key, String value) {
      settings.put(key, value);
      return this;
    }

    /**
     * Makes the loop.
     *
     * @return a loop that has not begun
     */
    public TrainingLoop<B> build() {
      return new TrainingLoop<>(this);
    }
  }
}

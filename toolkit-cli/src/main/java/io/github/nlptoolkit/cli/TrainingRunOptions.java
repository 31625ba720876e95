package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.train.AdamW;
import io.github.nlptoolkit.engine.train.Checkpointing;
import io.github.nlptoolkit.engine.train.Schedule;
import io.github.nlptoolkit.engine.train.TrainingOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long and how a model is trained, and what is kept of it: options of all such commands. */
final class TrainingRunOptions {

  @Option(names = "--epochs", paramLabel = "N", description = "How often; ${DEFAULT-VALUE}.")
  private int epochs = 1;

  @Option(names = "--steps", paramLabel = "N", description = "How many steps, whatever the epochs.")
  private long steps;

  @Option(
      names = "--schedule",
      paramLabel = "S",
      description = "linear, cosine or constant after the warm-up; linear.")
  private Schedule schedule = Schedule.LINEAR;

  @Option(
      names = "--warm-up",
      paramLabel = "SHARE",
      description = "The share of the steps in which the rate grows; ${DEFAULT-VALUE}.")
  private double warmUp = 0.1;

  @Option(names = "--weight-decay", paramLabel = "D", description = "${DEFAULT-VALUE}.")
  private double decay = 0.01;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "The largest norm of all gradients, 0 for any; ${DEFAULT-VALUE}.")
  private double clip = 1;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      description = "How many batches make a step; ${DEFAULT-VALUE}.")
  private int accumulation = 1;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "The most tokens of a text; as many as the model takes.")
  private int maxTokens;

  @Option(names = "--seed", paramLabel = "N", description = "${DEFAULT-VALUE}.")
  private long seed = 42;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = "Write checkpoints there, and go on from the newest there is.")
  private @Nullable Path checkpoints;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "After how many steps; ${DEFAULT-VALUE}.")
  private long every = 500;

  @Option(names = "--keep", paramLabel = "N", description = "How many; ${DEFAULT-VALUE}.")
  private int keep = 2;

  @Option(
      names = "--log",
      paramLabel = "N",
      description = "A line for each N steps, with their mean loss; ${DEFAULT-VALUE}.")
  private int log = 50;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "auto, cpu or gpu:N; ${DEFAULT-VALUE}.")
  private String device = "auto";

  @Option(
      names = "--download",
      description =
          "Download the model from the Hugging Face Hub if it is not on this machine. Nothing is"
              + " downloaded without this.")
  private boolean download;

  int epochs() {
    return epochs;
  }

  /** The steps, 0 for as many as the epochs make. */
  long steps() {
    return steps;
  }

  double warmUp() {
    return warmUp;
  }

  /** The most tokens of a text, 0 for as many as the model takes. */
  int maxTokens() {
    return maxTokens;
  }

  boolean downloads() {
    return download;
  }

  Device device() {
    return Device.parse(device);
  }

  /** How many steps share a line of the table. */
  int log() {
    return log;
  }

  /** Checks what the trainers do not. */
  void check() throws UsageException {
    if (log < 1) {
      throw new UsageException("--log must be at least 1, got " + log);
    }
  }

  TrainingOptions training(double rate) {
    return TrainingOptions.defaults()
        .learningRate(rate)
        .schedule(schedule, 0)
        .optimizer(AdamW.defaults().weightDecay(decay))
        .maxGradientNorm(clip)
        .accumulation(accumulation)
        .seed(seed);
  }

  @Nullable Checkpointing checkpointing() {
    Path folder = checkpoints;
    return folder == null ? null : new Checkpointing(folder, every, keep, true);
  }
}

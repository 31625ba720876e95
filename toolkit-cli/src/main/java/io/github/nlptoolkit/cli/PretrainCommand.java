package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.train.MaskedLanguageModelTrainer;
import io.github.nlptoolkit.bert.train.MaskingOptions;
import io.github.nlptoolkit.bert.train.PretrainingOptions;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.train.AdamW;
import io.github.nlptoolkit.engine.train.Checkpointing;
import io.github.nlptoolkit.engine.train.Schedule;
import io.github.nlptoolkit.engine.train.TrainingListener;
import io.github.nlptoolkit.engine.train.TrainingOptions;
import io.github.nlptoolkit.engine.train.TrainingStep;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nlp pretrain}. */
@Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a masked language model on a text file, a text a line.",
      "Writes a table of step, loss, rate and norm of the gradients to standard output."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp pretrain --model DIR --train notes.txt --out notes-bert",
      "  nlp pretrain --config DIR --train all.txt --out my-bert --learning-rate 5e-4",
      "  nlp pretrain --model DIR --train all.txt --out new-bert --checkpoints kept",
      "",
      "The same command again goes on from the newest checkpoint."
    })
final class PretrainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @ArgGroup(multiplicity = "1")
  private Start start = new Start();

  @Option(
      names = "--train",
      required = true,
      paramLabel = "FILE",
      description = "The text, in UTF-8; blank lines are left out, long ones cut.")
  private Path train = Path.of("");

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Where the model goes when it is done; new or empty.")
  private Path out = Path.of("");

  @Option(
      names = "--eval",
      paramLabel = "FILE",
      description = "A text to measure the loss on, before and after.")
  private @Nullable Path eval;

  @Option(names = "--epochs", paramLabel = "N", description = "How often; ${DEFAULT-VALUE}.")
  private int epochs = 1;

  @Option(names = "--steps", paramLabel = "N", description = "How many steps, whatever the epochs.")
  private long steps;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "The full rate; ${DEFAULT-VALUE}. 5e-4 or so for a small new model.")
  private double rate = 5e-5;

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

  @Option(
      names = "--batch-tokens",
      paramLabel = "N",
      description = "The most tokens in a batch; ${DEFAULT-VALUE}.")
  private int batchTokens = 4096;

  @Option(
      names = "--mask",
      paramLabel = "SHARE",
      description = "The share of tokens to be told; ${DEFAULT-VALUE}.")
  private double share = 0.15;

  @Option(names = "--whole-words", description = "Mask words with all of their tokens.")
  private boolean wholeWords;

  @Option(
      names = "--static",
      paramLabel = "N",
      description = "Mask a text in N ways, as BERT (10); another in every epoch, as RoBERTa.")
  private int copies;

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

  /** What the training begins with. */
  private static final class Start {
    @Option(
        names = {"-m", "--model"},
        paramLabel = "MODEL",
        description = "Go on with a model: a folder, a short name or one on the Hub.")
    private @Nullable String model;

    @Option(
        names = "--config",
        paramLabel = "DIR",
        description = "Begin with random weights: a folder with config.json and tokenizer.json.")
    private @Nullable Path config;
  }

  PretrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    PretrainingOptions options = options();
    requireFree(out);
    try (MaskedLanguageModelTrainer trainer = open(options)) {
      evaluate(trainer, "before");
      trainer.train(train);
      evaluate(trainer, "after");
      trainer.save(out);
      terminal.note("saved " + out);
    }
    return Application.OK;
  }

  private MaskedLanguageModelTrainer open(PretrainingOptions options) throws IOException {
    Path config = start.config;
    if (config != null) {
      return MaskedLanguageModelTrainer.fresh(config, options);
    }
    String model = start.model == null ? Models.DEFAULT : start.model;
    return MaskedLanguageModelTrainer.continuing(
        LoadingOptions.folder(model, download, terminal), options);
  }

  private void evaluate(MaskedLanguageModelTrainer trainer, String when) throws IOException {
    Path file = eval;
    if (file != null) {
      double loss = trainer.evaluate(file);
      terminal.note(String.format(Locale.ROOT, "loss on %s %s: %.4f", file, when, loss));
    }
  }

  /** After hours of training is no time to learn that there is no place for the model. */
  private static void requireFree(Path folder) throws IOException, UsageException {
    if (!Files.exists(folder)) {
      return;
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isEmpty()) {
          return;
        }
      }
    }
    throw new UsageException("--out: " + folder + " is there already; name a new folder");
  }

  private PretrainingOptions options() throws UsageException {
    if (log < 1) {
      throw new UsageException("--log must be at least 1, got " + log);
    }
    Path folder = checkpoints;
    try {
      TrainingOptions training =
          TrainingOptions.defaults()
              .learningRate(rate)
              .schedule(schedule, 0)
              .optimizer(AdamW.defaults().weightDecay(decay))
              .maxGradientNorm(clip)
              .accumulation(accumulation)
              .seed(seed);
      PretrainingOptions options =
          PretrainingOptions.defaults()
              .training(training)
              .masking(MaskingOptions.defaults().share(share).wholeWords(wholeWords).copies(copies))
              .epochs(epochs)
              .warmUpShare(warmUp)
              .tokens(maxTokens, batchTokens)
              .checkpointing(folder == null ? null : new Checkpointing(folder, every, keep, true))
              .listener(new Table())
              .device(Device.parse(device));
      return steps == 0 ? options : options.steps(steps);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Writes the table. */
  private final class Table implements TrainingListener {
    private double sum;
    private int count;
    private boolean begun;

    @Override
    public void onStep(TrainingStep step) throws IOException {
      sum += step.loss();
      count++;
      if (step.step() % log == 0 || step.step() == step.total()) {
        if (!begun) {
          write("step\tloss\trate\tgradient_norm\n");
          begun = true;
        }
        write(
            String.format(
                Locale.ROOT,
                "%d\t%.4f\t%.3e\t%.3f\n",
                step.step(),
                sum / count,
                step.rate(),
                step.gradientNorm()));
        sum = 0;
        count = 0;
      }
    }

    @Override
    public void onResume(Path folder, long step) {
      terminal.note("going on from " + folder);
    }

    private void write(String line) throws IOException {
      terminal.out().write(line.getBytes(StandardCharsets.UTF_8));
      terminal.out().flush();
    }
  }
}

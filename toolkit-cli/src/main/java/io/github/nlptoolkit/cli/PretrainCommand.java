package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.train.MaskedLanguageModelTrainer;
import io.github.nlptoolkit.bert.train.MaskingOptions;
import io.github.nlptoolkit.bert.train.NewFolder;
import io.github.nlptoolkit.bert.train.PretrainingOptions;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.engine.train.TrainingListener;
import io.github.nlptoolkit.engine.train.TrainingStep;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private TrainingRunOptions run = new TrainingRunOptions();

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

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "The full rate; ${DEFAULT-VALUE}. 5e-4 or so for a small new model.")
  private double rate = 5e-5;

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
        LoadingOptions.folder(model, run.downloads(), terminal), options);
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
    try {
      NewFolder.requireFree(folder);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--out: " + e.getMessage(), e);
    }
  }

  private PretrainingOptions options() throws UsageException {
    run.check();
    try {
      PretrainingOptions options =
          PretrainingOptions.defaults()
              .training(run.training(rate))
              .masking(MaskingOptions.defaults().share(share).wholeWords(wholeWords).copies(copies))
              .epochs(run.epochs())
              .warmUpShare(run.warmUp())
              .tokens(run.maxTokens(), batchTokens)
              .checkpointing(run.checkpointing())
              .listener(new Table())
              .device(run.device());
      return run.steps() == 0 ? options : options.steps(run.steps());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Writes the table. */
  private final class Table implements TrainingListener {
    private final TrainingTable lines = new TrainingTable(terminal, run.log(), false);

    @Override
    public void onStep(TrainingStep step) throws IOException {
      lines.add(step);
    }

    @Override
    public void onResume(Path folder, long step) {
      terminal.note("going on from " + folder);
    }
  }
}

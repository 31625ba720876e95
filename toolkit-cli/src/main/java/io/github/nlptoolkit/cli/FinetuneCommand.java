package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.bert.sentence.train.BatchSampler;
import io.github.nlptoolkit.bert.sentence.train.Evaluation;
import io.github.nlptoolkit.bert.sentence.train.ExampleFile;
import io.github.nlptoolkit.bert.sentence.train.FineTuningListener;
import io.github.nlptoolkit.bert.sentence.train.FineTuningOptions;
import io.github.nlptoolkit.bert.sentence.train.LoraOptions;
import io.github.nlptoolkit.bert.sentence.train.SentenceEvaluator;
import io.github.nlptoolkit.bert.sentence.train.SentenceLoss;
import io.github.nlptoolkit.bert.sentence.train.SentenceTrainer;
import io.github.nlptoolkit.bert.sentence.train.TrainingExample;
import io.github.nlptoolkit.bert.train.NewFolder;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.train.TrainingStep;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nlp finetune}. */
@Command(
    name = "finetune",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a sentence model on pairs, triplets or classes of texts, a line each.",
      "Writes a table of step, loss, rate, norm of the gradients and steps per second to standard"
          + " output."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp finetune --train sts.tsv --scores 0-5 --dev dev.tsv --loss cosent --out my-model",
      "  nlp finetune --train questions.tsv --loss ranking --batch 64 --out my-model",
      "  nlp finetune --train triplets.tsv --loss triplet --lora 8 --checkpoints kept --out m",
      "",
      "The same command again goes on from the newest checkpoint."
    })
final class FinetuneCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = "A folder, a short name or one on the Hub; ${DEFAULT-VALUE}.")
  private String model = Models.DEFAULT;

  @Mixin private ExampleOptions files = new ExampleOptions();

  @Mixin private LossOptions losses = new LossOptions();

  @Mixin private TrainingRunOptions run = new TrainingRunOptions();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Where the model goes when it is done; new or empty.")
  private Path out = Path.of("");

  @Option(
      names = "--teacher",
      paramLabel = "MODEL",
      description = "The model whose vectors the mse loss makes the model's become like.")
  private @Nullable String teacher;

  @Option(
      names = "--evaluate-every",
      paramLabel = "N",
      description = "Measure after every N steps; after each epoch.")
  private long evaluateEvery;

  @Option(names = "--batch", paramLabel = "N", description = "Examples; ${DEFAULT-VALUE}.")
  private int batch = 16;

  @Option(
      names = "--sampler",
      paramLabel = "S",
      description = "shuffled, no-duplicates (in a batch) or by-class; by the loss.")
  private @Nullable String sampler;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "The full rate; ${DEFAULT-VALUE}.")
  private double rate = 2e-5;

  @Option(
      names = "--freeze",
      paramLabel = "PREFIX,..",
      split = ",",
      description = "Weights that stay as they are, such as embeddings. or encoder.layer.0.")
  private String[] frozen = {};

  @Option(
      names = "--lora",
      paramLabel = "RANK",
      description = "Train adapters of this rank, merged in the end; 0 for none.")
  private int lora;

  @Option(
      names = "--lora-alpha",
      paramLabel = "A",
      description = "What adapters are multiplied by, over their rank; the rank.")
  private double alpha;

  @Option(
      names = "--lora-targets",
      paramLabel = "NAME,..",
      split = ",",
      description = "Which matrices have adapters; queries and values.")
  private String[] targets = {};

  @Option(
      names = "--adapters",
      paramLabel = "DIR",
      description = "Save the adapters by themselves there, too, as peft does.")
  private @Nullable Path adapters;

  @Option(
      names = "--recompute",
      paramLabel = "TOKENS",
      description =
          "Save memory: a core works on so many tokens at a time, and computes them twice; 0 for"
              + " not.")
  private int recompute;

  FinetuneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    checkPlaces();
    ExampleFile read = files.train(losses, terminal);
    SentenceLoss loss = losses.loss(Math.max(2, read.classes().size()));
    SentenceEvaluator evaluator = files.evaluator(loss, terminal);
    FineTuningOptions options = options(loss, evaluator);
    List<TrainingExample> examples = taught(read.examples());
    Path folder = LoadingOptions.folder(model, run.downloads(), terminal);
    try (SentenceTrainer trainer = SentenceTrainer.load(folder, options)) {
      if (evaluator != null) {
        tell(0, evaluator.evaluate(trainer.embedder()), "before");
      }
      trainer.train(examples);
      if (evaluator != null) {
        tell(-1, evaluator.evaluate(trainer.embedder()), "after, the best");
      }
      trainer.save(out);
      terminal.note("saved " + out);
      Path apart = adapters;
      if (apart != null) {
        trainer.saveAdapters(apart);
        terminal.note("saved " + apart);
      }
    }
    return Application.OK;
  }

  /** After hours of training is no time to learn that there is no place for the model. */
  private void checkPlaces() throws IOException, UsageException {
    run.check();
    if (losses.isTaught() != (teacher != null)) {
      throw new UsageException("--teacher goes with --loss mse, and that with --teacher");
    }
    if (adapters != null && lora == 0) {
      throw new UsageException("--adapters goes with --lora");
    }
    try {
      NewFolder.requireFree(out);
      if (adapters != null) {
        NewFolder.requireFree(adapters);
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("--out: " + e.getMessage(), e);
    }
  }

  /** The examples with their teacher's vectors of their first texts, if there is a teacher. */
  private List<TrainingExample> taught(List<TrainingExample> examples) throws IOException {
    String name = teacher;
    if (name == null) {
      return examples;
    }
    List<TrainingExample> taught = new ArrayList<>();
    try (SentenceEmbedder embedder =
        SentenceEmbedder.load(LoadingOptions.folder(name, run.downloads(), terminal))) {
      Embeddings vectors =
          embedder.embed(examples.stream().map(example -> example.texts().get(0)).toList());
      for (int i = 0; i < vectors.count(); i++) {
        taught.add(TrainingExample.of(examples.get(i).texts(), vectors.vector(i)));
      }
    }
    return taught;
  }

  private FineTuningOptions options(SentenceLoss loss, @Nullable SentenceEvaluator evaluator)
      throws UsageException {
    try {
      FineTuningOptions.Builder builder =
          FineTuningOptions.builder(loss)
              .training(run.training(rate))
              .batchSize(batch)
              .epochs(run.epochs())
              .steps(run.steps())
              .warmUpShare(run.warmUp())
              .maxTokens(run.maxTokens())
              .frozen(Arrays.asList(frozen))
              .recompute(recompute)
              .checkpointing(run.checkpointing())
              .listener(new Table())
              .device(run.device());
      if (lora != 0) {
        builder.lora(new LoraOptions(lora, alpha == 0 ? lora : alpha, Arrays.asList(targets)));
      }
      if (sampler != null) {
        builder.sampler(BatchSampler.valueOf(sampler.toUpperCase(Locale.ROOT).replace('-', '_')));
      }
      if (evaluator != null) {
        builder.evaluator(evaluator, evaluateEvery);
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private void tell(long step, Evaluation evaluation, String remark) {
    terminal.note(
        String.format(
            Locale.ROOT,
            "%s%s %.4f (%s)",
            step > 0 ? "step " + step + ": " : "",
            evaluation.primary(),
            evaluation.score(),
            remark));
  }

  /** Writes the table. */
  private final class Table implements FineTuningListener {
    private final TrainingTable lines = new TrainingTable(terminal, run.log(), true);

    @Override
    public void onStep(TrainingStep step) throws IOException {
      lines.add(step);
    }

    @Override
    public void onEvaluation(long step, Evaluation evaluation, boolean best) {
      tell(step, evaluation, best ? "the best so far" : "not the best");
      lines.paused();
    }

    @Override
    public void onResume(Path folder, long step) {
      terminal.note("going on from " + folder);
    }
  }
}

package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.crf.train.TrainingProgress;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.sequence.hmm.HmmTagger;
import io.github.nlptoolkit.sequence.hmm.HmmTaggerTrainer;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import io.github.nlptoolkit.sequence.tagger.CrfTagger;
import io.github.nlptoolkit.sequence.tagger.CrfTaggerTrainer;
import io.github.nlptoolkit.sequence.tagger.TaggingTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp tag train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a tagger on files of tagged sentences, or a segmenter on files of words.",
      "Progress goes to standard error, a line for each iteration."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp tag train --task pos -o pos.tagger train.conllu",
      "  nlp tag train --task pos --hmm -o pos.hmm train.conllu",
      "  nlp tag train --task ner --c1 0.05 --c2 0.01 --dev dev.conll -o ner.tagger train.conll",
      "  nlp tag train --task chunk --pos-column 2 -o chunk.tagger train.txt",
      "  nlp tag train --task segment --algorithm ap -o zh.tagger train.conllu"
    })
final class TagTrainCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = {"-t", "--task"},
      paramLabel = "T",
      required = true,
      description =
          "pos (parts of speech), chunk (phrases), ner (names) or segment (Chinese words).")
  private TaggingTask task = TaggingTask.POS;

  @Mixin private TagFileOptions columns = new TagFileOptions();
  @Mixin private TagTrainingOptions training = new TagTrainingOptions();

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description =
          "Templates in CRF++'s syntax instead of the attributes of the task; they count rows and"
              + " columns from 0.")
  private @Nullable Path template;

  @Option(
      names = "--hmm",
      description = "A hidden Markov model instead of a CRF: trains in a second, is less accurate.")
  private boolean hmm;

  @Option(
      names = "--scheme",
      paramLabel = "S",
      description =
          "The scheme of the tags of phrases or names (iob1, iob2, ioe1, ioe2, iobes, bilou, bmes)"
              + "; found in the data.")
  private @Nullable Scheme scheme;

  @Option(
      names = "--repair",
      description = "Put tags right that break the rules of their scheme, which are refused else.")
  private boolean repair;

  @Option(
      names = "--dev",
      paramLabel = "FILE",
      description = "Evaluate the tagger on this file when it is trained.")
  private @Nullable String dev;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Keep the weights so far in this file, every ten iterations.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Begin with the weights of a checkpoint.")
  private @Nullable Path resume;

  @Option(
      names = "--small",
      paramLabel = "W",
      description = "Leave out weights of at most this size, for a smaller file; 0.")
  private double small;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write.")
  private Path output = Path.of("");

  @Parameters(paramLabel = "FILE", description = "Files in UTF-8; - or none is standard input.")
  private List<String> files = new ArrayList<>();

  TagTrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (hmm && task == TaggingTask.SEGMENT) {
      throw new UsageException("--hmm is for pos, chunk and ner");
    }
    if (template != null && (hmm || task == TaggingTask.SEGMENT)) {
      throw new UsageException("--template is for a CRF of pos, chunk or ner");
    }
    if (template != null && !Files.exists(template)) {
      throw new UsageException("--template: " + template + ": no such file");
    }
    if (task == TaggingTask.SEGMENT && scheme != null && scheme != Scheme.BMES) {
      throw new UsageException("--scheme of segment must be bmes");
    }
    if (resume != null && !Files.exists(resume)) {
      throw new UsageException("--resume: " + resume + ": no such file");
    }
    // A wrong name is known before any work is done.
    Operands.target(output.toString(), terminal);
    List<TextInput> inputs = Operands.inputs(files);
    List<TextInput> devInputs = dev == null ? List.of() : Operands.inputs(List.of(dev));
    if (task == TaggingTask.SEGMENT) {
      trainer().trainWords(columns.tokens(inputs, terminal)).save(output);
    } else {
      trainTags(inputs);
    }
    if (dev != null) {
      new TagEvaluation(terminal, columns).write(TagModel.load(output.toString()), devInputs);
    }
    return Application.OK;
  }

  private void trainTags(List<TextInput> inputs) throws IOException, UsageException {
    List<TagFileOptions.Labelled> read = columns.labelled(inputs, terminal);
    Scheme rules = task == TaggingTask.POS ? scheme : rules(read);
    List<TaggedSentence> sentences = new ArrayList<>(read.size());
    int repaired = 0;
    for (TagFileOptions.Labelled one : read) {
      TaggedSentence valid =
          rules == null ? one.sentence() : TagFileOptions.valid(one, rules, repair);
      repaired += valid.equals(one.sentence()) ? 0 : 1;
      sentences.add(valid);
    }
    if (repaired > 0) {
      terminal.note(
          repaired + (repaired == 1 ? " sentence" : " sentences") + " had tags put right");
    }
    if (hmm) {
      HmmTagger tagger = HmmTaggerTrainer.builder().build().train(sentences);
      tagger.save(output);
      return;
    }
    CrfTaggerTrainer.Builder builder = builder();
    if (rules != null) {
      builder.scheme(rules);
    }
    if (template != null) {
      builder.build().trainRows(rows(read, sentences)).save(output);
      return;
    }
    boolean parts = task == TaggingTask.CHUNK && columns.hasParts();
    CrfTagger tagger =
        parts
            ? builder
                .build()
                .train(sentences, read.stream().map(TagFileOptions.Labelled::parts).toList())
            : builder.build().train(sentences);
    tagger.save(output);
  }

  /** The columns of each sentence with its tags behind them; where the tags were stands nothing. */
  private List<TokenRows> rows(List<TagFileOptions.Labelled> read, List<TaggedSentence> sentences)
      throws UsageException {
    List<TokenRows> all = new ArrayList<>(read.size());
    for (int i = 0; i < read.size(); i++) {
      TokenRows rows = read.get(i).rows();
      if (rows.size() > 0) {
        int column = columns.tagColumn(read.get(i).format());
        int at = column < 0 ? rows.columns() + column : column;
        List<String> tags = sentences.get(i).tags();
        all.add(
            at == rows.columns() - 1
                ? rows.with(at, tags)
                : rows.with(at, Collections.nCopies(rows.size(), "_")).with(rows.columns(), tags));
      }
    }
    return all;
  }

  /** The scheme that was named, or that the tags are valid in. */
  private Scheme rules(List<TagFileOptions.Labelled> read) throws UsageException {
    if (scheme != null) {
      return scheme;
    }
    try {
      Scheme found = Scheme.detect(read.stream().map(one -> one.sentence().tags()).toList());
      terminal.note("the tags are in " + found.name().toLowerCase(Locale.ROOT));
      return found;
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Failures.message(e) + "; --scheme names one, and --repair puts tags right", e);
    }
  }

  private CrfTaggerTrainer trainer() throws IOException, UsageException {
    return builder().build();
  }

  private CrfTaggerTrainer.Builder builder() throws IOException, UsageException {
    CrfTaggerTrainer.Builder builder =
        CrfTaggerTrainer.builder(task)
            .algorithm(training.algorithm())
            .minFrequency(training.minFrequency())
            .dropWeightsUpTo(small)
            .listener(this::told);
    if (template != null) {
      builder.templates(Files.readString(template));
    }
    if (training.threads() > 0) {
      builder.threads(training.threads());
    }
    if (checkpoint != null) {
      builder.checkpoint(checkpoint, 10);
    }
    if (resume != null) {
      builder.startFrom(CrfModel.load(resume));
    }
    return builder;
  }

  private boolean told(TrainingProgress progress) {
    terminal.note(
        String.format(
            Locale.ROOT,
            "iteration %d, loss %.3f, features %d, %.1f s",
            progress.iteration(),
            progress.objective(),
            progress.activeFeatures(),
            progress.seconds()));
    return true;
  }
}

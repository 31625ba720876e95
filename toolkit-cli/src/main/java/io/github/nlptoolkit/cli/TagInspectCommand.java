package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.output.TextTable;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.crf.StateFeature;
import io.github.nlptoolkit.sequence.crf.TransitionFeature;
import io.github.nlptoolkit.sequence.hmm.HmmTagger;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp tag inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "What a model has learned: its labels, strongest transitions and features.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp tag inspect pos-en",
      "  nlp tag inspect --top 20 --label B-person ner.tagger",
      "  nlp tag inspect --attribute \"w=the\" pos-en",
      "  nlp tag inspect --dump crfsuite.model > model.txt"
    })
final class TagInspectCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = {"-n", "--top"},
      paramLabel = "N",
      description = "How many transitions, and features a label; 10.")
  private int top = 10;

  @Option(names = "--label", paramLabel = "L", description = "Features of this label only.")
  private @Nullable String label;

  @Option(
      names = "--attribute",
      paramLabel = "A",
      description = "The weights of this attribute only.")
  private @Nullable String attribute;

  @Option(names = "--dump", description = "Everything, in the layout of crfsuite dump.")
  private boolean dump;

  @Parameters(arity = "1", paramLabel = "MODEL", description = "A file or a name.")
  private String model = "";

  TagInspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (top < 1) {
      throw new UsageException("--top must be at least 1, got " + top);
    }
    TagModel loaded = TagModel.load(model);
    OutputTarget target = Operands.target(null, terminal);
    if (loaded.hmm() != null) {
      HmmTagger hmm = loaded.hmm();
      if (dump || label != null || attribute != null) {
        throw new UsageException("--dump, --label and --attribute are for CRF models");
      }
      target.writeText(out -> write(hmm, out));
      return Application.OK;
    }
    CrfModel crf = loaded.crf() == null ? loaded.attributes() : loaded.crf().model();
    if (crf == null) {
      throw new IllegalStateException("a model of no kind");
    }
    if (label != null && !crf.labels().contains(label)) {
      throw new UsageException("--label must be one of " + crf.labels() + ", got " + label);
    }
    target.writeText(
        out -> {
          if (dump) {
            crf.dump(out);
          } else if (attribute != null) {
            features(crf.stateFeatures(attribute), out);
          } else {
            write(crf, loaded, out);
          }
        });
    return Application.OK;
  }

  private void write(CrfModel crf, TagModel loaded, Writer out) throws IOException {
    if (loaded.crf() != null) {
      out.write("task: " + loaded.crf().task() + "\n");
      out.write(
          "scheme: "
              + loaded.crf().scheme().map(s -> s.name().toLowerCase(Locale.ROOT)).orElse("none")
              + "\n");
    }
    out.write("labels: " + String.join(" ", crf.labels()) + "\n");
    out.write("attributes: " + crf.attributes() + "\n");
    out.write("features: " + crf.stateFeatureCount() + "\n\n");
    List<TransitionFeature> transitions =
        crf.transitionFeatures()
            .sorted(Comparator.comparingDouble((TransitionFeature f) -> -f.weight()))
            .toList();
    out.write("likely transitions\n");
    transitions(transitions.subList(0, Math.min(top, transitions.size())), out);
    out.write("\nunlikely transitions\n");
    int last = transitions.size();
    transitions(transitions.subList(Math.max(0, last - top), last), out);
    Map<String, List<StateFeature>> byLabel =
        crf.stateFeatures().collect(Collectors.groupingBy(StateFeature::label));
    for (String each : label == null ? crf.labels() : List.of(label)) {
      out.write("\n" + each + "\n");
      features(
          byLabel.getOrDefault(each, List.of()).stream()
              .sorted(Comparator.comparingDouble((StateFeature f) -> -Math.abs(f.weight())))
              .limit(top)
              .toList(),
          out);
    }
  }

  private static String weight(double weight) {
    return String.format(Locale.ROOT, "%.4f", weight);
  }

  private static void transitions(List<TransitionFeature> features, Writer out) throws IOException {
    TextTable table = new TextTable().right("weight", 9).left("from", 0).left("to", 0);
    features.forEach(feature -> table.row(weight(feature.weight()), feature.from(), feature.to()));
    table.write(out);
  }

  private static void features(List<StateFeature> features, Writer out) throws IOException {
    TextTable table = new TextTable().right("weight", 9).left("label", 0).left("attribute", 0);
    features.forEach(
        feature ->
            table.row(
                weight(feature.weight()),
                feature.label(),
                TextTable.printable(feature.attribute())));
    table.write(out);
  }

  private void write(HmmTagger hmm, Writer out) throws IOException {
    out.write("tags: " + String.join(" ", hmm.tags()) + "\n");
    out.write("order: " + hmm.order() + "\n\n");
    TextTable table = new TextTable().right("log P", 9).left("from", 0).left("to", 0);
    record Step(@Nullable String from, String to, double log) {}
    hmm.tags().stream()
        .flatMap(
            to ->
                Stream.concat(
                    Stream.of(new Step(null, to, hmm.logTransition(null, null, to))),
                    hmm.tags().stream()
                        .map(from -> new Step(from, to, hmm.logTransition(null, from, to)))))
        .sorted(Comparator.comparingDouble((Step step) -> -step.log))
        .limit(top)
        .forEach(
            step -> table.row(weight(step.log), step.from == null ? "start" : step.from, step.to));
    table.write(out);
  }
}

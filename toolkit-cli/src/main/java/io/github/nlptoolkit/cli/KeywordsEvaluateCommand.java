package io.github.nlptoolkit.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.input.Utf8Lines;
import io.github.nlptoolkit.cli.output.TextTable;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.eval.metric.KeyphraseScores;
import io.github.nlptoolkit.eval.metric.Score;
import io.github.nlptoolkit.keyword.Keyword;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nlp keywords evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares keywords with those of a gold standard: precision, recall and F1 in percent, the"
          + " mean over the documents, of the first 5, the first 10 and all (M; 15 if --top says nothing).",
      "Words are lower-cased and stemmed (Porter, as NLTK does), and parted by whatever is no"
          + " letter or digit; Chinese is compared as it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp keywords evaluate dev.jsonl",
      "  nlp keywords evaluate --method keybert --ngrams 1-2 dev.jsonl"
    })
final class KeywordsEvaluateCommand implements Callable<Integer> {

  private static final int[] CUTS = {5, 10, Integer.MAX_VALUE};
  private static final String CHINESE_MODEL = "bge-small-zh-v1.5";

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private KeywordOptions options = new KeywordOptions();

  @Option(
      names = "--field",
      paramLabel = "NAME",
      description = "What of an object is the document; ${DEFAULT-VALUE}.")
  private String field = "text";

  @Option(
      names = "--gold",
      paramLabel = "NAME",
      description = "What of an object is the list of right keywords; ${DEFAULT-VALUE}.")
  private String gold = "keyphrases";

  @Parameters(paramLabel = "FILE", description = "JSON Lines in UTF-8; - is standard input.")
  private String file = "-";

  KeywordsEvaluateCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (!spec.commandLine().getParseResult().hasMatchedOption("--top")) {
      options.top(15);
    }
    KeywordOptions.Plan plan = options.plan(terminal);
    List<String> documents = new ArrayList<>();
    List<List<String>> right = new ArrayList<>();
    read(documents, right);
    List<List<String>> found = new ArrayList<>();
    try (StreamEmbedder embedder = options.needsModel() ? open(documents) : null;
        ProgressDisplay progress = new ProgressDisplay(terminal, "keywords", 0)) {
      TextEmbedder used =
          embedder == null ? new NoEmbedder() : new ReportingEmbedder(embedder, progress);
      for (List<Keyword> keywords : plan.extractor(used).extractAll(documents)) {
        found.add(keywords.stream().map(Keyword::text).toList());
      }
      progress.end();
    }
    Operands.target(null, terminal)
        .writeText(
            out -> {
              TextTable table =
                  new TextTable()
                      .left("at", 4)
                      .right("precision", 9)
                      .right("recall", 9)
                      .right("F1", 9);
              for (int cut : CUTS) {
                Score score = score(right, found, cut);
                table.row(
                    cut == Integer.MAX_VALUE ? "@M" : "@" + cut,
                    percent(score.precision()),
                    percent(score.recall()),
                    percent(score.f1()));
              }
              table.write(out);
            });
    return Application.OK;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  /** The first ones of each document count, those of one stem once. */
  private static Score score(List<List<String>> right, List<List<String>> found, int cut) {
    List<List<String>> first =
        found.stream().map(all -> all.subList(0, Math.min(cut, all.size()))).toList();
    return KeyphraseScores.of(right, first, cut, KeywordsEvaluateCommand::compared).mean();
  }

  /** What keywords are compared by. */
  static String compared(String keyword) {
    if (keyword.codePoints().anyMatch(Character::isIdeographic)) {
      return keyword.toLowerCase(Locale.ROOT).strip();
    }
    StringBuilder words = new StringBuilder();
    keyword
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> words.appendCodePoint(Character.isLetterOrDigit(c) ? c : ' '));
    return words.toString().isBlank() ? "" : KeyphraseScores.stemmed(words.toString());
  }

  private StreamEmbedder open(List<String> documents) throws IOException, UsageException {
    boolean isNamed = spec.commandLine().getParseResult().hasMatchedOption("--model");
    boolean isChinese =
        !isNamed
            && options.choosesModel()
            && !documents.isEmpty()
            && options.languageOf(documents.get(0)).equals("zh");
    return isChinese
        ? model.open(embedders, terminal, CHINESE_MODEL)
        : model.open(embedders, terminal);
  }

  private void read(List<String> documents, List<List<String>> right)
      throws IOException, UsageException {
    TextInput input = Operands.input(file);
    try (Utf8Lines lines = input.lines(terminal)) {
      while (lines.hasNext()) {
        String place = input.name() + ":" + (documents.size() + 1);
        JsonObject object = KeywordDocuments.object(lines.next(), place);
        documents.add(KeywordDocuments.string(object, field, place));
        right.add(keywords(object.get(gold), place));
      }
    }
    if (documents.isEmpty()) {
      throw new IOException(input.name() + ": has no documents");
    }
  }

  private List<String> keywords(@Nullable JsonElement list, String place) throws IOException {
    if (list == null || !list.isJsonArray()) {
      throw new IOException(place + ": has no list \"" + gold + "\" (--gold names another)");
    }
    List<String> keywords = new ArrayList<>();
    for (JsonElement keyword : list.getAsJsonArray()) {
      if (!keyword.isJsonPrimitive()) {
        throw new IOException(place + ": \"" + gold + "\" must hold texts, got " + keyword);
      }
      keywords.add(keyword.getAsString());
    }
    return keywords;
  }
}

package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.models.ModelInfo;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nlp models}. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = {
      "The models that can be named: where they are, how large, under which licence.",
      "Any folder with a Hugging Face checkpoint will do as well: --model FOLDER; so will any model of"
          + " the Hub with a suitable checkpoint: --model org/name --download."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp models",
      "  nlp models list --format jsonl",
      "  nlp models pull sentence-transformers/all-MiniLM-L12-v2"
    })
final class ModelsCommand implements Callable<Integer> {

  /** How the list is written. */
  enum Format {
    /** For people. */
    TABLE,
    /** An object a model. */
    JSONL
  }

  private final Terminal terminal;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description = "table or jsonl; table.")
  private Format format = Format.TABLE;

  ModelsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    List<ModelInfo> models = LoadingOptions.models(terminal).list();
    Operands.target(null, terminal)
        .writeText(
            out -> {
              if (format == Format.TABLE) {
                writeTable(models, out);
              } else {
                writeJson(models, out);
              }
            });
    return Application.OK;
  }

  private static void writeTable(List<ModelInfo> models, Writer out) throws IOException {
    int width = models.stream().mapToInt(model -> model.name().length()).max().orElse(0);
    String row = "%-" + Math.max(width, "model".length()) + "s  %9s  %10s  %-10s  %s\n";
    out.write(String.format(Locale.ROOT, row, "model", "dimension", "size", "licence", "where"));
    for (ModelInfo model : models) {
      out.write(
          String.format(
              Locale.ROOT,
              row,
              model.name(),
              model.dimension() == 0 ? "?" : model.dimension(),
              megabytes(model.sizeBytes()),
              model.licence().isEmpty() ? "?" : model.licence(),
              where(model)));
    }
  }

  private static String where(ModelInfo model) {
    if (model.imported()) {
      return model.folder().toString();
    }
    return model.onClassPath()
        ? "ready to import to " + model.folder()
        : "not here: nlp models add " + model.name();
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static void writeJson(List<ModelInfo> models, Writer out) throws IOException {
    for (ModelInfo model : models) {
      JsonWriter json = new JsonWriter(out);
      json.beginObject().name("name").value(model.name());
      json.name("dimension").value(model.dimension());
      json.name("sizeBytes").value(model.sizeBytes());
      json.name("licence").value(model.licence());
      json.name("source").value(model.source());
      json.name("imported").value(model.imported());
      json.name("onClassPath").value(model.onClassPath());
      json.name("origin").value(model.origin().name().toLowerCase(Locale.ROOT));
      json.name("folder").value(model.folder().toString()).endObject();
      out.write('\n');
    }
  }
}

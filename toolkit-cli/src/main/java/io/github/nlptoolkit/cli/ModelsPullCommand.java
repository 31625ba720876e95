package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.DownloadDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.models.hub.HubId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nlp models pull}. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = {
      "Downloads a model from the Hugging Face Hub into the cache that Python uses too, and prints"
          + " its folder. Asks the server even if the model is here, and fetches what is missing,"
          + " new or damaged."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp models pull sentence-transformers/all-MiniLM-L12-v2",
      "  nlp models pull google-bert/bert-base-uncased@main",
      "",
      "HF_TOKEN, HF_ENDPOINT, HF_HUB_CACHE and other variables are those of Python."
    })
final class ModelsPullCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "ID",
      description = "org/name or name, with @revision (a branch, tag or commit) or without.")
  private String id = "";

  ModelsPullCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    try {
      HubId.parse(id);
    } catch (IllegalArgumentException e) {
      throw new UsageException("ID: " + Failures.message(e), e);
    }
    OutputTarget target = Operands.target(null, terminal);
    Path folder;
    try (DownloadDisplay display = new DownloadDisplay(terminal)) {
      folder = LoadingOptions.models(terminal).pull(id, display);
    }
    target.writeText(out -> out.write(folder + "\n"));
    return Application.OK;
  }
}

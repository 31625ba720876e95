package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.models.ModelInfo;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nlp models verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares every byte of models with their checksums, without the network. Exit code 1 if one"
          + " is damaged or not here."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  nlp models verify", "  nlp models verify all-MiniLM-L6-v2 org/name@v1.0"})
final class ModelsVerifyCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "MODEL",
      description = "Names as nlp models lists them; without any, all models that are here.")
  private List<String> names = new ArrayList<>();

  ModelsVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    Models models = LoadingOptions.models(terminal);
    List<String> all =
        names.isEmpty()
            ? models.list().stream().filter(ModelInfo::imported).map(ModelInfo::name).toList()
            : names;
    if (all.isEmpty()) {
      terminal.note("no models are here yet");
    }
    boolean[] failed = new boolean[1];
    Operands.target(null, terminal)
        .writeText(
            out -> {
              for (String name : all) {
                String found = verify(models, name);
                failed[0] |= !found.isEmpty();
                out.write(found.isEmpty() ? "ok      " + name : "FAILED  " + name + ": " + found);
                out.write('\n');
                out.flush();
              }
            });
    return failed[0] ? Application.FAILURE : Application.OK;
  }

  /** What is wrong; empty if nothing is. */
  private static String verify(Models models, String name) {
    try {
      models.verify(name);
      return "";
    } catch (IOException | IllegalArgumentException e) {
      return Failures.message(e);
    }
  }
}

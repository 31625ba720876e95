package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.engine.runtime.EngineReport;
import io.github.nlptoolkit.models.ModelInfo;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code nlp doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the toolkit finds on this machine and what it makes of it, and compares one"
          + " embedding with a stored one. Exit code 1 if something is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  nlp doctor", "  NLPTOOLKIT_HOME=/data/nlp nlp doctor"})
final class DoctorCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  DoctorCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  /** What one line says; a failure is shown in its place. */
  @FunctionalInterface
  private interface Finding {
    String find() throws IOException;
  }

  /** Writes findings, and remembers whether one failed. */
  private static final class Report {
    private final Writer out;
    private boolean failed;

    Report(Writer out) {
      this.out = out;
    }

    void line(String name, Finding finding) throws IOException {
      String found;
      try {
        found = finding.find();
      } catch (IOException | RuntimeException | LinkageError e) {
        failed = true;
        found = "FAILED: " + Failures.message(e);
      }
      out.write(String.format(Locale.ROOT, "%-12s  %s\n", name, found));
      out.flush();
    }
  }

  @Override
  public Integer call() throws IOException, UsageException {
    boolean[] failed = new boolean[1];
    Operands.target(null, terminal)
        .writeText(
            out -> {
              Report report = new Report(out);
              write(report);
              failed[0] = report.failed;
            });
    return failed[0] ? Application.FAILURE : Application.OK;
  }

  private void write(Report report) throws IOException {
    report.line("nlp", RootCommand.Version::version);
    report.line("Java", DoctorCommand::java);
    report.line("system", DoctorCommand::system);
    EngineReport engine = EngineReport.inspect();
    report.line("CPU", () -> engine.cpu().model());
    report.line("features", () -> shown(String.join(" ", engine.cpu().names())));
    report.line("engine", () -> engine(engine));
    report.line("device", () -> engine.device() + ", " + engine.gpus() + " GPUs");
    report.line(
        "precision",
        () ->
            engine.precision().precision().name().toLowerCase(Locale.ROOT)
                + ": "
                + engine.precision().reason());
    report.line("threads", () -> Integer.toString(engine.threads()));
    report.line("cache", DoctorCommand::cache);
    report.line("models", DoctorCommand::models);
    report.line("self-test", () -> SelfTest.run(embedders));
  }

  private static String java() {
    return Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + "), "
        + System.getProperty("java.home")
        + ", heap of at most "
        + ModelsCommand.megabytes(Runtime.getRuntime().maxMemory());
  }

  private static String system() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch");
  }

  private static String engine(EngineReport report) throws IOException {
    if (report.problem().isPresent()) {
      throw new IOException(report.problem().get());
    }
    return report.engine().orElse("none");
  }

  private static String cache() throws IOException {
    Path folder = Models.standard().cache();
    Path existing = folder;
    while (existing != null && Files.notExists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new IOException(folder + " cannot be written; NLPTOOLKIT_HOME names another folder");
    }
    return folder + (existing.equals(folder) ? "" : " (not there yet)");
  }

  private static String models() throws IOException {
    return Models.standard().list().stream()
        .filter(model -> model.imported() || model.onClassPath())
        .map(DoctorCommand::model)
        .collect(Collectors.joining(", "));
  }

  private static String model(ModelInfo model) {
    return model.name() + (model.imported() ? "" : " (not imported yet)");
  }

  private static String shown(String text) {
    return text.isEmpty() ? "none known" : text;
  }
}

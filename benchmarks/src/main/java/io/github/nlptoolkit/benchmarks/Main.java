package io.github.nlptoolkit.benchmarks;

import io.github.nlptoolkit.benchmarks.busy.BusyCommand;
import io.github.nlptoolkit.benchmarks.callers.CallersCommand;
import io.github.nlptoolkit.benchmarks.encode.EncodeCommand;
import io.github.nlptoolkit.benchmarks.footprint.FootprintCommand;
import io.github.nlptoolkit.benchmarks.guard.GuardCommand;
import io.github.nlptoolkit.benchmarks.keyword.KeywordSpeed;
import io.github.nlptoolkit.benchmarks.pairs.AllPairsCommand;
import io.github.nlptoolkit.benchmarks.report.ReportCommand;
import io.github.nlptoolkit.benchmarks.scale.ScaleCommand;
import io.github.nlptoolkit.benchmarks.segment.SegmentationScores;
import io.github.nlptoolkit.benchmarks.sequence.CrfCommand;
import io.github.nlptoolkit.benchmarks.word2vec.Word2VecRunner;
import io.github.nlptoolkit.models.Models;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** The command of the benchmarks' jar: a report of everything, or JMH itself. */
public final class Main {

  private Main() {}

  /**
   * Runs a command.
   *
   * @param arguments a command with its options, or {@code jmh} with those of JMH; without any, the
   *     commands are told
   * @throws IOException if a file cannot be read or written or an answer is wrong
   * @throws InterruptedException if interrupted
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    String command = arguments.length == 0 ? "" : arguments[0];
    List<String> rest = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    PrintStream out = stream(FileDescriptor.out);
    PrintStream log = stream(FileDescriptor.err);
    switch (command) {
      case "report" -> ReportCommand.report(rest, out, log);
      case "tables" -> ReportCommand.tables(rest, out);
      case "callers" -> CallersCommand.run(rest, out, log);
      case "busy" -> BusyCommand.run(rest, out, log);
      case "footprint" -> FootprintCommand.run(rest, out, log);
      case "scale" -> ScaleCommand.run(rest, out, log);
      case "model" -> out.println(Models.standard().resolve(Models.DEFAULT));
      case "guard" -> GuardCommand.run(rest, out);
      case "encode" -> EncodeCommand.run(rest, out);
      case "crf" -> CrfCommand.run(rest, out);
      case "segmentation" -> SegmentationScores.print(rest, out);
      case "all-pairs" -> AllPairsCommand.run(rest, out);
      case "keywords" -> KeywordSpeed.run(rest, out);
      case "word2vec" -> Word2VecRunner.run(rest, out);
      case "jmh" -> org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
      default -> {
        log.print(ReportCommand.USAGE);
        log.print(CallersCommand.USAGE);
        log.print(BusyCommand.USAGE);
        log.print(FootprintCommand.USAGE);
        log.print(ScaleCommand.USAGE);
        log.print(GuardCommand.USAGE);
        log.println("model\n    The folder of the model that is measured, for scripts.");
        log.print(EncodeCommand.USAGE);
        log.print(CrfCommand.USAGE);
        log.println("segmentation FILE…\n    Word scores of Chinese segmenters on CoNLL-U files.");
        log.print(AllPairsCommand.USAGE);
        log.print(KeywordSpeed.USAGE);
        log.print(Word2VecRunner.USAGE);
        log.println("jmh …\n    Runs JMH with its own options; jmh -h tells them.");
      }
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}

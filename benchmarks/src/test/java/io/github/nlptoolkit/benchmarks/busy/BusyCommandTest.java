package io.github.nlptoolkit.benchmarks.busy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.report.MarkdownText;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusyCommandTest {

  private static List<BusyRun.Round> rounds(double idle, double busy) {
    return List.of(
        new BusyRun.Round(new BusyRun.Speed(idle, 2, 4), new BusyRun.Speed(busy, 3, 12)));
  }

  @Test
  void comparesWithThePeerOfTheSamePrecision() {
    Map<BenchmarkedEmbedder, List<BusyRun.Round>> all = new EnumMap<>(BenchmarkedEmbedder.class);
    all.put(BenchmarkedEmbedder.TOOLKIT_BF16, rounds(400, 200));
    all.put(BenchmarkedEmbedder.TOOLKIT_INT8, rounds(600, 240));
    all.put(BenchmarkedEmbedder.ONNXRUNTIME_FP32, rounds(200, 100));
    all.put(BenchmarkedEmbedder.ONNXRUNTIME_INT8, rounds(500, 200));
    MarkdownText text = new MarkdownText();
    BusyCommand.write(all, text);
    assertThat(text.toString())
        .contains("| NLP toolkit, bf16 | 400 | 200 | 0.50 | 2.00 | 4.00 | 12.00 | 3.0 |")
        .contains("| NLP toolkit, int8 | 600 | 240 | 0.40 | 1.20 | 4.00 | 12.00 | 3.0 |");
  }

  @Test
  void endsTheBusyProcesses() throws IOException {
    Spinner spinner = Spinner.start(2);
    assertThat(spinner.spins()).isTrue();
    spinner.close();
    assertThat(spinner.spins()).isFalse();
  }
}

package io.github.nlptoolkit.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.report.MachineFacts;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

class ScaleResultsTest {
  private static final MachineFacts MACHINE =
      new MachineFacts(
          "A CPU",
          List.of("avx2"),
          2,
          2,
          "Linux 6",
          "A JVM 17",
          "DJL 1",
          "nothing set",
          "abc",
          "2026-01-02",
          false);

  private static ScaleCell cell(ScaleModel model, int threads, Axis axis, int value, double rate) {
    return new ScaleCell(
        model, Precision.BFLOAT16, threads, axis, value, rate, 1e9 * rate, 4e9 * rate, 1 << 20);
  }

  private static ScaleResults results() {
    List<ScaleCell> cells = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      for (int value : Axis.LENGTH.values(false)) {
        cells.add(cell(ScaleModel.MINILM, threads, Axis.LENGTH, value, 1000.0 * threads / value));
      }
    }
    cells.add(cell(ScaleModel.BERT_BASE, 2, Axis.LENGTH, 128, 50));
    cells.add(cell(ScaleModel.MINILM, 2, Axis.CORPUS, 1000, 500));
    return new ScaleResults(MACHINE, cells);
  }

  @Test
  void replacesMeasurementsOfTheSameKind(@TempDir Path folder) throws IOException {
    ScaleResults newer =
        results().with(MACHINE, List.of(cell(ScaleModel.MINILM, 2, Axis.CORPUS, 1000, 700)));
    assertThat(newer.cells()).hasSameSizeAs(results().cells());
    assertThat(newer.find(ScaleModel.MINILM, Precision.BFLOAT16, 2, Axis.CORPUS, 1000))
        .hasValueSatisfying(cell -> assertThat(cell.textsOfSecond()).isEqualTo(700));
    Path file = folder.resolve("scale.json");
    newer.write(file);
    assertThat(ScaleResults.read(file)).isEqualTo(newer);
  }

  @Test
  void knowsWhatIsMissing() {
    ScaleResults results = results();
    Precision bf16 = Precision.BFLOAT16;
    assertThat(results.has(ScaleModel.MINILM, bf16, 1, Axis.LENGTH, false, 9)).isTrue();
    assertThat(results.has(ScaleModel.BERT_BASE, bf16, 2, Axis.LENGTH, false, 9)).isFalse();
    assertThat(results.has(ScaleModel.MINILM, bf16, 2, Axis.CORPUS, false, 1000)).isTrue();
    assertThat(results.has(ScaleModel.MINILM, bf16, 2, Axis.CORPUS, false, 10_000)).isFalse();
    assertThat(results.has(ScaleModel.MINILM, Precision.INT8, 2, Axis.CORPUS, false, 1000))
        .isFalse();
  }

  @Test
  void writesTables() {
    assertThat(ScaleTables.of(results(), "plots"))
        .contains("| all-MiniLM-L6-v2, threads | tokens a text | fp32 | bf16 | int8 |")
        .contains("| 2 | 8 |  | 250: 250 of 1000, 25 % |  |")
        .contains("| 2 | 1,000 |  | 500: 500 of 2000, 25 %; 1 MiB |  |")
        .contains("at least 85 % of the peak: 25 %, missed.")
        .contains("(plots/length-minilm.svg)")
        .doesNotContain("batch.svg");
  }

  @Test
  void drawsPlots(@TempDir Path folder)
      throws IOException, ParserConfigurationException, SAXException {
    ScalePlots.write(results(), folder);
    for (String name : List.of("corpus", "length-minilm", "length-bert-base")) {
      String svg = Files.readString(folder.resolve(name + ".svg"));
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // The drawing names its DTD, which is not to be fetched.
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      assertThat(
              factory
                  .newDocumentBuilder()
                  .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                  .getDocumentElement()
                  .getTagName())
          .isEqualTo("svg");
    }
    assertThat(folder.resolve("batch.svg")).doesNotExist();
    // Lines and dots of both numbers of threads.
    assertThat(Files.readString(folder.resolve("length-minilm.svg")).split("<ellipse", -1))
        .hasSizeGreaterThan(2 * Axis.LENGTH.values(false).size());
    assertThat(ScalePlots.svg(results(), "corpus")).isEqualTo(ScalePlots.svg(results(), "corpus"));
  }

  @Test
  void measuresInAJvmOfItsOwn(@TempDir Path folder) throws IOException, InterruptedException {
    ScaleRun.Task task =
        new ScaleRun.Task(
            ScaleModel.MINILM,
            ScaleModel.MINILM.folder(folder).toString(),
            Precision.BFLOAT16,
            List.of(Axis.CORPUS),
            true,
            1000);
    String line =
        FreshJvm.run(List.of("-Dnlptoolkit.threads=1"), ScaleRun.class, new Gson().toJson(task))
            .line();
    List<ScaleCell> cells = new Gson().fromJson(line, new TypeToken<List<ScaleCell>>() {});
    assertThat(cells).hasSize(1);
    assertThat(cells.get(0).isOf(cell(ScaleModel.MINILM, 1, Axis.CORPUS, 1000, 1))).isTrue();
    assertThat(cells.get(0).textsOfSecond()).isPositive();
    assertThat(cells.get(0).share()).isPositive();
  }
}

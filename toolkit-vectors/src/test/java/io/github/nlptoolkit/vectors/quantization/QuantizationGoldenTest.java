package io.github.nlptoolkit.vectors.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.golden.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bytes of sentence-transformers' quantize_embeddings. */
class QuantizationGoldenTest {
  private static Quantizer quantizer(Precision precision, QuantizationRanges ranges) {
    return switch (precision) {
      case INT8 -> Quantizer.int8(ranges);
      case UINT8 -> Quantizer.uint8(ranges);
      case BINARY -> Quantizer.binary();
      case UBINARY -> Quantizer.ubinary();
    };
  }

  private static void check(
      Embeddings embeddings, Precision precision, QuantizationRanges ranges, JsonArray expected) {
    QuantizedEmbeddings actual = quantizer(precision, ranges).quantize(embeddings);
    assertThat(actual.count()).isEqualTo(expected.size()).isPositive();
    for (int row = 0; row < actual.count(); row++) {
      List<Integer> values = Arrays.stream(actual.values(row)).boxed().collect(Collectors.toList());
      assertThat(values)
          .as("%s, row %d", precision, row)
          .isEqualTo(Goldens.ints(expected.get(row).getAsJsonArray()));
    }
  }

  @Test
  void storedMatrices() throws IOException {
    JsonObject recorded = Goldens.json("sbert/quantize.json");
    Embeddings embeddings = Goldens.embeddings(recorded.get("embeddings"));
    Embeddings calibration = Goldens.embeddings(recorded.get("calibration_embeddings"));
    QuantizationRanges own = QuantizationRanges.calibrated(embeddings);
    QuantizationRanges calibrated = QuantizationRanges.calibrated(calibration);
    QuantizationRanges given = ranges(recorded.getAsJsonArray("ranges"));
    int checked = 0;
    for (Precision precision : Precision.values()) {
      for (String kind : List.of("own", "ranges", "calibrated")) {
        String key = kind + "_" + precision.id();
        if (recorded.has(key)) {
          QuantizationRanges ranges =
              kind.equals("own") ? own : kind.equals("ranges") ? given : calibrated;
          check(embeddings, precision, ranges, recorded.getAsJsonArray(key));
          checked++;
        }
      }
    }
    assertThat(checked).isPositive();
  }

  private static QuantizationRanges ranges(JsonArray ranges) {
    return QuantizationRanges.of(
        Goldens.floats(ranges.get(0).getAsJsonArray()),
        Goldens.floats(ranges.get(1).getAsJsonArray()));
  }

  @Test
  void encodedTexts() throws IOException {
    List<Path> files;
    try (Stream<Path> folders = Files.list(Goldens.root().resolve("neural/sbert"))) {
      files = folders.map(folder -> folder.resolve("golden.json")).filter(Files::exists).toList();
    }
    int checked = 0;
    for (Path file : files) {
      JsonObject recorded = Goldens.json(file);
      if (!recorded.has("precision_embeddings")) {
        continue;
      }
      Embeddings embeddings = Goldens.embeddings(recorded.get("precision_embeddings"));
      for (Precision precision : Precision.values()) {
        check(
            embeddings,
            precision,
            QuantizationRanges.calibrated(embeddings),
            recorded.getAsJsonArray("precision_" + precision.id()));
      }
      checked++;
    }
    assertThat(checked).isPositive();
  }

  @Test
  void oneVectorHasNoRanges() throws IOException {
    JsonObject recorded = Goldens.json("sbert/quantize.json");
    Embeddings one = Goldens.embeddings(recorded.get("embeddings")).select(0);
    assertThatThrownBy(() -> QuantizationRanges.calibrated(one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ranges must come from at least 2 vectors, got 1");
    assertThatThrownBy(() -> Precision.of("float16"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("int8, uint8, binary or ubinary, got float16");
  }
}

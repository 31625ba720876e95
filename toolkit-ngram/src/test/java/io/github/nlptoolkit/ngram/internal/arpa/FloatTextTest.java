package io.github.nlptoolkit.ngram.internal.arpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatTextTest {

  private static String text(float value) {
    byte[] bytes = new byte[FloatText.MAX_LENGTH + 1];
    int end = FloatText.write(value, bytes, 1);
    return new String(bytes, 1, end - 1, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-99, -99",
    "-100, -100",
    "999.5, 999.5",
    "-2.5, -2.5",
    "10, 10",
    "-0.30103, -0.30103",
    "0.001, 0.001",
    "-0.25000003, -0.25000003",
    "-3.9999998, -3.9999998",
    "-4.0000005, -4.0000005",
    "9.999999, 9.999999",
    "-1.0000001, -1.0000001",
    "1.0E-4, 1.0E-4",
    "-Infinity, -Infinity"
  })
  void writesFewDigits(float value, String expected) {
    assertThat(text(value)).isEqualTo(expected);
  }

  @Test
  void readsBackTheSame() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      float value = (float) (-10 * random.nextDouble() * random.nextDouble());
      String text = text(value);
      assertThat(Float.parseFloat(text)).as(text).isEqualTo(value);
      assertThat(text).matches("-(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?|-?[0-9.]+E-?[0-9]+|0");
    }
  }

  @Test
  void readsBackWhatHasAnyBits() {
    Random random = new Random(8);
    for (int i = 0; i < 200_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (!Float.isNaN(value)) {
        assertThat(Float.parseFloat(text(value))).isEqualTo(value);
      }
    }
  }
}

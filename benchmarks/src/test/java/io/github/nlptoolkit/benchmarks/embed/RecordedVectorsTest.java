package io.github.nlptoolkit.benchmarks.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedVectorsTest {
  private static byte[] file(String header, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + 4 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static String header(String type, String shape) {
    return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }   \n";
  }

  @Test
  void readsRowsInOrder() {
    List<float[]> rows = RecordedVectors.rows(file(header("<f4", "(2, 3)"), 1, 2, 3, 4, 5, 6));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1)).containsExactly(4, 5, 6);
  }

  @Test
  void refusesWhatItWouldReadWrong() {
    assertThatThrownBy(() -> RecordedVectors.rows(new byte[4])).hasMessageContaining("not a NumPy");
    assertThatThrownBy(() -> RecordedVectors.rows(file(header("<f8", "(1, 1)"), 1, 2)))
        .hasMessageContaining("<f8");
    assertThatThrownBy(() -> RecordedVectors.rows(file(header("<f4", "(2, 2)"), 1, 2)))
        .hasMessageContaining("2 rows of 2 floats expected, found 8 bytes");
  }

  @Test
  void holdsAVectorForEachText() {
    assertThat(RecordedVectors.ofSentences()).hasSize(512).allMatch(v -> v.length == 384);
    assertThat(RecordedVectors.ofTokens(30)).hasSize(384).isNotEqualTo(RecordedVectors.ofTokens(7));
  }
}

package io.github.nlptoolkit.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CharsMapTest {

  private static byte[] valid() throws IOException {
    String json = TestTokenizers.json(TestTokenizers.XLM_ROBERTA);
    int key = json.indexOf("\"precompiled_charsmap\"");
    int start = json.indexOf('"', json.indexOf(':', key));
    String map =
        JsonParser.parseString(json.substring(start, json.indexOf('"', start + 1) + 1))
            .getAsString();
    return Base64.getDecoder().decode(map);
  }

  private static void check(byte[] map) {
    CharsMap.check(Base64.getEncoder().encodeToString(map));
  }

  @Test
  void takesThatOfSentencePiece() throws IOException {
    byte[] map = valid();
    assertThatCode(() -> check(map)).doesNotThrowAnyException();
  }

  @Test
  void refusesWrongSizes() throws IOException {
    byte[] map = valid();
    for (int size : new int[] {0, 1, 1020, 1025, 1 << 30, -4}) {
      byte[] changed = map.clone();
      ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(0, size);
      assertThatThrownBy(() -> check(changed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("precompiled_charsmap");
    }
    for (int length : new int[] {0, 3, 4, 2000}) {
      assertThatThrownBy(() -> check(java.util.Arrays.copyOf(map, length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesATrieThatLeadsAstray() throws IOException {
    byte[] map = valid();
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 100; i++) {
      byte[] changed = map.clone();
      for (int change = 0; change < 200; change++) {
        changed[4 + random.nextInt(179_200)] = (byte) random.nextInt(256);
      }
      try {
        check(changed);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(50);
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    byte[] map = valid();
    map[map.length - 5] = (byte) 0xff;
    assertThatThrownBy(() -> check(map))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not UTF-8");
  }
}

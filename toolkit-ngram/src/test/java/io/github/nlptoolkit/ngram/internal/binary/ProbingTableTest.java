package io.github.nlptoolkit.ngram.internal.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbingTableTest {
  @TempDir Path folder;

  private ProbingTable table(long keys, boolean isWide) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("table"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(64 + (int) ProbingTable.bytes(keys, isWide)));
      return ProbingTable.map(channel, FileChannel.MapMode.READ_WRITE, 64, keys, isWide);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsWhatWasAddedAndNothingElse(boolean isWide) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    Map<Long, Long> values = new TreeMap<>();
    ProbingTable table = table(1000, isWide);
    for (int i = 0; i < 1000; i++) {
      long key = 1 + 2L * i;
      long value = isWide ? random.nextLong() : random.nextInt();
      // Few hashes, so that keys go past many buckets and around the end.
      int slot = table.add(key, hash(key), value);
      assertThat(table.key(slot)).isEqualTo(key);
      values.put(key, value);
    }
    for (long key = 1; key <= 2002; key++) {
      int slot = table.find(key, hash(key));
      if (values.containsKey(key)) {
        long value = isWide ? table.wideValue(slot) : table.value(slot);
        assertThat(value).isEqualTo(values.get(key));
      } else {
        assertThat(slot).as("key " + key).isEqualTo(-1);
      }
    }
    long found = 0;
    for (int slot = 0; slot < table.slots(); slot++) {
      found += table.key(slot) == 0 ? 0 : 1;
    }
    assertThat(found).isEqualTo(1000);
  }

  private static long hash(long key) {
    return ProbingTable.hash(0, (int) (key % 90)) | 0xF000000000000000L;
  }

  @Test
  void aSearchInAFullTableEnds() throws IOException {
    ProbingTable table = table(4, true);
    for (int i = 1; i <= table.slots(); i++) {
      table.add(i, ProbingTable.hash(0, i), i);
    }
    assertThat(table.find(99, ProbingTable.hash(0, 99))).isEqualTo(-1);
    assertThat(table.wideValue(table.find(3, ProbingTable.hash(0, 3)))).isEqualTo(3);
  }
}

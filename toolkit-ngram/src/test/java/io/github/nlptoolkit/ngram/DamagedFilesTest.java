package io.github.nlptoolkit.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.ngram.internal.binary.BinaryModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files changed at random, cut short or made to lie: an error that says so, nothing else. */
class DamagedFilesTest {
  private static final int ROUNDS = 400;
  private static final int HEADER = 1024;

  @TempDir Path folder;

  private static byte[] arpa() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Texts.model(3).writeArpa(out);
    return out.toByteArray();
  }

  @Test
  void arpaTextIsReadOrRefused() throws IOException {
    byte[] sound = arpa();
    SplittableRandom random = new SplittableRandom(17);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] text = mutated(sound, random);
      try {
        BackoffModel model = BackoffModel.readArpa(Path.of("fuzz"), new ByteArrayInputStream(text));
        assertThat(model.score(List.of("w0", "w1", "w2")).tokens()).hasSize(4);
      } catch (ModelFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(ROUNDS / 4, ROUNDS);
  }

  private static byte[] mutated(byte[] sound, SplittableRandom random) {
    byte[] text = sound.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length);
      switch (random.nextInt(5)) {
        case 0 -> text[at] = (byte) random.nextInt(256);
        case 1 -> text = Arrays.copyOf(text, at);
        case 2 -> {
          int length = Math.min(random.nextInt(40), text.length - at);
          System.arraycopy(text, random.nextInt(text.length - length), text, at, length);
        }
        case 3 -> text[at] = (byte) "\t\n \\-0.9e".charAt(random.nextInt(10) % 9);
        default -> {
          byte[] longer = Arrays.copyOf(text, text.length + 1);
          System.arraycopy(text, at, longer, at + 1, text.length - at);
          longer[at] = (byte) "\n\t 19".charAt(random.nextInt(5));
          text = longer;
        }
      }
      if (text.length == 0) {
        return text;
      }
    }
    return text;
  }

  @Test
  void countsThatLieAllocateNothing() {
    for (String count : List.of("2147483645", "99999999999999999999", "-1", "1e9", "")) {
      String text = "\\data\\\nngram 1=" + count + "\n\n\\1-grams:\n-1\ta\n";
      assertThatThrownBy(
              () ->
                  BackoffModel.readArpa(
                      Path.of("lie"),
                      new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("lie: line ");
    }
  }

  @Test
  void everyByteOfABinaryIsChecked() throws IOException {
    Path probing = folder.resolve("m.bin");
    Path trie = folder.resolve("m.trie");
    Texts.model(3).writeProbing(probing);
    Texts.model(3).writeTrie(trie, 5, 5);
    SplittableRandom random = new SplittableRandom(19);
    Path damaged = folder.resolve("damaged");
    for (Path file : List.of(probing, trie)) {
      byte[] sound = Files.readAllBytes(file);
      for (int round = 0; round < ROUNDS; round++) {
        byte[] bytes = sound.clone();
        int at = round < HEADER / 4 ? round * 4 : random.nextInt(bytes.length);
        if (round % 4 == 3) {
          bytes = Arrays.copyOf(bytes, at);
        } else {
          bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(damaged, bytes);
        assertRefusedOrPadding(damaged, sound);
      }
    }
  }

  /** Between sections there are some bytes that mean nothing. */
  private static void assertRefusedOrPadding(Path damaged, byte[] sound) throws IOException {
    try {
      BackoffModel model = BackoffModel.load(damaged);
      byte[] bytes = Files.readAllBytes(damaged);
      assertThat(bytes).hasSize(sound.length);
      int at = Arrays.mismatch(bytes, sound);
      assertThat(sound[at]).as("byte " + at).isZero();
      assertThat(model.score(List.of("w0")).tokens()).hasSize(2);
    } catch (ModelFormatException e) {
      assertThat(e).hasMessageContaining("damaged: ");
    }
  }

  /** Headers with a sound checksum that claim anything. */
  @Test
  void headersThatLieAreRefusedOrHarmless() throws IOException {
    Path file = folder.resolve("m.bin");
    Path damaged = folder.resolve("damaged");
    SplittableRandom random = new SplittableRandom(23);
    for (boolean isTrie : new boolean[] {false, true}) {
      if (isTrie) {
        Texts.model(3).writeTrie(file);
      } else {
        Texts.model(3).writeProbing(file);
      }
      byte[] sound = Files.readAllBytes(file);
      int refused = 0;
      for (int round = 0; round < ROUNDS; round++) {
        ByteBuffer bytes = ByteBuffer.wrap(sound.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int at = 12 + 4 * random.nextInt(150);
        int[] values = {-1, 0, 1, 2, 8, 9, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30};
        bytes.putInt(at, values[random.nextInt(values.length)]);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, HEADER - 4);
        bytes.putInt(HEADER - 4, (int) crc.getValue());
        Files.write(damaged, bytes.array());
        try {
          BackoffModel.load(damaged).score(List.of("w0", "w1", "w2"));
        } catch (ModelFormatException e) {
          refused++;
        }
      }
      assertThat(refused).isGreaterThan(ROUNDS / 3);
    }
  }

  @Test
  void otherVersionsAndKindsAreNamed() throws IOException {
    Path file = folder.resolve("m.bin");
    Texts.model(2).writeProbing(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[8] = 99;
    Files.write(file, bytes);
    assertThatThrownBy(() -> BackoffModel.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("version: expected 2, found 99");
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThatThrownBy(() -> BackoffModel.load(empty)).isInstanceOf(ModelFormatException.class);
    Path packed = folder.resolve("cut.gz");
    Texts.model(2).writeArpa(packed);
    Files.write(packed, Arrays.copyOf(Files.readAllBytes(packed), 300));
    assertThatThrownBy(() -> BackoffModel.load(packed)).isInstanceOf(ModelFormatException.class);
    assertThatThrownBy(() -> BackoffModel.verify(empty)).isInstanceOf(ModelFormatException.class);
    assertThat(BinaryModel.isBinary(new byte[0])).isFalse();
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("m.arpa");
    Files.write(file, "old".getBytes(StandardCharsets.UTF_8));
    BackoffModel model = Texts.model(3);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> model.writeArpa(file)).isInstanceOf(IOException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Files.readString(file)).isEqualTo("old");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}

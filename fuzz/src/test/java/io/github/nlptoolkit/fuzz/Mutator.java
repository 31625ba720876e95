package io.github.nlptoolkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages inputs, the same way for the same seed. Not thread-safe. */
final class Mutator {
  private static final int MOST_BYTES = 1 << 20;

  /** What readers of numbers, texts and nested values may stumble over. */
  private static final List<byte[]> WORDS =
      utf8(
          "9223372036854775807",
          "-9223372036854775808",
          "18446744073709551616",
          "-1",
          "0",
          "1e999",
          "NaN",
          "0.5",
          "null",
          "true",
          "[[[[[[[[[[[[[[[[",
          "{\"a\":{\"a\":{\"a\":",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "../",
          "/etc/passwd",
          "C:\\\\",
          "\"__metadata__\"",
          "\"shape\":[0,0]",
          "\"BF16\"",
          "\"weight_map\"",
          "//",
          "/*");

  private static final long[] NUMBERS = {
    0, 1, 2, -1, 127, 128, 255, 256, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 100_000_000
  };

  private final List<byte[]> corpus;
  private final Random random;

  Mutator(List<byte[]> corpus, long seed) {
    this.corpus = corpus;
    this.random = new Random(seed);
  }

  private static List<byte[]> utf8(String... words) {
    return Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** The next input. */
  byte[] next() {
    byte[] input = any().clone();
    int changes = 1 + random.nextInt(random.nextBoolean() ? 1 : 4);
    for (int i = 0; i < changes; i++) {
      input = change(input);
    }
    return input;
  }

  private byte[] any() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] change(byte[] input) {
    int at = random.nextInt(input.length + 1);
    switch (random.nextInt(10)) {
      case 0 -> {
        return flip(input, at);
      }
      case 1 -> {
        return overwrite(input, at, new byte[] {(byte) random.nextInt(256)});
      }
      case 2 -> {
        String marks = "{}[]\",:-0129eE.\\ntu\0";
        byte mark = (byte) marks.charAt(random.nextInt(marks.length()));
        return overwrite(input, at, new byte[] {mark});
      }
      case 3 -> {
        return Arrays.copyOf(input, at);
      }
      case 4 -> {
        return replace(input, at, at, new byte[1 + random.nextInt(64)]);
      }
      case 5 -> {
        return replace(input, at, end(input, at, 8), word());
      }
      case 6 -> {
        return overwrite(input, random.nextBoolean() ? 0 : at, number());
      }
      case 7 -> {
        byte[] other = any();
        int from = random.nextInt(other.length + 1);
        return replace(input, at, end(input, at, 256), slice(other, from, end(other, from, 256)));
      }
      case 8 -> {
        return replace(input, at, end(input, at, 64), new byte[0]);
      }
      default -> {
        return repeat(input, at);
      }
    }
  }

  private byte[] flip(byte[] input, int at) {
    byte[] flipped = input.clone();
    if (at < flipped.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** A slice once or some times more; now and then very often, so that the input gets large. */
  private byte[] repeat(byte[] input, int at) {
    byte[] slice = slice(input, at, end(input, at, 128));
    int times = random.nextInt(50) == 0 ? 1 + random.nextInt(20_000) : 1 + random.nextInt(8);
    times = Math.min(times, (MOST_BYTES - Math.min(MOST_BYTES, input.length)) / (slice.length + 1));
    byte[] repeated = new byte[slice.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(slice, 0, repeated, i * slice.length, slice.length);
    }
    return replace(input, at, at, repeated);
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /** A number of 1, 2, 4 or 8 bytes, the lowest first, or as a varint of protobuf. */
  private byte[] number() {
    long number = NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1;
    boolean varint = random.nextBoolean();
    byte[] bytes = new byte[varint ? 10 : 1 << random.nextInt(4)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (varint ? (number & 0x7f) | (i < 9 ? 0x80 : 0) : number);
      number >>>= varint ? 7 : 8;
    }
    return bytes;
  }

  private int end(byte[] input, int at, int most) {
    return Math.min(input.length, at + random.nextInt(most));
  }

  private static byte[] slice(byte[] input, int from, int to) {
    return Arrays.copyOfRange(input, from, to);
  }

  private static byte[] overwrite(byte[] input, int at, byte[] with) {
    return replace(input, at, Math.min(input.length, at + with.length), with);
  }

  private static byte[] replace(byte[] input, int from, int to, byte[] with) {
    byte[] replaced = new byte[from + with.length + input.length - to];
    System.arraycopy(input, 0, replaced, 0, from);
    System.arraycopy(with, 0, replaced, from, with.length);
    System.arraycopy(input, to, replaced, from + with.length, input.length - to);
    return replaced;
  }
}

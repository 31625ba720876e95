package io.github.nlptoolkit.sequence.crf;

import io.github.nlptoolkit.sequence.crf.internal.Utf8;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntFunction;

/** Lays a model out as {@link ModelImage} says. */
final class ModelImageWriter {

  private final SortedFeatures features;
  private final List<String> labels;
  private final IntFunction<String> attributeName;
  private final int hashBits;
  private final WeightPrecision precision;

  ModelImageWriter(
      List<String> labels,
      IntFunction<String> attributeName,
      int hashBits,
      SortedFeatures features,
      WeightPrecision precision) {
    this.labels = labels;
    this.attributeName = attributeName;
    this.hashBits = hashBits;
    this.features = features;
    this.precision = precision;
  }

  ByteBuffer write() {
    int attributes = features.attributes();
    long[] sizes = sizes(attributes);
    long total = ModelImage.HEADER;
    for (long size : sizes) {
      total += (size + 7) & ~7L;
    }
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("a model must take less than 2 GiB, this takes " + total);
    }
    ByteBuffer image = ByteBuffer.allocateDirect((int) total).order(ByteOrder.LITTLE_ENDIAN);
    header(image, attributes);
    int at = ModelImage.HEADER;
    for (int s = 0; s < ModelImage.SECTIONS; s++) {
      image.putLong(48 + 8 * s, at);
      section(image, s, at);
      at += ModelImage.align(sizes[s]);
    }
    image.putInt(ModelImage.CHECKSUM_AT, ModelImageCheck.checksum(image));
    return image;
  }

  private long[] sizes(int attributes) {
    long states = features.stateWeights().length;
    long transitions = features.transitionWeights().length;
    long weight = precision == WeightPrecision.FLOAT ? 4 : 8;
    boolean hashed = hashBits > 0;
    return new long[] {
      namesSize(labels.size(), labels::get),
      hashed ? 0 : namesSize(attributes, attributeName),
      hashed ? 0 : 8L * ModelImage.slots(attributes),
      4L * attributes + 2 * states,
      weight * states,
      ((4 * transitions + 7) & ~7L) + 8 * transitions
    };
  }

  private static long namesSize(int count, IntFunction<String> name) {
    byte[] buffer = new byte[256];
    long size = 4L * count;
    for (int i = 0; i < count; i++) {
      buffer = fitting(buffer, name.apply(i));
      size += Utf8.encode(name.apply(i), buffer, 0);
    }
    return size;
  }

  private static byte[] fitting(byte[] buffer, String text) {
    long needed = Utf8.maxBytes(text);
    return needed <= buffer.length ? buffer : new byte[Math.toIntExact(needed)];
  }

  private void header(ByteBuffer image, int attributes) {
    image.putLong(0, ModelImage.MAGIC);
    image.putInt(8, ModelImage.VERSION);
    int flags = precision == WeightPrecision.FLOAT ? ModelImage.FLAG_FLOAT : 0;
    image.putInt(16, flags | (hashBits > 0 ? ModelImage.FLAG_HASHED : 0));
    image.putInt(20, hashBits);
    image.putInt(24, labels.size());
    image.putInt(28, attributes);
    image.putInt(32, features.stateWeights().length);
    image.putInt(36, features.transitionWeights().length);
    image.putLong(40, image.limit());
  }

  private void section(ByteBuffer image, int section, int at) {
    switch (section) {
      case 0 -> names(image, at, labels.size(), labels::get);
      case 1 -> {
        if (hashBits == 0) {
          names(image, at, features.attributes(), attributeName);
        }
      }
      case 2 -> {
        if (hashBits == 0) {
          index(image, at);
        }
      }
      case 3 -> states(image, at);
      case 4 -> weights(image, at);
      default -> transitions(image, at);
    }
  }

  private static void names(ByteBuffer image, int at, int count, IntFunction<String> name) {
    byte[] buffer = new byte[256];
    int text = at + 4 * count;
    int end = 0;
    for (int i = 0; i < count; i++) {
      buffer = fitting(buffer, name.apply(i));
      int size = Utf8.encode(name.apply(i), buffer, 0);
      image.put(text + end, buffer, 0, size);
      end += size;
      image.putInt(at + 4 * i, end);
    }
  }

  private void index(ByteBuffer image, int at) {
    int slots = ModelImage.slots(features.attributes());
    for (int s = 0; s < slots; s++) {
      image.putInt(at + 8 * s + 4, -1);
    }
    for (int a = 0; a < features.attributes(); a++) {
      int hash = Utf8.hash(attributeName.apply(a));
      int slot = ModelImage.slot(hash, slots);
      while (image.getInt(at + 8 * slot + 4) >= 0) {
        slot = slot + 1 == slots ? 0 : slot + 1;
      }
      image.putInt(at + 8 * slot, hash);
      image.putInt(at + 8 * slot + 4, a);
    }
  }

  private void states(ByteBuffer image, int at) {
    int[] ends = features.stateEnds();
    for (int a = 0; a < ends.length; a++) {
      image.putInt(at + 4 * a, ends[a]);
    }
    char[] own = features.stateLabels();
    int start = at + 4 * ends.length;
    for (int f = 0; f < own.length; f++) {
      image.putChar(start + 2 * f, own[f]);
    }
  }

  private void weights(ByteBuffer image, int at) {
    double[] weights = features.stateWeights();
    for (int f = 0; f < weights.length; f++) {
      if (precision == WeightPrecision.FLOAT) {
        image.putFloat(at + 4 * f, (float) weights[f]);
      } else {
        image.putDouble(at + 8 * f, weights[f]);
      }
    }
  }

  private void transitions(ByteBuffer image, int at) {
    int count = features.transitionWeights().length;
    int start = at + ModelImage.align(4L * count);
    for (int f = 0; f < count; f++) {
      image.putChar(at + 2 * f, features.transitionFrom()[f]);
      image.putChar(at + 2 * count + 2 * f, features.transitionTo()[f]);
      image.putDouble(start + 8 * f, features.transitionWeights()[f]);
    }
  }
}

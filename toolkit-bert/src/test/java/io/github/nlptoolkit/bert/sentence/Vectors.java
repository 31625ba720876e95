package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the tests of one embedder share: tiny models, their texts, comparisons. */
final class Vectors {
  private Vectors() {}

  /** A tiny model in single precision. */
  static SentenceEmbedder load(String place) throws IOException {
    return load(TinyModel.original(place));
  }

  static SentenceEmbedder load(Path folder) throws IOException {
    return SentenceEmbedder.builder(folder).precision(Precision.FLOAT32).load();
  }

  /** The texts that were recorded with a model, of many lengths. */
  static List<String> texts(String place) throws IOException {
    JsonObject golden = GoldenFolder.json(TinyModel.original(place).resolve("golden.json"));
    return GoldenFolder.strings(golden.getAsJsonArray("texts"));
  }

  /** The same texts again and again, each time a little longer. */
  static List<String> texts(String place, int count) throws IOException {
    List<String> some = texts(place);
    List<String> many = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      many.add(some.get(i % some.size()) + " a".repeat(i / some.size() % 7));
    }
    return many;
  }

  static float[][] rows(Embeddings embeddings) {
    float[][] rows = new float[embeddings.count()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = embeddings.vector(i);
    }
    return rows;
  }

  /**
   * Fails unless two vectors are the same to rounding. A text alone runs on the wide lane, where
   * the last bits of a tiny model's products may differ from call to call.
   */
  static void assertSame(float[] actual, float[] expected) {
    assertThat(difference(new float[][] {actual}, new float[][] {expected}))
        .isLessThanOrEqualTo(1e-6);
  }

  /** Fails if two vectors are the same to rounding. */
  static void assertOther(float[] actual, float[] expected) {
    assertThat(difference(new float[][] {actual}, new float[][] {expected})).isGreaterThan(1e-4);
  }

  /** The largest difference between two values of the same place. */
  static double difference(float[][] some, float[][] others) {
    assertThat(others.length).isEqualTo(some.length);
    double worst = 0;
    for (int i = 0; i < some.length; i++) {
      assertThat(others[i]).hasSameSizeAs(some[i]);
      for (int j = 0; j < some[i].length; j++) {
        double difference = Math.abs(some[i][j] - others[i][j]);
        worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
      }
    }
    return worst;
  }
}

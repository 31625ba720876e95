package io.github.nlptoolkit.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Embeds one text and compares its vector with the one that sentence-transformers 6.2.0 gave for it
 * in float32. In float32 each value must be within 2e-5 of the peer's, the tolerance of that
 * recording; bfloat16 has 8 bits of precision, so only the cosine is asked to be 0.999.
 */
final class SelfTest {

  private static final String RESOURCE = "self-test.json";

  private SelfTest() {}

  /**
   * Runs the test.
   *
   * @return what was found, one line
   * @throws IOException if the vectors differ, or the model cannot be loaded
   */
  static String run(EmbedderFactory embedders) throws IOException {
    JsonObject stored = stored();
    Embeddings expected = Embeddings.ofRows(List.of(floats(stored)));
    String model = stored.get("model").getAsString();
    long start = System.nanoTime();
    try (StreamEmbedder embedder = embedders.open(model, Precision.AUTO, Device.auto())) {
      float[] vector = embedder.embed(stored.get("text").getAsString());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      double difference = difference(expected.vector(0), vector);
      float cosine = expected.cosine(0, vector);
      String found =
          String.format(
              Locale.ROOT,
              "%s in %s on %s: cosine with the stored vector %.6f, largest difference %.1e, %d ms"
                  + " with loading",
              model,
              embedder.precision().name().toLowerCase(Locale.ROOT),
              embedder.device(),
              cosine,
              difference,
              millis);
      boolean good =
          embedder.precision() == Precision.FLOAT32
              ? difference <= stored.get("maxDifference").getAsDouble()
              : cosine >= stored.get("minCosine").getAsDouble();
      if (!good) {
        throw new IOException(found);
      }
      return "passed: " + found;
    }
  }

  private static double difference(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }

  private static float[] floats(JsonObject stored) {
    return new Gson().fromJson(stored.get("embedding"), float[].class);
  }

  private static JsonObject stored() throws IOException {
    try (InputStream in = SelfTest.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the resource " + RESOURCE + " is missing from the jar");
      }
      return new Gson()
          .fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), JsonObject.class);
    }
  }
}

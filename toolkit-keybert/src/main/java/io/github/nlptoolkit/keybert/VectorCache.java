package io.github.nlptoolkit.keybert;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The vectors of the phrases that were asked for last, up to a number of them. Thread-safe. */
final class VectorCache {

  private final Map<String, float[]> vectors;

  VectorCache(int capacity) {
    this.vectors =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Puts what is known of some texts into a map; the arrays are shared and must not be changed. */
  synchronized void copyTo(Map<String, float[]> target, Collection<String> texts) {
    for (String text : texts) {
      float[] vector = vectors.get(text);
      if (vector != null) {
        target.put(text, vector);
      }
    }
  }

  synchronized void put(String text, float[] vector) {
    vectors.put(text, vector);
  }
}

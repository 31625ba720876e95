package io.github.nlptoolkit.vectors.cache;

import java.util.LinkedHashMap;
import java.util.Map;

/** The vectors that were used last, as many as fit. Thread-safe. */
final class MemoryCache {
  /** What an entry takes beside its values: key, node and headers. */
  private static final int ENTRY_BYTES = 128;

  private final long most;
  private final Map<TextHash, float[]> vectors = new LinkedHashMap<>(16, 0.75f, true);

  MemoryCache(long mostBytes, int dimension) {
    this.most = mostBytes / (ENTRY_BYTES + (long) Float.BYTES * dimension);
  }

  /** A vector, not to be changed, or an empty array. */
  synchronized float[] get(TextHash hash) {
    return vectors.getOrDefault(hash, new float[0]);
  }

  synchronized void put(TextHash hash, float[] vector) {
    if (most == 0) {
      return;
    }
    vectors.put(hash, vector);
    if (vectors.size() > most) {
      vectors.remove(vectors.keySet().iterator().next());
    }
  }

  synchronized int size() {
    return vectors.size();
  }
}

package io.github.nlptoolkit.vectors.cache;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An embedder that keeps vectors and asks another one only for texts that it does not know, each
 * once. Vectors are those of the other, bit for bit.
 *
 * <p>In memory the vectors that were used last stay; on disk, if there is a folder, files that may
 * not exceed a size. A file is kept for one fingerprint of model and settings. A crash costs the
 * last vector at the most; a damaged record is computed again. If the disk fails, vectors are still
 * given, and {@link #diskFailure} tells.
 *
 * <p>Thread-safe if the other embedder is. Closing it does not close the other embedder.
 */
public final class CachingEmbedder implements TextEmbedder {
  private final TextEmbedder embedder;
  private final MemoryCache memory;
  private final @Nullable DiskCache disk;
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private volatile boolean closed;

  private CachingEmbedder(TextEmbedder embedder, MemoryCache memory, @Nullable DiskCache disk) {
    this.embedder = embedder;
    this.memory = memory;
    this.disk = disk;
  }

  /**
   * Starts the settings.
   *
   * @param embedder what embeds texts; stays the caller's to close
   * @return a builder: 64 MB of memory, no disk
   */
  public static Builder builder(TextEmbedder embedder) {
    return new Builder(embedder);
  }

  @Override
  public int dimension() {
    return embedder.dimension();
  }

  @Override
  public Embeddings embed(List<String> texts) {
    if (closed) {
      throw new IllegalStateException("this embedder is closed");
    }
    List<TextHash> hashes = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i) == null) {
        throw new NullPointerException("texts[" + i + "] is null");
      }
      hashes.add(TextHash.of(texts.get(i)));
    }
    Map<TextHash, float[]> vectors = new LinkedHashMap<>();
    Map<TextHash, String> missing = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      TextHash hash = hashes.get(i);
      if (!vectors.containsKey(hash) && !missing.containsKey(hash)) {
        float[] known = find(hash);
        if (known.length > 0) {
          vectors.put(hash, known);
        } else {
          missing.put(hash, texts.get(i));
        }
      }
    }
    hits.addAndGet(vectors.size());
    misses.addAndGet(missing.size());
    if (!missing.isEmpty()) {
      compute(missing, vectors);
    }
    Embeddings.Builder result = Embeddings.builder(texts.size(), dimension());
    for (int i = 0; i < texts.size(); i++) {
      float[] vector = vectors.getOrDefault(hashes.get(i), new float[0]);
      result.row(i, vector, 0, vector.length);
    }
    return result.build();
  }

  private float[] find(TextHash hash) {
    float[] known = memory.get(hash);
    if (known.length == 0 && disk != null) {
      known = disk.get(hash);
      if (known.length > 0) {
        memory.put(hash, known);
      }
    }
    return known;
  }

  private void compute(Map<TextHash, String> missing, Map<TextHash, float[]> vectors) {
    Embeddings computed = embedder.embed(List.copyOf(missing.values()));
    int row = 0;
    for (TextHash hash : missing.keySet()) {
      float[] vector = computed.vector(row++);
      vectors.put(hash, vector);
      memory.put(hash, vector);
      if (disk != null) {
        disk.put(hash, vector);
      }
    }
  }

  /**
   * How many texts were known.
   *
   * @return the number since this was made, each text of a call counted once
   */
  public long hits() {
    return hits.get();
  }

  /**
   * How many texts were not known.
   *
   * @return the number since this was made, each text of a call counted once
   */
  public long misses() {
    return misses.get();
  }

  /**
   * Why nothing more is kept on disk.
   *
   * @return the failure; empty if there was none
   */
  public Optional<IOException> diskFailure() {
    return disk == null ? Optional.empty() : Optional.ofNullable(disk.failure());
  }

  /**
   * Forces the files to the disk and closes them, not the other embedder. Closing again does
   * nothing.
   *
   * @throws UncheckedIOException if the files cannot be written
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (disk != null) {
      try {
        disk.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Takes the settings. Not thread-safe. */
  public static final class Builder {
    private static final long DEFAULT_MEMORY = 64L << 20;
    private static final long DEFAULT_DISK = 4L << 30;

    private final TextEmbedder embedder;
    private long memoryBytes = DEFAULT_MEMORY;
    private long diskBytes = DEFAULT_DISK;
    private @Nullable Path folder;
    private String fingerprint = "";

    private Builder(TextEmbedder embedder) {
      this.embedder = embedder;
    }

    /**
     * Sets how much memory vectors may take: 64 MB by default.
     *
     * @param value the bytes; 0 keeps none in memory
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder memoryBytes(long value) {
      if (value < 0) {
        throw new IllegalArgumentException("memoryBytes must not be negative, got " + value);
      }
      this.memoryBytes = value;
      return this;
    }

    /**
     * Keeps vectors on disk, too.
     *
     * @param value the folder; made if it does not exist; one process at a time uses what it holds
     *     of one fingerprint
     * @param model what tells vectors apart that differ for the same text: a hash of the model's
     *     files, precision, prompt, limit of tokens
     * @return this builder
     * @throws IllegalArgumentException if {@code model} is blank
     */
    public Builder folder(Path value, String model) {
      if (model.isBlank()) {
        throw new IllegalArgumentException("the fingerprint of the model must not be blank");
      }
      this.folder = value;
      this.fingerprint = model;
      return this;
    }

    /**
     * Sets how much of the disk vectors of one fingerprint may take: 4 GB by default. Those that
     * were not used for long go first.
     *
     * @param value the bytes, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder diskBytes(long value) {
      if (value < 1) {
        throw new IllegalArgumentException("diskBytes must be at least 1, got " + value);
      }
      this.diskBytes = value;
      return this;
    }

    /**
     * Opens the cache.
     *
     * @return the embedder, to be closed
     * @throws IOException if the folder cannot be read or written, or is in use
     */
    public CachingEmbedder build() throws IOException {
      int dimension = embedder.dimension();
      Path place = folder;
      DiskCache disk =
          place == null
              ? null
              : DiskCache.open(place.resolve(name(fingerprint)), dimension, diskBytes);
      return new CachingEmbedder(embedder, new MemoryCache(memoryBytes, dimension), disk);
    }

    /** A folder's name for a fingerprint. */
    private static String name(String fingerprint) {
      byte[] digest = TextHash.digest().digest(fingerprint.getBytes(StandardCharsets.UTF_8));
      return String.format(Locale.ROOT, "%016x", ByteBuffer.wrap(digest).getLong());
    }
  }
}

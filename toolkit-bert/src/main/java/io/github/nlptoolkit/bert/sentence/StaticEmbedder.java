package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Embeds texts with a static model: each token or word has one vector, and a text's is made of
 * those of its tokens without a network, some hundred times as fast as with one. Reads the folders
 * of sentence-transformers whose {@code modules.json} begins with {@code StaticEmbedding},
 * model2vec's among them, or with {@code WordEmbeddings} and {@code Pooling}, and what follows:
 * Dense, LayerNorm, Normalize. Gives what {@code SentenceTransformer.encode} of
 * sentence-transformers 6.2 gives, to rounding.
 *
 * <p>A text without known tokens gives the zero vector, sent through the modules. Plain Java but
 * for the tokenizer of {@code StaticEmbedding}. Thread-safe. {@link #close} waits for running
 * calls.
 */
public final class StaticEmbedder implements TextEmbedder {
  private static final String MODULES = "modules.json";

  private final TokenTable table;
  private final List<Pooling> poolings;
  private final PlainModules modules;
  private final String prompt;
  private final int dimension;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private StaticEmbedder(
      TokenTable table,
      List<Pooling> poolings,
      PlainModules modules,
      String prompt,
      int dimension) {
    this.table = table;
    this.poolings = poolings;
    this.modules = modules;
    this.prompt = prompt;
    this.dimension = dimension;
  }

  /**
   * Whether a folder holds a static model.
   *
   * @param folder a model's folder
   * @return true if its {@code modules.json} begins with a table of tokens or words
   * @throws IOException if the file cannot be read
   */
  public static boolean isStatic(Path folder) throws IOException {
    Path file = folder.resolve(MODULES);
    if (!Files.exists(file)) {
      return false;
    }
    List<JsonConfig> modules = JsonConfig.readList(file);
    return !modules.isEmpty()
        && List.of("StaticEmbedding", "WordEmbeddings").contains(kind(modules.get(0)));
  }

  /**
   * Loads a model.
   *
   * @param folder a folder of sentence-transformers
   * @return the embedder, to be closed
   * @throws NoSuchFileException if there is no such folder
   * @throws ModelFormatException if a file is missing, damaged or not supported, or the model is
   *     not a static one
   * @throws IOException if a file cannot be read
   * @throws UnsupportedOperationException if the tokenizer's natives are absent
   */
  public static StaticEmbedder load(Path folder) throws IOException {
    Checkpoint.requireFolder(folder);
    List<JsonConfig> list = JsonConfig.readList(folder.resolve(MODULES));
    String first = list.isEmpty() ? "" : kind(list.get(0));
    boolean isWords = first.equals("WordEmbeddings");
    if (!isWords && !first.equals("StaticEmbedding")) {
      throw new ModelFormatException(
          folder.resolve(MODULES), "[0].type", "StaticEmbedding or WordEmbeddings", first);
    }
    if (isWords && (list.size() < 2 || !kind(list.get(1)).equals("Pooling"))) {
      throw new ModelFormatException(
          folder.resolve(MODULES), "[1].type", "Pooling behind WordEmbeddings", "something else");
    }
    List<Pooling> poolings =
        isWords
            ? Pooling.read(JsonConfig.read(list.get(1).path("path").resolve("config.json")))
            : List.of(Pooling.MEAN);
    SentenceConfig.Common common = SentenceConfig.common(folder);
    Path place = list.get(0).path("path");
    TokenTable table = isWords ? WordTable.load(place) : SubwordTable.load(place);
    try {
      PlainModules modules = new PlainModules(poolings.size() * table.dimension());
      for (JsonConfig module : list.subList(isWords ? 2 : 1, list.size())) {
        modules.add(kind(module), module);
      }
      int full = modules.dimension();
      return new StaticEmbedder(
          table, poolings, modules, common.prompt(), common.truncateDimension().orElse(full));
    } catch (IOException | RuntimeException | Error e) {
      table.close();
      throw e;
    }
  }

  private static String kind(JsonConfig module) throws ModelFormatException {
    String type = module.string("type");
    return type.substring(type.lastIndexOf('.') + 1);
  }

  @Override
  public int dimension() {
    return Math.min(dimension, modules.dimension());
  }

  @Override
  public Embeddings embed(List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i) == null) {
        throw new NullPointerException("texts[" + i + "] is null");
      }
    }
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("this embedder is closed");
      }
      Embeddings.Builder result = Embeddings.builder(texts.size(), dimension());
      for (int i = 0; i < texts.size(); i++) {
        result.row(i, vector(prompt + texts.get(i)), 0, dimension());
      }
      return result.build();
    } finally {
      lock.readLock().unlock();
    }
  }

  private float[] vector(String text) {
    int[] ids = table.ids(text);
    List<float[]> parts = new ArrayList<>();
    for (Pooling pooling : poolings) {
      parts.add(pooled(pooling, ids));
    }
    int width = table.dimension();
    float[] joined = new float[parts.size() * width];
    for (int i = 0; i < parts.size(); i++) {
      System.arraycopy(parts.get(i), 0, joined, i * width, width);
    }
    return modules.apply(joined);
  }

  private float[] pooled(Pooling pooling, int[] ids) {
    float[] result = new float[table.dimension()];
    if (ids.length == 0) {
      return result;
    }
    switch (pooling) {
      case CLS -> table.add(ids[0], 1, result);
      case LAST_TOKEN -> table.add(ids[ids.length - 1], 1, result);
      case MAX -> {
        java.util.Arrays.fill(result, Float.NEGATIVE_INFINITY);
        for (int id : ids) {
          table.max(id, result);
        }
      }
      case MEAN, MEAN_SQRT_LEN, WEIGHTED_MEAN -> {
        double weights = 0;
        for (int i = 0; i < ids.length; i++) {
          float weight = pooling == Pooling.WEIGHTED_MEAN ? i + 1 : 1;
          table.add(ids[i], weight, result);
          weights += weight;
        }
        double divisor = pooling == Pooling.MEAN_SQRT_LEN ? Math.sqrt(weights) : weights;
        for (int k = 0; k < result.length; k++) {
          result[k] = (float) (result[k] / divisor);
        }
      }
    }
    return result;
  }

  /** Frees what this holds after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        table.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}

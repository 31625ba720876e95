package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.failure.ContractException;
import io.github.nlptoolkit.keybert.candidate.Candidates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The vectors of a batch: what the caller gave, and for the rest one call of the embedder with all
 * texts that are needed, so that it can make full batches of them. A document without candidates
 * needs none, nor does a candidate that no document has. Immutable.
 */
final class Vectors {

  private static final int UNUSED = -1;

  private final Embeddings documents;
  private final int[] documentRows;
  private final Embeddings candidates;
  private final int[] candidateRows;
  private final Embeddings seeds;
  private final int[][] seedRows;

  private Vectors(Builder builder, Embeddings embedded) {
    this.documents = builder.batch.documentEmbeddings().orElse(embedded);
    this.candidates = builder.batch.candidateEmbeddings().orElse(embedded);
    this.seeds = embedded;
    this.documentRows = builder.documentRows;
    this.candidateRows = builder.candidateRows;
    this.seedRows = builder.seedRows;
  }

  /**
   * Embeds what is not given.
   *
   * @param seedKeywords those of all documents, if the batch has none of its own
   */
  static Vectors of(
      DocumentBatch batch,
      Candidates candidates,
      List<String> seedKeywords,
      TextEmbedder embedder) {
    Builder builder = new Builder(batch, candidates);
    builder.checkGiven(embedder.dimension());
    for (int document = 0; document < candidates.documentCount(); document++) {
      builder.need(document, candidates.of(document));
    }
    builder.needSeeds(seedKeywords);
    return new Vectors(builder, embed(builder.texts, embedder));
  }

  /** Embeds texts and checks what comes back. */
  static Embeddings embed(List<String> texts, TextEmbedder embedder) {
    if (texts.isEmpty()) {
      return Embeddings.builder(0, embedder.dimension()).build();
    }
    Embeddings result = embedder.embed(texts);
    if (result.count() != texts.size() || result.dimension() != embedder.dimension()) {
      throw new ContractException(
          "embedder",
          texts.size() + " rows of " + embedder.dimension() + " values",
          result.count() + " rows of " + result.dimension());
    }
    int row = firstNotFinite(result);
    if (row >= 0) {
      String text = texts.get(row);
      throw new ContractException(
          "embedder",
          "finite values",
          "NaN or an infinity for \""
              + (text.length() <= 60 ? text : text.substring(0, 60) + "…")
              + "\"");
    }
    return result;
  }

  static int firstNotFinite(Embeddings embeddings) {
    float[] vector = new float[embeddings.dimension()];
    for (int row = 0; row < embeddings.count(); row++) {
      embeddings.copyTo(row, vector, 0);
      for (float value : vector) {
        if (!Float.isFinite(value)) {
          return row;
        }
      }
    }
    return -1;
  }

  /** A document's vector, drawn towards its seed keywords: (3 · document + mean of seeds) / 4. */
  float[] document(int document) {
    float[] vector = documents.vector(documentRows[document]);
    int[] rows = seedRows[document];
    if (rows.length == 0) {
      return vector;
    }
    float[] sum = new float[vector.length];
    for (int row : rows) {
      float[] seed = seeds.vector(row);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += seed[i];
      }
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (vector[i] * 3 + sum[i] / rows.length) / 4;
    }
    return vector;
  }

  /** The vectors of some candidates. */
  Embeddings candidates(int[] indices) {
    return candidates.select(Arrays.stream(indices).map(i -> candidateRows[i]).toArray());
  }

  /** Decides what to embed, and which row it will have. */
  private static final class Builder {
    private final DocumentBatch batch;
    private final Candidates found;
    private final List<String> texts = new ArrayList<>();
    private final int[] documentRows;
    private final int[] candidateRows;
    private final int[][] seedRows;

    Builder(DocumentBatch batch, Candidates found) {
      this.batch = batch;
      this.found = found;
      this.documentRows = new int[found.documentCount()];
      this.candidateRows = new int[found.texts().size()];
      this.seedRows = new int[found.documentCount()][0];
      Arrays.fill(documentRows, UNUSED);
      Arrays.fill(candidateRows, UNUSED);
    }

    void checkGiven(int dimension) {
      batch.documentEmbeddings().ifPresent(e -> check(e, "documentEmbeddings", dimension));
      batch.candidateEmbeddings().ifPresent(e -> check(e, "candidateEmbeddings", dimension));
      int given = batch.candidateEmbeddings().map(Embeddings::count).orElse(found.texts().size());
      if (given != found.texts().size()) {
        throw new IllegalArgumentException(
            "candidateEmbeddings must have a row for each of the "
                + found.texts().size()
                + " candidates that these options find, got "
                + given);
      }
    }

    private static void check(Embeddings given, String name, int dimension) {
      if (given.dimension() != dimension) {
        throw new IllegalArgumentException(
            name
                + " must have the embedder's dimension "
                + dimension
                + ", got "
                + given.dimension());
      }
    }

    void need(int document, int[] candidates) {
      if (candidates.length == 0) {
        return;
      }
      boolean isGiven = batch.documentEmbeddings().isPresent();
      documentRows[document] = isGiven ? document : add(batch.documents().get(document));
      for (int candidate : candidates) {
        if (candidateRows[candidate] == UNUSED) {
          candidateRows[candidate] =
              batch.candidateEmbeddings().isPresent()
                  ? candidate
                  : add(found.texts().get(candidate));
        }
      }
    }

    void needSeeds(List<String> forAll) {
      List<List<String>> own = batch.seedKeywords().orElse(null);
      int[] shared = null;
      for (int document = 0; document < documentRows.length; document++) {
        if (documentRows[document] == UNUSED) {
          continue;
        }
        if (own != null) {
          seedRows[document] = addAll(own.get(document));
        } else {
          shared = shared == null ? addAll(forAll) : shared;
          seedRows[document] = shared;
        }
      }
    }

    private int[] addAll(List<String> seeds) {
      return seeds.stream().mapToInt(this::add).toArray();
    }

    private int add(String text) {
      texts.add(text);
      return texts.size() - 1;
    }
  }
}

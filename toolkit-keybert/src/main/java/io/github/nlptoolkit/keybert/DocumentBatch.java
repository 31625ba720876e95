package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Documents for one call of {@link CompatibleKeyBert#extractAll(DocumentBatch)}, with what is known
 * of them beforehand: seed keywords of each, embeddings. Immutable and thread-safe.
 */
public final class DocumentBatch {

  private final List<String> documents;
  private final @Nullable List<List<String>> seedKeywords;
  private final @Nullable Embeddings documentEmbeddings;
  private final @Nullable Embeddings candidateEmbeddings;

  private DocumentBatch(
      List<String> documents,
      @Nullable List<List<String>> seedKeywords,
      @Nullable Embeddings documentEmbeddings,
      @Nullable Embeddings candidateEmbeddings) {
    this.documents = documents;
    this.seedKeywords = seedKeywords;
    this.documentEmbeddings = documentEmbeddings;
    this.candidateEmbeddings = candidateEmbeddings;
  }

  /**
   * Documents of which nothing is known.
   *
   * @param documents their texts
   * @return the batch
   * @throws NullPointerException if one is null (the message names its index)
   */
  public static DocumentBatch of(List<String> documents) {
    return new DocumentBatch(copy(documents, "documents"), null, null, null);
  }

  /**
   * The same documents, each with seed keywords of its own; they take the place of those of the
   * {@link CompatibleKeyBert}.
   *
   * @param ofEach for each document its seed keywords, in order; an empty list leaves that document
   *     as it is
   * @return a new batch
   * @throws IllegalArgumentException if there are more or fewer lists than documents
   * @throws NullPointerException if a keyword is null
   */
  public DocumentBatch seedKeywords(List<List<String>> ofEach) {
    if (ofEach.size() != documents.size()) {
      throw new IllegalArgumentException(
          "seedKeywords must have a list for each of the "
              + documents.size()
              + " documents, got "
              + ofEach.size());
    }
    List<List<String>> copies = new ArrayList<>(ofEach.size());
    for (int i = 0; i < ofEach.size(); i++) {
      copies.add(copy(ofEach.get(i), "seedKeywords[" + i + "]"));
    }
    return new DocumentBatch(
        documents, List.copyOf(copies), documentEmbeddings, candidateEmbeddings);
  }

  /**
   * The same documents with their embeddings, so that they need not be embedded.
   *
   * @param embeddings a finite vector for each document, in order
   * @return a new batch
   * @throws IllegalArgumentException if there are more or fewer vectors than documents, or a value
   *     is not finite
   */
  public DocumentBatch documentEmbeddings(Embeddings embeddings) {
    if (embeddings.count() != documents.size()) {
      throw new IllegalArgumentException(
          "documentEmbeddings must have a row for each of the "
              + documents.size()
              + " documents, got "
              + embeddings.count());
    }
    checkFinite(embeddings, "documentEmbeddings");
    return new DocumentBatch(documents, seedKeywords, embeddings, candidateEmbeddings);
  }

  /**
   * The same documents with the embeddings of their candidates, so that those need not be embedded.
   * The candidates depend on the {@link CompatibleKeyBert}: {@link CompatibleKeyBert#candidates}
   * tells them.
   *
   * @param embeddings a finite vector for each candidate, in order
   * @return a new batch
   * @throws IllegalArgumentException if a value is not finite
   */
  public DocumentBatch candidateEmbeddings(Embeddings embeddings) {
    checkFinite(embeddings, "candidateEmbeddings");
    return new DocumentBatch(documents, seedKeywords, documentEmbeddings, embeddings);
  }

  /**
   * The documents.
   *
   * @return their texts, in order, unmodifiable
   */
  public List<String> documents() {
    return documents;
  }

  /**
   * The documents' own seed keywords.
   *
   * @return a list for each document, unmodifiable; empty if they have none of their own
   */
  public Optional<List<List<String>>> seedKeywords() {
    return Optional.ofNullable(seedKeywords);
  }

  /**
   * The documents' embeddings.
   *
   * @return a row for each document; empty if they are not known
   */
  public Optional<Embeddings> documentEmbeddings() {
    return Optional.ofNullable(documentEmbeddings);
  }

  /**
   * The candidates' embeddings.
   *
   * @return a row for each candidate; empty if they are not known
   */
  public Optional<Embeddings> candidateEmbeddings() {
    return Optional.ofNullable(candidateEmbeddings);
  }

  private static List<String> copy(List<String> texts, String name) {
    for (int i = 0; i < texts.size(); i++) {
      Objects.requireNonNull(texts.get(i), name + "[" + i + "]");
    }
    return List.copyOf(texts);
  }

  private static void checkFinite(Embeddings embeddings, String name) {
    int row = Vectors.firstNotFinite(embeddings);
    if (row >= 0) {
      throw new IllegalArgumentException(
          name + " must be finite, but row " + row + " holds NaN or an infinity");
    }
  }
}

package io.github.nlptoolkit.keybert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.failure.ContractException;
import io.github.nlptoolkit.keyword.Keyword;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Embeddings that the caller gives, and embedders that break their contract. */
class KeyBertEmbeddingsTest {

  @Test
  void readyEmbeddingsGiveTheSameWithoutTheEmbedder() {
    HashEmbedder embedder = new HashEmbedder();
    CompatibleKeyBert keyBert = KeyBert.compatible(embedder).ngramRange(1, 2).build();
    List<String> documents = List.of("wheat farm", "", "farm house by the sea");
    List<List<Keyword>> expected = keyBert.extractAll(documents);
    DocumentBatch ready = keyBert.embed(documents);
    assertThat(ready.documents()).isEqualTo(documents);
    assertThat(ready.seedKeywords()).isEmpty();
    assertThat(ready.documentEmbeddings().orElseThrow().count()).isEqualTo(3);
    Embeddings candidateEmbeddings = ready.candidateEmbeddings().orElseThrow();
    assertThat(candidateEmbeddings.count()).isEqualTo(keyBert.candidates(documents).texts().size());
    embedder.calls.clear();
    assertThat(keyBert.extractAll(ready)).isEqualTo(expected);
    assertThat(embedder.calls).isEmpty();

    DocumentBatch halfReady = DocumentBatch.of(documents).candidateEmbeddings(candidateEmbeddings);
    assertThat(keyBert.extractAll(halfReady)).isEqualTo(expected);
    assertThat(embedder.calls).containsExactly(List.of("wheat farm", "farm house by the sea"));
  }

  @Test
  void readyEmbeddingsMustFit() {
    CompatibleKeyBert keyBert = KeyBert.compatible(new HashEmbedder(2)).build();
    DocumentBatch batch = DocumentBatch.of(List.of("wheat farm", "sea"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batch.documentEmbeddings(Embeddings.of(2, 1, 2)))
        .withMessage("documentEmbeddings must have a row for each of the 2 documents, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batch.documentEmbeddings(Embeddings.of(2, 1, 2, 3, Float.NaN)))
        .withMessage("documentEmbeddings must be finite, but row 1 holds NaN or an infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> keyBert.extractAll(batch.candidateEmbeddings(Embeddings.of(2, 1, 2, 3, 4))))
        .withMessageContaining("a row for each of the 3 candidates")
        .withMessageEndingWith("got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> keyBert.extractAll(batch.documentEmbeddings(Embeddings.of(3, 1, 2, 3, 4, 5, 6))))
        .withMessage("documentEmbeddings must have the embedder's dimension 2, got 3");
  }

  @Test
  void embedderIsHeldToItsContract() {
    assertBroken(texts -> Embeddings.builder(texts.size() - 1, 2).build(), "3 rows of 2 values");
    assertBroken(texts -> Embeddings.builder(texts.size(), 3).build(), "3 rows of 2 values");
    assertBroken(
        texts -> Embeddings.of(2, 1, 1, Float.NaN, 1, 1, 1), "NaN or an infinity for \"farm\"");
    assertBroken(
        texts -> Embeddings.of(2, 1, 1, 1, 1, 1, Float.POSITIVE_INFINITY),
        "infinity for \"wheat\"");
  }

  private static void assertBroken(Function<List<String>, Embeddings> embed, String messagePart) {
    TextEmbedder broken =
        new TextEmbedder() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public Embeddings embed(List<String> texts) {
            return embed.apply(texts);
          }

          @Override
          public void close() {}
        };
    CompatibleKeyBert keyBert = KeyBert.compatible(broken).build();
    assertThatExceptionOfType(ContractException.class)
        .isThrownBy(() -> keyBert.extract("wheat farm"))
        .withMessageStartingWith("the embedder must give ")
        .withMessageContaining(messagePart);
  }
}

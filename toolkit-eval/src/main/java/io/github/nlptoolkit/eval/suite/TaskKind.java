package io.github.nlptoolkit.eval.suite;

import java.util.List;
import java.util.Locale;

/** What can be evaluated. */
public enum TaskKind {
  /** Similarities against people's scores of pairs. */
  SIMILARITY,
  /** Pairs that belong together against others. */
  PAIR_CLASSIFICATION,
  /** Search over all documents. */
  RETRIEVAL,
  /** The order of given documents. */
  RERANKING,
  /** Classes told from vectors. */
  CLASSIFICATION,
  /** Clusters of vectors against classes. */
  CLUSTERING,
  /** Key phrases against people's. */
  KEYPHRASES,
  /** Tags of tokens. */
  TAGGING,
  /** How well a language model foretells text. */
  PERPLEXITY,
  /** Cosines of words against people's scores. */
  WORD_SIMILARITY,
  /** Questions "a is to b as c is to?" asked of word vectors. */
  ANALOGIES;

  /** The keys of the files that it needs. */
  List<String> files() {
    return switch (this) {
      case RETRIEVAL -> List.of("queries", "corpus", "judgements");
      case CLASSIFICATION -> List.of("train", "data");
      default -> List.of("data");
    };
  }

  /** Whether its files are tables or JSON Lines. */
  boolean hasTables() {
    return this != TAGGING && this != PERPLEXITY && this != ANALOGIES;
  }

  /**
   * The name in suites.
   *
   * @return such as {@code pair-classification}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

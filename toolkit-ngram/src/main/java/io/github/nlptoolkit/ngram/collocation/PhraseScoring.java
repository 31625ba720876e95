package io.github.nlptoolkit.ngram.collocation;

/** How {@link Phrases} scores two words, with gensim's formulas. */
public enum PhraseScoring {
  /**
   * {@code (count(ab) - minCount) / (count(a) count(b)) * vocabulary}, where the vocabulary has the
   * pairs, too (Mikolov et al., "Distributed representations of words and phrases", 2013, equation
   * 6).
   */
  DEFAULT {
    @Override
    double score(long a, long b, long ab, long vocabulary, long minCount, long words) {
      double product = (double) a * b;
      return product == 0 ? Double.NEGATIVE_INFINITY : (ab - minCount) / product * vocabulary;
    }
  },
  /** Normalised pointwise mutual information, in [-1, 1] (Bouma, 2009). */
  NPMI {
    @Override
    double score(long a, long b, long ab, long vocabulary, long minCount, long words) {
      if (ab < minCount) {
        return Double.NEGATIVE_INFINITY;
      }
      double corpus = (double) words;
      double both = ab / corpus;
      return Math.log(both / (a / corpus * (b / corpus))) / -Math.log(both);
    }
  };

  abstract double score(long a, long b, long ab, long vocabulary, long minCount, long words);
}

package io.github.nlptoolkit.ngram.collocation;

/**
 * How much more often two words come together than by chance, as NLTK's {@code
 * BigramAssocMeasures}: of {@code total} words, the pair occurs {@code pair} times, its words
 * {@code first} and {@code second} times. Manning and Schütze, "Foundations of statistical natural
 * language processing", 1999, chapter 5.
 */
public enum Association {
  /** Pointwise mutual information in bits: log2 of how many times more often than by chance. */
  PMI {
    @Override
    public double score(double pair, double first, double second, double total) {
      return (Math.log(pair) + Math.log(total) - Math.log(first) - Math.log(second)) / Math.log(2);
    }
  },
  /** Student's t. */
  STUDENT_T {
    @Override
    public double score(double pair, double first, double second, double total) {
      return (pair - first * second / total) / Math.sqrt(pair);
    }
  },
  /** Pearson's chi-square of the two-by-two table. */
  CHI_SQUARE {
    @Override
    public double score(double pair, double first, double second, double total) {
      double onlyFirst = first - pair;
      double onlySecond = second - pair;
      double neither = total - pair - onlyFirst - onlySecond;
      double difference = pair * neither - onlyFirst * onlySecond;
      double product =
          (pair + onlyFirst) * (pair + onlySecond) * (onlyFirst + neither) * (onlySecond + neither);
      return product == 0 ? 0 : total * difference * difference / product;
    }
  },
  /** Dunning's log-likelihood ratio ("Accurate methods for the statistics of surprise", 1993). */
  LOG_LIKELIHOOD {
    @Override
    public double score(double pair, double first, double second, double total) {
      double onlyFirst = first - pair;
      double onlySecond = second - pair;
      double neither = total - pair - onlyFirst - onlySecond;
      double sum = term(pair, first * second / total);
      sum += term(onlyFirst, first * (total - second) / total);
      sum += term(onlySecond, (total - first) * second / total);
      return 2 * (sum + term(neither, (total - first) * (total - second) / total));
    }

    private double term(double found, double expected) {
      return found <= 0 || expected <= 0 ? 0 : found * Math.log(found / expected);
    }
  };

  /**
   * The score of a pair.
   *
   * @param pair how often both come together, more than 0
   * @param first how often the first word occurs, at least {@code pair}
   * @param second how often the second does, at least {@code pair}
   * @param total how many words there are
   * @return higher is closer
   */
  public abstract double score(double pair, double first, double second, double total);
}

package io.github.nlptoolkit.eval.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * chrF: Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015, and chrF++
 * (2017) with {@link #wordOrder(int) word order} 2; the numbers and signatures of sacrebleu 2.6.0.
 *
 * <p>(1 + β²) P R / (β² P + R) in percent, P and R being the means of precision and recall over
 * character n-grams (code points) of 1 to 6. It ranges from 0 to 100, higher is better, and is 0 if
 * there is no text.
 *
 * <p>Immutable and thread-safe: each method that sets something gives another instance.
 */
public final class Chrf {
  private static final int DEFAULT_ORDER = 6;
  private static final double EPSILON = 1e-16;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final int characterOrder;
  private final int wordOrder;
  private final double beta;
  private final boolean ignoresCase;
  private final boolean keepsBlanks;
  private final boolean smoothsByEpsilon;

  private Chrf(
      int characterOrder,
      int wordOrder,
      double beta,
      boolean ignoresCase,
      boolean keepsBlanks,
      boolean smoothsByEpsilon) {
    this.characterOrder = characterOrder;
    this.wordOrder = wordOrder;
    this.beta = beta;
    this.ignoresCase = ignoresCase;
    this.keepsBlanks = keepsBlanks;
    this.smoothsByEpsilon = smoothsByEpsilon;
  }

  /**
   * chrF2, sacrebleu's defaults: characters up to 6, no words, β 2, case kept, blanks dropped.
   *
   * @return the metric
   */
  public static Chrf standard() {
    return new Chrf(DEFAULT_ORDER, 0, 2, false, false, false);
  }

  /**
   * Counts character n-grams up to another order.
   *
   * @param order at least 1
   * @return the metric
   * @throws IllegalArgumentException if it is below 1
   */
  public Chrf characterOrder(int order) {
    if (order < 1) {
      throw new IllegalArgumentException("character order must be at least 1, got " + order);
    }
    return new Chrf(order, wordOrder, beta, ignoresCase, keepsBlanks, smoothsByEpsilon);
  }

  /**
   * Counts n-grams of words, too.
   *
   * @param order up to which; 0 for none, 2 for chrF++
   * @return the metric
   * @throws IllegalArgumentException if it is below 0
   */
  public Chrf wordOrder(int order) {
    if (order < 0) {
      throw new IllegalArgumentException("word order must be at least 0, got " + order);
    }
    return new Chrf(characterOrder, order, beta, ignoresCase, keepsBlanks, smoothsByEpsilon);
  }

  /**
   * Weighs recall against precision.
   *
   * @param beta above 0; above 1, recall counts for more
   * @return the metric
   * @throws IllegalArgumentException if it is not above 0
   */
  public Chrf beta(double beta) {
    if (!(beta > 0) || Double.isInfinite(beta)) {
      throw new IllegalArgumentException("beta must be above 0 and finite, got " + beta);
    }
    return new Chrf(characterOrder, wordOrder, beta, ignoresCase, keepsBlanks, smoothsByEpsilon);
  }

  /**
   * Takes upper and lower case for the same.
   *
   * @return the metric
   */
  public Chrf ignoringCase() {
    return new Chrf(characterOrder, wordOrder, beta, true, keepsBlanks, smoothsByEpsilon);
  }

  /**
   * Has blanks in the character n-grams.
   *
   * @return the metric
   */
  public Chrf keepingBlanks() {
    return new Chrf(characterOrder, wordOrder, beta, ignoresCase, true, smoothsByEpsilon);
  }

  /**
   * Takes the mean over all orders, with 1e-16 for what is 0, as chrF++.py, Moses and NLTK do.
   *
   * @return the metric
   */
  public Chrf epsilonSmoothing() {
    return new Chrf(characterOrder, wordOrder, beta, ignoresCase, keepsBlanks, true);
  }

  /**
   * What must be told beside a score, as sacrebleu writes it, without its version.
   *
   * @param references how many sets of references there are
   * @return such as {@code nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no}
   */
  public String signature(int references) {
    return "nrefs:"
        + references
        + "|case:"
        + (ignoresCase ? "lc" : "mixed")
        + "|eff:"
        + (smoothsByEpsilon ? "no" : "yes")
        + "|nc:"
        + characterOrder
        + "|nw:"
        + wordOrder
        + "|space:"
        + (keepsBlanks ? "yes" : "no");
  }

  /**
   * The score of a corpus: counts are added over all texts, of each text those of the reference
   * that fits best.
   *
   * @param hypotheses the texts to score
   * @param references one or more sets of references, each with a text for each hypothesis
   * @return 0 to 100
   * @throws IllegalArgumentException if a set has not as many texts (both numbers are in the
   *     message) or there is no set
   */
  public double corpus(List<String> hypotheses, List<? extends List<String>> references) {
    TextUnits.check(hypotheses, references);
    long[][] sum = new long[characterOrder + wordOrder][3];
    for (int i = 0; i < hypotheses.size(); i++) {
      long[][] best = best(hypotheses.get(i), TextUnits.references(references, i));
      for (int order = 0; order < sum.length; order++) {
        for (int j = 0; j < 3; j++) {
          sum[order][j] += best[order][j];
        }
      }
    }
    return score(sum);
  }

  /**
   * The score of one text.
   *
   * @param hypothesis the text
   * @param references its references, at least one
   * @return 0 to 100
   * @throws IllegalArgumentException if there is no reference
   */
  public double sentence(String hypothesis, List<String> references) {
    return corpus(List.of(hypothesis), references.stream().map(List::of).toList());
  }

  private long[][] best(String hypothesis, List<String> references) {
    List<Map<List<String>, Integer>> found = ngrams(hypothesis);
    long[][] best = new long[0][];
    double bestScore = -1;
    for (String reference : references) {
      List<Map<List<String>, Integer>> right = ngrams(reference);
      long[][] counts = new long[found.size()][];
      for (int i = 0; i < counts.length; i++) {
        counts[i] =
            new long[] {
              right.get(i).isEmpty() ? 0 : TextUnits.total(found.get(i)),
              TextUnits.total(right.get(i)),
              TextUnits.common(found.get(i), right.get(i))
            };
      }
      double score = score(counts);
      if (score > bestScore) {
        bestScore = score;
        best = counts;
      }
    }
    return best;
  }

  private List<Map<List<String>, Integer>> ngrams(String text) {
    String cased = ignoresCase ? text.toLowerCase(Locale.ROOT) : text;
    List<Map<List<String>, Integer>> all = new ArrayList<>();
    List<String> characters = TextUnits.characters(cased, keepsBlanks);
    for (int order = 1; order <= characterOrder; order++) {
      all.add(TextUnits.ngrams(characters, order));
    }
    List<String> words = wordOrder == 0 ? List.of() : words(cased);
    for (int order = 1; order <= wordOrder; order++) {
      all.add(TextUnits.ngrams(words, order));
    }
    return all;
  }

  /** One mark of punctuation is taken from each word, from its end rather than its start. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : TextUnits.words(text)) {
      int last = word.length() - 1;
      if (last > 0 && PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
        words.add(word.substring(0, last));
        words.add(word.substring(last));
      } else if (last > 0 && PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
        words.add(word.substring(0, 1));
        words.add(word.substring(1));
      } else {
        words.add(word);
      }
    }
    return words;
  }

  private double score(long[][] counts) {
    double factor = beta * beta;
    double sum = 0;
    double precisions = 0;
    double recalls = 0;
    int orders = 0;
    for (long[] one : counts) {
      double precision = one[0] > 0 ? (double) one[2] / one[0] : EPSILON;
      double recall = one[1] > 0 ? (double) one[2] / one[1] : EPSILON;
      double denominator = factor * precision + recall;
      sum += denominator > 0 ? (1 + factor) * precision * recall / denominator : EPSILON;
      if (one[0] > 0 && one[1] > 0) {
        precisions += precision;
        recalls += recall;
        orders++;
      }
    }
    if (smoothsByEpsilon) {
      return 100 * sum / counts.length;
    }
    if (orders == 0 || precisions + recalls == 0) {
      return 0;
    }
    double precision = precisions / orders;
    double recall = recalls / orders;
    return 100 * (1 + factor) * precision * recall / (factor * precision + recall);
  }
}

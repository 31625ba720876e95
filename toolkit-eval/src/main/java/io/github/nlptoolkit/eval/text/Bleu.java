package io.github.nlptoolkit.eval.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BLEU: Papineni, Roukos, Ward and Zhu, "BLEU: a method for automatic evaluation of machine
 * translation", ACL 2002, with the numbers and signatures of sacrebleu 2.6.0.
 *
 * <p>The geometric mean of the n-gram precisions, in percent, times the brevity penalty e^(1 −
 * reference / hypothesis length). It ranges from 0 to 100, higher is better, and is 0 if no n-gram
 * is right or there is no text. Scores of texts with different signatures cannot be compared.
 *
 * <p>Immutable and thread-safe: each method that sets something gives another instance.
 */
public final class Bleu {
  private static final int DEFAULT_ORDER = 4;

  private final BleuTokenizer tokenizer;
  private final boolean ignoresCase;
  private final Smoothing smoothing;
  private final double smoothingValue;
  private final int maxOrder;
  private final boolean usesEffectiveOrder;

  /** What a precision of 0 becomes (Chen and Cherry 2014). */
  public enum Smoothing {
    /** 0: the score is 0. */
    NONE("none", 0),
    /** A small number in place of 0 right n-grams, 0.1 by default (method 1). */
    FLOOR("floor", 0.1),
    /** A number added to counts above unigrams, 1 by default (method 2). */
    ADD_K("add-k", 1),
    /** 1/2, 1/4, … in place of 0 right n-grams (method 3, mteval's); the default. */
    EXP("exp", 0);

    private final String id;
    private final double value;

    Smoothing(String id, double value) {
      this.id = id;
      this.value = value;
    }
  }

  private Bleu(
      BleuTokenizer tokenizer,
      boolean ignoresCase,
      Smoothing smoothing,
      double smoothingValue,
      int maxOrder,
      boolean usesEffectiveOrder) {
    this.tokenizer = tokenizer;
    this.ignoresCase = ignoresCase;
    this.smoothing = smoothing;
    this.smoothingValue = smoothingValue;
    this.maxOrder = maxOrder;
    this.usesEffectiveOrder = usesEffectiveOrder;
  }

  /**
   * sacrebleu's defaults: tokenizer 13a, case kept, exponential smoothing, n-grams up to 4.
   *
   * @return the metric
   */
  public static Bleu standard() {
    return new Bleu(BleuTokenizer.V13A, false, Smoothing.EXP, 0, DEFAULT_ORDER, false);
  }

  /**
   * Cuts texts by another tokenizer.
   *
   * @param tokenizer the tokenizer; {@link BleuTokenizer#ZH} for Chinese
   * @return the metric
   */
  public Bleu tokenizer(BleuTokenizer tokenizer) {
    return new Bleu(
        tokenizer, ignoresCase, smoothing, smoothingValue, maxOrder, usesEffectiveOrder);
  }

  /**
   * Takes upper and lower case for the same.
   *
   * @return the metric
   */
  public Bleu ignoringCase() {
    return new Bleu(tokenizer, true, smoothing, smoothingValue, maxOrder, usesEffectiveOrder);
  }

  /**
   * Smooths in another way, with its default value.
   *
   * @param smoothing the way
   * @return the metric
   */
  public Bleu smoothing(Smoothing smoothing) {
    return smoothing(smoothing, smoothing.value);
  }

  /**
   * Smooths in another way.
   *
   * @param smoothing the way
   * @param value the floor or k, at least 0; the other ways have none
   * @return the metric
   * @throws IllegalArgumentException if the value is below 0 or no finite number
   */
  public Bleu smoothing(Smoothing smoothing, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("value must be at least 0 and finite, got " + value);
    }
    return new Bleu(tokenizer, ignoresCase, smoothing, value, maxOrder, usesEffectiveOrder);
  }

  /**
   * Counts n-grams up to another order; sacrebleu's signature does not show it.
   *
   * @param maxOrder at least 1
   * @return the metric
   * @throws IllegalArgumentException if it is below 1
   */
  public Bleu maxOrder(int maxOrder) {
    if (maxOrder < 1) {
      throw new IllegalArgumentException("maxOrder must be at least 1, got " + maxOrder);
    }
    return new Bleu(
        tokenizer, ignoresCase, smoothing, smoothingValue, maxOrder, usesEffectiveOrder);
  }

  /**
   * Leaves out orders for which a text is too short: for scores of single sentences.
   *
   * @return the metric
   */
  public Bleu effectiveOrder() {
    return new Bleu(tokenizer, ignoresCase, smoothing, smoothingValue, maxOrder, true);
  }

  /**
   * What must be told beside a score, as sacrebleu writes it, without its version.
   *
   * @param references how many sets of references there are
   * @return such as {@code nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp}
   */
  public String signature(int references) {
    boolean hasValue = smoothing == Smoothing.FLOOR || smoothing == Smoothing.ADD_K;
    return "nrefs:"
        + references
        + "|case:"
        + (ignoresCase ? "lc" : "mixed")
        + "|eff:"
        + (usesEffectiveOrder ? "yes" : "no")
        + "|tok:"
        + tokenizer.id()
        + "|smooth:"
        + smoothing.id
        + (hasValue ? String.format(Locale.ROOT, "[%.2f]", smoothingValue) : "");
  }

  /**
   * The score of a corpus: n-grams are counted over all texts, then divided.
   *
   * @param hypotheses the texts to score
   * @param references one or more sets of references, each with a text for each hypothesis
   * @return the score
   * @throws IllegalArgumentException if a set has not as many texts (both numbers are in the
   *     message) or there is no set
   */
  public BleuScore corpus(List<String> hypotheses, List<? extends List<String>> references) {
    TextUnits.check(hypotheses, references);
    Counts sum = new Counts(maxOrder);
    for (int i = 0; i < hypotheses.size(); i++) {
      count(hypotheses.get(i), TextUnits.references(references, i), sum);
    }
    return score(sum);
  }

  /**
   * The score of one text; {@link #effectiveOrder()} is advised.
   *
   * @param hypothesis the text
   * @param references its references, at least one
   * @return the score
   * @throws IllegalArgumentException if there is no reference
   */
  public BleuScore sentence(String hypothesis, List<String> references) {
    return corpus(List.of(hypothesis), references.stream().map(List::of).toList());
  }

  /** Sums over texts. */
  private static final class Counts {
    private final double[] correct;
    private final double[] total;
    private long hypothesisLength;
    private long referenceLength;

    Counts(int orders) {
      correct = new double[orders];
      total = new double[orders];
    }
  }

  private List<String> tokens(String text) {
    return tokenizer.tokens(
        TextUnits.strippedRight(ignoresCase ? text.toLowerCase(Locale.ROOT) : text));
  }

  private void count(String hypothesis, List<String> references, Counts sum) {
    List<String> tokens = tokens(hypothesis);
    List<List<String>> sets = new ArrayList<>();
    references.forEach(reference -> sets.add(tokens(reference)));
    int nearest = -1;
    for (List<String> set : sets) {
      int distance = Math.abs(set.size() - tokens.size());
      int best = Math.abs(nearest - tokens.size());
      if (nearest < 0 || distance < best || (distance == best && set.size() < nearest)) {
        nearest = set.size();
      }
    }
    sum.hypothesisLength += tokens.size();
    sum.referenceLength += nearest;
    for (int order = 1; order <= maxOrder; order++) {
      Map<List<String>, Integer> most = new HashMap<>();
      for (List<String> set : sets) {
        TextUnits.ngrams(set, order).forEach((ngram, n) -> most.merge(ngram, n, Math::max));
      }
      Map<List<String>, Integer> found = TextUnits.ngrams(tokens, order);
      sum.total[order - 1] += TextUnits.total(found);
      sum.correct[order - 1] += TextUnits.common(found, most);
    }
  }

  private BleuScore score(Counts counts) {
    double brevity = 1;
    if (counts.hypothesisLength < counts.referenceLength) {
      brevity =
          counts.hypothesisLength == 0
              ? 0
              : Math.exp(1 - (double) counts.referenceLength / counts.hypothesisLength);
    }
    double[] precisions = new double[maxOrder];
    int orders = 0;
    boolean hasMatch = false;
    for (double correct : counts.correct) {
      hasMatch |= correct > 0;
    }
    if (hasMatch) {
      orders = smooth(counts, precisions);
    }
    double logs = 0;
    for (int i = 0; i < orders; i++) {
      logs += precisions[i] == 0 ? Double.NEGATIVE_INFINITY : Math.log(precisions[i]);
    }
    double score = orders == 0 ? 0 : brevity * Math.exp(logs / orders);
    return new BleuScore(
        score,
        list(precisions),
        list(counts.correct),
        list(counts.total),
        brevity,
        counts.hypothesisLength,
        counts.referenceLength);
  }

  /** Fills in the precisions; returns how many orders count. */
  private int smooth(Counts counts, double[] precisions) {
    double halving = 1;
    int orders = maxOrder;
    for (int i = 0; i < maxOrder; i++) {
      if (smoothing == Smoothing.ADD_K && i > 0) {
        counts.correct[i] += smoothingValue;
        counts.total[i] += smoothingValue;
      }
      if (counts.total[i] == 0) {
        break;
      }
      orders = usesEffectiveOrder ? i + 1 : maxOrder;
      if (counts.correct[i] > 0) {
        precisions[i] = 100 * counts.correct[i] / counts.total[i];
      } else if (smoothing == Smoothing.EXP) {
        halving *= 2;
        precisions[i] = 100 / (halving * counts.total[i]);
      } else if (smoothing == Smoothing.FLOOR) {
        precisions[i] = 100 * smoothingValue / counts.total[i];
      }
    }
    return orders;
  }

  private static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return list;
  }
}

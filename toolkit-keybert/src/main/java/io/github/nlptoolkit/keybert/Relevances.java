package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.keybert.phrase.Phrase;
import io.github.nlptoolkit.text.Span;
import java.util.Arrays;
import java.util.List;

/** How much the phrases of one document say of it: {@link KeyBert} tells the formula. */
final class Relevances {

  private Relevances() {}

  /**
   * Computes them.
   *
   * @param phrases the phrases' vectors, of length 1 or 0
   * @param windows the windows' vectors, of length 1 or 0
   * @param seed what draws the document towards it; all zeros for nothing
   */
  static double[] of(
      DocumentPhrases document, float[][] phrases, float[][] windows, float[] seed, Priors priors) {
    float[][] drawn =
        Arrays.stream(windows).map(window -> drawn(window, seed)).toArray(float[][]::new);
    double[] cosines = cosines(document, phrases, drawn);
    double[] central = centralities(phrases);
    double[] scores = standard(cosines);
    double[] commonness = standard(central);
    List<Phrase> all = document.phrases();
    for (int i = 0; i < scores.length; i++) {
      Phrase phrase = all.get(i);
      scores[i] +=
          (phrase.words() > 1 ? priors.severalWords() : 0)
              - priors.longPhrase() * Math.max(0, phrase.words() - 3)
              - priors.position() * phrase.firstToken() / Math.max(1, document.tokens())
              + priors.frequency() * Math.log(phrase.frequency())
              - priors.centrality() * commonness[i];
    }
    return scores;
  }

  /** With the whole document, and of a long one half with the best window the phrase stands in. */
  private static double[] cosines(DocumentPhrases document, float[][] phrases, float[][] windows) {
    float[] whole = mean(windows);
    double[] cosines = new double[phrases.length];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = dot(phrases[i], whole);
      if (windows.length > 1) {
        double best = -1;
        int window = 0;
        for (Span span : document.phrases().get(i).spans()) {
          while (window + 1 < windows.length
              && document.windows().get(window).end() <= span.start()) {
            window++;
          }
          best = Math.max(best, dot(phrases[i], windows[window]));
        }
        cosines[i] = (cosines[i] + best) / 2;
      }
    }
    return cosines;
  }

  private static double[] centralities(float[][] vectors) {
    if (vectors.length < 2) {
      return new double[vectors.length];
    }
    double[] sum = new double[vectors[0].length];
    for (float[] vector : vectors) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
    }
    double[] means = new double[vectors.length];
    for (int i = 0; i < means.length; i++) {
      double dot = 0;
      for (int d = 0; d < sum.length; d++) {
        dot += vectors[i][d] * (sum[d] - vectors[i][d]);
      }
      means[i] = dot / (vectors.length - 1);
    }
    return means;
  }

  /** Less the mean, by the standard deviation; zeros where all are equal. */
  private static double[] standard(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    return Arrays.stream(values).map(v -> deviation > 1e-7 ? (v - mean) / deviation : 0).toArray();
  }

  private static float[] drawn(float[] window, float[] seed) {
    float[] result = new float[window.length];
    for (int d = 0; d < result.length; d++) {
      result[d] = (3 * window[d] + seed[d]) / 4;
    }
    return unit(result);
  }

  static float[] mean(float[][] vectors) {
    float[] sum = new float[vectors[0].length];
    for (float[] vector : vectors) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
    }
    return unit(sum);
  }

  /** The vector of length 1 in the same direction; a vector of zeros stays one. */
  static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    float[] result = new float[vector.length];
    for (int d = 0; d < result.length; d++) {
      result[d] = length == 0 ? 0 : (float) (vector[d] / length);
    }
    return result;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}

package io.github.nlptoolkit.word2vec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The questions of {@link WordVectors} that need more than a line. */
final class WordSearch {

  private WordSearch() {}

  static List<WordMatch> search(WordVectors vectors, WordQuery query) {
    if (query.terms().isEmpty()) {
      throw new IllegalArgumentException("a query needs a word or a vector to be near to");
    }
    Set<Integer> excluded = new HashSet<>();
    for (WordQuery.Term term : query.terms()) {
      checkDimension(vectors, term);
      int row = term.vector().length > 0 ? -1 : vectors.rowOf(term.word());
      if (row >= 0) {
        excluded.add(row);
      }
    }
    int to = Math.min(query.to(), vectors.count());
    Nearest nearest =
        query.isMultiplying()
            ? multiplying(vectors, query, excluded)
            : Nearest.to(vectors.store(), mean(vectors, query), excluded);
    List<WordMatch> matches = new ArrayList<>();
    for (Nearest.Hit hit : nearest.best(query.topN(), query.from(), to)) {
      matches.add(new WordMatch(vectors.word(hit.row()), hit.score()));
    }
    return List.copyOf(matches);
  }

  /** The row of a word, which must be in the vocabulary. */
  private static int knownRow(WordVectors vectors, String word) {
    int row = vectors.rowOf(word);
    if (row < 0) {
      throw new IllegalArgumentException("the word \"" + word + "\" is not in the vocabulary");
    }
    return row;
  }

  private static void checkDimension(WordVectors vectors, WordQuery.Term term) {
    int length = term.vector().length;
    if (length != 0 && length != vectors.dimension()) {
      throw new IllegalArgumentException(
          "dimensions must be equal, got " + vectors.dimension() + " and " + length);
    }
  }

  private static float[] vector(WordVectors vectors, WordQuery.Term term) {
    return term.vector().length > 0
        ? term.vector()
        : Vectors.normalise(vectors.vector(term.word()));
  }

  private static float[] mean(WordVectors vectors, WordQuery query) {
    float[] sum = new float[vectors.dimension()];
    for (WordQuery.Term term : query.terms()) {
      float[] vector = vector(vectors, term);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += term.weight() * vector[i];
      }
    }
    return Vectors.normalise(sum);
  }

  private static Nearest multiplying(WordVectors vectors, WordQuery query, Set<Integer> excluded) {
    List<float[]> positive = new ArrayList<>();
    List<float[]> negative = new ArrayList<>();
    for (WordQuery.Term term : query.terms()) {
      (term.weight() > 0 ? positive : negative).add(vector(vectors, term));
    }
    if (positive.isEmpty()) {
      throw new IllegalArgumentException("3CosMul needs a word or a vector to be near to");
    }
    return Nearest.multiplying(
        vectors.store(),
        positive.toArray(new float[0][]),
        negative.toArray(new float[0][]),
        excluded);
  }

  static float[] mean(
      WordVectors vectors, List<String> words, float[] weights, boolean normalises) {
    if (words.isEmpty() || weights.length != words.size()) {
      throw new IllegalArgumentException(
          "a mean needs words and a weight for each, got "
              + words.size()
              + " words and "
              + weights.length
              + " weights");
    }
    float[] sum = new float[vectors.dimension()];
    float total = 0;
    for (int w = 0; w < weights.length; w++) {
      float[] vector = vectors.vectorOrNull(words.get(w));
      if (vector == null) {
        continue;
      }
      total += Math.abs(weights[w]);
      if (normalises) {
        Vectors.normalise(vector);
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weights[w] * vector[i];
      }
    }
    for (int i = 0; i < sum.length && total > 0; i++) {
      sum[i] /= total;
    }
    return sum;
  }

  static double relativeCosine(WordVectors vectors, String word, String other, int topN) {
    List<WordMatch> nearest = vectors.mostSimilar(word, topN);
    if (nearest.isEmpty()) {
      throw new IllegalArgumentException("there are no words near \"" + word + "\" to relate to");
    }
    double sum = nearest.stream().mapToDouble(WordMatch::score).sum();
    return vectors.similarity(word, other) / sum;
  }

  static List<WordMatch> centrality(WordVectors vectors, List<String> words) {
    List<String> known = words.stream().filter(vectors::hasVector).toList();
    if (known.isEmpty()) {
      throw new IllegalArgumentException("none of the words has a vector: " + words);
    }
    float[] mean = Vectors.normalise(vectors.mean(known, true));
    List<WordMatch> ranked = new ArrayList<>();
    for (String word : known) {
      double cosine = Vectors.dot(Vectors.normalise(vectors.vector(word)), mean);
      ranked.add(new WordMatch(word, (float) cosine));
    }
    // As Python sorts (score, word) pairs.
    ranked.sort(
        Comparator.comparingDouble(WordMatch::score).thenComparing(WordMatch::word).reversed());
    return List.copyOf(ranked);
  }

  static List<String> closerThan(WordVectors vectors, String word, String other) {
    int own = knownRow(vectors, word);
    int bound = knownRow(vectors, other);
    float[] unit = Vectors.normalise(vectors.vector(own));
    float[] scores = Nearest.to(vectors.store(), unit, Set.of()).scores(0, vectors.count());
    List<String> closer = new ArrayList<>();
    for (int row = 0; row < scores.length; row++) {
      if (scores[row] > scores[bound] && row != own && row != bound) {
        closer.add(vectors.word(row));
      }
    }
    return List.copyOf(closer);
  }

  static double wordMoversDistance(
      WordVectors vectors, List<String> a, List<String> b, boolean normalises) {
    Bag left = Bag.of(vectors, a, normalises);
    Bag right = Bag.of(vectors, b, normalises);
    if (left.total == 0 || right.total == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double[][] costs = new double[left.vectors.size()][right.vectors.size()];
    for (int i = 0; i < costs.length; i++) {
      for (int j = 0; j < costs[i].length; j++) {
        costs[i][j] = distance(left.vectors.get(i), right.vectors.get(j));
      }
    }
    // Both sides in units of one over the product of their totals, so that masses are whole.
    double cost = WordMover.leastCost(costs, left.masses(right.total), right.masses(left.total));
    return cost / ((double) left.total * right.total);
  }

  /** The different words of a text: their vectors and how often each is there. */
  private static final class Bag {
    private final List<float[]> vectors = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private long total;

    static Bag of(WordVectors vectors, List<String> words, boolean normalises) {
      Bag bag = new Bag();
      Map<String, Integer> places = new HashMap<>();
      for (String word : words) {
        Integer place = places.get(word);
        if (place == null) {
          float[] vector = vectors.vectorOrNull(word);
          if (vector == null) {
            continue;
          }
          place = bag.vectors.size();
          places.put(word, place);
          bag.vectors.add(normalises ? Vectors.normalise(vector) : vector);
          bag.counts.add(0L);
        }
        bag.counts.set(place, bag.counts.get(place) + 1);
        bag.total++;
      }
      return bag;
    }

    long[] masses(long unit) {
      return counts.stream().mapToLong(count -> count * unit).toArray();
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}

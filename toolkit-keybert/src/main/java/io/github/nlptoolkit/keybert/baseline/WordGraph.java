package io.github.nlptoolkit.keybert.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The graph of words that stand near each other, and the PageRank of its words.
 *
 * <p>Paper: R. Mihalcea and P. Tarau, "TextRank: Bringing Order into Text", EMNLP 2004. Peer: the
 * PageRank of networkx 3.6.1: words without neighbours spread their rank evenly, ranks sum to 1.
 *
 * <p>Cost: O(tokens × window) and O(edges) for each of at most 200 steps. Immutable and
 * thread-safe.
 */
public final class WordGraph {

  private static final int MAX_STEPS = 200;
  private static final double TOLERANCE = 1e-14;

  private final List<String> words;
  private final int[][] neighbours;
  private final double[][] weights;

  private WordGraph(List<String> words, List<Map<Integer, Double>> edges) {
    this.words = List.copyOf(words);
    this.neighbours = new int[edges.size()][];
    this.weights = new double[edges.size()][];
    for (int i = 0; i < neighbours.length; i++) {
      Map<Integer, Double> of = edges.get(i);
      neighbours[i] = of.keySet().stream().mapToInt(n -> n).toArray();
      weights[i] = of.values().stream().mapToDouble(w -> w).toArray();
    }
  }

  /**
   * Makes the graph of a text.
   *
   * @param tokens the words of the text, those that are no nodes too
   * @param kept which words are nodes
   * @param window words less than this many places apart are neighbours, at least 2
   * @param weighted whether an edge counts as often as its words are near each other
   * @return the graph
   * @throws IllegalArgumentException if the window is less than 2
   */
  public static WordGraph of(
      List<String> tokens, Predicate<String> kept, int window, boolean weighted) {
    if (window < 2) {
      throw new IllegalArgumentException("window must be at least 2, got " + window);
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] nodes = new int[tokens.size()];
    for (int i = 0; i < nodes.length; i++) {
      String token = tokens.get(i);
      nodes[i] = kept.test(token) ? numberOf(token, numbers) : -1;
    }
    List<Map<Integer, Double>> edges = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      edges.add(new LinkedHashMap<>());
    }
    for (int i = 0; i < nodes.length; i++) {
      for (int j = i + 1; j < Math.min(nodes.length, (long) i + window); j++) {
        if (nodes[i] >= 0 && nodes[j] >= 0 && nodes[i] != nodes[j]) {
          edges.get(nodes[i]).merge(nodes[j], 1.0, weighted ? Double::sum : (a, b) -> 1.0);
          edges.get(nodes[j]).merge(nodes[i], 1.0, weighted ? Double::sum : (a, b) -> 1.0);
        }
      }
    }
    return new WordGraph(List.copyOf(numbers.keySet()), edges);
  }

  private static int numberOf(String token, Map<String, Integer> numbers) {
    numbers.putIfAbsent(token, numbers.size());
    return Objects.requireNonNull(numbers.get(token));
  }

  /**
   * The nodes.
   *
   * @return the words, in the order of their first occurrence; immutable
   */
  public List<String> words() {
    return words;
  }

  /**
   * How many pairs of words are neighbours.
   *
   * @return the number of edges
   */
  public int edges() {
    return Arrays.stream(neighbours).mapToInt(of -> of.length).sum() / 2;
  }

  /**
   * The rank of each word.
   *
   * @param damping how much of a rank goes to the neighbours, in [0, 1)
   * @return the ranks by word, which sum to 1; empty for no words; the caller's own
   * @throws IllegalArgumentException if the damping is outside
   */
  public Map<String, Double> pageRank(double damping) {
    if (!(damping >= 0 && damping < 1)) {
      throw new IllegalArgumentException("damping must be in [0, 1), got " + damping);
    }
    int count = words.size();
    double[] ranks = new double[count];
    Arrays.fill(ranks, 1.0 / count);
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] next = next(ranks, damping);
      double change = 0;
      for (int i = 0; i < count; i++) {
        change += Math.abs(next[i] - ranks[i]);
      }
      ranks = next;
      if (change < TOLERANCE * count) {
        break;
      }
    }
    Map<String, Double> byWord = new HashMap<>();
    for (int i = 0; i < count; i++) {
      byWord.put(words.get(i), ranks[i]);
    }
    return byWord;
  }

  private double[] next(double[] ranks, double damping) {
    int count = ranks.length;
    double lost = 0;
    double[] next = new double[count];
    for (int i = 0; i < count; i++) {
      double total = Arrays.stream(weights[i]).sum();
      if (total == 0) {
        lost += ranks[i];
      }
      for (int n = 0; n < neighbours[i].length; n++) {
        next[neighbours[i][n]] += damping * ranks[i] * weights[i][n] / total;
      }
    }
    for (int i = 0; i < count; i++) {
      next[i] += (damping * lost + 1 - damping) / count;
    }
    return next;
  }
}

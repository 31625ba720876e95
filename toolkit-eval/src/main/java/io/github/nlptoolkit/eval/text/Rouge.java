package io.github.nlptoolkit.eval.text;

import io.github.nlptoolkit.eval.metric.PorterStemmer;
import io.github.nlptoolkit.eval.metric.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * ROUGE: Lin, "ROUGE: a package for automatic evaluation of summaries", 2004, with the numbers of
 * rouge-score 0.1.2.
 *
 * <p>The English tokens are runs of {@code a-z0-9} in lower case: what is written in other scripts
 * has none, and scores 0. {@link #characters()} takes each character for a token, as is done for
 * Chinese. All scores range from 0 to 1, higher is better, and are 0 if a side has no tokens; the
 * support of a score is the number of the reference's units. Immutable and thread-safe.
 */
public final class Rouge {
  private static final Pattern NO_TOKEN = Pattern.compile("[^a-z0-9]+");
  private static final int STEMMED_FROM = 4;

  private final Function<String, List<String>> tokenizer;

  private Rouge(Function<String, List<String>> tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * English words as they are.
   *
   * @return the metric
   */
  public static Rouge english() {
    return new Rouge(text -> english(text, false));
  }

  /**
   * English words, those above three letters cut to their stems ({@code use_stemmer}).
   *
   * @return the metric
   */
  public static Rouge stemmed() {
    return new Rouge(text -> english(text, true));
  }

  /**
   * Characters, without blanks.
   *
   * @return the metric
   */
  public static Rouge characters() {
    return new Rouge(text -> TextUnits.characters(text, false));
  }

  /**
   * Tokens of one's own.
   *
   * @param tokenizer cuts texts; thread-safe
   * @return the metric
   */
  public static Rouge of(Function<String, List<String>> tokenizer) {
    return new Rouge(tokenizer);
  }

  private static List<String> english(String text, boolean stems) {
    List<String> tokens = new ArrayList<>();
    for (String token : NO_TOKEN.split(text.toLowerCase(Locale.ROOT), -1)) {
      if (!token.isEmpty()) {
        tokens.add(stems && token.length() >= STEMMED_FROM ? PorterStemmer.stem(token) : token);
      }
    }
    return tokens;
  }

  /**
   * The tokens of a text.
   *
   * @param text the text
   * @return its tokens
   */
  public List<String> tokens(String text) {
    return tokenizer.apply(text);
  }

  /**
   * ROUGE-N: n-grams that both have.
   *
   * @param n the order, at least 1
   * @param reference the right text
   * @param text the text to score
   * @return precision, recall, F1
   * @throws IllegalArgumentException if n is below 1
   */
  public Score ngrams(int n, String reference, String text) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1, got " + n);
    }
    Map<List<String>, Integer> right = TextUnits.ngrams(tokens(reference), n);
    Map<List<String>, Integer> found = TextUnits.ngrams(tokens(text), n);
    return score(TextUnits.common(right, found), TextUnits.total(right), TextUnits.total(found));
  }

  /**
   * ROUGE-L: the longest common subsequence of the two texts, in O(tokens²).
   *
   * @param reference the right text
   * @param text the text to score
   * @return precision, recall, F1
   */
  public Score longest(String reference, String text) {
    List<String> right = tokens(reference);
    List<String> found = tokens(text);
    return score(table(right, found)[right.size()][found.size()], right.size(), found.size());
  }

  /**
   * ROUGE-Lsum: of each sentence (line) of the reference, the union of its longest common
   * subsequences with the sentences of the text.
   *
   * @param reference the right text, a sentence a line
   * @param text the text to score, a sentence a line
   * @return precision, recall, F1
   */
  public Score longestBySentences(String reference, String text) {
    List<List<String>> right = sentences(reference);
    List<List<String>> found = sentences(text);
    Map<String, Integer> rightLeft = counts(right);
    Map<String, Integer> foundLeft = counts(found);
    int hits = 0;
    for (List<String> sentence : right) {
      TreeSet<Integer> union = new TreeSet<>();
      found.forEach(other -> union.addAll(common(sentence, other)));
      for (int place : union) {
        String token = sentence.get(place);
        if (rightLeft.getOrDefault(token, 0) > 0 && foundLeft.getOrDefault(token, 0) > 0) {
          hits++;
          rightLeft.merge(token, -1, Integer::sum);
          foundLeft.merge(token, -1, Integer::sum);
        }
      }
    }
    return score(
        hits, right.stream().mapToInt(List::size).sum(), found.stream().mapToInt(List::size).sum());
  }

  /**
   * The best score over several references, by F1; the first of those that are as good.
   *
   * @param references the right texts, at least one
   * @param scoring the score with one of them
   * @return the best
   * @throws IllegalArgumentException if there is no reference
   */
  public static Score best(List<String> references, Function<String, Score> scoring) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one reference");
    }
    Score best = scoring.apply(references.get(0));
    for (String reference : references.subList(1, references.size())) {
      Score score = scoring.apply(reference);
      best = score.f1() > best.f1() ? score : best;
    }
    return best;
  }

  private List<List<String>> sentences(String text) {
    List<List<String>> sentences = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        sentences.add(tokens(line));
      }
    }
    return sentences;
  }

  private static Map<String, Integer> counts(List<List<String>> sentences) {
    Map<String, Integer> counts = new HashMap<>();
    sentences.forEach(all -> all.forEach(token -> counts.merge(token, 1, Integer::sum)));
    return counts;
  }

  private static Score score(int common, int right, int found) {
    if (right == 0 || found == 0) {
      return new Score(0, 0, 0, right);
    }
    double precision = (double) common / found;
    double recall = (double) common / right;
    double sum = precision + recall;
    return new Score(precision, recall, sum == 0 ? 0 : 2 * precision * recall / sum, right);
  }

  private static int[][] table(List<String> a, List<String> b) {
    int[][] lengths = new int[a.size() + 1][b.size() + 1];
    for (int i = 1; i <= a.size(); i++) {
      for (int j = 1; j <= b.size(); j++) {
        lengths[i][j] =
            a.get(i - 1).equals(b.get(j - 1))
                ? lengths[i - 1][j - 1] + 1
                : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
      }
    }
    return lengths;
  }

  /** The places in a of one longest common subsequence. */
  private static List<Integer> common(List<String> a, List<String> b) {
    int[][] lengths = table(a, b);
    List<Integer> places = new ArrayList<>();
    int i = a.size();
    int j = b.size();
    while (i > 0 && j > 0) {
      if (a.get(i - 1).equals(b.get(j - 1))) {
        places.add(i - 1);
        i--;
        j--;
      } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
        j--;
      } else {
        i--;
      }
    }
    return places;
  }
}

package io.github.nlptoolkit.ngram;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the reading of a text that a model finds most probable: among whole sentences, among
 * alternatives of each word (as in spelling correction), among ways to cut characters into words.
 * The last two go from left to right with a beam; hypotheses that the model cannot tell apart are
 * joined. Immutable and thread-safe.
 */
public final class CandidateRanker {
  private final NgramModel model;
  private final int beam;

  /**
   * Makes a ranker.
   *
   * @param model the model
   * @param beam how many hypotheses to keep at each place, at least 1
   * @throws IllegalArgumentException if the beam is less than 1
   */
  public CandidateRanker(NgramModel model, int beam) {
    this.model = requireNonNull(model, "model");
    if (beam < 1) {
      throw new IllegalArgumentException("beam must be at least 1, got " + beam);
    }
    this.beam = beam;
  }

  /**
   * A reading with its score.
   *
   * @param words its words; immutable
   * @param log10 the log10 probability of the sentence
   */
  public record Ranked(List<String> words, double log10) {

    /** Copies the list. */
    public Ranked {
      words = List.copyOf(words);
    }
  }

  /**
   * Ranks sentences.
   *
   * @param candidates sentences, each a list of words
   * @return all of them, the most probable first; equally probable ones in their order
   */
  public List<Ranked> rank(List<List<String>> candidates) {
    return candidates.stream()
        .map(words -> new Ranked(words, model.score(words).log10()))
        .sorted(Comparator.comparingDouble(Ranked::log10).reversed())
        .toList();
  }

  /**
   * Chooses one of the alternatives at each place of a sentence.
   *
   * @param alternatives for each place, the words that may stand there, at least one
   * @return the most probable choice that the beam finds
   * @throws IllegalArgumentException if a place has no alternative
   */
  public Ranked choose(List<List<String>> alternatives) {
    List<Hypothesis> hypotheses = List.of(new Hypothesis(model.scorer(), null, "", 0));
    for (int place = 0; place < alternatives.size(); place++) {
      if (alternatives.get(place).isEmpty()) {
        throw new IllegalArgumentException("place " + place + " has no alternative");
      }
      Hypotheses next = new Hypotheses();
      for (Hypothesis hypothesis : hypotheses) {
        for (String word : alternatives.get(place)) {
          next.add(hypothesis.with(word));
        }
      }
      hypotheses = next.best(beam);
    }
    return ended(hypotheses);
  }

  /**
   * Cuts a text into words of the vocabulary. A character (code point) that is in none of them
   * becomes a word of its own.
   *
   * @param text the text, without blanks
   * @param maxLength the greatest number of chars of a word, at least 1
   * @return the most probable cut that the beam finds
   * @throws IllegalArgumentException if {@code maxLength} is less than 1
   */
  public Ranked segment(String text, int maxLength) {
    if (maxLength < 1) {
      throw new IllegalArgumentException("maxLength must be at least 1, got " + maxLength);
    }
    List<@Nullable Hypotheses> places = new ArrayList<>();
    for (int i = 0; i <= text.length(); i++) {
      places.add(new Hypotheses());
    }
    add(places, 0, new Hypothesis(model.scorer(), null, "", 0));
    for (int from = 0; from < text.length(); from++) {
      Hypotheses here = places.set(from, null);
      List<Hypothesis> best = here == null ? List.of() : here.best(beam);
      if (!best.isEmpty()) {
        int single = from + Character.charCount(text.codePointAt(from));
        int last = Math.max(single, Math.min(text.length(), from + maxLength));
        for (int to = single; to <= last; to++) {
          String word = text.substring(from, to);
          if (to == single || model.knows(word)) {
            for (Hypothesis hypothesis : best) {
              add(places, to, hypothesis.with(word));
            }
          }
        }
      }
    }
    Hypotheses end = places.get(text.length());
    return ended(end == null ? List.of() : end.best(beam));
  }

  private static void add(List<@Nullable Hypotheses> places, int at, Hypothesis hypothesis) {
    Hypotheses there = places.get(at);
    if (there != null) {
      there.add(hypothesis);
    }
  }

  private static Ranked ended(List<Hypothesis> hypotheses) {
    Ranked best = null;
    for (Hypothesis hypothesis : hypotheses) {
      double log10 = hypothesis.log10 + hypothesis.scorer.peek(Vocabulary.END);
      if (best == null || log10 > best.log10()) {
        best = new Ranked(hypothesis.words(), log10);
      }
    }
    if (best == null) {
      throw new IllegalStateException("no hypothesis reached the end");
    }
    return best;
  }

  /** A reading of the text so far. */
  private static final class Hypothesis {
    private final Scorer scorer;
    private final @Nullable Hypothesis before;
    private final String word;
    private final double log10;

    Hypothesis(Scorer scorer, @Nullable Hypothesis before, String word, double log10) {
      this.scorer = scorer;
      this.before = before;
      this.word = word;
      this.log10 = log10;
    }

    Hypothesis with(String next) {
      Scorer after = scorer.copy();
      double more = after.next(next);
      return new Hypothesis(after, this, next, log10 + more);
    }

    List<String> words() {
      List<String> words = new ArrayList<>();
      for (Hypothesis at = this; at != null && at.before != null; at = at.before) {
        words.add(0, at.word);
      }
      return words;
    }
  }

  /** Hypotheses at one place, the best of each future. */
  private static final class Hypotheses {
    private final Map<Future, Hypothesis> byFuture = new HashMap<>();

    void add(Hypothesis hypothesis) {
      byFuture.merge(
          new Future(hypothesis.scorer),
          hypothesis,
          (old, fresh) -> fresh.log10 > old.log10 ? fresh : old);
    }

    List<Hypothesis> best(int count) {
      return byFuture.values().stream()
          .sorted(
              Comparator.comparingDouble((Hypothesis h) -> h.log10)
                  .reversed()
                  .thenComparing(h -> h.word))
          .limit(count)
          .toList();
    }
  }

  /** What a scorer will say of all that comes. */
  private static final class Future {
    private final Scorer scorer;

    Future(Scorer scorer) {
      this.scorer = scorer;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Future that && scorer.hasSameFuture(that.scorer);
    }

    @Override
    public int hashCode() {
      return scorer.futureHash();
    }
  }
}

package io.github.nlptoolkit.sequence.hmm;

import io.github.nlptoolkit.sequence.data.TaggedSentence;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes an {@link HmmTagger} from tagged sentences by counting. By default a tagger as TnT:
 * trigrams of tags and a suffix model for words not seen; Witten-Bell smoothing, which is a little
 * better than TnT's deleted interpolation on the data it was tried on.
 *
 * <p>Immutable and thread-safe.
 */
public final class HmmTaggerTrainer {
  /** TnT learns suffixes from words that are at most this frequent. */
  private static final int RARE = 10;

  /** How many occurrences the suffix model is worth beside those of a rare word. */
  private static final double SUFFIX_WEIGHT = 0.5;

  private final int order;
  private final boolean end;
  private final Smoothing transitions;
  private final Smoothing emissions;
  private final UnknownWords unknownWords;

  private HmmTaggerTrainer(Builder builder) {
    this.order = builder.order;
    this.end = builder.end;
    this.transitions = builder.transitions;
    this.emissions = builder.emissions;
    this.unknownWords = builder.unknownWords;
  }

  /** What words are that were not seen in training. */
  public enum UnknownWords {
    /** All are one more word, which each tag emits as its smoothing says. */
    ONE_SYMBOL,
    /** Their shape and their last letters tell the tag; a word in another case helps. */
    SUFFIXES
  }

  /**
   * Starts with the defaults: order 3, an end, Witten-Bell smoothing, suffixes.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Trains a tagger.
   *
   * @param sentences tagged sentences; empty ones have no effect
   * @return the tagger
   * @throws IllegalArgumentException if there is no token, or there are too many tags for trigrams
   */
  public HmmTagger train(List<TaggedSentence> sentences) {
    List<String> tags =
        List.copyOf(
            sentences.stream()
                .flatMap(sentence -> sentence.tags().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    if (tags.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one tagged token");
    }
    List<int[]> indices =
        HmmTagger.indices(tags, sentences.stream().map(TaggedSentence::tags).toList());
    Map<String, int[]> words = count(sentences, indices, tags.size());
    return new HmmTagger(
        tags,
        TagTransitions.count(indices, tags.size(), order, end, transitions),
        unknownWords == UnknownWords.SUFFIXES
            ? withSuffixes(words, tags.size())
            : smoothed(words, tags.size()));
  }

  private static Map<String, int[]> count(
      List<TaggedSentence> sentences, List<int[]> indices, int tags) {
    Map<String, int[]> words = new HashMap<>();
    for (int i = 0; i < indices.size(); i++) {
      int[] sentence = indices.get(i);
      for (int t = 0; t < sentence.length; t++) {
        words
            .computeIfAbsent(sentences.get(i).tokens().get(t), word -> new int[tags])[
            sentence[t]]++;
      }
    }
    return words;
  }

  private TagEmissions smoothed(Map<String, int[]> words, int tags) {
    double[] sums = new double[tags];
    double[] types = new double[tags];
    for (int[] counts : words.values()) {
      for (int tag = 0; tag < tags; tag++) {
        sums[tag] += counts[tag];
        types[tag] += counts[tag] > 0 ? 1 : 0;
      }
    }
    // Each tag has what is added to a count, and what its counts are divided by.
    double[] added = new double[tags];
    double[] divisors = new double[tags];
    double outcomes = words.size() + 1.0;
    for (int tag = 0; tag < tags; tag++) {
      added[tag] = emissions instanceof Smoothing.AddK add ? add.k() : types[tag] / outcomes;
      divisors[tag] = sums[tag] + added[tag] * outcomes;
    }
    double[] base = new double[tags];
    for (int tag = 0; tag < tags; tag++) {
      base[tag] = Math.log(added[tag] / divisors[tag]);
    }
    Map<String, TagEmissions.Entry> entries = new HashMap<>();
    words.forEach(
        (word, counts) -> {
          int[] seen = seen(counts);
          double[] logs =
              Arrays.stream(seen)
                  .mapToDouble(tag -> Math.log((counts[tag] + added[tag]) / divisors[tag]))
                  .toArray();
          entries.put(word, new TagEmissions.Entry(seen, logs));
        });
    return new TagEmissions(base, entries, null);
  }

  private static int[] seen(int[] counts) {
    int[] tags = new int[counts.length];
    int size = 0;
    for (int tag = 0; tag < counts.length; tag++) {
      if (counts[tag] > 0) {
        tags[size++] = tag;
      }
    }
    return Arrays.copyOf(tags, size);
  }

  /** Bayes' rule on P(tag | word): of the counts, and of rare words from their suffixes too. */
  private static TagEmissions withSuffixes(Map<String, int[]> words, int tags) {
    double[] prior = new double[tags];
    SuffixModel.Counter counter = new SuffixModel.Counter(tags);
    words.forEach(
        (word, counts) -> {
          int sum = Arrays.stream(counts).sum();
          for (int tag = 0; tag < tags; tag++) {
            prior[tag] += counts[tag];
            if (sum <= RARE && counts[tag] > 0) {
              counter.add(word, tag, counts[tag]);
            }
          }
        });
    double tokens = Arrays.stream(prior).sum();
    Probabilities.normalize(prior);
    SuffixModel suffixes = counter.toModel(prior);
    Map<String, TagEmissions.Entry> entries = new HashMap<>();
    words.forEach((word, counts) -> entries.put(word, entry(word, counts, tokens, suffixes)));
    double[] base = new double[tags];
    Arrays.fill(base, Double.NEGATIVE_INFINITY);
    return new TagEmissions(base, entries, suffixes);
  }

  private static TagEmissions.Entry entry(
      String word, int[] counts, double tokens, SuffixModel suffixes) {
    double sum = Arrays.stream(counts).sum();
    double[] p = new double[counts.length];
    double weight = sum <= RARE ? SUFFIX_WEIGHT : 0;
    double[] guess = weight > 0 ? suffixes.probabilities(word) : p;
    for (int tag = 0; tag < p.length; tag++) {
      p[tag] = (counts[tag] + weight * guess[tag]) / (sum + weight);
    }
    double[] logs = TagEmissions.bayes(p, suffixes.prior());
    int[] possible = new int[p.length];
    double[] of = new double[p.length];
    int size = 0;
    for (int tag = 0; tag < p.length; tag++) {
      if (logs[tag] > Double.NEGATIVE_INFINITY) {
        possible[size] = tag;
        of[size++] = logs[tag] + Math.log(sum / tokens);
      }
    }
    return new TagEmissions.Entry(Arrays.copyOf(possible, size), Arrays.copyOf(of, size));
  }

  /** Options of training. Not thread-safe. */
  public static final class Builder {
    private int order = 3;
    private boolean end = true;
    private Smoothing transitions = new Smoothing.WittenBell();
    private Smoothing emissions = new Smoothing.WittenBell();
    private UnknownWords unknownWords = UnknownWords.SUFFIXES;

    private Builder() {}

    /**
     * How many tags a transition spans.
     *
     * @param tags 2 for bigrams or 3 for trigrams, the default
     * @return this
     * @throws IllegalArgumentException if it is neither
     */
    public Builder order(int tags) {
      if (tags != 2 && tags != 3) {
        throw new IllegalArgumentException("order must be 2 or 3, got " + tags);
      }
      order = tags;
      return this;
    }

    /**
     * Whether the end of sentences is part of the model.
     *
     * @param modelled true by default
     * @return this
     */
    public Builder end(boolean modelled) {
      end = modelled;
      return this;
    }

    /**
     * How transitions are smoothed.
     *
     * @param smoothing Witten-Bell by default
     * @return this
     */
    public Builder transitions(Smoothing smoothing) {
      transitions = Objects.requireNonNull(smoothing, "smoothing");
      return this;
    }

    /**
     * How emissions are smoothed if unknown words are one symbol; a suffix model needs no other.
     *
     * @param smoothing add-k or Witten-Bell, the default
     * @return this
     * @throws IllegalArgumentException if it is deleted interpolation, which is for transitions
     */
    public Builder emissions(Smoothing smoothing) {
      if (smoothing instanceof Smoothing.DeletedInterpolation) {
        throw new IllegalArgumentException("emissions must be smoothed by AddK or WittenBell");
      }
      emissions = Objects.requireNonNull(smoothing, "smoothing");
      return this;
    }

    /**
     * What words are that were not seen.
     *
     * @param kind suffixes by default
     * @return this
     */
    public Builder unknownWords(UnknownWords kind) {
      unknownWords = Objects.requireNonNull(kind, "kind");
      return this;
    }

    /**
     * The trainer.
     *
     * @return a trainer with these options
     */
    public HmmTaggerTrainer build() {
      return new HmmTaggerTrainer(this);
    }
  }
}

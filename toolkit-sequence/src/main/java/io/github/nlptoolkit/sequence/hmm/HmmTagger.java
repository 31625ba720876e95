package io.github.nlptoolkit.sequence.hmm;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.text.Tagger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tags words with a hidden Markov model of tags: bigrams or trigrams of tags, words that their tags
 * emit, and for words not seen in training their ends. {@link HmmTaggerTrainer} makes it by
 * counting.
 *
 * <p>Brants, "TnT: A Statistical Part-of-Speech Tagger" (2000), <a
 * href="https://aclanthology.org/A00-1031/">A00-1031</a>. With bigrams, add-k smoothing and one
 * symbol for unknown words it equals NLTK's {@code HiddenMarkovModelTagger}.
 *
 * <p>Immutable and thread-safe.
 */
public final class HmmTagger implements Tagger {
  private final List<String> tags;
  private final TagTransitions transitions;
  private final TagEmissions emissions;

  /** The chain of bigrams; null for trigrams. */
  private final @Nullable MarkovChain chain;

  HmmTagger(List<String> tags, TagTransitions transitions, TagEmissions emissions) {
    this.tags = List.copyOf(tags);
    this.transitions = transitions;
    this.emissions = emissions;
    this.chain = transitions.order() == 2 ? chain(transitions) : null;
  }

  private static MarkovChain chain(TagTransitions transitions) {
    int tags = transitions.tags();
    double[] start = new double[tags];
    double[][] rows = new double[tags][tags];
    double[] end = new double[tags];
    for (int i = 0; i < tags; i++) {
      start[i] = Math.exp(transitions.log(tags, i));
      end[i] = Math.exp(transitions.log(i, tags));
      for (int j = 0; j < tags; j++) {
        rows[i][j] = Math.exp(transitions.log(i, j));
      }
    }
    return new MarkovChain(start, rows, transitions.hasEnd() ? end : null);
  }

  /**
   * The tags that it gives.
   *
   * @return the tags, in the order of posteriors; immutable
   */
  public List<String> tags() {
    return tags;
  }

  /**
   * How many tags a transition spans.
   *
   * @return 2 for bigrams, 3 for trigrams
   */
  public int order() {
    return transitions.order();
  }

  /**
   * Whether a word was in the training text.
   *
   * @param word the word
   * @return whether it was, as it is written
   */
  public boolean knows(String word) {
    return emissions.knows(word);
  }

  /**
   * How probable a word is in each tag.
   *
   * @param word the word
   * @return log P(word | tag) of each tag in the order of {@link #tags()}; -Infinity for those it
   *     cannot have; with a suffix model, of a word not seen in training, up to a constant
   */
  public double[] logEmissions(String word) {
    return emissions.logs(word, false);
  }

  /**
   * How probable a tag is behind those before it.
   *
   * @param before the tag two before it, null for the start; has no effect on bigrams
   * @param previous the tag right before it, null for the start
   * @param next the tag, null for the end
   * @return the natural logarithm; 0 for the end if it is not modelled
   * @throws IllegalArgumentException if there is no such tag
   */
  public double logTransition(
      @Nullable String before, @Nullable String previous, @Nullable String next) {
    return order() == 2
        ? transitions.log(index(previous), index(next))
        : transitions.log(index(before), index(previous), index(next));
  }

  private int index(@Nullable String tag) {
    int index = tag == null ? tags.size() : tags.indexOf(tag);
    if (index < 0) {
      throw new IllegalArgumentException("tag must be one of " + tags + ", got " + tag);
    }
    return index;
  }

  @Override
  public List<String> tag(List<String> tokens) {
    return names(viterbi(tokens).states());
  }

  private List<String> names(int[] path) {
    return Arrays.stream(path).mapToObj(tags::get).toList();
  }

  @Override
  public List<List<String>> tagAll(List<List<String>> sentences) {
    return sentences.parallelStream().map(this::tag).toList();
  }

  /**
   * The likeliest tags with their probability.
   *
   * @param tokens the words
   * @return the tags as indices in {@link #tags()}, and log P(words, tags)
   */
  public StatePath viterbi(List<String> tokens) {
    return chain == null
        ? new TrigramDecoder(transitions, rows(tokens)).viterbi()
        : StatePath.best(chain.lattice(flat(tokens)));
  }

  /**
   * The likeliest sequences of tags with their probabilities.
   *
   * @param tokens the words
   * @param count how many, at least 1
   * @return as many as there are that are possible, likeliest first; immutable
   * @throws IllegalArgumentException if the count is below 1
   */
  public List<StatePath> nBest(List<String> tokens, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, got " + count);
    }
    return chain == null
        ? new TrigramDecoder(transitions, rows(tokens)).nBest(count)
        : chain.lattice(flat(tokens)).nBest(count).stream().map(StatePath::of).toList();
  }

  /**
   * How probable words are, over all tags.
   *
   * @param tokens the words
   * @return the natural logarithm; 0 for none
   */
  public double logLikelihood(List<String> tokens) {
    return chain == null
        ? new TrigramDecoder(transitions, rows(tokens)).logLikelihood()
        : chain.logLikelihood(flat(tokens));
  }

  /**
   * How probable each tag is for each word.
   *
   * @param tokens the words
   * @return a row for each word with the probability of each tag, in the order of {@link #tags()}
   */
  public double[][] posteriors(List<String> tokens) {
    if (chain == null) {
      return new TrigramDecoder(transitions, rows(tokens)).posteriors();
    }
    double[] flat = chain.posteriors(flat(tokens));
    if (flat == null) {
      throw impossible();
    }
    double[][] rows = new double[tokens.size()][];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = Arrays.copyOfRange(flat, t * tags.size(), (t + 1) * tags.size());
    }
    return rows;
  }

  static IllegalArgumentException impossible() {
    return new IllegalArgumentException("the sentence is impossible: it has no posteriors");
  }

  /**
   * The likeliest tag of each word by itself.
   *
   * @param tokens the words
   * @return a tag for each, of equals the first; immutable
   */
  public List<String> posteriorTags(List<String> tokens) {
    double[][] posteriors = posteriors(tokens);
    int[] best = new int[posteriors.length];
    for (int t = 0; t < best.length; t++) {
      for (int tag = 1; tag < tags.size(); tag++) {
        best[t] = posteriors[t][tag] > posteriors[t][best[t]] ? tag : best[t];
      }
    }
    return names(best);
  }

  /** log P(word | tag) of each word of a sentence. */
  List<double[]> emissions(List<String> tokens) {
    return List.of(rows(tokens));
  }

  private double[][] rows(List<String> tokens) {
    double[][] rows = new double[tokens.size()][];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = emissions.logs(tokens.get(t), t == 0);
    }
    return rows;
  }

  private double[] flat(List<String> tokens) {
    double[] flat = new double[tokens.size() * tags.size()];
    for (int t = 0; t < tokens.size(); t++) {
      System.arraycopy(
          emissions.logs(tokens.get(t), t == 0), 0, flat, t * tags.size(), tags.size());
    }
    return flat;
  }

  /**
   * Writes the tagger, in whole or not at all.
   *
   * @param file the file; replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    HmmTaggerFile.write(file, tags, transitions, emissions);
  }

  /**
   * Reads a tagger.
   *
   * @param file a file that {@link #save} wrote
   * @return the tagger
   * @throws ModelFormatException if it is no such file, of another version, cut short or damaged
   * @throws IOException if it cannot be read
   */
  public static HmmTagger load(Path file) throws IOException {
    return HmmTaggerFile.read(file);
  }

  /** The tags that a list of sentences has, in order of characters, with their indices. */
  static List<int[]> indices(List<String> tags, List<List<String>> sentences) {
    List<int[]> indices = new ArrayList<>(sentences.size());
    for (List<String> sentence : sentences) {
      indices.add(sentence.stream().mapToInt(tag -> Collections.binarySearch(tags, tag)).toArray());
    }
    return indices;
  }
}

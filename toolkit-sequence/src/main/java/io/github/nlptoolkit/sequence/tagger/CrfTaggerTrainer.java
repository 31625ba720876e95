package io.github.nlptoolkit.sequence.tagger;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.crf.WeightPrecision;
import io.github.nlptoolkit.sequence.crf.train.Algorithm;
import io.github.nlptoolkit.sequence.crf.train.CrfDataset;
import io.github.nlptoolkit.sequence.crf.train.CrfTrainer;
import io.github.nlptoolkit.sequence.crf.train.Lbfgs;
import io.github.nlptoolkit.sequence.crf.train.TrainingListener;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import io.github.nlptoolkit.sequence.scheme.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trains {@link CrfTagger}s on tagged sentences, with the attributes of their task.
 *
 * <p>Immutable and thread-safe, if its listener is.
 */
public final class CrfTaggerTrainer {
  private final TaggingTask task;
  private final @Nullable Scheme scheme;
  private final CrfTagger.@Nullable Templates templates;
  private final Algorithm algorithm;
  private final double minFrequency;
  private final int threads;
  private final @Nullable TrainingListener listener;
  private final @Nullable CrfModel start;
  private final @Nullable Path checkpoint;
  private final int checkpointEvery;
  private final double smallest;

  private CrfTaggerTrainer(Builder builder) {
    this.task = builder.task;
    this.scheme = builder.scheme;
    this.templates = builder.templates;
    this.algorithm = builder.algorithm;
    this.minFrequency = builder.minFrequency;
    this.threads = builder.threads;
    this.listener = builder.listener;
    this.start = builder.start;
    this.checkpoint = builder.checkpoint;
    this.checkpointEvery = builder.checkpointEvery;
    this.smallest = builder.smallest;
  }

  /**
   * Starts a trainer with the defaults: L-BFGS, no scheme but BMES for segmentation, all features.
   *
   * @param task what the tags say
   * @return a builder
   */
  public static Builder builder(TaggingTask task) {
    return new Builder(task);
  }

  /**
   * Trains a tagger.
   *
   * @param sentences tagged sentences; those without tokens have no effect. For segmentation the
   *     tokens are units of text, see {@link #trainWords}
   * @return the tagger
   * @throws IllegalArgumentException if there is no token, or tags break the rules of the scheme;
   *     the message has the sentence and token
   */
  public CrfTagger train(List<TaggedSentence> sentences) {
    return train(sentences, List.of());
  }

  /**
   * Trains a tagger of phrases that knows parts of speech.
   *
   * @param sentences tagged sentences
   * @param partsOfSpeech one for each token of each sentence; none at all for a tagger without them
   * @return the tagger
   * @throws IllegalArgumentException if there is no token, tags break the rules of the scheme, or
   *     there are not as many parts of speech as tokens; the message has the sentence
   */
  public CrfTagger train(List<TaggedSentence> sentences, List<List<String>> partsOfSpeech) {
    boolean parts = !partsOfSpeech.isEmpty();
    if (parts && task != TaggingTask.CHUNK) {
      throw new IllegalArgumentException("parts of speech help with chunk only, not " + task);
    }
    return train(
        sentences,
        parts
            ? partsOfSpeech
            : Collections.nCopies(sentences.size(), Collections.<String>emptyList()),
        parts);
  }

  /**
   * Trains a tagger with templates on sentences with columns.
   *
   * @param sentences the sentences, with their tags in the last column
   * @return the tagger, for sentences with the other columns
   * @throws IllegalArgumentException if there are no templates, no token, a column that they name
   *     is missing, or tags break the rules of the scheme
   */
  public CrfTagger trainRows(List<TokenRows> sentences) {
    if (templates == null) {
      throw new IllegalArgumentException("columns are for a trainer with templates");
    }
    CrfDataset.Builder data = CrfDataset.builder();
    for (int i = 0; i < sentences.size(); i++) {
      TokenRows rows = sentences.get(i);
      if (rows.size() > 0) {
        check(i, new TaggedSentence(rows.column(0), rows.column(-1)), List.of(), false);
        data.add(templates.extractor().extract(withoutLast(rows)), rows.column(-1));
      }
    }
    return trained(data, false);
  }

  private static TokenRows withoutLast(TokenRows rows) {
    List<List<String>> cells = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      cells.add(rows.row(i).subList(0, rows.columns() - 1));
    }
    return TokenRows.of(cells);
  }

  /**
   * Trains a tagger for {@link CrfSegmenter}.
   *
   * @param sentences the words of each sentence, which stand without blanks in a text
   * @return the tagger
   * @throws IllegalArgumentException if the task is another, or there is no word
   */
  public CrfTagger trainWords(List<List<String>> sentences) {
    if (task != TaggingTask.SEGMENT) {
      throw new IllegalArgumentException("words are for segment, the task is " + task);
    }
    return train(sentences.stream().map(WordUnits::of).toList());
  }

  private CrfTagger train(
      List<TaggedSentence> sentences, List<List<String>> partsOfSpeech, boolean parts) {
    if (partsOfSpeech.size() != sentences.size()) {
      throw new IllegalArgumentException(
          "there must be parts of speech for each sentence, got "
              + partsOfSpeech.size()
              + " for "
              + sentences.size());
    }
    CrfDataset.Builder data = CrfDataset.builder();
    for (int i = 0; i < sentences.size(); i++) {
      TaggedSentence sentence = sentences.get(i);
      check(i, sentence, partsOfSpeech.get(i), parts);
      if (sentence.size() > 0) {
        data.add(attributes(sentence.tokens(), partsOfSpeech.get(i)), sentence.tags());
      }
    }
    return trained(data, parts);
  }

  private AttributeSequence attributes(List<String> tokens, List<String> parts) {
    return templates == null
        ? TaskFeatures.of(task, tokens, parts)
        : templates.extractor().extract(TokenRows.of(tokens.stream().map(List::of).toList()));
  }

  private CrfTagger trained(CrfDataset.Builder data, boolean parts) {
    CrfModel model = trainer().train(data.build()).model();
    return new CrfTagger(
        task, parts, scheme, templates, model.compact(WeightPrecision.FLOAT, smallest));
  }

  private void check(int index, TaggedSentence sentence, List<String> parts, boolean needed) {
    if (needed && parts.size() != sentence.size()) {
      throw new IllegalArgumentException(
          "sentence "
              + index
              + " must have "
              + sentence.size()
              + " parts of speech, got "
              + parts.size());
    }
    List<Violation> violations = scheme == null ? List.of() : scheme.violations(sentence.tags());
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(
          "sentence "
              + index
              + ", token "
              + violations.get(0).index()
              + ": "
              + violations.get(0).message());
    }
  }

  private CrfTrainer trainer() {
    CrfTrainer.Builder builder =
        CrfTrainer.builder(algorithm).minFrequency(minFrequency).threads(threads);
    if (listener != null) {
      builder.listener(listener);
    }
    if (start != null) {
      builder.startFrom(start);
    }
    if (checkpoint != null) {
      builder.checkpoint(checkpoint, checkpointEvery);
    }
    return builder.build();
  }

  /** Options of training. Not thread-safe. */
  public static final class Builder {
    private final TaggingTask task;
    private @Nullable Scheme scheme;
    private CrfTagger.@Nullable Templates templates;
    private Algorithm algorithm = Lbfgs.builder().build();
    private double minFrequency;
    private int threads = Math.min(8, Runtime.getRuntime().availableProcessors());
    private @Nullable TrainingListener listener;
    private @Nullable CrfModel start;
    private @Nullable Path checkpoint;
    private int checkpointEvery = 1;
    private double smallest;

    private Builder(TaggingTask task) {
      this.task = Objects.requireNonNull(task, "task");
      this.scheme = task == TaggingTask.SEGMENT ? Scheme.BMES : null;
    }

    /**
     * The scheme of the tags, which the tagger then keeps to.
     *
     * @param rules the scheme
     * @return this
     * @throws IllegalArgumentException if the task is segmentation and it is not BMES
     */
    public Builder scheme(Scheme rules) {
      if (task == TaggingTask.SEGMENT && rules != Scheme.BMES) {
        throw new IllegalArgumentException("the scheme of segment must be BMES, got " + rules);
      }
      scheme = Objects.requireNonNull(rules, "rules");
      return this;
    }

    /**
     * Templates instead of the attributes of the task.
     *
     * @param lines templates in CRF++'s syntax, a line each
     * @return this
     * @throws IllegalArgumentException if a line is no template, or the task is segmentation
     */
    public Builder templates(String lines) {
      if (task == TaggingTask.SEGMENT) {
        throw new IllegalArgumentException(
            "segment has attributes of its own, templates are for others");
      }
      templates = CrfTagger.Templates.of(lines);
      return this;
    }

    /**
     * How weights are found.
     *
     * @param method L-BFGS with CRFsuite's defaults by default
     * @return this
     */
    public Builder algorithm(Algorithm method) {
      algorithm = Objects.requireNonNull(method, "method");
      return this;
    }

    /**
     * How often a feature must come.
     *
     * @param count at least 0, the default
     * @return this
     */
    public Builder minFrequency(double count) {
      minFrequency = count;
      return this;
    }

    /**
     * How many threads compute gradients.
     *
     * @param count at least 1; the processors by default, at most 8
     * @return this
     */
    public Builder threads(int count) {
      threads = count;
      return this;
    }

    /**
     * Who is told of each iteration.
     *
     * @param told the listener
     * @return this
     */
    public Builder listener(TrainingListener told) {
      listener = told;
      return this;
    }

    /**
     * Begins with the weights of a model, such as a checkpoint.
     *
     * @param model the model
     * @return this
     */
    public Builder startFrom(CrfModel model) {
      start = model;
      return this;
    }

    /**
     * Saves the weights now and then, to go on from with {@link #startFrom}.
     *
     * @param file where to
     * @param every after how many iterations, at least 1
     * @return this
     */
    public Builder checkpoint(Path file, int every) {
      checkpoint = file;
      checkpointEvery = every;
      return this;
    }

    /**
     * Leaves small weights out of the tagger, which makes it smaller.
     *
     * @param weight those of at most this size are left out; 0 by default
     * @return this
     * @throws IllegalArgumentException if it is negative or NaN
     */
    public Builder dropWeightsUpTo(double weight) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("weight must be at least 0, got " + weight);
      }
      smallest = weight;
      return this;
    }

    /**
     * The trainer.
     *
     * @return a trainer with these options
     */
    public CrfTaggerTrainer build() {
      return new CrfTaggerTrainer(this);
    }
  }
}

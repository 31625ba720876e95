package io.github.nlptoolkit.sequence.tagger;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.sequence.feature.FeatureExtractor;
import io.github.nlptoolkit.sequence.lattice.LabelPath;
import io.github.nlptoolkit.sequence.lattice.Lattice;
import io.github.nlptoolkit.sequence.lattice.Transitions;
import io.github.nlptoolkit.sequence.scheme.AllowedTransitions;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import io.github.nlptoolkit.text.Tagger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tags tokens with a conditional random field and the attributes of its task. If its tags follow a
 * scheme, only tags that are valid in it come out. Where its labels make no valid tags at all, as
 * labels without O may not for a sentence of some length, the best tags without the rules come out.
 *
 * <p>Immutable and thread-safe.
 */
public final class CrfTagger implements Tagger {
  private final TaggingTask task;
  private final boolean parts;
  private final @Nullable Scheme scheme;
  private final @Nullable Transitions rules;
  private final @Nullable Templates templates;
  private final CrfModel model;

  /**
   * Templates as text, and what they make.
   *
   * @param text the lines
   */
  record Templates(String text, FeatureExtractor extractor) {

    /**
     * Reads templates.
     *
     * @throws IllegalArgumentException if a line is no template
     */
    static Templates of(String text) {
      FeatureExtractor.Builder builder = FeatureExtractor.builder();
      text.lines().forEach(builder::template);
      return new Templates(text, builder.build());
    }
  }

  CrfTagger(
      TaggingTask task,
      boolean parts,
      @Nullable Scheme scheme,
      @Nullable Templates templates,
      CrfModel model) {
    this.task = task;
    this.parts = parts;
    this.scheme = scheme;
    this.templates = templates;
    this.model = model;
    this.rules =
        scheme == null ? null : Transitions.allowed(AllowedTransitions.of(scheme, model.labels()));
  }

  /**
   * Reads a tagger; its weights stay in the file, mapped into memory.
   *
   * @param file a file that {@link #save} wrote
   * @return the tagger
   * @throws ModelFormatException if it is no such file, of another version, cut short or damaged
   * @throws IOException if it cannot be read
   */
  public static CrfTagger load(Path file) throws IOException {
    return CrfTaggerFile.load(file);
  }

  /**
   * Takes a tagger from memory, such as a resource of a jar.
   *
   * @param name what to call it in errors
   * @param bytes what {@link #save} wrote, from position 0 to the limit; must not be changed
   *     afterwards
   * @return the tagger
   * @throws ModelFormatException if it is no tagger, of another version, cut short or damaged
   */
  public static CrfTagger of(String name, ByteBuffer bytes) throws ModelFormatException {
    return CrfTaggerFile.read(name, bytes);
  }

  /**
   * Writes the tagger, in whole or not at all.
   *
   * @param file the file; replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    CrfTaggerFile.write(file, this);
  }

  /**
   * What its tags say.
   *
   * @return the task that it was trained for
   */
  public TaggingTask task() {
    return task;
  }

  /**
   * Whether it wants parts of speech beside the tokens.
   *
   * @return whether {@link #tag(List, List)} is the way to call it
   */
  public boolean needsParts() {
    return parts;
  }

  /**
   * The templates that it was trained with instead of the attributes of its task.
   *
   * @return lines in CRF++'s syntax; empty if there are none
   */
  public Optional<String> templates() {
    return Optional.ofNullable(templates).map(Templates::text);
  }

  /**
   * The scheme of its tags.
   *
   * @return the scheme; empty if they follow none
   */
  public Optional<Scheme> scheme() {
    return Optional.ofNullable(scheme);
  }

  /**
   * Its weights.
   *
   * @return the model
   */
  public CrfModel model() {
    return model;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it needs parts of speech
   */
  @Override
  public List<String> tag(List<String> tokens) {
    return tag(tokens, List.of());
  }

  /**
   * The tags of a sentence with its parts of speech.
   *
   * @param tokens its tokens
   * @param partsOfSpeech one for each token; none if the tagger needs none
   * @return a tag for each token; immutable
   * @throws IllegalArgumentException if there are not as many as it needs
   */
  public List<String> tag(List<String> tokens, List<String> partsOfSpeech) {
    return best(model.lattice(attributes(tokens, partsOfSpeech)));
  }

  /** The best labels within the rules; if none are, as of labels without O, the best at all. */
  private List<String> best(Lattice lattice) {
    LabelPath path =
        (rules == null ? lattice : lattice.plus(rules)).best().or(lattice::best).orElseThrow();
    return path.names(model.labels());
  }

  /**
   * The tags of a sentence with more columns: of a tagger with templates those that they name, else
   * tokens in the first and, if it needs them, parts of speech in the second.
   *
   * @param rows the sentence
   * @return a tag for each token; immutable
   * @throws IllegalArgumentException if there is no such column
   */
  public List<String> tag(TokenRows rows) {
    if (rows.size() == 0) {
      return List.of();
    }
    if (templates == null) {
      if (parts && rows.columns() < 2) {
        throw new IllegalArgumentException("there must be a column of parts of speech, got none");
      }
      return tag(rows.column(0), parts ? rows.column(1) : List.of());
    }
    return best(model.lattice(templates.extractor().extract(rows)));
  }

  @Override
  public List<List<String>> tagAll(List<List<String>> sentences) {
    return sentences.parallelStream().map(this::tag).toList();
  }

  /**
   * Everything that the model says about a sentence, kept to the scheme: probabilities, other
   * taggings.
   *
   * @param tokens its tokens
   * @param partsOfSpeech one for each token; none if the tagger needs none
   * @return the lattice over the labels of {@link #model}
   * @throws IllegalArgumentException if there are not as many as it needs
   */
  public Lattice lattice(List<String> tokens, List<String> partsOfSpeech) {
    Lattice lattice = model.lattice(attributes(tokens, partsOfSpeech));
    return rules == null ? lattice : lattice.plus(rules);
  }

  private AttributeSequence attributes(List<String> tokens, List<String> partsOfSpeech) {
    if (partsOfSpeech.size() != (parts ? tokens.size() : 0)) {
      throw new IllegalArgumentException(
          (parts
                  ? "there must be a part of speech for each token"
                  : "the tagger needs no parts of speech")
              + ", got "
              + partsOfSpeech.size()
              + " for "
              + tokens.size()
              + " tokens");
    }
    return templates == null
        ? TaskFeatures.of(task, tokens, partsOfSpeech)
        : templates.extractor().extract(TokenRows.of(tokens.stream().map(List::of).toList()));
  }
}

package io.github.nlptoolkit.sequence.feature;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import io.github.nlptoolkit.sequence.data.TokenRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the attributes of sentences from templates and functions, in the order they were given.
 *
 * <p>A template is a line in the syntax of CRF++ 0.58. {@code U01:%x[-1,0]/%x[0,1]} is an
 * attribute: the line with each {@code %x[row,column]} replaced by a cell, rows counting from the
 * token. Before the sentence a cell is {@code _B-1}, {@code _B-2} and so on, after it {@code _B+1}.
 * A line {@code B} asks for label pairs, which a {@link io.github.nlptoolkit.sequence.crf.CrfModel}
 * always has. Empty lines and those that begin with {@code #} mean nothing.
 *
 * <p>Differences from CRF++: a {@code B} line with a macro, which would weigh label pairs by a
 * cell, is an error, as the models have no such features; rows may be any number away, not four
 * only.
 *
 * <p>Immutable and thread-safe, if its functions are.
 */
public final class FeatureExtractor {

  private final List<FeatureTemplate> templates;
  private final List<FeatureFunction> functions;
  private final boolean labelPairs;

  private FeatureExtractor(Builder b) {
    templates = List.copyOf(b.templates);
    functions = List.copyOf(b.functions);
    labelPairs = b.labelPairs;
  }

  /**
   * Starts an extractor.
   *
   * @return a builder without templates and functions
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a file of templates.
   *
   * @param file a template file of CRF++, in UTF-8
   * @return the extractor
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a line is no template; the message has the file and the
   *     line's number
   */
  public static FeatureExtractor load(Path file) throws IOException {
    Builder builder = builder();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      try {
        builder.template(line);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ", line " + number + ": " + e.getMessage(), e);
      }
    }
    return builder.build();
  }

  /**
   * The attributes of a sentence.
   *
   * @param sentence a table: a row for each token
   * @return for each token the attributes of all templates, then of all functions
   * @throws IllegalArgumentException if a template names a column that the sentence does not have
   */
  public AttributeSequence extract(TokenRows sentence) {
    if (sentence.size() > 0) {
      templates.forEach(template -> template.requireColumns(sentence.columns()));
    }
    AttributeSequence.Builder tokens = AttributeSequence.builder();
    StringBuilder buffer = new StringBuilder();
    for (int t = 0; t < sentence.size(); t++) {
      tokens.token();
      for (FeatureTemplate template : templates) {
        tokens.add(template.expand(sentence, t, buffer));
      }
      for (FeatureFunction function : functions) {
        function.extract(sentence, t, tokens::add);
      }
    }
    return tokens.build();
  }

  /**
   * Whether a template {@code B} asked for label pairs.
   *
   * @return whether one did
   */
  public boolean hasLabelPairs() {
    return labelPairs;
  }

  /** Gathers templates and functions. Not thread-safe. */
  public static final class Builder {
    private final List<FeatureTemplate> templates = new ArrayList<>();
    private final List<FeatureFunction> functions = new ArrayList<>();
    private boolean labelPairs;

    private Builder() {}

    /**
     * Adds a line of a template file.
     *
     * @param line {@code U...}, {@code B}, a comment or nothing
     * @return this builder
     * @throws IllegalArgumentException if it is none of these, or a macro is malformed
     */
    public Builder template(String line) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        return this;
      }
      FeatureTemplate template = FeatureTemplate.parse(text);
      if (text.startsWith("U")) {
        templates.add(template);
      } else if (text.startsWith("B") && !template.hasCells()) {
        labelPairs = true;
      } else if (text.startsWith("B")) {
        throw new IllegalArgumentException(
            "a label pair template must have no cell, got \"" + text + "\": write B alone");
      } else {
        throw new IllegalArgumentException(
            "a template must begin with U, B or #, got \"" + text + "\"");
      }
      return this;
    }

    /**
     * Adds a function.
     *
     * @param function gives attributes of a token
     * @return this builder
     */
    public Builder function(FeatureFunction function) {
      functions.add(function);
      return this;
    }

    /**
     * Ends the extractor.
     *
     * @return the extractor
     * @throws IllegalArgumentException if there is neither a template of attributes nor a function
     */
    public FeatureExtractor build() {
      if (templates.isEmpty() && functions.isEmpty()) {
        throw new IllegalArgumentException(
            "there must be a template that begins with U, or a function");
      }
      return new FeatureExtractor(this);
    }
  }
}

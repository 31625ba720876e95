package io.github.nlptoolkit.word2vec.plot;

import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A map of words in the plane, by the two principal components of their unit vectors, as one page
 * of HTML that needs nothing else: it zooms, pans and finds words. Immutable and thread-safe.
 */
public final class WordMap {

  private static final String TEMPLATE = "word-map.html";
  private static final String TITLE_PLACE = "{{title}}";
  private static final String WORDS_PLACE = "{{words}}";

  private final List<String> words;
  private final double[][] places;

  private WordMap(List<String> words, double[][] places) {
    this.words = words;
    this.places = places;
  }

  /**
   * Maps words.
   *
   * @param vectors the vectors
   * @param words the words to show, at least 3
   * @return the map
   * @throws IllegalArgumentException if there are fewer words, or one has no vector
   */
  public static WordMap of(WordVectors vectors, List<String> words) {
    if (words.size() < 3) {
      throw new IllegalArgumentException("a map needs at least 3 words, got " + words.size());
    }
    float[][] rows = new float[words.size()][];
    for (int r = 0; r < rows.length; r++) {
      float[] vector = vectors.vector(words.get(r));
      double squares = 0;
      for (float value : vector) {
        squares += (double) value * value;
      }
      for (int i = 0; i < vector.length && squares > 0; i++) {
        vector[i] /= (float) Math.sqrt(squares);
      }
      rows[r] = vector;
    }
    return new WordMap(List.copyOf(words), PrincipalComponents.project(rows));
  }

  /**
   * How many words it shows.
   *
   * @return the number
   */
  public int count() {
    return words.size();
  }

  /**
   * Where a word is.
   *
   * @param index its index among the words
   * @return x and y, the caller's own
   */
  public double[] place(int index) {
    return places[index].clone();
  }

  /**
   * Writes the page, in UTF-8.
   *
   * @param title what to call it
   * @param out where to
   * @throws IOException if it cannot be written
   */
  public void writeHtml(String title, Writer out) throws IOException {
    String template;
    try (InputStream in = WordMap.class.getResourceAsStream(TEMPLATE)) {
      template =
          new String(Objects.requireNonNull(in, TEMPLATE).readAllBytes(), StandardCharsets.UTF_8);
    }
    int words = template.indexOf(WORDS_PLACE);
    String head = template.substring(0, words);
    out.write(head.replace(TITLE_PLACE, escapedHtml(title)));
    writeWords(out);
    out.write(template.substring(words + WORDS_PLACE.length()));
  }

  private void writeWords(Writer out) throws IOException {
    for (int i = 0; i < words.size(); i++) {
      out.write(i == 0 ? "[" : ",\n[");
      out.write(quoted(words.get(i)));
      out.write(String.format(Locale.ROOT, ",%.5f,%.5f]", places[i][0], places[i][1]));
    }
  }

  /** A string of JSON that cannot end the script that it is in. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isPlain =
          c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '\u2028' && c != '\u2029';
      if (isPlain) {
        quoted.append(c);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  private static String escapedHtml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

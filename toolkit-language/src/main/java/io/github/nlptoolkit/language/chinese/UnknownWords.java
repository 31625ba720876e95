package io.github.nlptoolkit.language.chinese;

import io.github.nlptoolkit.sequence.tagger.SimplifiedCharacters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Cuts runs of ideographs that the dictionary does not know, with a hidden Markov model over the
 * places of characters in words: begin, middle, end, single.
 */
final class UnknownWords {

  private static final double NEVER = -3.14e100;
  private static final int BEGIN = 0;
  private static final int MIDDLE = 1;
  private static final int END = 2;
  private static final int SINGLE = 3;

  /** Of equally probable paths the peer takes the state with the later letter of B, E, M, S. */
  private static final int[][] PREVIOUS = {
    {END, SINGLE}, {BEGIN, MIDDLE}, {BEGIN, MIDDLE}, {END, SINGLE}
  };

  private static final double[] START = {-0.26268660809250016, NEVER, NEVER, -1.4652633398537678};
  private static final double[][] TRANSITIONS = new double[4][4];

  static {
    TRANSITIONS[BEGIN][END] = -0.510825623765990;
    TRANSITIONS[BEGIN][MIDDLE] = -0.916290731874155;
    TRANSITIONS[END][BEGIN] = -0.5897149736854513;
    TRANSITIONS[END][SINGLE] = -0.8085250474669937;
    TRANSITIONS[MIDDLE][END] = -0.33344856811948514;
    TRANSITIONS[MIDDLE][MIDDLE] = -1.2603623820268226;
    TRANSITIONS[SINGLE][BEGIN] = -0.7211965654669841;
    TRANSITIONS[SINGLE][SINGLE] = -0.6658631448798212;
  }

  private static final double[][] EMISSIONS = read();

  private UnknownWords() {}

  private static double[][] read() {
    double[][] emissions = new double[4][1 << 16];
    for (double[] row : emissions) {
      Arrays.fill(row, NEVER);
    }
    try (BufferedReader lines = WordList.open("characters.txt.gz")) {
      int state = -1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
          state = "BMES".indexOf(line.strip());
        } else if (state >= 0 && tab == 1) {
          emissions[state][line.charAt(0)] = Double.parseDouble(line.substring(2));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the characters of the jar", e);
    }
    return emissions;
  }

  /** The text with simplified characters in place of those that the model has never seen. */
  private static String known(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      char c = chars[i];
      if (Arrays.stream(EMISSIONS).allMatch(row -> row[c] == NEVER)) {
        chars[i] = SimplifiedCharacters.of(c);
      }
    }
    return new String(chars);
  }

  /**
   * Whether a word ends behind each character.
   *
   * @param original ideographs of the basic plane, at least one
   */
  static boolean[] ends(String original) {
    String text = known(original);
    int length = text.length();
    double[][] best = new double[length][4];
    int[][] from = new int[length][4];
    for (int state = 0; state < 4; state++) {
      best[0][state] = START[state] + EMISSIONS[state][text.charAt(0)];
    }
    for (int i = 1; i < length; i++) {
      for (int state = 0; state < 4; state++) {
        best[i][state] = Double.NEGATIVE_INFINITY;
        for (int before : PREVIOUS[state]) {
          double score =
              best[i - 1][before] + TRANSITIONS[before][state] + EMISSIONS[state][text.charAt(i)];
          if (score >= best[i][state]) {
            best[i][state] = score;
            from[i][state] = before;
          }
        }
      }
    }
    boolean[] ends = new boolean[length];
    int state = best[length - 1][SINGLE] >= best[length - 1][END] ? SINGLE : END;
    for (int i = length - 1; i >= 0; i--) {
      ends[i] = state == END || state == SINGLE;
      state = from[i][state];
    }
    ends[length - 1] = true;
    return ends;
  }
}

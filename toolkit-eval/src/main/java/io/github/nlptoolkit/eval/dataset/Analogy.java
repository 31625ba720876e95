package io.github.nlptoolkit.eval.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A question "a is to b as c is to?" and its answer.
 *
 * @param section the part of the data set that it is in
 * @param a is to
 * @param b as
 * @param c is to
 * @param answer the right word
 */
public record Analogy(String section, String a, String b, String c, String answer) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int WORDS = 4;

  /**
   * Reads questions as {@code questions-words.txt} has them: lines of four words with blanks
   * between, under lines {@code : SECTION}. Blank lines are skipped.
   *
   * @param file the file, in UTF-8
   * @param limit how many questions are read at most
   * @return the questions, in order; immutable
   * @throws IOException if it cannot be read; a {@link DataFormatException} with the line if one is
   *     no four words, or there is a question before the first section
   */
  public static List<Analogy> read(Path file, int limit) throws IOException {
    List<Analogy> all = new ArrayList<>();
    String name = file.toString();
    String section = "";
    long at = 0;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine();
          line != null && all.size() < limit;
          line = reader.readLine()) {
        at++;
        if (line.startsWith(":")) {
          section = line.substring(1).strip();
        } else if (!line.isBlank()) {
          String[] words = BLANKS.split(line.strip(), -1);
          if (words.length != WORDS) {
            throw new DataFormatException(
                name, at, "expected " + WORDS + " words, found " + words.length);
          }
          if (section.isEmpty()) {
            throw new DataFormatException(
                name, at, "expected a line \": SECTION\" before the first question");
          }
          all.add(new Analogy(section, words[0], words[1], words[2], words[3]));
        }
      }
    } catch (CharacterCodingException e) {
      throw new DataFormatException(name, at + 1, "expected UTF-8, found other bytes");
    }
    return List.copyOf(all);
  }
}

package io.github.nlptoolkit.word2vec.evaluate;

import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers analogies, as gensim 4.4's {@code evaluate_word_analogies} and word2vec.c's {@code
 * compute-accuracy}: of {@code a b c d} the nearest word to {@code b - a + c} (3CosAdd) must be
 * {@code d}.
 *
 * @param sections the sections of the file, in order
 * @param unknown how many questions have an unknown word
 * @param skippedLines how many lines are no four words
 */
public record WordAnalogies(List<Section> sections, int unknown, int skippedLines) {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** Copies the list. */
  public WordAnalogies {
    sections = List.copyOf(sections);
  }

  /**
   * The answers of a section.
   *
   * @param name its name
   * @param correct how many are right
   * @param incorrect how many are wrong
   */
  public record Section(String name, int correct, int incorrect) {

    /**
     * How much of it is right.
     *
     * @return a part in [0, 1]; 0 if there is no question
     */
    public double accuracy() {
      return correct + incorrect == 0 ? 0 : correct / (double) (correct + incorrect);
    }
  }

  /**
   * All sections together.
   *
   * @return their sum
   */
  public Section total() {
    int correct = sections.stream().mapToInt(Section::correct).sum();
    int incorrect = sections.stream().mapToInt(Section::incorrect).sum();
    return new Section("total", correct, incorrect);
  }

  /**
   * Evaluates vectors.
   *
   * @param vectors the vectors
   * @param file lines of four words with blanks between, under lines {@code : NAME} that start
   *     sections
   * @param options how
   * @return the result
   * @throws IllegalArgumentException if a question comes before the first section
   * @throws IOException if the file cannot be read
   */
  public static WordAnalogies evaluate(WordVectors vectors, Path file, EvaluationOptions options)
      throws IOException {
    KnownWords known = KnownWords.of(vectors, options);
    List<String> names = new ArrayList<>();
    List<Question> questions = new ArrayList<>();
    int skipped = 0;
    int lineNumber = 0;
    for (String line : WordPairs.lines(file)) {
      lineNumber++;
      if (line.startsWith(": ")) {
        names.add(line.substring(2).strip());
        continue;
      }
      if (names.isEmpty()) {
        throw new IllegalArgumentException(
            file + ":" + lineNumber + ": a line \": NAME\" must come before the first question");
      }
      String[] words = BLANKS.split(line.strip(), -1);
      if (words.length != 4) {
        skipped++;
        continue;
      }
      questions.add(new Question(names.size() - 1, List.of(words)));
    }
    List<Optional<Boolean>> answers =
        questions.parallelStream().map(question -> question.answer(known)).toList();
    return counted(names, questions, answers, options.countsUnknown(), skipped);
  }

  private static WordAnalogies counted(
      List<String> names,
      List<Question> questions,
      List<Optional<Boolean>> answers,
      boolean countsUnknown,
      int skipped) {
    int[] correct = new int[names.size()];
    int[] incorrect = new int[names.size()];
    int unknown = 0;
    for (int i = 0; i < answers.size(); i++) {
      int section = questions.get(i).section();
      if (answers.get(i).isEmpty()) {
        unknown++;
        incorrect[section] += countsUnknown ? 1 : 0;
      } else if (answers.get(i).get()) {
        correct[section]++;
      } else {
        incorrect[section]++;
      }
    }
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      sections.add(new Section(names.get(i), correct[i], incorrect[i]));
    }
    return new WordAnalogies(sections, unknown, skipped);
  }

  /** A question by its four words. */
  private record Question(int section, List<String> words) {

    Optional<Boolean> answer(KnownWords known) {
      return known.answers(words.get(0), words.get(1), words.get(2), words.get(3));
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d of %d", total().correct(), total().correct() + total().incorrect());
  }
}

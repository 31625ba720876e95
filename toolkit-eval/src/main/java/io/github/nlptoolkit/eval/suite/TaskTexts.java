package io.github.nlptoolkit.eval.suite;

import io.github.nlptoolkit.sequence.data.SentenceFormat;
import io.github.nlptoolkit.sequence.data.SentenceReader;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.sequence.data.TokenRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sentences of tagging and language modelling. */
final class TaskTexts {
  /** FORM and UPOS of CoNLL-U. */
  private static final int[] CONLLU = {1, 3};

  private TaskTexts() {}

  /** Sentences of CoNLL-U or of columns, of which the first is the token and the last the tag. */
  static List<TaggedSentence> tagged(SuiteTask task) throws IOException {
    Path file = task.file("data");
    SentenceFormat format = SentenceFormat.ofName(String.valueOf(file.getFileName()));
    boolean isConllu = String.valueOf(file).toLowerCase(Locale.ROOT).endsWith(".conllu");
    int token = column(task, "token", isConllu ? CONLLU[0] : 0);
    int tag = column(task, "tag", isConllu ? CONLLU[1] : -1);
    List<TaggedSentence> sentences = new ArrayList<>();
    try (SentenceReader reader = format.open(file)) {
      for (TokenRows rows = reader.read();
          rows != null && sentences.size() < task.limit();
          rows = reader.read()) {
        sentences.add(TaggedSentence.of(rows, token, tag));
      }
    }
    return List.copyOf(sentences);
  }

  private static int column(SuiteTask task, String role, int otherwise) {
    String given = task.columns().getOrDefault(role, Integer.toString(otherwise));
    try {
      return Integer.parseInt(given);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "task " + task.name() + ": column \"" + role + "\" must be a number, got " + given, e);
    }
  }

  /** A sentence a line, words with blanks between them or, with units: characters, characters. */
  static List<List<String>> sentences(SuiteTask task) throws IOException {
    boolean areCharacters = task.options().getOrDefault("units", "words").equals("characters");
    List<List<String>> sentences = new ArrayList<>();
    try (BufferedReader reader =
        Files.newBufferedReader(task.file("data"), StandardCharsets.UTF_8)) {
      for (String line = reader.readLine();
          line != null && sentences.size() < task.limit();
          line = reader.readLine()) {
        if (!line.isBlank()) {
          sentences.add(
              areCharacters
                  ? line.codePoints()
                      .filter(c -> !Character.isWhitespace(c))
                      .mapToObj(Character::toString)
                      .toList()
                  : List.of(line.strip().split("\\s+", -1)));
        }
      }
    }
    return List.copyOf(sentences);
  }
}

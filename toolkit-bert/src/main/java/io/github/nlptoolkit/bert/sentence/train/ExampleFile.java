package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.bert.sentence.train.ExampleFormat.Column;
import io.github.nlptoolkit.bert.sentence.train.SentenceLoss.Labels;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Examples of a file in UTF-8, a line each with tabs between its columns; blank lines are left out.
 *
 * <p>Where the format names no columns, labels come before texts, as in {@code 4.2<tab>a<tab>b}, or
 * behind them if the first line's first field is no label and its last is. Losses without labels
 * take as many texts as the first line has fields.
 *
 * @param examples the examples, in order; scores are brought into [0, 1], classes are indices
 * @param classes the names of classes in order; none for other labels
 * @param skipped how many lines were no examples and were left out
 */
public record ExampleFile(List<TrainingExample> examples, List<String> classes, long skipped) {

  /** Copies the lists. */
  public ExampleFile {
    examples = List.copyOf(examples);
    classes = List.copyOf(classes);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param loss what the examples are for
   * @param format how its lines are examples
   * @param skipBad whether lines that are none are counted and left out
   * @return the examples
   * @throws ModelFormatException if a line is no example (the message has file and line, the
   *     column, what was expected and found), or the file is not in UTF-8
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the format's columns do not fit the loss
   */
  public static ExampleFile read(
      Path file, SentenceLoss loss, ExampleFormat format, boolean skipBad) throws IOException {
    if (!format.columns().isEmpty()) {
      String problem = loss.textsProblem(Collections.frequency(format.columns(), Column.TEXT));
      boolean labelled = loss.labels() != Labels.NONE && loss.labels() != Labels.VECTOR;
      if (problem.isEmpty() && labelled && !format.columns().contains(Column.LABEL)) {
        problem = "the loss takes labels";
      }
      if (!problem.isEmpty()) {
        throw new IllegalArgumentException(
            "columns must fit the loss, got " + format.columns() + ": " + problem);
      }
    }
    return read(file, loss.labels(), loss.leastColumns(), format, skipBad);
  }

  /**
   * Reads a file for whatever takes such labels.
   *
   * @param file the file
   * @param labels what labels there are
   * @param texts how many texts a line has, if the format does not say
   * @param format how its lines are examples
   * @param skipBad whether lines that are none are counted and left out
   * @return the examples
   * @throws ModelFormatException if a line is no example, or the file is not in UTF-8
   * @throws IOException if the file cannot be read
   */
  public static ExampleFile read(
      Path file, Labels labels, int texts, ExampleFormat format, boolean skipBad)
      throws IOException {
    return new Reading(file, labels, texts, format).read(skipBad);
  }

  /** One reading of a file. */
  private static final class Reading {
    private final Path file;
    private final Labels labels;
    private final int texts;
    private final ExampleFormat format;
    private List<Column> columns;
    private final List<Row> rows = new ArrayList<>();
    private long skipped;

    /** A line's texts, its labels as they stand there, and its number. */
    private record Row(List<String> texts, List<String> labels, long line) {}

    Reading(Path file, Labels labels, int texts, ExampleFormat format) {
      this.file = file;
      this.labels = labels;
      this.texts = texts;
      this.format = format;
      this.columns = format.columns();
    }

    ExampleFile read(boolean skipBad) throws IOException {
      long number = 0;
      try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        for (String line = next(reader, number); line != null; line = next(reader, number)) {
          number++;
          String text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
          if (!text.isBlank()) {
            try {
              rows.add(row(text.split("\t", -1), number));
            } catch (ModelFormatException e) {
              skip(e, skipBad);
            }
          }
        }
      }
      List<String> classes = classes();
      List<TrainingExample> examples = new ArrayList<>();
      for (Row row : rows) {
        try {
          examples.add(TrainingExample.of(row.texts(), numbers(row, classes)));
        } catch (ModelFormatException e) {
          skip(e, skipBad);
        }
      }
      return new ExampleFile(examples, classes, skipped);
    }

    private void skip(ModelFormatException e, boolean skipBad) throws ModelFormatException {
      if (!skipBad) {
        throw e;
      }
      skipped++;
    }

    private @Nullable String next(BufferedReader reader, long before) throws IOException {
      try {
        return reader.readLine();
      } catch (CharacterCodingException e) {
        // The reader reads ahead, so the line is not known to the letter.
        throw new ModelFormatException(
            file, "", "text in UTF-8", "malformed bytes at or after line " + (before + 1), e);
      }
    }

    private Row row(String[] fields, long line) throws ModelFormatException {
      if (columns.isEmpty()) {
        columns = columnsOf(fields);
      }
      if (fields.length != columns.size()) {
        throw wrong(
            line,
            "",
            columns.size() + " columns with tabs between " + columns,
            Integer.toString(fields.length));
      }
      List<String> found = new ArrayList<>();
      List<String> label = new ArrayList<>();
      for (int i = 0; i < fields.length; i++) {
        switch (columns.get(i)) {
          case TEXT -> {
            if (fields[i].isBlank()) {
              throw wrong(line, "column " + (i + 1), "a text", "nothing");
            }
            found.add(fields[i]);
          }
          case LABEL -> label.add(fields[i].strip());
          case SKIP -> {
            // says nothing
          }
        }
      }
      return new Row(found, label, line);
    }

    private ModelFormatException wrong(long line, String key, String expected, String found) {
      return new ModelFormatException(file + ":" + line, key, expected, found);
    }

    /** What the columns are, by the first line. */
    private List<Column> columnsOf(String[] fields) {
      List<Column> all = new ArrayList<>();
      if (labels == Labels.NONE || labels == Labels.VECTOR) {
        all.addAll(Collections.nCopies(Math.max(texts, fields.length), Column.TEXT));
        return all;
      }
      all.addAll(Collections.nCopies(texts, Column.TEXT));
      boolean behind = isLabel(fields[fields.length - 1]) && !isLabel(fields[0]);
      int labelColumns = labels == Labels.MARGINS ? Math.max(1, fields.length - texts) : 1;
      all.addAll(behind ? texts : 0, Collections.nCopies(labelColumns, Column.LABEL));
      return all;
    }

    private boolean isLabel(String field) {
      if (labels == Labels.CLASS) {
        return format.classes().contains(field.strip()) || !Double.isNaN(number(field));
      }
      return !Double.isNaN(number(field));
    }

    private static double number(String field) {
      try {
        return Double.parseDouble(field.strip());
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }

    private List<String> classes() {
      if (labels != Labels.CLASS || !format.classes().isEmpty()) {
        return labels == Labels.CLASS ? format.classes() : List.of();
      }
      TreeSet<String> names = new TreeSet<>();
      for (Row row : rows) {
        names.addAll(row.labels());
      }
      return new ArrayList<>(names);
    }

    private float[] numbers(Row row, List<String> classes) throws ModelFormatException {
      if (labels == Labels.NONE || labels == Labels.VECTOR) {
        return new float[0];
      }
      float[] numbers = new float[row.labels().size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = number(row.labels().get(i), row.line(), classes);
      }
      return numbers;
    }

    private float number(String field, long line, List<String> classes)
        throws ModelFormatException {
      double number = number(field);
      switch (labels) {
        case CLASS -> {
          int place = classes.indexOf(field);
          if (place < 0 || field.isEmpty()) {
            throw wrong(line, "label", "one of " + classes, "\"" + field + "\"");
          }
          return place;
        }
        case BINARY -> {
          if (number != 0 && number != 1) {
            throw wrong(line, "label", "0 or 1", "\"" + field + "\"");
          }
          return (float) number;
        }
        case SCORE -> {
          double least = format.leastScore();
          double most = format.mostScore();
          if (!(number >= least && number <= most)) {
            throw wrong(
                line, "score", "a number in [" + least + ", " + most + "]", "\"" + field + "\"");
          }
          return (float) ((number - least) / (most - least));
        }
        default -> {
          if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw wrong(line, "label", "a number", "\"" + field + "\"");
          }
          return (float) number;
        }
      }
    }
  }
}

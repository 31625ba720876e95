package io.github.nlptoolkit.eval.suite;

import io.github.nlptoolkit.eval.dataset.DataFile;
import io.github.nlptoolkit.eval.dataset.TableFormat;
import io.github.nlptoolkit.eval.task.ClassificationEvaluator.Classifier;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model to evaluate on a data set.
 *
 * @param name what it is called in results; the only one of that name in its suite
 * @param kind what is evaluated
 * @param model the model's name
 * @param files the files by what they are: {@code data}, {@code train}, {@code queries}, …
 * @param format how they are written; empty if their names tell
 * @param hasHeader whether their first lines name the columns
 * @param columns the columns of their roles
 * @param limit how many records are read of each at most
 * @param classifier what learns classes
 * @param options what else the model is told, such as {@code ngrams} of keywords
 */
public record SuiteTask(
    String name,
    TaskKind kind,
    String model,
    Map<String, Path> files,
    Optional<TableFormat> format,
    boolean hasHeader,
    Map<String, String> columns,
    int limit,
    Classifier classifier,
    Map<String, String> options) {

  /** Makes a task. */
  public SuiteTask {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /**
   * A file.
   *
   * @param role what it is
   * @return its path
   * @throws NullPointerException if the task has no such file
   */
  public Path file(String role) {
    return Objects.requireNonNull(files.get(role), role);
  }

  /**
   * A switch among the options.
   *
   * @param option its name
   * @return whether it is on; off if it is not given
   * @throws IllegalArgumentException if it is neither true nor false
   */
  public boolean isOn(String option) {
    String given = options.getOrDefault(option, "false");
    if (!given.equals("true") && !given.equals("false")) {
      throw new IllegalArgumentException(
          "task \"" + name + "\": " + option + " must be true or false, got " + given);
    }
    return given.equals("true");
  }

  /** Whether words that are not known count against word vectors. */
  boolean countsUnknown() {
    return isOn("count-unknown");
  }

  /** A file with its columns. */
  DataFile table(String role) {
    Path path = file(role);
    return new DataFile(
        path, format.orElseGet(() -> TableFormat.of(path)), hasHeader, columns, limit);
  }
}

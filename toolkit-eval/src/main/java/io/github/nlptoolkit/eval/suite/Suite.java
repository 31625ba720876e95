package io.github.nlptoolkit.eval.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A list of evaluations, written as YAML:
 *
 * <pre>
 * name: my models
 * seed: 42
 * tasks:
 *   - name: sts-minilm
 *     task: similarity
 *     model: all-MiniLM-L6-v2
 *     data: sts-dev.tsv
 * </pre>
 *
 * @param name its name
 * @param seed of all that is drawn
 * @param tasks what is evaluated, in order
 */
public record Suite(String name, long seed, List<SuiteTask> tasks) {

  /** Makes a suite. */
  public Suite {
    tasks = List.copyOf(tasks);
  }

  /**
   * Reads a suite. Its files are looked for at once, so that nothing is missed after hours of work.
   *
   * @param file the suite; names of files in it are relative to its folder
   * @return the suite
   * @throws IOException if it cannot be read; a {@link SuiteFormatException} with line and column
   *     if it is no YAML, has a key that there is not, lacks one, or names a file that is not there
   */
  public static Suite read(Path file) throws IOException {
    return SuiteReader.read(file);
  }
}

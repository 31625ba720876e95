package io.github.nlptoolkit.eval.suite;

import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The suite that comes with the toolkit: small data that may be passed on, and embedded models. */
public final class DefaultSuite {
  private static final List<String> FILES =
      List.of(
          "README.md",
          "default.yaml",
          "banking-documents.tsv",
          "banking-judgements.tsv",
          "banking-pairs.tsv",
          "banking-queries.tsv",
          "banking-reranking.jsonl",
          "banking-test.tsv",
          "banking-train.tsv",
          "csl-keyphrases.jsonl",
          "csl-test.tsv",
          "csl-train.tsv",
          "ewt.conllu",
          "novel-test.txt",
          "novel-train.txt");

  private DefaultSuite() {}

  /**
   * Writes the suite and its data to a folder.
   *
   * @param folder the folder; made if it is not there; files of the same names are replaced
   * @return the suite's file
   * @throws IOException if a file cannot be written
   */
  public static Path copyTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : FILES) {
      try (InputStream in = DefaultSuite.class.getResourceAsStream("standard/" + name)) {
        if (in == null) {
          throw new IOException("the resource standard/" + name + " is missing from the jar");
        }
        AtomicFile.write(folder.resolve(name), in::transferTo);
      }
    }
    return folder.resolve("default.yaml");
  }
}

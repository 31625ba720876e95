package io.github.nlptoolkit.eval.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A file of records with the columns that matter, and the data sets that it holds.
 *
 * @param path the file
 * @param format how it is written
 * @param hasHeader whether its first line names the columns
 * @param columns the column of each role ({@code first}, {@code second}, {@code score}, {@code
 *     text}, {@code label}, …), by name or number; roles without one have those of {@link
 *     #of(Path)}
 * @param limit how many records are read at most
 */
public record DataFile(
    Path path, TableFormat format, boolean hasHeader, Map<String, String> columns, int limit) {

  /**
   * Makes a file.
   *
   * @throws IllegalArgumentException if the limit is below 1
   */
  public DataFile {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, got " + limit);
    }
    columns = Map.copyOf(columns);
  }

  /**
   * A file with the usual columns: of JSON Lines those of MTEB ({@code sentence1}, {@code
   * sentence2}, {@code score}, {@code label}, {@code text}, {@code keyphrases}, {@code query},
   * {@code positive}, {@code negative}, {@code id}); of tables score, first, second (STS), label,
   * text, and for retrieval id, text, by number.
   *
   * @param path the file; its name tells the format
   * @return the file, without a header, of any length
   */
  public static DataFile of(Path path) {
    return new DataFile(path, TableFormat.of(path), false, Map.of(), Integer.MAX_VALUE);
  }

  private static final Map<String, String> JSON_COLUMNS =
      Map.of("first", "sentence1", "second", "sentence2");

  private static final Map<String, String> TABLE_COLUMNS =
      Map.of(
          "score",
          "0",
          "first",
          "1",
          "second",
          "2",
          "label",
          "0",
          "text",
          "1",
          "id",
          "0",
          "query",
          "0",
          "document",
          "1",
          "grade",
          "2");

  /** Of tables of word pairs. */
  private static final Map<String, String> WORD_COLUMNS =
      Map.of("first", "0", "second", "1", "score", "2");

  private String column(String role) {
    return column(role, TABLE_COLUMNS);
  }

  private String column(String role, Map<String, String> ofTables) {
    String given = columns.get(role);
    if (given != null) {
      return given;
    }
    Map<String, String> usual = format == TableFormat.JSONL ? JSON_COLUMNS : ofTables;
    return usual.getOrDefault(role, role);
  }

  /** What is made of a record. */
  private interface Reading<T> {
    T of(DataRow row) throws DataFormatException;
  }

  private <T> List<T> read(Reading<T> reading) throws IOException {
    return read(row -> false, reading);
  }

  private <T> List<T> read(Predicate<DataRow> isRemark, Reading<T> reading) throws IOException {
    List<T> all = new ArrayList<>();
    try (DataTable table = DataTable.open(path, format, hasHeader)) {
      for (DataRow row = table.read(); row != null && all.size() < limit; row = table.read()) {
        if (!isRemark.test(row)) {
          all.add(reading.of(row));
        }
      }
    }
    return List.copyOf(all);
  }

  /**
   * Pairs of texts with a score: STS Benchmark, SICK, word pairs.
   *
   * @return the pairs, in order; immutable
   * @throws IOException if the file cannot be read or is malformed
   */
  public List<ScoredPair> scoredPairs() throws IOException {
    return read(
        row ->
            new ScoredPair(
                row.text(column("first")),
                row.text(column("second")),
                row.number(column("score"))));
  }

  /**
   * Pairs of words with a score, as WordSim-353 and SimLex-999 are passed on: tables have the first
   * word, the second and the score, and may have remarks, which begin with {@code #}.
   *
   * @return the pairs, in order; immutable
   * @throws IOException if the file cannot be read or is malformed
   */
  public List<ScoredPair> wordPairs() throws IOException {
    return read(
        row -> format != TableFormat.JSONL && row.startsWith("#"),
        row ->
            new ScoredPair(
                row.text(column("first", WORD_COLUMNS)),
                row.text(column("second", WORD_COLUMNS)),
                row.number(column("score", WORD_COLUMNS))));
  }

  /**
   * Texts with a label.
   *
   * @return the texts, in order; immutable
   * @throws IOException if the file cannot be read or is malformed
   */
  public List<LabelledText> labelledTexts() throws IOException {
    return read(row -> new LabelledText(row.text(column("label")), row.text(column("text"))));
  }

  /**
   * Documents with their key phrases.
   *
   * @return the documents, in order; immutable
   * @throws IOException if the file cannot be read or is malformed
   */
  public List<KeyphraseDocument> keyphraseDocuments() throws IOException {
    return read(
        row -> new KeyphraseDocument(row.text(column("text")), row.list(column("keyphrases"))));
  }

  /**
   * Queries with documents to rank.
   *
   * @return the queries, in order; immutable
   * @throws IOException if the file cannot be read or is malformed
   */
  public List<RerankingQuery> rerankingQueries() throws IOException {
    return read(
        row ->
            new RerankingQuery(
                row.text(column(format == TableFormat.JSONL ? "query" : "id")),
                row.list(column("positive")),
                row.list(column("negative"))));
  }

  /**
   * Texts by their names: the queries or the documents of a retrieval task.
   *
   * @return the texts, in order; immutable
   * @throws IOException if the file cannot be read or is malformed, or a name comes twice
   */
  public Map<String, String> texts() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    read(
        row -> {
          String id = row.text(column("id"));
          if (texts.put(id, row.text(column("text"))) != null) {
            throw row.wrong("the id \"" + id + "\" comes twice");
          }
          return id;
        });
    return java.util.Collections.unmodifiableMap(texts);
  }

  /**
   * The grades of documents for queries.
   *
   * @return by query, then by document; immutable
   * @throws IOException if the file cannot be read or is malformed
   */
  public Map<String, Map<String, Integer>> judgements() throws IOException {
    Map<String, Map<String, Integer>> judgements = new LinkedHashMap<>();
    read(
        row -> {
          double grade = row.number(column("grade"));
          if (grade != Math.rint(grade) || Math.abs(grade) > Integer.MAX_VALUE) {
            throw row.wrong("expected a whole number as grade, found " + grade);
          }
          Objects.requireNonNull(
                  judgements.computeIfAbsent(
                      row.text(column("query")), query -> new LinkedHashMap<>()))
              .put(row.text(column("document")), (int) grade);
          return grade;
        });
    return java.util.Collections.unmodifiableMap(judgements);
  }
}

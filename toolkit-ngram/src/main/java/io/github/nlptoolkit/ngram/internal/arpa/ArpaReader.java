package io.github.nlptoolkit.ngram.internal.arpa;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import io.github.nlptoolkit.ngram.internal.table.TableBuilder;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads ARPA text as KenLM does: blanks may be doubled and tabs, counts must be right, every word
 * must be a unigram, no probability above 1. Memory grows with what is read, not with what the
 * header says. Not thread-safe.
 */
public final class ArpaReader {
  /** The longest n-gram that is read. */
  public static final int MAX_ORDER = 8;

  /** The log10 probability of the unknown word where a model has none, as in KenLM. */
  private static final float ABSENT_UNKNOWN = -100;

  private static final String UPPER_UNKNOWN = "<UNK>";
  private static final int MAX_SHOWN = 60;

  private final String file;
  private final ByteSource in;
  private final WordTable vocabulary = WordTable.withSpecials();
  private final boolean[] specials = new boolean[WordTable.END + 1];
  private byte[] token = new byte[64];
  private int tokenLength;

  private ArpaReader(Path file, InputStream in) {
    this.file = file.toString();
    this.in = new ByteSource(in);
  }

  /**
   * Reads a model.
   *
   * @param file what messages call it
   * @param in its text; not closed
   * @throws ModelFormatException if it is not as it must be
   */
  public static NgramTable read(Path file, InputStream in) throws IOException {
    return new ArpaReader(file, in).read();
  }

  private NgramTable read() throws IOException {
    int[] counts = header();
    TableBuilder builder = new TableBuilder(vocabulary, counts.length);
    Unigrams unigrams = new Unigrams();
    int[] path = new int[counts.length];
    for (int level = 0; level < counts.length; level++) {
      section(level);
      boolean isLast = level + 1 == counts.length;
      for (int i = 0; i < counts[level]; i++) {
        line(level, isLast, builder, unigrams, path);
      }
      if (level == 0) {
        unigrams.addTo(builder);
      }
    }
    skipBlankLines();
    expect("\\end\\", "\\end\\");
    while (!in.hasEnded() && (isBlank(in.peek()) || in.peek() == '\n')) {
      in.skip();
    }
    if (!in.hasEnded()) {
      throw wrong("nothing after \\end\\", restOfLine());
    }
    return builder.build();
  }

  private int[] header() throws IOException {
    skipBlankLines();
    while (in.peek() == '#') {
      restOfLine();
      skipBlankLines();
    }
    expect("\\data\\", "\\data\\ at the start");
    int[] counts = new int[MAX_ORDER];
    int order = 0;
    while (true) {
      String line = in.hasEnded() ? "" : peekedLine();
      if (line.isEmpty()) {
        break;
      }
      String start = "ngram " + (order + 1) + "=";
      if (order == MAX_ORDER) {
        throw wrong("at most " + MAX_ORDER + " counts", line);
      }
      if (!line.startsWith(start)) {
        throw wrong("\"" + start + "\" and a count, or a blank line", line);
      }
      counts[order++] = count(line.substring(start.length()), line);
    }
    if (order == 0) {
      throw wrong("\"ngram 1=\" and a count", in.hasEnded() ? "the end of the file" : "no count");
    }
    return Arrays.copyOf(counts, order);
  }

  private int count(String digits, String line) throws ModelFormatException {
    boolean isNumber = !digits.isEmpty() && digits.length() < 11;
    for (int i = 0; i < digits.length() && isNumber; i++) {
      isNumber = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    long value = isNumber ? Long.parseLong(digits) : -1;
    if (value < 0 || value > Integer.MAX_VALUE - 2) {
      throw wrong("a count in [0, 2^31-3]", line);
    }
    return (int) value;
  }

  private void section(int level) throws IOException {
    skipBlankLines();
    String header = "\\" + (level + 1) + "-grams:";
    expect(header, header + (level == 0 ? "" : " after as many " + level + "-grams as counted"));
  }

  private void line(int level, boolean isLast, TableBuilder builder, Unigrams unigrams, int[] path)
      throws IOException {
    skipBlankLines();
    skipBlanks();
    float probability = number("a log10 probability of a " + (level + 1) + "-gram");
    if (probability > 0) {
      throw wrong("a log10 probability of at most 0", Float.toString(probability));
    }
    int unigram = -1;
    for (int i = level; i >= 0; i--) {
      skipBlanks();
      readToken();
      if (tokenLength == 0) {
        throw wrong((level + 1) + " words", (level - i) + " words and " + shownNext());
      }
      if (level == 0) {
        unigram = unigramId();
      } else {
        path[i] = id();
      }
    }
    float backoff = backoff(isLast);
    if (level == 0) {
      unigrams.set(unigram, probability, backoff);
    } else {
      builder.add(level, path, probability, backoff);
    }
  }

  private float backoff(boolean isLast) throws IOException {
    float backoff = 0;
    if (!in.hasEnded() && in.peek() == '\t') {
      in.skip();
      backoff = number("a log10 back-off weight");
      if (Float.isInfinite(backoff)) {
        throw wrong("a finite back-off weight", Float.toString(backoff));
      }
      if (isLast && backoff != 0) {
        throw wrong("no back-off weight in the last order", Float.toString(backoff));
      }
    }
    if (!in.hasEnded() && in.peek() == '\r') {
      in.skip();
    }
    if (in.hasEnded()) {
      throw wrong("a line feed", "the end of the file");
    }
    if (in.peek() != '\n') {
      throw wrong("a tab and a back-off weight, or a line feed", shownNext());
    }
    in.skip();
    return backoff;
  }

  private int id() throws IOException {
    int id = vocabulary.find(token, 0, tokenLength);
    if (id < 0 && isUpperUnknown()) {
      id = WordTable.UNKNOWN;
    }
    boolean isKnown = id > WordTable.END || id == WordTable.UNKNOWN || (id >= 0 && specials[id]);
    if (!isKnown) {
      throw wrong("a word that is among the unigrams", "\"" + shownToken() + "\"");
    }
    return id;
  }

  private int unigramId() {
    int id = isUpperUnknown() ? WordTable.UNKNOWN : vocabulary.add(token, 0, tokenLength);
    if (id <= WordTable.END) {
      specials[id] = true;
    }
    return id;
  }

  private boolean isUpperUnknown() {
    return tokenLength == UPPER_UNKNOWN.length() && shownToken().equals(UPPER_UNKNOWN);
  }

  /** The unigrams, which may come in any order. */
  private final class Unigrams {
    private float[] probabilities = new float[1 << 10];
    private float[] backoffs = new float[1 << 10];

    void set(int id, float probability, float backoff) {
      if (id >= probabilities.length) {
        probabilities = Arrays.copyOf(probabilities, 2 * id);
        backoffs = Arrays.copyOf(backoffs, 2 * id);
      }
      probabilities[id] = probability;
      backoffs[id] = backoff;
    }

    void addTo(TableBuilder builder) throws ModelFormatException {
      for (int id : new int[] {WordTable.BEGIN, WordTable.END}) {
        if (!specials[id]) {
          throw wrong("the unigram " + vocabulary.word(id), "none");
        }
      }
      if (!specials[WordTable.UNKNOWN]) {
        set(WordTable.UNKNOWN, ABSENT_UNKNOWN, 0);
      }
      int[] path = new int[1];
      for (int id = 0; id < vocabulary.size(); id++) {
        path[0] = id;
        builder.add(0, path, probabilities[id], backoffs[id]);
      }
    }
  }

  private float number(String what) throws IOException {
    readToken();
    float value = Float.NaN;
    if (tokenLength > 0 && tokenLength < 64) {
      value = NumberText.parse(token, tokenLength);
    }
    if (Float.isNaN(value)) {
      throw wrong(what, tokenLength == 0 ? shownNext() : "\"" + shownToken() + "\"");
    }
    return value;
  }

  private void readToken() throws IOException {
    tokenLength = 0;
    while (!in.hasEnded() && !isBlank(in.peek()) && in.peek() != '\n') {
      if (tokenLength == token.length) {
        if (tokenLength > Integer.MAX_VALUE / 2) {
          throw wrong("words of at most 1 GB", "a longer one");
        }
        token = Arrays.copyOf(token, 2 * tokenLength);
      }
      token[tokenLength++] = (byte) in.peek();
      in.skip();
    }
  }

  private static boolean isBlank(int value) {
    return value == ' ' || value == '\t' || value == '\r' || value == 0;
  }

  private void skipBlanks() throws IOException {
    while (!in.hasEnded() && isBlank(in.peek()) && in.peek() != '\r') {
      in.skip();
    }
  }

  private void skipBlankLines() throws IOException {
    while (!in.hasEnded() && (in.peek() == '\n' || in.peek() == '\r')) {
      in.skip();
    }
  }

  private void expect(String line, String what) throws IOException {
    if (in.hasEnded()) {
      throw wrong(what, "the end of the file");
    }
    long number = in.line();
    String found = restOfLine();
    if (!found.equals(line)) {
      throw wrong(number, what, shown(found));
    }
  }

  private String peekedLine() throws IOException {
    return restOfLine();
  }

  /** Takes the rest of the line; of a long one only the beginning is kept. */
  private String restOfLine() throws IOException {
    tokenLength = 0;
    int length = 0;
    byte[] start = new byte[2 * MAX_SHOWN];
    while (!in.hasEnded() && in.peek() != '\n') {
      if (length < start.length) {
        start[length++] = (byte) in.peek();
      }
      in.skip();
    }
    if (!in.hasEnded()) {
      in.skip();
    }
    if (length > 0 && start[length - 1] == '\r') {
      length--;
    }
    return new String(start, 0, length, StandardCharsets.UTF_8);
  }

  private String shownToken() {
    return shown(
        new String(token, 0, Math.min(tokenLength, 2 * MAX_SHOWN), StandardCharsets.UTF_8));
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  private String shownNext() throws IOException {
    if (in.hasEnded()) {
      return "the end of the file";
    }
    return in.peek() == '\n' || in.peek() == '\r'
        ? "the end of the line"
        : "\"" + shown(restOfLine()) + "\"";
  }

  private ModelFormatException wrong(String expected, String found) {
    return wrong(in.line(), expected, found);
  }

  private ModelFormatException wrong(long line, String expected, String found) {
    return new ModelFormatException(file, "line " + line, expected, found);
  }
}

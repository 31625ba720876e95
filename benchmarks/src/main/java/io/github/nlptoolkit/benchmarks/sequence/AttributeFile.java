package io.github.nlptoolkit.benchmarks.sequence;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import io.github.nlptoolkit.sequence.data.SentenceFormat;
import io.github.nlptoolkit.sequence.data.SentenceReader;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Files that both libraries train from: a token a line, its label and its attributes parted by tabs
 * and taken literally, an empty line behind each sentence.
 */
final class AttributeFile {

  private AttributeFile() {}

  /** Takes a sentence. */
  @FunctionalInterface
  interface Sink {
    void accept(AttributeSequence attributes, List<String> labels);
  }

  /** Makes the attributes of a file of sentences: CoNLL-U by its name, else columns. */
  static void write(Path sentences, Path target) throws IOException {
    boolean universal = sentences.toString().endsWith(".conllu");
    SentenceFormat format = universal ? SentenceFormat.CONLLU : SentenceFormat.COLUMNS;
    try (SentenceReader reader = format.open(sentences)) {
      AtomicFile.write(
          target,
          stream -> {
            Writer out =
                new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
            for (TokenRows rows = reader.read(); rows != null; rows = reader.read()) {
              write(rows.column(universal ? 1 : 0), rows.column(universal ? 3 : 1), out);
            }
            out.flush();
          });
    }
  }

  private static void write(List<String> words, List<String> labels, Writer out)
      throws IOException {
    for (int t = 0; t < words.size(); t++) {
      out.write(labels.get(t) + "\t" + String.join("\t", attributes(words, t)) + "\n");
    }
    out.write("\n");
  }

  /** Word, suffix and shape of a token, words and shape beside it. */
  private static List<String> attributes(List<String> words, int token) {
    String word = words.get(token);
    String lower = word.toLowerCase(Locale.ROOT);
    int suffix = lower.offsetByCodePoints(lower.length(), -Math.min(3, codePoints(lower)));
    List<String> all = new ArrayList<>();
    all.add("bias");
    all.add("w0=" + lower);
    all.add("suf3=" + lower.substring(suffix));
    all.add("shape=" + shape(word));
    if (!word.isEmpty() && Character.isUpperCase(word.codePointAt(0))) {
      all.add("title");
    }
    if (token == 0) {
      all.add("BOS");
    } else {
      all.add("w-1=" + words.get(token - 1).toLowerCase(Locale.ROOT));
      all.add("shape-1=" + shape(words.get(token - 1)));
    }
    all.add(
        token == words.size() - 1 ? "EOS" : "w+1=" + words.get(token + 1).toLowerCase(Locale.ROOT));
    return all;
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Letters and digits by kind, runs cut to three. */
  private static String shape(String word) {
    StringBuilder shape = new StringBuilder();
    int before = -1;
    int run = 0;
    for (int c : word.codePoints().toArray()) {
      int kind = c;
      if (c >= 'A' && c <= 'Z') {
        kind = 'X';
      } else if (c >= 'a' && c <= 'z') {
        kind = 'x';
      } else if (c >= '0' && c <= '9') {
        kind = 'd';
      }
      run = kind == before ? run + 1 : 1;
      before = kind;
      if (run <= 3) {
        shape.appendCodePoint(kind);
      }
    }
    return shape.toString();
  }

  static void read(Path file, Sink sink) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      AttributeSequence.Builder tokens = AttributeSequence.builder();
      List<String> labels = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          sink.accept(tokens.build(), labels);
          tokens = AttributeSequence.builder();
          labels = new ArrayList<>();
          continue;
        }
        int from = line.indexOf('\t');
        labels.add(line.substring(0, from));
        tokens.token();
        while (from >= 0) {
          int to = line.indexOf('\t', from + 1);
          tokens.add(to < 0 ? line.substring(from + 1) : line.substring(from + 1, to));
          from = to;
        }
      }
    }
  }
}

package io.github.nlptoolkit.language.chinese;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Words with frequencies and parts of speech; the longest word by its first character too. */
final class WordList {

  /** What is known of a word. */
  record Entry(int frequency, String tag) {}

  private final Map<String, Entry> words;
  private final byte[] longest;
  private final double logTotal;

  private WordList(Map<String, Entry> words, byte[] longest, double total) {
    this.words = words;
    this.longest = longest;
    this.logTotal = Math.log(total);
  }

  /** The dictionary of the jar; read when first asked for. */
  static WordList standard() {
    return Standard.LIST;
  }

  /** This dictionary with other words on top. */
  WordList plus(Map<String, Entry> more) {
    Map<String, Entry> all = new HashMap<>(words);
    byte[] lengths = longest.clone();
    double total = Math.exp(logTotal);
    for (Map.Entry<String, Entry> entry : more.entrySet()) {
      Entry old = all.put(entry.getKey(), entry.getValue());
      total += entry.getValue().frequency() - (old == null ? 0 : old.frequency());
      note(entry.getKey(), lengths);
    }
    return new WordList(all, lengths, total);
  }

  @Nullable Entry get(String word) {
    return words.get(word);
  }

  /** How many chars the longest word with this first char has; 0 if there is none. */
  int longest(char first) {
    return longest[first];
  }

  double logTotal() {
    return logTotal;
  }

  private static void note(String word, byte[] longest) {
    char first = word.charAt(0);
    longest[first] = (byte) Math.max(longest[first], Math.min(word.length(), Byte.MAX_VALUE));
  }

  /** Opens a compressed resource of this package. */
  static BufferedReader open(String resource) throws IOException {
    InputStream in = WordList.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("the resource " + resource + " is missing from the jar");
    }
    return new BufferedReader(
        new InputStreamReader(new GZIPInputStream(in, 1 << 16), StandardCharsets.UTF_8), 1 << 16);
  }

  private static final class Standard {
    private static final WordList LIST = read();

    private static WordList read() {
      Map<String, Entry> words = new HashMap<>(700_000);
      Map<String, String> tags = new HashMap<>();
      byte[] longest = new byte[1 << 16];
      double total = 0;
      try (BufferedReader lines = open("words.txt.gz")) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int afterWord = line.lastIndexOf(' ', line.lastIndexOf(' ') - 1);
          int afterNumber = line.lastIndexOf(' ');
          if (afterWord <= 0) {
            continue;
          }
          String word = line.substring(0, afterWord);
          int frequency = Integer.parseInt(line, afterWord + 1, afterNumber, 10);
          String tag = tags.computeIfAbsent(line.substring(afterNumber + 1), t -> t);
          words.put(word, new Entry(frequency, tag));
          note(word, longest);
          total += frequency;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the dictionary of the jar", e);
      }
      return new WordList(words, longest, total);
    }
  }
}

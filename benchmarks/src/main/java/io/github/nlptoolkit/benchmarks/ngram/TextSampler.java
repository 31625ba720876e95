package io.github.nlptoolkit.benchmarks.ngram;

import io.github.nlptoolkit.storage.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a long text from a short one: each word is what follows a place of the text, drawn among
 * those that share the last two words (7 times of 10) or the last one. It has the text's words and
 * pairs of words, and ever new longer n-grams, as real text has.
 */
final class TextSampler {
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z\\u00c0-\\u00ff]+(?:['\\u2019][A-Za-z]+)?|[0-9]+|[.,;:!?]");
  private static final String END = "\n";
  private static final int TENTHS_OF_PAIRS = 7;

  private TextSampler() {}

  /** Writes the tokens of a text in small letters, a paragraph a line. */
  static void tokenize(Path from, Path to) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line : Files.readAllLines(from)) {
      List<String> tokens = tokens(line);
      if (!tokens.isEmpty()) {
        lines.append(String.join(" ", tokens)).append('\n');
      }
    }
    AtomicFile.write(to, out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> tokens(String line) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(line.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  /** Writes so many words, drawn from a text of tokens. */
  static void sample(Path from, Path to, long words, long seed) throws IOException {
    List<String> text = new ArrayList<>(List.of(END));
    for (String line : Files.readAllLines(from)) {
      text.addAll(List.of(line.strip().split(" ", -1)));
      text.add(END);
    }
    Map<String, List<Integer>> places = new HashMap<>();
    Map<String, List<Integer>> pairPlaces = new HashMap<>();
    for (int i = 0; i + 1 < text.size(); i++) {
      places.computeIfAbsent(text.get(i), unused -> new ArrayList<>()).add(i);
      if (i > 0) {
        String pair = text.get(i - 1) + " " + text.get(i);
        pairPlaces.computeIfAbsent(pair, unused -> new ArrayList<>()).add(i);
      }
    }
    AtomicFile.write(
        to,
        stream -> {
          OutputStream out = new BufferedOutputStream(stream, 1 << 16);
          draw(text, places, pairPlaces, words, new SplittableRandom(seed), out);
          out.flush();
        });
  }

  private static void draw(
      List<String> text,
      Map<String, List<Integer>> places,
      Map<String, List<Integer>> pairPlaces,
      long words,
      SplittableRandom random,
      OutputStream out)
      throws IOException {
    String before = END;
    String last = END;
    for (long drawn = 0; drawn < words; ) {
      List<Integer> pairs = pairPlaces.getOrDefault(before + " " + last, List.of());
      boolean takesPair = !pairs.isEmpty() && random.nextInt(10) < TENTHS_OF_PAIRS;
      List<Integer> choice = takesPair ? pairs : places.getOrDefault(last, List.of());
      String next = text.get(choice.get(random.nextInt(choice.size())) + 1);
      if (!next.equals(END)) {
        String separator = last.equals(END) ? "" : " ";
        out.write((separator + next).getBytes(StandardCharsets.UTF_8));
        drawn++;
      } else {
        out.write('\n');
      }
      before = last;
      last = next;
    }
    out.write('\n');
  }
}

package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the phrases of a text. They are contiguous, never go over the end of a sentence, a bracket
 * or another punctuation mark but the hyphen of a compound, and phrases of the same stems are one.
 *
 * <p>A phrase that stands in one and the same longer phrase wherever it occurs is left out, where
 * the pattern gives both.
 *
 * <p>Cost: linear in the text. Stateless.
 */
public final class PhraseFinder {

  private PhraseFinder() {}

  /**
   * Finds the phrases that a pattern describes.
   *
   * @param text the text
   * @param pattern which runs of words are phrases
   * @return the phrases, in the order of their first occurrence; immutable
   */
  public static List<Phrase> find(AnalyzedText text, PhrasePattern pattern) {
    Map<List<String>, Occurrences> found = new LinkedHashMap<>();
    Map<Nesting, Integer> nested = new HashMap<>();
    int tokensBefore = 0;
    for (List<Token> sentence : text.sentences()) {
      List<PhrasePattern.Run> runs = pattern.runs(text.text(), sentence);
      for (PhrasePattern.Run run : runs) {
        List<String> stems = stems(sentence.subList(run.from(), run.to()));
        if (!stems.isEmpty()) {
          found
              .computeIfAbsent(stems, key -> new Occurrences())
              .add(text.text(), sentence, run, tokensBefore);
        }
      }
      countNested(sentence, runs, nested);
      tokensBefore += sentence.size();
    }
    for (Map.Entry<Nesting, Integer> entry : nested.entrySet()) {
      Occurrences inner = found.get(entry.getKey().inner());
      if (inner != null && inner.frequency == entry.getValue()) {
        inner.isOnlyNested = true;
      }
    }
    found.values().removeIf(occurrences -> occurrences.isOnlyNested);
    return phrases(text, found);
  }

  /**
   * Finds given phrases in a text, in whatever inflected form.
   *
   * @param text the text
   * @param given the phrases, as the same analyzer reads them; those without a word are passed over
   * @return those that occur, in the order of their first occurrence; immutable
   */
  public static List<Phrase> locate(AnalyzedText text, Collection<AnalyzedText> given) {
    Set<List<String>> wanted =
        given.stream()
            .map(one -> stems(one.sentences().stream().flatMap(List::stream).toList()))
            .filter(stems -> !stems.isEmpty())
            .collect(Collectors.toSet());
    Map<List<String>, Occurrences> found = new LinkedHashMap<>();
    int longest = wanted.stream().mapToInt(List::size).max().orElse(0);
    scan(
        text,
        longest,
        (stems, sentence, run, before) -> {
          if (wanted.contains(stems)) {
            found
                .computeIfAbsent(List.copyOf(stems), key -> new Occurrences())
                .add(text.text(), sentence, run, before);
          }
        });
    return phrases(text, found);
  }

  /** One phrase inside another. */
  private record Nesting(List<String> inner, List<String> outer) {}

  private static void countNested(
      List<Token> sentence, List<PhrasePattern.Run> runs, Map<Nesting, Integer> nested) {
    for (int i = 0; i < runs.size(); i++) {
      PhrasePattern.Run outer = runs.get(i);
      for (int j = i; j < runs.size() && runs.get(j).from() < outer.to(); j++) {
        count(sentence, outer, runs.get(j), nested);
      }
      for (int j = i - 1; j >= 0 && runs.get(j).from() == outer.from(); j--) {
        count(sentence, outer, runs.get(j), nested);
      }
    }
  }

  private static void count(
      List<Token> sentence,
      PhrasePattern.Run outer,
      PhrasePattern.Run inner,
      Map<Nesting, Integer> nested) {
    boolean isInside =
        inner.from() >= outer.from()
            && inner.to() <= outer.to()
            && inner.to() - inner.from() < outer.to() - outer.from();
    if (isInside) {
      nested.merge(
          new Nesting(
              stems(sentence.subList(inner.from(), inner.to())),
              stems(sentence.subList(outer.from(), outer.to()))),
          1,
          Integer::sum);
    }
  }

  private static List<Phrase> phrases(AnalyzedText text, Map<List<String>, Occurrences> found) {
    int longest = found.keySet().stream().mapToInt(List::size).max().orElse(0);
    scan(
        text,
        longest,
        (stems, sentence, run, before) -> {
          Occurrences occurrences = found.get(stems);
          if (occurrences != null) {
            occurrences.spans.add(spanOf(sentence, run));
          }
        });
    List<Phrase> phrases = new ArrayList<>(found.size());
    found.forEach(
        (stems, occurrences) ->
            phrases.add(
                new Phrase(
                    occurrences.mostFrequentForm(),
                    stems,
                    occurrences.frequency,
                    occurrences.firstToken,
                    occurrences.spans)));
    return List.copyOf(phrases);
  }

  /** Takes a run of words with nothing between them. */
  private interface RunTaker {
    void take(List<String> stems, List<Token> sentence, PhrasePattern.Run run, int tokensBefore);
  }

  /** Gives all runs of up to so many words with nothing but blanks or a hyphen between them. */
  private static void scan(AnalyzedText text, int longest, RunTaker taker) {
    int tokensBefore = 0;
    List<String> stems = new ArrayList<>();
    for (List<Token> sentence : text.sentences()) {
      for (int from = 0; from < sentence.size(); from++) {
        stems.clear();
        for (int at = from; at < sentence.size() && stems.size() < longest; at++) {
          if (isWord(sentence.get(at))) {
            stems.add(sentence.get(at).stem());
            taker.take(stems, sentence, new PhrasePattern.Run(from, at + 1), tokensBefore);
          } else if (at == from || !isHyphen(text.text(), sentence, at)) {
            break;
          }
        }
      }
      tokensBefore += sentence.size();
    }
  }

  private static boolean isHyphen(String text, List<Token> sentence, int at) {
    Span span = sentence.get(at).span();
    return span.length() == 1
        && "-–‐".indexOf(text.charAt(span.start())) >= 0
        && at + 1 < sentence.size()
        && Texts.touch(sentence.get(at - 1), sentence.get(at))
        && Texts.touch(sentence.get(at), sentence.get(at + 1));
  }

  private static boolean isWord(Token token) {
    return token.part() != PartOfSpeech.PUNCT;
  }

  private static List<String> stems(List<Token> tokens) {
    return tokens.stream().filter(PhraseFinder::isWord).map(Token::stem).toList();
  }

  private static Span spanOf(List<Token> sentence, PhrasePattern.Run run) {
    return new Span(
        sentence.get(run.from()).span().start(), sentence.get(run.to() - 1).span().end());
  }

  /** What is known of one phrase. */
  private static final class Occurrences {
    private final Map<String, Integer> forms = new LinkedHashMap<>();
    private final List<Span> spans = new ArrayList<>();
    private int frequency;
    private int firstToken;
    private boolean isOnlyNested;

    void add(String text, List<Token> sentence, PhrasePattern.Run run, int tokensBefore) {
      Span span = spanOf(sentence, run);
      forms.merge(Texts.squeezed(text, span.start(), span.end()), 1, Integer::sum);
      firstToken = frequency == 0 ? tokensBefore + run.from() : firstToken;
      frequency++;
    }

    String mostFrequentForm() {
      String best = "";
      int most = 0;
      for (Map.Entry<String, Integer> form : forms.entrySet()) {
        if (form.getValue() > most) {
          most = form.getValue();
          best = form.getKey();
        }
      }
      return best;
    }
  }
}

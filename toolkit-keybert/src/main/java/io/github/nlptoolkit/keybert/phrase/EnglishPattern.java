package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * English noun phrases by parts of speech and, because a tagger often takes participles and nouns
 * for verbs, by word forms: "distributed systems", "image processing", "ship control in".
 */
final class EnglishPattern implements PhrasePattern {

  private static final int LONGEST = 6;
  private static final Set<String> GENERAL_ADJECTIVES =
      PhrasePatterns.list("english-general-adjectives.txt");
  private static final Set<String> GENERAL_NOUNS = PhrasePatterns.list("english-general-nouns.txt");

  /** Words that come behind a verb, and behind a plural noun hardly ever. */
  private static final Set<String> BEGINS_OBJECT =
      Set.of(
          "the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "this", "these",
          "those", "it", "them", "him", "us");

  /** What a token can be in a noun phrase. */
  private enum Role {
    OUTSIDE,
    HYPHEN,
    MODIFIER,
    ADVERB,
    NOUN
  }

  @Override
  public List<Run> runs(String text, List<Token> sentence) {
    Reading reading = new Reading(text, sentence);
    List<Run> runs = new ArrayList<>();
    int at = 0;
    while (at < sentence.size()) {
      if (reading.roles[at] == Role.OUTSIDE || reading.roles[at] == Role.HYPHEN) {
        at++;
        continue;
      }
      int end = at + 1;
      while (end < sentence.size() && reading.roles[end] != Role.OUTSIDE) {
        end++;
      }
      Run run = reading.trimmed(at, end);
      if (run.from() < run.to() && reading.isAbout(run)) {
        runs.add(run);
      }
      at = end;
    }
    return runs;
  }

  /** One sentence. */
  private static final class Reading {
    private final String text;
    private final List<Token> sentence;
    private final String[] words;
    private final boolean[] hyphens;
    private final Role[] roles;

    Reading(String text, List<Token> sentence) {
      this.text = text;
      this.sentence = sentence;
      int size = sentence.size();
      this.words = new String[size];
      this.hyphens = new boolean[size];
      this.roles = new Role[size];
      for (int i = 0; i < size; i++) {
        words[i] = sentence.get(i).span().of(text).toLowerCase(Locale.ROOT);
      }
      for (int i = 1; i + 1 < size; i++) {
        hyphens[i] =
            (words[i].equals("-") || words[i].equals("–") || words[i].equals("‐"))
                && Texts.touch(sentence.get(i - 1), sentence.get(i))
                && Texts.touch(sentence.get(i), sentence.get(i + 1));
      }
      for (int i = 0; i < size; i++) {
        roles[i] = hyphens[i] ? Role.HYPHEN : roleOf(i);
      }
    }

    private Role roleOf(int i) {
      boolean bound = isHyphen(i - 1) || isHyphen(i + 1);
      PartOfSpeech next = part(i + 1);
      return switch (sentence.get(i).part()) {
        case NOUN -> isVerbAfterAll(i) ? Role.OUTSIDE : Role.NOUN;
        case PROPN -> Role.NOUN;
        case ADJ -> isVerbAfterAll(i + 1) ? Role.NOUN : Role.MODIFIER;
        case VERB -> roleOfVerb(i, bound, next);
        case NUM, PART, ADP -> bound ? Role.MODIFIER : Role.OUTSIDE;
        case ADV ->
            bound
                ? Role.MODIFIER
                : words[i].endsWith("ly") && (next == PartOfSpeech.ADJ || next == PartOfSpeech.VERB)
                    ? Role.ADVERB
                    : Role.OUTSIDE;
        case X, SYM, INTJ ->
            words[i].chars().allMatch(Character::isLetter) ? Role.NOUN : Role.OUTSIDE;
        case PUNCT -> Role.OUTSIDE;
        default -> isHyphen(i - 1) && isHyphen(i + 1) ? Role.MODIFIER : Role.OUTSIDE;
      };
    }

    /** Taggers take "carves" in "a glacier carves its valley" for a noun. */
    private boolean isVerbAfterAll(int i) {
      boolean isThirdPerson =
          i > 0
              && i + 1 < words.length
              && part(i) == PartOfSpeech.NOUN
              && words[i].endsWith("s")
              && !words[i - 1].endsWith("s")
              && (part(i - 1) == PartOfSpeech.NOUN || part(i - 1) == PartOfSpeech.ADJ);
      return isThirdPerson
          && (BEGINS_OBJECT.contains(words[i + 1])
              || (part(i + 1) == PartOfSpeech.ADV && words[i + 1].endsWith("ly")));
    }

    private Role roleOfVerb(int i, boolean bound, PartOfSpeech next) {
      boolean participle = words[i].endsWith("ed") || words[i].endsWith("ing");
      if (bound && (participle || words[i].endsWith("en"))) {
        return Role.MODIFIER;
      }
      PartOfSpeech previous = part(i - 1);
      if (participle && modifies(i, previous, next)) {
        return Role.MODIFIER;
      }
      // Behind a name a verb is one: "Prince Andrew rode".
      boolean afterNoun =
          previous == PartOfSpeech.NOUN
              || previous == PartOfSpeech.ADJ
              || (previous == PartOfSpeech.PROPN && words[i].endsWith("ing"));
      boolean ends =
          switch (next) {
            case ADP, PUNCT, CCONJ, AUX, SCONJ, VERB -> true;
            default -> false;
          };
      boolean form = !words[i].endsWith("ed") && !words[i].endsWith("s");
      return afterNoun && ends && form ? Role.NOUN : Role.OUTSIDE;
    }

    /**
     * Whether a participle belongs to the noun behind it. One in -ing does not where a clause can
     * begin: "by using tools" has no using tools.
     */
    private boolean modifies(int i, PartOfSpeech previous, PartOfSpeech next) {
      boolean before =
          next == PartOfSpeech.NOUN
              || next == PartOfSpeech.PROPN
              || next == PartOfSpeech.ADJ
              || (next == PartOfSpeech.VERB
                  && (words[i + 1].endsWith("ed") || words[i + 1].endsWith("ing")));
      if (!before) {
        return false;
      }
      if (next == PartOfSpeech.PROPN) {
        return previous == PartOfSpeech.DET || previous == PartOfSpeech.ADJ;
      }
      return switch (previous) {
        case DET, ADJ, NUM, ADV, PRON, PROPN, NOUN -> true;
        case ADP, PUNCT, CCONJ -> !words[i].endsWith("ing");
        default -> false;
      };
    }

    /** The parts of speech around; the ends of a sentence are punctuation. */
    private PartOfSpeech part(int i) {
      return i < 0 || i >= sentence.size() ? PartOfSpeech.PUNCT : sentence.get(i).part();
    }

    private boolean isHyphen(int i) {
      return i >= 0 && i < hyphens.length && hyphens[i];
    }

    /** From the first word that says something to the last noun; empty if it is too long. */
    Run trimmed(int from, int to) {
      int begin = from;
      int end = to;
      while (end > begin && roles[end - 1] != Role.NOUN) {
        end--;
      }
      while (begin < end && isIdle(begin, end)) {
        begin++;
      }
      int count = 0;
      for (int i = begin; i < end; i++) {
        count += roles[i] == Role.HYPHEN ? 0 : 1;
      }
      return count > LONGEST ? new Run(begin, begin) : new Run(begin, end);
    }

    private boolean isIdle(int i, int end) {
      boolean more = i + 1 < end;
      return roles[i] == Role.HYPHEN
          || (GENERAL_ADJECTIVES.contains(words[i]) && !(more && roles[i + 1] == Role.HYPHEN))
          || (roles[i] == Role.ADVERB && !(more && roles[i + 1] == Role.MODIFIER));
    }

    /** Whether it is more than general words and single letters. */
    boolean isAbout(Run run) {
      boolean general = true;
      int chars = 0;
      for (int i = run.from(); i < run.to(); i++) {
        if (roles[i] != Role.HYPHEN) {
          general &= GENERAL_NOUNS.contains(words[i]) || GENERAL_ADJECTIVES.contains(words[i]);
          chars +=
              text.codePointCount(sentence.get(i).span().start(), sentence.get(i).span().end());
        }
      }
      return !general && chars > 1;
    }
  }
}

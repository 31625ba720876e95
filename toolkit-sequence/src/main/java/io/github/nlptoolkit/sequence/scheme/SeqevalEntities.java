package io.github.nlptoolkit.sequence.scheme;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Entities as seqeval 1.2.2 finds them in tags that may break every rule, so that scores equal its.
 *
 * <p>By default ({@code get_entities}, as conlleval): an entity begins at {@code B}, {@code S},
 * behind {@code O} and where the type changes, whatever the letter; unknown letters such as {@code
 * U} and {@code L} are like {@code I}. In strict mode ({@code scheme.py}): what does not follow the
 * scheme's patterns is no entity. Tags without a type have the type {@code _}.
 */
final class SeqevalEntities {
  private static final String NO_TYPE = "_";
  private static final String PREFIXES = "IOBESUL";

  /** Patterns: the letters before, the letters now, and whether the types are the same. */
  private static final Map<Scheme, Patterns> STRICT = new EnumMap<>(Scheme.class);

  static {
    STRICT.put(
        Scheme.IOB1,
        new Patterns(
            "IOB",
            "O I *,I I !,B I *,I B =,B B =",
            "B I =,I I =",
            "I I !,I O *,I B *,B O *,B I !,B B ="));
    STRICT.put(
        Scheme.IOE1,
        new Patterns(
            "IOE", "O I *,I I !,E I *,E E =", "I I =,I E =", "I I !,I O *,I E !,E I =,E E ="));
    STRICT.put(
        Scheme.IOB2,
        new Patterns("IOB", "IOBESUL B *", "B I =,I I =", "I O *,I I !,I B *,B O *,B I !,B B *"));
    STRICT.put(
        Scheme.IOE2,
        new Patterns("IOE", "O I *,O E *,E I *,E E *,I I !,I E !", "I E =,I I =", "E IOBESUL *"));
    STRICT.put(
        Scheme.IOBES,
        new Patterns(
            "IOBES",
            "IOBESUL B *,IOBESUL S *",
            "B I =,B E =,I I =,I E =",
            "S IOBESUL *,E IOBESUL *"));
    STRICT.put(
        Scheme.BILOU,
        new Patterns(
            "BILOU",
            "IOBESUL B *,IOBESUL U *",
            "B I =,B L =,I I =,I L =",
            "U IOBESUL *,L IOBESUL *"));
  }

  private SeqevalEntities() {}

  /** A letter and a type, split as seqeval does. */
  private record Token(char letter, String type) {
    static final Token OUTSIDE = new Token('O', NO_TYPE);
  }

  private record Pattern(String before, String now, char types) {
    boolean matches(Token previous, Token token) {
      return before.indexOf(previous.letter) >= 0
          && now.indexOf(token.letter) >= 0
          && (types == '*' || (types == '=') == previous.type.equals(token.type));
    }
  }

  private record Patterns(
      String letters, List<Pattern> start, List<Pattern> inside, List<Pattern> end) {
    Patterns(String letters, String start, String inside, String end) {
      this(letters, list(start), list(inside), list(end));
    }

    private static List<Pattern> list(String patterns) {
      List<Pattern> list = new ArrayList<>();
      for (String pattern : patterns.split(",", -1)) {
        String[] parts = pattern.split(" ", -1);
        list.add(new Pattern(parts[0], parts[1], parts[2].charAt(0)));
      }
      return List.copyOf(list);
    }
  }

  /** The entities of a sentence by default. */
  static List<Chunk> lenient(List<String> tags) {
    List<Chunk> chunks = new ArrayList<>();
    Token previous = new Token('O', "");
    int begin = 0;
    for (int i = 0; i <= tags.size(); i++) {
      Token token = i == tags.size() ? Token.OUTSIDE : split(tags.get(i));
      if (ends(previous, token)) {
        chunks.add(new Chunk(previous.type, begin, i));
      }
      if (starts(previous, token)) {
        begin = i;
      }
      previous = token;
    }
    return chunks;
  }

  private static Token split(String tag) {
    if (tag.isEmpty()) {
      throw new IllegalArgumentException("a tag must not be empty");
    }
    String rest = tag.substring(1);
    String type = rest.substring(rest.indexOf('-') + 1);
    return new Token(tag.charAt(0), type.isEmpty() ? NO_TYPE : type);
  }

  private static boolean ends(Token previous, Token token) {
    char before = previous.letter;
    boolean open = before == 'B' || before == 'I';
    boolean closes = token.letter == 'B' || token.letter == 'S' || token.letter == 'O';
    return before == 'E'
        || before == 'S'
        || (open && closes)
        || (before != 'O' && before != '.' && !previous.type.equals(token.type));
  }

  private static boolean starts(Token previous, Token token) {
    char before = previous.letter;
    char now = token.letter;
    boolean closed = before == 'E' || before == 'S' || before == 'O';
    return now == 'B'
        || now == 'S'
        || (closed && (now == 'E' || now == 'I'))
        || (now != 'O' && now != '.' && !previous.type.equals(token.type));
  }

  /** The entities of a sentence in strict mode. */
  static List<Chunk> strict(List<String> tags, Scheme scheme) {
    Patterns patterns = STRICT.get(scheme);
    if (patterns == null) {
      // seqeval has no BMES: the same as IOBES with another letter.
      return strict(tags.stream().map(SeqevalEntities::asIobes).toList(), Scheme.IOBES);
    }
    List<Token> tokens = new ArrayList<>(tags.size() + 1);
    for (String tag : tags) {
      tokens.add(split(tag, scheme, patterns));
    }
    tokens.add(Token.OUTSIDE);
    List<Chunk> chunks = new ArrayList<>();
    Token previous = Token.OUTSIDE;
    int i = 0;
    while (i < tokens.size()) {
      if (any(patterns.start, previous, tokens.get(i))) {
        int end = i + 1;
        while (any(patterns.inside, tokens.get(end - 1), tokens.get(end))) {
          end++;
        }
        if (any(patterns.end, tokens.get(end - 1), tokens.get(end))) {
          chunks.add(new Chunk(tokens.get(i).type, i, end));
        }
        i = end;
      } else {
        i++;
      }
      previous = tokens.get(i - 1);
    }
    return chunks;
  }

  private static String asIobes(String tag) {
    return tag.startsWith("M") ? "I" + tag.substring(1) : tag;
  }

  private static Token split(String tag, Scheme scheme, Patterns patterns) {
    if (tag.isEmpty()
        || PREFIXES.indexOf(tag.charAt(0)) < 0
        || patterns.letters.indexOf(tag.charAt(0)) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a tag of %s starts with one of %s, got %s",
              scheme,
              patterns.letters,
              tag));
    }
    int from = 1;
    int to = tag.length();
    while (from < to && tag.charAt(from) == '-') {
      from++;
    }
    while (to > from && tag.charAt(to - 1) == '-') {
      to--;
    }
    return new Token(tag.charAt(0), from == to ? NO_TYPE : tag.substring(from, to));
  }

  private static boolean any(List<Pattern> patterns, Token previous, Token token) {
    for (Pattern pattern : patterns) {
      if (pattern.matches(previous, token)) {
        return true;
      }
    }
    return false;
  }
}

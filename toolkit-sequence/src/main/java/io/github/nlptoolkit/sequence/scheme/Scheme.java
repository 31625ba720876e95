package io.github.nlptoolkit.sequence.scheme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How chunks are written as one tag a token. A tag is {@code O} outside of chunks, else a letter
 * and a type, {@code B-PER}; the type and its hyphen may be absent. The letters say where in its
 * chunk a token is:
 *
 * <table>
 * <caption>Letters of the schemes</caption>
 * <tr><th>scheme</th><th>first</th><th>inside</th><th>last</th><th>alone</th></tr>
 * <tr><td>IOB1</td><td>I; B right behind a chunk of the same type</td><td>I</td><td>I</td><td>as first</td></tr>
 * <tr><td>IOB2</td><td>B</td><td>I</td><td>I</td><td>B</td></tr>
 * <tr><td>IOE1</td><td>I</td><td>I</td><td>I; E right before a chunk of the same type</td><td>as last</td></tr>
 * <tr><td>IOE2</td><td>I</td><td>I</td><td>E</td><td>E</td></tr>
 * <tr><td>IOBES</td><td>B</td><td>I</td><td>E</td><td>S</td></tr>
 * <tr><td>BILOU</td><td>B</td><td>I</td><td>L</td><td>U</td></tr>
 * <tr><td>BMES</td><td>B</td><td>M</td><td>E</td><td>S</td></tr>
 * </table>
 *
 * <p>Ramshaw and Marcus, "Text Chunking using Transformation-Based Learning" (1995), <a
 * href="https://aclanthology.org/W95-0107/">W95-0107</a>; Tjong Kim Sang and Veenstra,
 * "Representing Text Chunks" (1999), <a href="https://aclanthology.org/E99-1023/">E99-1023</a>.
 *
 * <p>Immutable and thread-safe.
 */
public enum Scheme {
  /** B only between neighbours of one type. */
  IOB1("BI"),
  /** B at each beginning; also called BIO. */
  IOB2("BI"),
  /** E only between neighbours of one type. */
  IOE1("IE"),
  /** E at each end. */
  IOE2("IE"),
  /** Beginning, inside, end, single; also called BIOES. */
  IOBES("BIES"),
  /** Beginning, inside, last, outside, unit. */
  BILOU("BILU"),
  /** Beginning, middle, end, single: the usual one for Chinese words. */
  BMES("BMES");

  private static final char OUTSIDE = 'O';

  private final String letters;

  Scheme(String letters) {
    this.letters = letters;
  }

  private static Role role(char letter) {
    return switch (letter) {
      case 'B' -> Role.BEGIN;
      case 'I', 'M' -> Role.INSIDE;
      case 'E', 'L' -> Role.END;
      default -> Role.SINGLE;
    };
  }

  private char letter(Role role) {
    for (int i = 0; i < letters.length(); i++) {
      if (role(letters.charAt(i)) == role) {
        return letters.charAt(i);
      }
    }
    throw new AssertionError(role);
  }

  /**
   * The chunks that tags stand for.
   *
   * @param tags a tag for each token
   * @return the chunks in order; immutable
   * @throws IllegalArgumentException if the tags break the rules; the message has the first place
   */
  public List<Chunk> chunks(List<String> tags) {
    List<Tag> parsed = parse(tags);
    List<Violation> violations = violations(tags, parsed);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(violations.get(0).message());
    }
    return read(parsed);
  }

  /**
   * Where tags break the rules.
   *
   * @param tags a tag for each token
   * @return the places in order, one for a token at most; empty if the tags are valid; immutable
   */
  public List<Violation> violations(List<String> tags) {
    List<Violation> unreadable = new ArrayList<>();
    for (int i = 0; i < tags.size(); i++) {
      if (!reads(tags.get(i))) {
        unreadable.add(new Violation(i, unknown(tags.get(i))));
      }
    }
    return unreadable.isEmpty() ? violations(tags, parse(tags)) : List.copyOf(unreadable);
  }

  private List<Violation> violations(List<String> tags, List<Tag> parsed) {
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i <= parsed.size(); i++) {
      Tag previous = i == 0 ? Tag.OUTSIDE : parsed.get(i - 1);
      Tag next = i == parsed.size() ? Tag.OUTSIDE : parsed.get(i);
      if (!follows(previous, next)) {
        violations.add(
            new Violation(
                i,
                (i == parsed.size() ? "the end" : tags.get(i))
                    + " cannot follow "
                    + (i == 0 ? "the start" : tags.get(i - 1))
                    + " in "
                    + this));
      }
    }
    return List.copyOf(violations);
  }

  /**
   * Tags for chunks.
   *
   * @param chunks the chunks, in any order
   * @param tokens how many tokens there are
   * @return a tag for each token; immutable
   * @throws IllegalArgumentException if chunks overlap or one ends behind the tokens
   */
  public List<String> tags(Collection<Chunk> chunks, int tokens) {
    Chunk[] in = new Chunk[tokens];
    for (Chunk chunk : chunks) {
      if (chunk.end() > tokens) {
        throw new IllegalArgumentException(
            "a chunk must lie within " + tokens + " tokens, got " + chunk);
      }
      for (int i = chunk.start(); i < chunk.end(); i++) {
        if (in[i] != null) {
          throw new IllegalArgumentException("chunks overlap: " + in[i] + " and " + chunk);
        }
        in[i] = chunk;
      }
    }
    List<String> tags = new ArrayList<>(tokens);
    for (int i = 0; i < tokens; i++) {
      tags.add(in[i] == null ? String.valueOf(OUTSIDE) : tag(in, i));
    }
    return List.copyOf(tags);
  }

  private String tag(Chunk[] in, int at) {
    Chunk chunk = in[at];
    boolean first = at == chunk.start();
    boolean last = at == chunk.end() - 1;
    Role role =
        switch (this) {
          case IOB1 -> first && isType(in, at - 1, chunk.type()) ? Role.BEGIN : Role.INSIDE;
          case IOB2 -> first ? Role.BEGIN : Role.INSIDE;
          case IOE1 -> last && isType(in, at + 1, chunk.type()) ? Role.END : Role.INSIDE;
          case IOE2 -> last ? Role.END : Role.INSIDE;
          case IOBES, BILOU, BMES -> {
            if (first) {
              yield last ? Role.SINGLE : Role.BEGIN;
            }
            yield last ? Role.END : Role.INSIDE;
          }
        };
    char letter = letter(role);
    return chunk.type().isEmpty() ? String.valueOf(letter) : letter + "-" + chunk.type();
  }

  private static boolean isType(Chunk[] in, int at, String type) {
    return at >= 0 && at < in.length && in[at] != null && in[at].type().equals(type);
  }

  /**
   * Valid tags for tags that may break the rules, with as few changes of meaning as can be: a token
   * stays in or out of chunks and keeps its type; a chunk begins where the type changes, behind
   * {@code O}, and where the letters say so.
   *
   * @param tags a tag for each token, with this scheme's letters
   * @return valid tags; immutable
   * @throws IllegalArgumentException if a tag is none of this scheme's
   */
  public List<String> repair(List<String> tags) {
    return tags(read(parse(tags)), tags.size());
  }

  /**
   * The same chunks in another scheme.
   *
   * @param tags valid tags of this scheme
   * @param target the other scheme
   * @return its tags; immutable
   * @throws IllegalArgumentException if the tags break the rules; {@link #repair} puts them right
   */
  public List<String> convert(List<String> tags, Scheme target) {
    return target.tags(chunks(tags), tags.size());
  }

  /**
   * The first scheme, in the order IOB2, IOE2, IOBES, BILOU, BMES, IOB1, IOE1, in which all
   * sentences are valid.
   *
   * @param sentences the tags of sentences
   * @return the scheme
   * @throws IllegalArgumentException if there is none
   */
  public static Scheme detect(Collection<List<String>> sentences) {
    for (Scheme scheme : List.of(IOB2, IOE2, IOBES, BILOU, BMES, IOB1, IOE1)) {
      if (sentences.stream().allMatch(tags -> scheme.violations(tags).isEmpty())) {
        return scheme;
      }
    }
    Set<String> tags = new LinkedHashSet<>();
    sentences.forEach(tags::addAll);
    throw new IllegalArgumentException(
        "the tags are valid in no scheme: " + tags.stream().limit(20).toList());
  }

  /** Whether a tag has a letter of this scheme. */
  boolean reads(String tag) {
    return !tag.isEmpty()
        && (tag.charAt(0) == OUTSIDE ? tag.length() == 1 : letters.indexOf(tag.charAt(0)) >= 0)
        && (tag.length() == 1 || tag.charAt(1) == '-');
  }

  Tag parse(String tag) {
    if (!reads(tag)) {
      throw new IllegalArgumentException(unknown(tag));
    }
    if (tag.charAt(0) == OUTSIDE) {
      return Tag.OUTSIDE;
    }
    return new Tag(role(tag.charAt(0)), tag.length() <= 2 ? "" : tag.substring(2));
  }

  private List<Tag> parse(List<String> tags) {
    return tags.stream().map(this::parse).toList();
  }

  private String unknown(String tag) {
    return "a tag of "
        + this
        + " is O or one of the letters "
        + letters
        + " with a type, got "
        + tag;
  }

  /** Whether one tag may come right behind another; the ends of a sentence are outside. */
  boolean follows(Tag previous, Tag next) {
    boolean sameType = !next.isOutside() && previous.type().equals(next.type());
    boolean joins = !previous.isOutside() && sameType;
    return switch (this) {
      case IOB1 -> next.role() != Role.BEGIN || joins;
      case IOB2 -> next.role() != Role.INSIDE || joins;
      case IOE1 -> previous.role() != Role.END || joins;
      case IOE2 -> previous.role() != Role.INSIDE || joins;
      case IOBES, BILOU, BMES -> {
        boolean open = previous.role() == Role.BEGIN || previous.role() == Role.INSIDE;
        boolean continues = next.role() == Role.INSIDE || next.role() == Role.END;
        yield open == continues && (!open || sameType);
      }
    };
  }

  private static List<Chunk> read(List<Tag> tags) {
    List<Chunk> chunks = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= tags.size(); i++) {
      Tag previous = tags.get(i - 1);
      Tag next = i == tags.size() ? Tag.OUTSIDE : tags.get(i);
      if (Tag.parts(previous, next)) {
        if (!previous.isOutside()) {
          chunks.add(new Chunk(previous.type(), start, i));
        }
        start = i;
      }
    }
    return List.copyOf(chunks);
  }
}

package io.github.nlptoolkit.sequence.tagger;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The characters around a place and of what kind they are: the attributes of words in a text
 * without blanks.
 *
 * <p>Peng, Feng and McCallum, "Chinese Segmentation and New Word Detection using Conditional Random
 * Fields" (2004), <a href="https://aclanthology.org/C04-1081/">C04-1081</a>; Low, Ng and Guo, "A
 * Maximum Entropy Approach to Chinese Word Segmentation" (2005), <a
 * href="https://aclanthology.org/I05-3025/">I05-3025</a>.
 */
final class CharacterFeatures {
  private static final String NUMERALS = "一二三四五六七八九十百千万萬亿億零〇两兩";
  private static final String TIMES = "年月日时時分秒点點";

  private final String[] units;
  private final String[] kinds;

  /** Takes the units of a sentence, already in simplified characters. */
  CharacterFeatures(List<String> units) {
    this.units = units.toArray(String[]::new);
    this.kinds = new String[this.units.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = kind(this.units[i]);
      if (this.units[i].length() > 1 && !kinds[i].equals("c")) {
        // Any Latin word, number or emoji is as good as another.
        this.units[i] = "<" + kinds[i] + ">";
      }
    }
  }

  private static final Set<String> MARKS = Set.of(",", "，", ".", "。", "、", ";", "；", ":", "：");

  private static String kind(String unit) {
    int c = unit.codePointAt(0);
    if (NUMERALS.indexOf(c) >= 0) {
      return "n";
    }
    if (TIMES.indexOf(c) >= 0) {
      return "t";
    }
    if (TextUnits.isIdeograph(c)) {
      return "c";
    }
    if (Character.isDigit(c)) {
      return "d";
    }
    if (Character.isLetter(c)) {
      return "l";
    }
    return MARKS.contains(unit) ? "," : "p";
  }

  private String unit(int at) {
    return at < 0 || at >= units.length ? "#" : units[at];
  }

  private String kind(int at) {
    return at < 0 || at >= kinds.length ? "#" : kinds[at];
  }

  void add(int at, Consumer<String> out) {
    out.accept("b");
    String before2 = unit(at - 2);
    String before = unit(at - 1);
    String here = unit(at);
    String next = unit(at + 1);
    String next2 = unit(at + 2);
    out.accept("A" + before2);
    out.accept("B" + before);
    out.accept("C" + here);
    out.accept("D" + next);
    out.accept("E" + next2);
    out.accept("F" + before2 + before);
    out.accept("G" + before + here);
    out.accept("H" + here + next);
    out.accept("I" + next + next2);
    out.accept("J" + before + next);
    out.accept("K" + before + here + next);
    out.accept("L" + before2 + before + here);
    out.accept("M" + here + next + next2);
    out.accept("N" + kind(at - 1) + kind(at) + kind(at + 1));
    out.accept("O" + kind(at - 2) + kind(at - 1) + kind(at) + kind(at + 1) + kind(at + 2));
    if (here.equals(before)) {
      out.accept("P");
    }
    if (here.equals(before2)) {
      out.accept("Q");
    }
    if (here.equals(next)) {
      out.accept("R");
    }
  }
}

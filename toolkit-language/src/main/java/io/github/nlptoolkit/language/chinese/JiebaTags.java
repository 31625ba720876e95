package io.github.nlptoolkit.language.chinese;

import io.github.nlptoolkit.text.PartOfSpeech;

/** The parts of speech of jieba's dictionary, which are those of ICTCLAS, as universal ones. */
final class JiebaTags {

  private JiebaTags() {}

  static PartOfSpeech part(String tag) {
    return switch (tag) {
      case "vn", "an", "l", "j", "i", "t", "s" -> PartOfSpeech.NOUN;
      case "eng" -> PartOfSpeech.X;
      default -> byFirst(tag.charAt(0));
    };
  }

  private static PartOfSpeech byFirst(char first) {
    return switch (first) {
      case 'n' -> PartOfSpeech.NOUN;
      case 'v' -> PartOfSpeech.VERB;
      case 'a', 'b' -> PartOfSpeech.ADJ;
      case 'm' -> PartOfSpeech.NUM;
      case 'd', 'z' -> PartOfSpeech.ADV;
      case 'r' -> PartOfSpeech.PRON;
      case 'p' -> PartOfSpeech.ADP;
      case 'c' -> PartOfSpeech.CCONJ;
      case 'u', 'y', 'f', 'k', 'h' -> PartOfSpeech.PART;
      case 'q' -> PartOfSpeech.NUM;
      case 'o', 'e' -> PartOfSpeech.INTJ;
      default -> PartOfSpeech.NOUN;
    };
  }
}

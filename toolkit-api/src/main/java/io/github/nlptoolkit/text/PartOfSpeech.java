package io.github.nlptoolkit.text;

/** The universal parts of speech of Universal Dependencies 2, and one for words without any. */
public enum PartOfSpeech {
  /** Adjective. */
  ADJ,
  /** Adposition: preposition or postposition. */
  ADP,
  /** Adverb. */
  ADV,
  /** Auxiliary verb. */
  AUX,
  /** Coordinating conjunction. */
  CCONJ,
  /** Determiner. */
  DET,
  /** Interjection. */
  INTJ,
  /** Noun. */
  NOUN,
  /** Numeral. */
  NUM,
  /** Particle. */
  PART,
  /** Pronoun. */
  PRON,
  /** Proper noun. */
  PROPN,
  /** Punctuation. */
  PUNCT,
  /** Subordinating conjunction. */
  SCONJ,
  /** Symbol. */
  SYM,
  /** Verb. */
  VERB,
  /** A word of no other kind, such as one of another language. */
  X,
  /** A word in a text that has not been tagged. */
  UNKNOWN;

  /**
   * A part of speech by its name; {@code CONJ} of the first version is {@link #CCONJ}.
   *
   * @param tag the name, such as {@code NOUN}
   * @return the part of speech; {@link #X} for any other name
   */
  public static PartOfSpeech of(String tag) {
    if (tag.equals("CONJ")) {
      return CCONJ;
    }
    for (PartOfSpeech part : values()) {
      if (part.name().equals(tag)) {
        return part;
      }
    }
    return X;
  }
}

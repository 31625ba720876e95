package io.github.nlptoolkit.keybert.candidate;

/** What becomes of accents before words are cut; scikit-learn's {@code strip_accents}. */
public enum AccentStripping {
  /** They stay. */
  NONE,

  /**
   * Characters are decomposed (NFKD) and the combining ones dropped: é becomes e. Korean syllables
   * become their letters, as in the peer.
   */
  UNICODE,

  /** As {@link #UNICODE}, and then all that is not ASCII is dropped, whole scripts too. */
  ASCII
}

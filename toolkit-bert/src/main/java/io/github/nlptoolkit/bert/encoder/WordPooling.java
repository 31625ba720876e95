package io.github.nlptoolkit.bert.encoder;

/** How a word's vector is made of those of its tokens. Immutable and thread-safe. */
public enum WordPooling {
  /** That of its first token, as taggers fine-tuned with BERT take it (Devlin et al. 2019). */
  FIRST,
  /** The mean over its tokens. */
  MEAN
}

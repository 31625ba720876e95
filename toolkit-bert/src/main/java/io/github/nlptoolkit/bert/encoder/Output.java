package io.github.nlptoolkit.bert.encoder;

/** What an {@link Encoder} gives beyond the last hidden state. Immutable and thread-safe. */
public enum Output {
  /** The hidden states of all layers, the embeddings first. */
  HIDDEN_STATES,
  /**
   * The attention probabilities of all layers. This takes a slower path: fused attention never has
   * the probabilities, so they are computed and written out, heads × tokens × tokens numbers for
   * each layer of each text.
   */
  ATTENTIONS,
  /** What the pooler makes of the first token. */
  POOLER
}

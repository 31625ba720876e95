package io.github.nlptoolkit.sequence.scheme;

/** What a token is to the chunk that it is in. */
enum Role {
  OUTSIDE,
  BEGIN,
  INSIDE,
  END,
  SINGLE
}

package io.github.nlptoolkit.sequence.scheme;

/**
 * A tag taken apart.
 *
 * @param type the type of the chunk; empty outside of chunks, and where tags have no types
 */
record Tag(Role role, String type) {

  static final Tag OUTSIDE = new Tag(Role.OUTSIDE, "");

  boolean isOutside() {
    return role == Role.OUTSIDE;
  }

  /** Whether a chunk ends, or another begins, between two neighbours; reads any tags. */
  static boolean parts(Tag previous, Tag next) {
    return previous.isOutside()
        || next.isOutside()
        || !previous.type.equals(next.type)
        || previous.role == Role.END
        || previous.role == Role.SINGLE
        || next.role == Role.BEGIN
        || next.role == Role.SINGLE;
  }
}

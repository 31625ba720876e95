package io.github.nlptoolkit.bert.head;

import java.util.List;

/**
 * What a label says of an entity's extent. Immutable and thread-safe.
 *
 * @param type what kind of entity
 * @param begins whether an entity begins here, whatever was before
 * @param ends whether the entity ends here, whatever follows
 */
record Tag(String type, boolean begins, boolean ends) {

  /**
   * Reads labels as transformers does: {@code B-} begins, {@code I-} goes on, and any other label
   * is a type that goes on. Where there are labels with {@code E-} or {@code S-} beside those with
   * {@code I-} or {@code B-}, these end an entity and stand for a whole one; transformers would
   * make types of them.
   *
   * @param labels all labels of the model
   * @return a tag for each
   */
  static List<Tag> of(List<String> labels) {
    boolean ends = labels.stream().anyMatch(label -> hasTwin(label, labels));
    return labels.stream().map(label -> of(label, ends)).toList();
  }

  private static boolean hasTwin(String label, List<String> labels) {
    boolean marked = label.startsWith("E-") || label.startsWith("S-");
    return marked
        && (labels.contains("B-" + label.substring(2))
            || labels.contains("I-" + label.substring(2)));
  }

  private static Tag of(String label, boolean ends) {
    if (label.startsWith("B-")) {
      return new Tag(label.substring(2), true, false);
    } else if (label.startsWith("I-")) {
      return new Tag(label.substring(2), false, false);
    } else if (ends && label.startsWith("E-")) {
      return new Tag(label.substring(2), false, true);
    } else if (ends && label.startsWith("S-")) {
      return new Tag(label.substring(2), true, true);
    }
    return new Tag(label, false, false);
  }

  /** Whether a token with this tag belongs to the entity of the token before it. */
  boolean continues(Tag before) {
    return type.equals(before.type) && !begins && !before.ends;
  }
}

package io.github.nlptoolkit.keybert.candidate;

/**
 * A bound on the number of documents that a candidate occurs in: a number of documents, or a share
 * of them. Immutable and thread-safe.
 *
 * <p>scikit-learn tells the two by the type of a number: 1 is one document, 1.0 is all of them.
 * Here they have names.
 */
public final class DocumentFrequency {

  private final double value;
  private final boolean isShare;

  private DocumentFrequency(double value, boolean isShare) {
    this.value = value;
    this.isShare = isShare;
  }

  /**
   * A bound by number.
   *
   * @param documents a number of documents, at least 0
   * @return the bound
   * @throws IllegalArgumentException if it is negative
   */
  public static DocumentFrequency count(int documents) {
    if (documents < 0) {
      throw new IllegalArgumentException(
          "a number of documents must be at least 0, got " + documents);
    }
    return new DocumentFrequency(documents, false);
  }

  /**
   * A bound by share.
   *
   * @param ofDocuments a share of the documents, in [0, 1]
   * @return the bound
   * @throws IllegalArgumentException if it is outside
   */
  public static DocumentFrequency share(double ofDocuments) {
    if (!(ofDocuments >= 0 && ofDocuments <= 1)) {
      throw new IllegalArgumentException(
          "a share of the documents must be in [0, 1], got " + ofDocuments);
    }
    return new DocumentFrequency(ofDocuments, true);
  }

  /** In documents; need not be whole. */
  double of(int documents) {
    return isShare ? value * documents : value;
  }

  @Override
  public String toString() {
    return isShare ? value + " of the documents" : (int) value + " documents";
  }
}

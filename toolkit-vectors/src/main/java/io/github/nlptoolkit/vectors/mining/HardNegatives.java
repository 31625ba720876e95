package io.github.nlptoolkit.vectors.mining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a {@link HardNegativeMiner} found, in the four forms that training takes. Immutable and
 * thread-safe.
 *
 * @param queries the different anchors in the order of their first pairs
 * @param numNegatives how many negatives were wanted of each
 */
public record HardNegatives(List<Query> queries, int numNegatives) {

  /** Copies the list. */
  public HardNegatives {
    queries = List.copyOf(queries);
  }

  /**
   * A text with its similarity to an anchor.
   *
   * @param text the text
   * @param score the similarity; higher is better
   */
  public record Scored(String text, float score) {}

  /**
   * An anchor with what belongs to it.
   *
   * @param anchor the anchor
   * @param positives its different positives in the order of their pairs
   * @param negatives its negatives, the most similar first; at most as many as wanted
   */
  public record Query(String anchor, List<Scored> positives, List<Scored> negatives) {
    /** Copies the lists. */
    public Query {
      positives = List.copyOf(positives);
      negatives = List.copyOf(negatives);
    }
  }

  /**
   * One anchor, positive and negative.
   *
   * @param anchor the anchor
   * @param positive its positive
   * @param negative its negative
   */
  public record Triplet(String anchor, Scored positive, Scored negative) {}

  /**
   * An anchor and a positive with all negatives.
   *
   * @param anchor the anchor
   * @param positive its positive
   * @param negatives its negatives, the most similar first
   */
  public record Tuple(String anchor, Scored positive, List<Scored> negatives) {
    /** Copies the list. */
    public Tuple {
      negatives = List.copyOf(negatives);
    }
  }

  /**
   * An anchor and a document.
   *
   * @param anchor the anchor
   * @param document the document
   * @param label 1 for a positive, 0 for a negative
   */
  public record LabeledPair(String anchor, Scored document, int label) {}

  /**
   * An anchor and a list of documents of which the first is positive.
   *
   * @param anchor the anchor
   * @param documents a positive, then its negatives, the most similar first
   * @param labels 1 for the positive, 0 for each negative
   */
  public record LabeledList(String anchor, List<Scored> documents, List<Integer> labels) {
    /** Copies the lists. */
    public LabeledList {
      documents = List.copyOf(documents);
      labels = List.copyOf(labels);
    }
  }

  /**
   * A row for each positive and negative: the peer's {@code triplet}.
   *
   * @return the rows
   */
  public List<Triplet> triplets() {
    return queries.stream()
        .flatMap(
            query ->
                query.positives().stream()
                    .flatMap(
                        positive ->
                            query.negatives().stream()
                                .map(one -> new Triplet(query.anchor(), positive, one))))
        .toList();
  }

  /**
   * A row for each positive, without the anchors that have fewer negatives than wanted: the peer's
   * {@code n-tuple}.
   *
   * @return the rows, each with {@code numNegatives} negatives
   */
  public List<Tuple> tuples() {
    return queries.stream()
        .filter(query -> query.negatives().size() == numNegatives)
        .flatMap(
            query ->
                query.positives().stream()
                    .map(one -> new Tuple(query.anchor(), one, query.negatives())))
        .toList();
  }

  /**
   * A row for each positive and one for each negative: the peer's {@code labeled-pair}.
   *
   * @return the rows, those of an anchor together, its positives first
   */
  public List<LabeledPair> labeledPairs() {
    return queries.stream()
        .flatMap(
            query ->
                Stream.concat(
                    query.positives().stream().map(one -> new LabeledPair(query.anchor(), one, 1)),
                    query.negatives().stream().map(one -> new LabeledPair(query.anchor(), one, 0))))
        .toList();
  }

  /**
   * A row for each positive, without the anchors that have no negative: the peer's {@code
   * labeled-list}.
   *
   * @return the rows
   */
  public List<LabeledList> labeledLists() {
    List<LabeledList> lists = new ArrayList<>();
    for (Query query : queries) {
      if (query.negatives().isEmpty()) {
        continue;
      }
      for (Scored positive : query.positives()) {
        List<Scored> documents = new ArrayList<>();
        documents.add(positive);
        documents.addAll(query.negatives());
        List<Integer> labels = new ArrayList<>();
        documents.forEach(one -> labels.add(labels.isEmpty() ? 1 : 0));
        lists.add(new LabeledList(query.anchor(), documents, labels));
      }
    }
    return List.copyOf(lists);
  }
}

package io.github.nlptoolkit.bert.head;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a {@link SequenceClassifier} makes of a text or pair. Immutable and thread-safe. */
public final class Classification {
  private final ClassificationKind kind;
  private final List<String> labels;
  private final float[] logits;
  private final float[] scores;
  private final boolean truncated;

  /** Takes the arrays without copying them. */
  Classification(ClassificationKind kind, List<String> labels, float[] logits, boolean truncated) {
    this.kind = kind;
    this.labels = labels;
    this.logits = logits;
    this.scores = kind.scores(logits);
    this.truncated = truncated;
  }

  /**
   * What the scores mean.
   *
   * @return the kind of the model
   */
  public ClassificationKind kind() {
    return kind;
  }

  /**
   * The labels.
   *
   * @return the labels in the order of the model's outputs; immutable
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * The scores.
   *
   * @return a copy, one for each label: probabilities from 0 to 1, but for regression
   */
  public float[] scores() {
    return scores.clone();
  }

  /**
   * What the model gave before softmax or sigmoid.
   *
   * @return a copy, one for each label
   */
  public float[] logits() {
    return logits.clone();
  }

  /**
   * The label with the highest score, of equal ones the first.
   *
   * @return the label and its score
   */
  public LabelScore best() {
    int best = Probabilities.best(scores);
    return new LabelScore(labels.get(best), scores[best]);
  }

  /**
   * The score of a label.
   *
   * @param label the label
   * @return its score
   * @throws IllegalArgumentException if the model has no such label; the message lists them
   */
  public float score(String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException("no label \"" + label + "\"; the labels are " + labels);
    }
    return scores[index];
  }

  /**
   * All labels by their scores.
   *
   * @return the labels from the highest score on, of equal ones in the order of the outputs;
   *     immutable
   */
  public List<LabelScore> ranked() {
    List<LabelScore> ranked = new ArrayList<>(scores.length);
    for (int i = 0; i < scores.length; i++) {
      ranked.add(new LabelScore(labels.get(i), scores[i]));
    }
    ranked.sort(Comparator.comparingDouble((LabelScore score) -> score.score()).reversed());
    return List.copyOf(ranked);
  }

  /**
   * The labels that hold, for models of {@link ClassificationKind#MULTI_LABEL}.
   *
   * @param threshold the least score, 0.5 as a rule
   * @return the labels from the highest score on; immutable
   */
  public List<LabelScore> atLeast(double threshold) {
    return ranked().stream().filter(score -> score.score() >= threshold).toList();
  }

  /**
   * Whether the text or pair was longer than the model takes.
   *
   * @return true if only its beginning was looked at
   */
  public boolean truncated() {
    return truncated;
  }

  /** The labels with their scores, the highest first. */
  @Override
  public String toString() {
    return ranked().toString();
  }
}

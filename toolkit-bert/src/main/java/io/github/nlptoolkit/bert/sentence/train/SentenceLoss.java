package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.bert.encoder.TrainedEmbedder;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a sentence model is trained to make small. Gives the values and gradients of the losses of
 * sentence-transformers 6.2; {@code losses.py} has the formulas. Immutable and thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1908.10084">Reimers and Gurevych, 2019: Sentence-BERT</a>
 */
public final class SentenceLoss {

  /** What the labels of examples are. */
  public enum Labels {
    /** None, or none that count. */
    NONE,
    /** One number: how similar the texts are. */
    SCORE,
    /** 1 for similar texts, 0 for others. */
    BINARY,
    /** The index of a class. */
    CLASS,
    /** A number for each negative: how much better the positive is; or one for each document. */
    MARGINS,
    /** A vector that the model's should become like. */
    VECTOR
  }

  /** How a batch of single texts with classes makes triplets. */
  public enum BatchTriplets {
    /** All whose loss is not 0. */
    ALL(0),
    /** For each text the farthest of its class and the nearest of another. */
    HARDEST(1),
    /** For each pair of a class the nearest of another class that is farther. */
    SEMI_HARD(2),
    /** The hardest, with the softplus of the gap in the place of a margin. */
    HARDEST_SOFT(3);

    private final long code;

    BatchTriplets(long code) {
      this.code = code;
    }

    /** The number in {@code losses.py}. */
    long code() {
      return code;
    }
  }

  private final String kind;
  private final double[] numbers;
  private final long[] choices;
  private final Labels labels;
  private final int leastColumns;
  private final int mostColumns;
  private final int classes;
  private final int[] dims;
  private final double[] weights;

  private SentenceLoss(
      String kind,
      double[] numbers,
      long[] choices,
      Labels labels,
      int leastColumns,
      int mostColumns,
      int classes,
      int[] dims,
      double[] weights) {
    this.kind = kind;
    this.numbers = numbers;
    this.choices = choices;
    this.labels = labels;
    this.leastColumns = leastColumns;
    this.mostColumns = mostColumns;
    this.classes = classes;
    this.dims = dims;
    this.weights = weights;
  }

  private static SentenceLoss of(
      String kind, double[] numbers, long[] choices, Labels labels, int least, int most) {
    return new SentenceLoss(
        kind, numbers, choices, labels, least, most, 0, new int[0], new double[0]);
  }

  /**
   * The mean squared difference of a pair's cosine and its score.
   *
   * @return the loss
   */
  public static SentenceLoss cosineSimilarity() {
    return of("cosine", new double[0], new long[0], Labels.SCORE, 2, 2);
  }

  /**
   * Pairs with a higher score should have a higher cosine: log(1 + Σ exp(scale (lower's score −
   * higher's))).
   *
   * @param scale what cosines are multiplied by, greater than 0; 20 in the peer
   * @return the loss
   * @throws IllegalArgumentException if the scale is out of range
   */
  public static SentenceLoss coSent(double scale) {
    positive("scale", scale);
    return of("cosent", new double[] {scale}, new long[0], Labels.SCORE, 2, 2);
  }

  /**
   * CoSENT with the angle of the vectors' halves as complex numbers in the place of the cosine.
   *
   * @param scale what scores are multiplied by, greater than 0; 20 in the peer
   * @return the loss; more columns than two are negatives of the first
   * @throws IllegalArgumentException if the scale is out of range
   * @see <a href="https://arxiv.org/abs/2309.12871">Li and Li, 2023: AnglE</a>
   */
  public static SentenceLoss angle(double scale) {
    positive("scale", scale);
    return of("angle", new double[] {scale}, new long[0], Labels.SCORE, 2, Integer.MAX_VALUE);
  }

  /**
   * The cross entropy of a linear classifier over what two vectors have in common. The classifier
   * is trained with the model and is no part of it.
   *
   * @param classes how many classes there are, at least 2
   * @param vectors whether it sees u and v
   * @param difference whether it sees |u − v|
   * @param product whether it sees u v
   * @return the loss; the peer's default is the first two
   * @throws IllegalArgumentException if it sees nothing, or there are fewer classes
   */
  public static SentenceLoss softmax(
      int classes, boolean vectors, boolean difference, boolean product) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes must be at least 2, got " + classes);
    }
    long features = (vectors ? 1L : 0) + (difference ? 2L : 0) + (product ? 4L : 0);
    if (features == 0) {
      throw new IllegalArgumentException(
          "at least one of vectors, difference and product must be true");
    }
    return new SentenceLoss(
        "softmax",
        new double[0],
        new long[] {features},
        Labels.CLASS,
        2,
        2,
        classes,
        new int[0],
        new double[0]);
  }

  /**
   * The positive of each query should be ranked before all other documents of the batch, a query's
   * own negatives among them: columns are query, positive, negatives.
   *
   * @param options scale, directions, hardness
   * @return the loss
   */
  public static SentenceLoss ranking(RankingOptions options) {
    return of(
        "ranking",
        new double[] {options.scale(), options.strength()},
        new long[] {
          options.dot() ? 1 : 0,
          options.directionBits(),
          options.joint() ? 1 : 0,
          options.hardness().code()
        },
        Labels.NONE,
        2,
        Integer.MAX_VALUE);
  }

  /**
   * The mean of max(0, d(anchor, positive) − d(anchor, negative) + margin).
   *
   * @param distance the distance; Euclidean in the peer
   * @param margin the margin, greater than 0; 5 in the peer
   * @return the loss
   * @throws IllegalArgumentException if the margin is out of range
   */
  public static SentenceLoss triplet(Distance distance, double margin) {
    positive("margin", margin);
    return of("triplet", new double[] {margin}, new long[] {distance.code()}, Labels.NONE, 3, 3);
  }

  /**
   * Pairs of label 1 are drawn together, others pushed apart as far as the margin.
   *
   * @param distance the distance; cosine in the peer
   * @param margin the margin, greater than 0; 0.5 in the peer
   * @param mean whether the mean over pairs is taken, as in the peer; else their sum
   * @return the loss
   * @throws IllegalArgumentException if the margin is out of range
   */
  public static SentenceLoss contrastive(Distance distance, double margin, boolean mean) {
    positive("margin", margin);
    return of(
        "contrastive",
        new double[] {margin},
        new long[] {distance.padded(), mean ? 1 : 0},
        Labels.BINARY,
        2,
        2);
  }

  /**
   * The same over hard pairs alone, summed: similar ones that are farther apart than the nearest
   * others, and others that are nearer than the farthest similar ones.
   *
   * @param distance the distance; cosine in the peer
   * @param margin the margin, greater than 0; 0.5 in the peer
   * @return the loss
   * @throws IllegalArgumentException if the margin is out of range
   */
  public static SentenceLoss onlineContrastive(Distance distance, double margin) {
    positive("margin", margin);
    return of(
        "online-contrastive",
        new double[] {margin},
        new long[] {distance.padded()},
        Labels.BINARY,
        2,
        2);
  }

  /**
   * The mean squared difference of the margins between a positive and negatives to those that a
   * teacher gives: columns are query, positive, negatives.
   *
   * @param dot whether scores are dot products, as in the peer; else cosines
   * @return the loss
   */
  public static SentenceLoss marginMse(boolean dot) {
    return of(
        "margin", new double[0], new long[] {dot ? 1 : 0}, Labels.MARGINS, 3, Integer.MAX_VALUE);
  }

  /**
   * The mean squared difference to vectors that a teacher gives.
   *
   * @return the loss; all columns are to become like the one vector, as translations are
   */
  public static SentenceLoss mse() {
    return of("distillation", new double[0], new long[0], Labels.VECTOR, 1, Integer.MAX_VALUE);
  }

  /**
   * Triplets of a batch of single texts with classes.
   *
   * @param triplets which
   * @param distance the distance, cosine or Euclidean
   * @param margin the margin, greater than 0; of no account for {@link BatchTriplets#HARDEST_SOFT}
   * @return the loss
   * @throws IllegalArgumentException if the margin is out of range, or the distance another
   */
  public static SentenceLoss batchTriplet(
      BatchTriplets triplets, Distance distance, double margin) {
    positive("margin", margin);
    if (distance == Distance.MANHATTAN) {
      throw new IllegalArgumentException("distance must be COSINE or EUCLIDEAN, got MANHATTAN");
    }
    return new SentenceLoss(
        "batch-triplet",
        new double[] {margin},
        new long[] {distance.code(), triplets.code()},
        Labels.CLASS,
        1,
        1,
        0,
        new int[0],
        new double[0]);
  }

  /**
   * This loss over the first values of vectors, brought to unit length, for several numbers of
   * them: so that vectors can be cut. What a softmax's classifier knows of a value is the same for
   * all lengths.
   *
   * @param dimensions how many values, each at least 1, at least one number
   * @param lossWeights the weight of each, greater than 0; none for 1 each
   * @return the sum of the weighted losses
   * @throws IllegalArgumentException if the numbers are out of range
   * @see <a href="https://arxiv.org/abs/2205.13147">Kusupati et al., 2022: Matryoshka
   *     Representation Learning</a>
   */
  public SentenceLoss matryoshka(int[] dimensions, double... lossWeights) {
    if (dims.length > 0) {
      throw new IllegalArgumentException("the loss is one of a Matryoshka already");
    }
    if (dimensions.length == 0 || Arrays.stream(dimensions).anyMatch(dim -> dim < 1)) {
      throw new IllegalArgumentException(
          "dimensions must be one or more numbers of at least 1, got "
              + Arrays.toString(dimensions));
    }
    double[] each = lossWeights.clone();
    if (each.length == 0) {
      each = new double[dimensions.length];
      Arrays.fill(each, 1);
    }
    if (each.length != dimensions.length) {
      throw new IllegalArgumentException(
          "there must be a weight for each of the "
              + dimensions.length
              + " dimensions, got "
              + each.length);
    }
    for (double weight : each) {
      positive("weight", weight);
    }
    return new SentenceLoss(
        kind,
        numbers,
        choices,
        labels,
        leastColumns,
        mostColumns,
        classes,
        dimensions.clone(),
        each);
  }

  static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be greater than 0, got " + value);
    }
  }

  /**
   * What labels it takes.
   *
   * @return their kind
   */
  public Labels labels() {
    return labels;
  }

  /**
   * How few texts an example may have.
   *
   * @return the number, at least 1
   */
  public int leastColumns() {
    return leastColumns;
  }

  /**
   * How many texts an example may have.
   *
   * @return the number; {@link Integer#MAX_VALUE} for any
   */
  public int mostColumns() {
    return mostColumns;
  }

  /** How many classes the classifier has; 0 for no classifier. */
  int classes() {
    return classes;
  }

  /** How many values the classifier sees, of vectors of a dimension. */
  int features(int dimension) {
    long bits = choices[0];
    return (int) ((bits & 1) * 2 + (bits >> 1 & 1) + (bits >> 2 & 1)) * dimension;
  }

  /** The loss in the program's numbers; checks that vectors are long enough. */
  TrainedEmbedder.Loss code(int dimension) {
    for (int dim : dims) {
      if (dim > dimension) {
        throw new IllegalArgumentException(
            "dimensions must be at most " + dimension + ", the model's, got " + dim);
      }
    }
    return new TrainedEmbedder.Loss(
        kind, numbers, choices, Arrays.stream(dims).asLongStream().toArray(), weights);
  }

  /** Why a number of texts does not fit, or an empty string if it does. */
  String textsProblem(int columns) {
    if (columns >= leastColumns && columns <= mostColumns) {
      return "";
    }
    String wanted = leastColumns == mostColumns ? "" + leastColumns : "at least " + leastColumns;
    return "the " + kind + " loss takes " + wanted + " texts, got " + columns;
  }

  /** Why an example does not fit, or an empty string if it does. */
  String problem(TrainingExample example, int dimension) {
    int columns = example.texts().size();
    if (!textsProblem(columns).isEmpty()) {
      return textsProblem(columns);
    }
    float[] given = example.labelsView();
    for (float label : given) {
      if (!Float.isFinite(label)) {
        return "labels must be finite, got " + label;
      }
    }
    return switch (labels) {
      case NONE -> "";
      case SCORE -> kind.equals("angle") && columns > 2 ? "" : one(given, "a score");
      case BINARY ->
          given.length == 1 && (given[0] == 0 || given[0] == 1)
              ? ""
              : "the label must be 0 or 1, got " + Arrays.toString(given);
      case CLASS -> classProblem(given);
      case MARGINS ->
          given.length == columns - 2 || given.length == columns - 1
              ? ""
              : "there must be "
                  + (columns - 2)
                  + " or "
                  + (columns - 1)
                  + " labels, got "
                  + given.length;
      case VECTOR ->
          given.length == dimension
              ? ""
              : "the label must be a vector of " + dimension + " values, got " + given.length;
    };
  }

  private static String one(float[] given, String what) {
    return given.length == 1 ? "" : "there must be " + what + ", got " + given.length + " labels";
  }

  private String classProblem(float[] given) {
    if (given.length != 1) {
      return one(given, "a class");
    }
    boolean whole = given[0] == Math.rint(given[0]) && given[0] >= 0;
    return whole && (classes == 0 || given[0] < classes)
        ? ""
        : "the class must be a whole number"
            + (classes == 0 ? " of at least 0" : " in [0, " + (classes - 1) + "]")
            + ", got "
            + given[0];
  }

  @Override
  public String toString() {
    return Objects.toString(kind)
        + Arrays.toString(numbers)
        + Arrays.toString(choices)
        + (classes > 0 ? " of " + classes + " classes" : "")
        + (dims.length > 0 ? " of " + Arrays.toString(dims) + Arrays.toString(weights) : "");
  }
}

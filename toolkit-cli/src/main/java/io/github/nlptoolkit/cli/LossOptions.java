package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.sentence.train.Distance;
import io.github.nlptoolkit.bert.sentence.train.RankingOptions;
import io.github.nlptoolkit.bert.sentence.train.SentenceLoss;
import io.github.nlptoolkit.bert.sentence.train.SentenceLoss.BatchTriplets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code nlp finetune} makes small. */
final class LossOptions {

  @Option(
      names = "--loss",
      paramLabel = "L",
      description = {
        "cosine, cosent, angle: a score and two texts; softmax: a class and two texts;",
        "ranking, ranking-symmetric: query, positive, negatives; triplet: anchor, positive,"
            + " negative; contrastive, online-contrastive: 0 or 1 and two texts;",
        "margin-mse: margins, query, positive, negatives; mse: texts, with --teacher;",
        "batch-all-triplet, batch-hard-triplet, batch-semi-hard-triplet, batch-soft-triplet: a"
            + " class and a text. ${DEFAULT-VALUE}."
      })
  private String loss = "cosine";

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "What similarities are multiplied by (cosent, angle, ranking); 20.")
  private double scale = 20;

  @Option(
      names = "--margin",
      paramLabel = "M",
      description = "The margin; 5 for triplets, 0.5 for contrastive losses.")
  private @Nullable Double margin;

  @Option(
      names = "--distance",
      paramLabel = "D",
      description = "cosine, euclidean or manhattan; euclidean for triplets, else cosine.")
  private @Nullable Distance distance;

  @Option(names = "--product", description = "Let softmax see u v besides u, v and |u - v|.")
  private boolean product;

  @Option(
      names = "--matryoshka",
      paramLabel = "N,N",
      split = ",",
      description = "The loss over the first N values, for each N, such as 384,256,128.")
  private int[] dims = {};

  /** The name of the loss. */
  String name() {
    return loss.toLowerCase(Locale.ROOT);
  }

  /** Whether its labels are another model's vectors. */
  boolean isTaught() {
    return name().equals("mse");
  }

  /** The loss, of as many classes where it has any. */
  SentenceLoss loss(int classes) throws UsageException {
    try {
      SentenceLoss plain = plain(classes);
      return dims.length == 0 ? plain : plain.matryoshka(Arrays.copyOf(dims, dims.length));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--loss " + loss + ": " + e.getMessage(), e);
    }
  }

  private SentenceLoss plain(int classes) throws UsageException {
    return switch (name()) {
      case "cosine" -> SentenceLoss.cosineSimilarity();
      case "cosent" -> SentenceLoss.coSent(scale);
      case "angle" -> SentenceLoss.angle(scale);
      case "softmax" -> SentenceLoss.softmax(classes, true, true, product);
      case "ranking", "mnrl" -> SentenceLoss.ranking(scaled(RankingOptions.defaults()));
      case "ranking-symmetric" -> SentenceLoss.ranking(scaled(RankingOptions.symmetric()));
      case "triplet" -> SentenceLoss.triplet(distance(Distance.EUCLIDEAN), margin(5));
      case "contrastive" -> SentenceLoss.contrastive(distance(Distance.COSINE), margin(0.5), true);
      case "online-contrastive" ->
          SentenceLoss.onlineContrastive(distance(Distance.COSINE), margin(0.5));
      case "margin-mse" -> SentenceLoss.marginMse(distance != Distance.COSINE);
      case "mse" -> SentenceLoss.mse();
      case "batch-all-triplet" -> batch(BatchTriplets.ALL);
      case "batch-hard-triplet" -> batch(BatchTriplets.HARDEST);
      case "batch-semi-hard-triplet" -> batch(BatchTriplets.SEMI_HARD);
      case "batch-soft-triplet" -> batch(BatchTriplets.HARDEST_SOFT);
      default -> throw new UsageException("--loss: no such loss: " + loss);
    };
  }

  private RankingOptions scaled(RankingOptions plain) {
    return new RankingOptions(
        scale, plain.dot(), plain.directions(), plain.joint(), plain.hardness(), plain.strength());
  }

  private SentenceLoss batch(BatchTriplets triplets) {
    return SentenceLoss.batchTriplet(triplets, distance(Distance.EUCLIDEAN), margin(5));
  }

  private Distance distance(Distance absent) {
    Distance chosen = distance;
    return chosen == null ? absent : chosen;
  }

  private double margin(double absent) {
    Double chosen = margin;
    return chosen == null ? absent : chosen;
  }
}

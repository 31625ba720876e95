package io.github.nlptoolkit.bert.sentence.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.encoder.TrainedEmbedder;
import io.github.nlptoolkit.bert.encoder.TrainedEmbedder.LossGradients;
import io.github.nlptoolkit.bert.encoder.TrainedWeights;
import io.github.nlptoolkit.bert.sentence.SentenceModules;
import io.github.nlptoolkit.bert.sentence.train.RankingOptions.Direction;
import io.github.nlptoolkit.bert.sentence.train.RankingOptions.Hardness;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of every loss that was recorded. */
class LossGoldenTest {
  private static final double LOSS = 1e-5;
  private static final double GRADIENT = 1e-4;
  private static final Path FOLDER = GoldenFolder.root().resolve("neural/losses");

  static Stream<Arguments> cases() throws IOException {
    JsonArray cases = GoldenFolder.json(FOLDER.resolve("losses.json")).getAsJsonArray("cases");
    return IntStream.range(0, cases.size())
        .mapToObj(i -> cases.get(i).getAsJsonObject())
        .map(one -> Arguments.of(one.get("name").getAsString(), one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void equalsTheRecording(String name, JsonObject recorded) throws IOException {
    List<FloatTensor> columns = new ArrayList<>();
    for (JsonElement column : recorded.getAsJsonArray("embeddings")) {
      columns.add(matrix(column.getAsJsonArray()));
    }
    JsonObject arguments =
        recorded.has("arguments") ? recorded.getAsJsonObject("arguments") : new JsonObject();
    SentenceLoss loss = loss(name, arguments);
    FloatTensor labels =
        loss.labels() == SentenceLoss.Labels.NONE || !recorded.has("labels")
            ? new FloatTensor(new float[0], 0)
            : tensor(recorded.getAsJsonArray("labels"));
    try (TrainedEmbedder model = load(recorded)) {
      LossGradients found = model.loss(loss.code(columns.get(0).size(1)), columns, labels);
      assertThat(found.loss()).isCloseTo(recorded.get("loss").getAsDouble(), within(LOSS));
      JsonArray gradients = recorded.getAsJsonArray("gradients");
      assertThat(found.columns()).hasSize(gradients.size());
      for (int i = 0; i < gradients.size(); i++) {
        assertThat(difference(found.columns().get(i), gradients.get(i))).isLessThan(GRADIENT);
      }
      if (recorded.has("classifier_weight_gradient")) {
        assertThat(
                difference(found.classifier().get(0), recorded.get("classifier_weight_gradient")))
            .isLessThan(GRADIENT);
        assertThat(difference(found.classifier().get(1), recorded.get("classifier_bias_gradient")))
            .isLessThan(GRADIENT);
      }
    }
  }

  private static double difference(FloatTensor actual, JsonElement expected) {
    return GoldenFolder.difference(actual.values(), GoldenFolder.flat(expected.getAsJsonArray()));
  }

  /** Any small model: the loss sees none of it but the classifier. */
  private static TrainedEmbedder load(JsonObject recorded) throws IOException {
    List<FloatTensor> classifier = new ArrayList<>();
    if (recorded.has("classifier_weight")) {
      classifier.add(matrix(recorded.getAsJsonArray("classifier_weight")));
      classifier.add(tensor(recorded.getAsJsonArray("classifier_bias")));
    }
    SentenceModules modules = SentenceModules.read(FOLDER.resolve("finetune-start"));
    try (Tokenizer tokenizer = modules.tokenizer(0)) {
      return TrainedEmbedder.load(
          TrainedWeights.of(
              modules.transformer(),
              modules.weights(),
              modules.pooled(tokenizer),
              modules.dimension(),
              Device.cpu(),
              new TrainedWeights.Choice(weight -> false, List.of(), 0, classifier)));
    }
  }

  private static SentenceLoss loss(String name, JsonObject arguments) {
    String kind = name.replaceFirst(" .*", "");
    return switch (kind) {
      case "CosineSimilarityLoss" -> SentenceLoss.cosineSimilarity();
      case "CoSENTLoss" -> SentenceLoss.coSent(number(arguments, "scale", 20));
      case "AnglELoss" -> SentenceLoss.angle(number(arguments, "scale", 20));
      case "SoftmaxLoss" ->
          SentenceLoss.softmax(
              arguments.get("num_labels").getAsInt(),
              flag(arguments, "concatenation_sent_rep", true),
              flag(arguments, "concatenation_sent_difference", true),
              flag(arguments, "concatenation_sent_multiplication", false));
      case "MultipleNegativesRankingLoss" -> SentenceLoss.ranking(ranking(arguments));
      case "MultipleNegativesSymmetricRankingLoss" ->
          SentenceLoss.ranking(RankingOptions.symmetric());
      case "TripletLoss" ->
          SentenceLoss.triplet(
              distance(arguments, "EUCLIDEAN"),
              number(arguments, arguments.has("margin") ? "margin" : "triplet_margin", 5));
      case "ContrastiveLoss" ->
          SentenceLoss.contrastive(
              distance(arguments, "COSINE"),
              number(arguments, "margin", 0.5),
              flag(arguments, "size_average", true));
      case "OnlineContrastiveLoss" ->
          SentenceLoss.onlineContrastive(
              distance(arguments, "COSINE"), number(arguments, "margin", 0.5));
      case "MarginMSELoss" ->
          SentenceLoss.marginMse(!text(arguments, "similarity", "dot").startsWith("cos"));
      case "MSELoss" -> SentenceLoss.mse();
      case "MatryoshkaLoss" -> matryoshka(name, arguments);
      default -> batchTriplet(kind, arguments);
    };
  }

  private static SentenceLoss batchTriplet(String kind, JsonObject arguments) {
    SentenceLoss.BatchTriplets triplets =
        switch (kind) {
          case "BatchAllTripletLoss" -> SentenceLoss.BatchTriplets.ALL;
          case "BatchHardTripletLoss" -> SentenceLoss.BatchTriplets.HARDEST;
          case "BatchSemiHardTripletLoss" -> SentenceLoss.BatchTriplets.SEMI_HARD;
          case "BatchHardSoftMarginTripletLoss" -> SentenceLoss.BatchTriplets.HARDEST_SOFT;
          default -> throw new AssertionError("no such loss: " + kind);
        };
    return SentenceLoss.batchTriplet(
        triplets, distance(arguments, "EUCLIDEAN"), number(arguments, "margin", 5));
  }

  private static SentenceLoss matryoshka(String name, JsonObject arguments) {
    int over = name.indexOf(" over ");
    SentenceLoss inner =
        over < 0
            ? SentenceLoss.ranking(RankingOptions.defaults())
            : loss(name.substring(over + 6), arguments);
    double[] weights =
        arguments.has("weights") ? doubles(arguments.getAsJsonArray("weights")) : new double[0];
    return inner.matryoshka(GoldenFolder.ints(arguments.getAsJsonArray("dims")), weights);
  }

  private static RankingOptions ranking(JsonObject arguments) {
    Set<Direction> directions = new HashSet<>();
    if (arguments.has("directions")) {
      for (String one : GoldenFolder.strings(arguments.getAsJsonArray("directions"))) {
        switch (one) {
          case "query_to_doc" -> {}
          case "query_to_query" -> directions.add(Direction.QUERY_TO_QUERY);
          case "doc_to_query" -> directions.add(Direction.DOCUMENT_TO_QUERY);
          case "doc_to_doc" -> directions.add(Direction.DOCUMENT_TO_DOCUMENT);
          default -> throw new AssertionError("no such direction: " + one);
        }
      }
    }
    Hardness hardness =
        switch (text(arguments, "hardness_mode", "")) {
          case "" -> Hardness.NONE;
          case "in_batch_negatives" -> Hardness.IN_BATCH;
          case "hard_negatives" -> Hardness.HARD;
          case "all_negatives" -> Hardness.ALL;
          default -> throw new AssertionError("no such hardness: " + arguments);
        };
    return new RankingOptions(
        number(arguments, "scale", 20),
        text(arguments, "similarity_fct", "cos").startsWith("dot"),
        directions,
        text(arguments, "partition_mode", "joint").equals("joint"),
        hardness,
        number(arguments, "hardness_strength", 0));
  }

  private static Distance distance(JsonObject arguments, String absent) {
    String name = text(arguments, "distance", absent).toUpperCase(Locale.ROOT);
    return Distance.valueOf(name.replace("_DISTANCE", ""));
  }

  private static double number(JsonObject arguments, String key, double absent) {
    return arguments.has(key) ? arguments.get(key).getAsDouble() : absent;
  }

  private static boolean flag(JsonObject arguments, String key, boolean absent) {
    return arguments.has(key) ? arguments.get(key).getAsBoolean() : absent;
  }

  private static String text(JsonObject arguments, String key, String absent) {
    return arguments.has(key) && !arguments.get(key).isJsonNull()
        ? arguments.get(key).getAsString()
        : absent;
  }

  private static double[] doubles(JsonArray array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).getAsDouble()).toArray();
  }

  private static FloatTensor tensor(JsonArray array) {
    if (array.get(0).isJsonArray()) {
      return matrix(array);
    }
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).getAsFloat();
    }
    return new FloatTensor(values, values.length);
  }

  private static FloatTensor matrix(JsonArray array) {
    float[][] rows = GoldenFolder.rows(array);
    float[] values = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
    }
    return new FloatTensor(values, rows.length, rows[0].length);
  }
}

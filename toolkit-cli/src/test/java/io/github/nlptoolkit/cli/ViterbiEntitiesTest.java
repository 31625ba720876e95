package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.head.TokenClassifier;
import io.github.nlptoolkit.bert.head.TokenScores;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.crf.CrfModelBuilder;
import io.github.nlptoolkit.sequence.scheme.Chunk;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token classifier's logits under the Viterbi of the CRF, over a small random model. */
final class ViterbiEntitiesTest {
  private static final Path MODEL =
      Path.of("../toolkit-bert/src/test/resources/golden/neural/heads/bert-token-classification");

  @TempDir Path folder;

  /** The best valid tags of all, by trying each, with a score for one tag behind another. */
  private static List<String> best(
      List<String> labels, List<float[]> logits, double[][] transitions) {
    int count = labels.size();
    List<String> best = List.of();
    double most = Double.NEGATIVE_INFINITY;
    for (int code = 0; code < Math.pow(count, logits.size()); code++) {
      List<String> tags = new ArrayList<>();
      double score = 0;
      int before = -1;
      for (int t = 0, rest = code; t < logits.size(); t++, rest /= count) {
        int label = rest % count;
        tags.add(labels.get(label));
        score += logits.get(t)[label] + (before < 0 ? 0 : transitions[before][label]);
        before = label;
      }
      if (score > most && Scheme.IOB2.violations(tags).isEmpty()) {
        most = score;
        best = tags;
      }
    }
    return best;
  }

  private static List<String> found(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    JsonObject object = JsonParser.parseString(run.lines().get(0)).getAsJsonObject();
    JsonArray entities = object.getAsJsonArray("entities");
    List<String> found = new ArrayList<>();
    for (JsonElement element : entities) {
      JsonObject entity = element.getAsJsonObject();
      found.add(
          entity.get("label").getAsString()
              + " "
              + entity.getAsJsonArray("span")
              + " "
              + entity.get("text").getAsString());
      assertThat(entity.get("score").getAsDouble()).isBetween(0.0, 1.0);
    }
    return found;
  }

  private static List<String> expected(String text, double[][] transitions) throws IOException {
    try (TokenClassifier classifier = TokenClassifier.load(MODEL)) {
      TokenScores scores = classifier.scores(List.of(text)).get(0);
      List<Integer> starts = new ArrayList<>();
      for (int i = 0; i < scores.size(); i++) {
        if (i == 0 || !scores.goesOn(i)) {
          starts.add(i);
        }
      }
      List<String> tags =
          best(classifier.labels(), starts.stream().map(scores::logits).toList(), transitions);
      List<String> entities = new ArrayList<>();
      for (Chunk chunk : Scheme.IOB2.chunks(tags)) {
        int start = scores.span(starts.get(chunk.start())).start();
        int last = chunk.end() == starts.size() ? scores.size() : starts.get(chunk.end());
        int end = scores.span(last - 1).end();
        entities.add(chunk.type() + " [" + start + "," + end + "] " + text.substring(start, end));
      }
      return entities;
    }
  }

  private static Run decode(String text, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("ner", "-m", MODEL.toString(), "--decode", "iob2", "-f", "jsonl"));
    arguments.addAll(List.of(more));
    arguments.add(text);
    return Run.command(arguments.toArray(String[]::new));
  }

  @Test
  void entitiesAreThoseOfTheBestValidTags() throws IOException {
    double[][] nothing = new double[5][5];
    for (String text : List.of("Bob lives near Delhi 😀 .", "in Noida", "冰川 and Bob", "x")) {
      assertThat(found(decode(text))).isEqualTo(expected(text, nothing));
    }
    assertThat(found(decode(""))).isEmpty();
  }

  @Test
  void learnedTransitionsCount() throws IOException {
    List<String> labels = List.of("I-LOC", "O", "B-PER", "I-PER", "B-LOC");
    CrfModelBuilder builder = CrfModel.builder(labels);
    double[][] matrix = new double[5][5];
    List<String> order = List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC");
    for (String from : List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC")) {
      String to = from.equals("O") ? "B-LOC" : "I-" + from.substring(2);
      builder.transition(labels.indexOf(from), labels.indexOf(to), 9);
      matrix[order.indexOf(from)][order.indexOf(to)] = 9;
    }
    Path file = folder.resolve("transitions.crf");
    builder.build().save(file);
    String text = "Bob lives near Delhi .";
    List<String> found = found(decode(text, "--transitions", file.toString()));
    assertThat(found)
        .isEqualTo(expected(text, matrix))
        .isNotEqualTo(expected(text, new double[5][5]));
  }

  @Test
  void optionsThatDoNotGoTogetherAreWrongUsage() {
    assertThat(decode("x", "-a", "max").code()).isEqualTo(2);
    assertThat(Run.command("ner", "-m", MODEL.toString(), "--transitions", "f", "x").code())
        .isEqualTo(2);
    Run other = Run.command("ner", "-m", MODEL.toString(), "--decode", "ioe2", "x");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("a tag of IOE2").contains("B-PER");
  }
}

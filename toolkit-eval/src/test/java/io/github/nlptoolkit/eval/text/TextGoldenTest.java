package io.github.nlptoolkit.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.eval.Golden;
import io.github.nlptoolkit.eval.metric.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts scored as sacrebleu and rouge-score do. */
class TextGoldenTest {
  private static final double TOLERANCE = 1e-9;

  private static JsonObject golden() throws IOException {
    return Golden.metrics("text.json");
  }

  private static List<List<String>> references(JsonElement recorded) {
    return Golden.objects(recorded).stream().map(Golden::strings).toList();
  }

  private static Bleu bleu(JsonObject options) {
    Bleu bleu = Bleu.standard();
    for (Map.Entry<String, JsonElement> option : options.entrySet()) {
      String value = option.getValue().getAsString();
      bleu =
          switch (option.getKey()) {
            case "lowercase" -> option.getValue().getAsBoolean() ? bleu.ignoringCase() : bleu;
            case "tokenize" -> bleu.tokenizer(tokenizer(value));
            case "smooth_method" ->
                bleu.smoothing(
                    Bleu.Smoothing.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_')));
            case "max_ngram_order" -> bleu.maxOrder(option.getValue().getAsInt());
            case "smooth_value" -> bleu;
            case "effective_order" ->
                option.getValue().getAsBoolean() ? bleu.effectiveOrder() : bleu;
            default -> throw new AssertionError("no option " + option.getKey());
          };
    }
    if (options.has("smooth_value")) {
      String method = options.get("smooth_method").getAsString();
      bleu =
          bleu.smoothing(
              Bleu.Smoothing.valueOf(method.toUpperCase(Locale.ROOT).replace('-', '_')),
              options.get("smooth_value").getAsDouble());
    }
    return bleu;
  }

  private static BleuTokenizer tokenizer(String id) {
    for (BleuTokenizer one : BleuTokenizer.values()) {
      if (one.id().equals(id)) {
        return one;
      }
    }
    throw new AssertionError("no tokenizer " + id);
  }

  private static void checkBleu(
      JsonObject recorded, List<String> hypotheses, List<List<String>> references) {
    Bleu bleu = bleu(recorded.getAsJsonObject("options"));
    BleuScore score = bleu.corpus(hypotheses, references);
    Golden.check("score", recorded.get("score"), score.score(), TOLERANCE);
    Golden.check("bp", recorded.get("bp"), score.brevityPenalty(), TOLERANCE);
    check("precisions", recorded.get("precisions"), score.precisions());
    check("counts", recorded.get("counts"), score.correct());
    check("totals", recorded.get("totals"), score.total());
    assertThat(score.hypothesisLength()).isEqualTo(recorded.get("sys_len").getAsLong());
    assertThat(score.referenceLength()).isEqualTo(recorded.get("ref_len").getAsLong());
    assertThat(bleu.signature(references.size()))
        .isEqualTo(recorded.get("signature").getAsString());
    List<JsonElement> plain = Golden.objects(recorded.get("sentence_scores"));
    List<JsonElement> effective = Golden.objects(recorded.get("sentence_scores_effective_order"));
    for (int i = 0; i < hypotheses.size(); i++) {
      List<String> own = TextUnits.references(references, i);
      Golden.check(
          "sentence " + i, plain.get(i), bleu.sentence(hypotheses.get(i), own).score(), TOLERANCE);
      Golden.check(
          "sentence " + i,
          effective.get(i),
          bleu.effectiveOrder().sentence(hypotheses.get(i), own).score(),
          TOLERANCE);
    }
  }

  private static void check(String what, JsonElement recorded, List<Double> found) {
    List<JsonElement> expected = Golden.objects(recorded);
    assertThat(found).hasSize(expected.size());
    for (int i = 0; i < found.size(); i++) {
      Golden.check(what + i, expected.get(i), found.get(i), TOLERANCE);
    }
  }

  @Test
  void bleu() throws IOException {
    JsonObject golden = golden();
    List<String> hypotheses = Golden.strings(golden.get("hypotheses"));
    List<List<String>> references = references(golden.get("references"));
    for (JsonElement recorded : Golden.objects(golden.get("bleu_one_reference"))) {
      checkBleu(recorded.getAsJsonObject(), hypotheses, references.subList(0, 1));
    }
    for (JsonElement recorded : Golden.objects(golden.get("bleu_two_references"))) {
      checkBleu(recorded.getAsJsonObject(), hypotheses, references);
    }
    for (JsonElement recorded : Golden.objects(golden.get("bleu_zh"))) {
      checkBleu(
          recorded.getAsJsonObject(),
          Golden.strings(golden.get("zh_hypotheses")),
          references(golden.get("zh_references")));
    }
    for (JsonElement element : Golden.objects(golden.get("bleu_edge"))) {
      JsonObject recorded = element.getAsJsonObject();
      checkBleu(
          recorded,
          Golden.strings(recorded.get("hypotheses")),
          List.of(Golden.strings(recorded.get("references"))));
    }
  }

  @Test
  void tokenizers() throws IOException {
    for (BleuTokenizer tokenizer : List.of(BleuTokenizer.V13A, BleuTokenizer.ZH)) {
      for (JsonElement pair : Golden.objects(golden().get("tokenize_" + tokenizer.id()))) {
        List<String> texts = Golden.strings(pair);
        assertThat(String.join(" ", tokenizer.tokens(texts.get(0)))).isEqualTo(texts.get(1));
      }
    }
  }

  private static Chrf chrf(JsonObject options) {
    Chrf chrf = Chrf.standard();
    for (Map.Entry<String, JsonElement> option : options.entrySet()) {
      JsonElement value = option.getValue();
      chrf =
          switch (option.getKey()) {
            case "word_order" -> chrf.wordOrder(value.getAsInt());
            case "char_order" -> chrf.characterOrder(value.getAsInt());
            case "beta" -> chrf.beta(value.getAsDouble());
            case "lowercase" -> value.getAsBoolean() ? chrf.ignoringCase() : chrf;
            case "whitespace" -> value.getAsBoolean() ? chrf.keepingBlanks() : chrf;
            case "eps_smoothing" -> value.getAsBoolean() ? chrf.epsilonSmoothing() : chrf;
            default -> throw new AssertionError("no option " + option.getKey());
          };
    }
    return chrf;
  }

  private static void checkChrf(
      JsonObject recorded, List<String> hypotheses, List<List<String>> references) {
    Chrf chrf = chrf(recorded.getAsJsonObject("options"));
    Golden.check("chrF", recorded.get("score"), chrf.corpus(hypotheses, references), TOLERANCE);
    assertThat(chrf.signature(references.size()))
        .isEqualTo(recorded.get("signature").getAsString());
    List<JsonElement> sentences = Golden.objects(recorded.get("sentence_scores"));
    for (int i = 0; i < hypotheses.size(); i++) {
      Golden.check(
          "sentence " + i,
          sentences.get(i),
          chrf.sentence(hypotheses.get(i), TextUnits.references(references, i)),
          TOLERANCE);
    }
  }

  @Test
  void chrf() throws IOException {
    JsonObject golden = golden();
    List<String> hypotheses = Golden.strings(golden.get("hypotheses"));
    List<List<String>> references = references(golden.get("references"));
    for (JsonElement recorded : Golden.objects(golden.get("chrf_one_reference"))) {
      checkChrf(recorded.getAsJsonObject(), hypotheses, references.subList(0, 1));
    }
    for (JsonElement recorded : Golden.objects(golden.get("chrf_two_references"))) {
      checkChrf(recorded.getAsJsonObject(), hypotheses, references);
    }
    for (JsonElement recorded : Golden.objects(golden.get("chrf_zh"))) {
      checkChrf(
          recorded.getAsJsonObject(),
          Golden.strings(golden.get("zh_hypotheses")),
          references(golden.get("zh_references")));
    }
  }

  private static Score rouge(Rouge rouge, String name, String reference, String text) {
    return switch (name) {
      case "rougeL" -> rouge.longest(reference, text);
      case "rougeLsum" -> rouge.longestBySentences(reference, text);
      default -> rouge.ngrams(Integer.parseInt(name.substring("rouge".length())), reference, text);
    };
  }

  private static void check(String what, JsonElement recorded, Score score) {
    double[] found = {score.precision(), score.recall(), score.f1()};
    for (int i = 0; i < found.length; i++) {
      Golden.check(what, recorded.getAsJsonArray().get(i), found[i], TOLERANCE);
    }
  }

  @Test
  void rouge() throws IOException {
    JsonObject golden = golden();
    List<String> hypotheses = Golden.strings(golden.get("hypotheses"));
    List<List<String>> references = references(golden.get("references"));
    for (JsonElement element : Golden.objects(golden.get("rouge"))) {
      JsonObject recorded = element.getAsJsonObject();
      Rouge rouge = recorded.get("stemmer").getAsBoolean() ? Rouge.stemmed() : Rouge.english();
      for (JsonElement pair : Golden.objects(recorded.get("tokens"))) {
        assertThat(rouge.tokens(pair.getAsJsonArray().get(0).getAsString()))
            .isEqualTo(Golden.strings(pair.getAsJsonArray().get(1)));
      }
      List<JsonElement> one = Golden.objects(recorded.get("scores"));
      List<JsonElement> best = Golden.objects(recorded.get("two_references_best_f"));
      for (int i = 0; i < hypotheses.size(); i++) {
        String text = hypotheses.get(i);
        String reference = references.get(0).get(i);
        for (Map.Entry<String, JsonElement> score : one.get(i).getAsJsonObject().entrySet()) {
          String name = score.getKey();
          check(name, score.getValue(), rouge(rouge, name, reference, text));
          check(
              name,
              best.get(i).getAsJsonObject().get(name),
              Rouge.best(
                  TextUnits.references(references, i), other -> rouge(rouge, name, other, text)));
        }
      }
    }
  }

  @Test
  void rougeOfLinesAndOfChinese() throws IOException {
    JsonObject lines = golden().getAsJsonObject("rouge_lsum_multiline");
    for (String name : List.of("rougeL", "rougeLsum")) {
      check(
          name,
          lines.get(name),
          rouge(
              Rouge.english(),
              name,
              lines.get("target").getAsString(),
              lines.get("prediction").getAsString()));
    }
    List<String> texts = Golden.strings(golden().get("zh_hypotheses"));
    List<String> references = references(golden().get("zh_references")).get(0);
    List<JsonElement> recorded = Golden.objects(golden().get("rouge_zh_characters"));
    for (int i = 0; i < texts.size(); i++) {
      for (Map.Entry<String, JsonElement> score : recorded.get(i).getAsJsonObject().entrySet()) {
        check(
            score.getKey(),
            score.getValue(),
            rouge(Rouge.characters(), score.getKey(), references.get(i), texts.get(i)));
      }
    }
    assertThat(Rouge.english().ngrams(1, "中文", "中文").f1()).isZero();
  }

  @Test
  void oddTextsAndWrongNumbers() {
    assertThat(Bleu.standard().corpus(List.of(), List.of(List.of())).score()).isZero();
    assertThat(Chrf.standard().sentence("", List.of(""))).isZero();
    assertThat(Chrf.standard().sentence("😀a", List.of("😀a"))).isEqualTo(100);
    assertThat(Rouge.characters().longest("😀", "😀").f1()).isEqualTo(1);
    assertThatThrownBy(() -> Bleu.standard().corpus(List.of("a"), List.of(List.of("a", "b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in set 0 as hypotheses, got 2 and 1");
    assertThatThrownBy(() -> Chrf.standard().corpus(List.of("a"), new ArrayList<>()))
        .hasMessageContaining("at least one set");
  }
}

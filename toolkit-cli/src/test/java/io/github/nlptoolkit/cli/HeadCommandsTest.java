package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.head.Answer;
import io.github.nlptoolkit.bert.head.AnswerOptions;
import io.github.nlptoolkit.bert.head.Classification;
import io.github.nlptoolkit.bert.head.Entity;
import io.github.nlptoolkit.bert.head.FilledMask;
import io.github.nlptoolkit.bert.head.MaskedLanguageModel;
import io.github.nlptoolkit.bert.head.QuestionAnswerer;
import io.github.nlptoolkit.bert.head.SequenceClassifier;
import io.github.nlptoolkit.bert.head.TokenClassifier;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of heads over small random models and the engine. */
final class HeadCommandsTest {

  private static final Path HEADS =
      Path.of("../toolkit-bert/src/test/resources/golden/neural/heads");

  @TempDir Path temp;

  private static String model(String name) {
    return HEADS.resolve(name).toString();
  }

  private static Run run(String input, String command, String model, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = command;
    all[1] = "--model";
    all[2] = model(model);
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return new Run().input(input).go(all);
  }

  private static List<JsonObject> objects(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    return run.lines().stream().map(JsonParser::parseString).map(e -> e.getAsJsonObject()).toList();
  }

  private static Span span(JsonObject object) {
    JsonArray span = object.getAsJsonArray("span");
    return new Span(span.get(0).getAsInt(), span.get(1).getAsInt());
  }

  private static String shown(double score) {
    return String.format(Locale.ROOT, "%.4f", score);
  }

  @Test
  void fillMaskGivesTheModelsTokens() throws IOException {
    List<String> texts = List.of("The [MASK] is lost 😀.", "[MASK] and [MASK] 冰川");
    List<List<FilledMask>> expected;
    try (MaskedLanguageModel masked = MaskedLanguageModel.load(HEADS.resolve("bert-mlm"))) {
      expected = masked.fill(texts, 3);
    }
    String input = String.join("\n", texts);
    List<JsonObject> objects = objects(run(input, "fill-mask", "bert-mlm", "-n3", "-fjsonl"));
    assertThat(objects).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(objects.get(i).get("index").getAsInt()).isEqualTo(i);
      assertThat(objects.get(i).get("text").getAsString()).isEqualTo(texts.get(i));
      JsonArray masks = objects.get(i).getAsJsonArray("masks");
      assertThat(masks).hasSize(i + 1);
      JsonObject last = masks.get(i).getAsJsonObject();
      assertThat(span(last).of(texts.get(i))).isEqualTo("[MASK]");
      JsonObject best = last.getAsJsonArray("candidates").get(0).getAsJsonObject();
      FilledMask mask = expected.get(i).get(i);
      assertThat(best.get("id").getAsInt()).isEqualTo(mask.best().id());
      assertThat(best.get("score").getAsFloat()).isEqualTo(mask.best().probability());
    }
    Run table = run("", "fill-mask", "bert-mlm", "--top", "2", texts.get(0), texts.get(1));
    assertThat(table.lines()).hasSize(2 + 2 + 1 + 2 + 4);
    assertThat(table.lines().get(0)).isEqualTo(texts.get(0));
    assertThat(table.lines().get(2))
        .contains(shown(expected.get(0).get(0).best().probability()))
        .endsWith(expected.get(0).get(0).best().text());
  }

  @Test
  void aTextWithoutAMaskIsToldByItsPlace() throws IOException {
    Path file = Files.writeString(temp.resolve("lines.txt"), "a [MASK]\nno such\n[MASK]\n");
    Run run = run("", "fill-mask", "bert-mlm", "--file", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("nlp: " + file + ":2: has no mask token [MASK]: \"no such\"\n");
    Run lost = run("", "fill-mask", "bert-mlm", "[MASK] " + "word ".repeat(100) + "[MASK]");
    assertThat(lost.err()).startsWith("nlp: text 1: has a mask token [MASK] behind the first 64");
    Run cut = run("", "fill-mask", "bert-mlm", "[MASK] " + "word ".repeat(100));
    assertThat(cut.code()).isZero();
    assertThat(cut.err()).isEqualTo("nlp: 1 text was truncated to 64 tokens\n");
    Run many = run("", "fill-mask", "bert-mlm", "--top", "801", "[MASK]");
    assertThat(many.err()).contains("k must be from 1 to 800").containsOnlyOnce("\n");
  }

  @Test
  void perplexityIsTheModels() throws IOException {
    double expected;
    try (MaskedLanguageModel masked = MaskedLanguageModel.load(HEADS.resolve("roberta-mlm"))) {
      expected = masked.score("a direct debit").perplexity();
    }
    Run run = run("", "fill-mask", "roberta-mlm", "--perplexity", "-fjsonl", "a direct debit");
    assertThat(objects(run).get(0).get("perplexity").getAsDouble()).isEqualTo(expected);
    Run table = run("a\ndebit\n", "fill-mask", "roberta-mlm", "--perplexity");
    assertThat(table.lines()).hasSize(3);
    assertThat(table.lines().get(2)).matches(" *\\d+\\.\\d{3} +\\d+  debit");
  }

  @Test
  void classifyGivesTheBestLabel() throws IOException {
    List<String> texts = List.of("I love it", "", "冰川很慢");
    List<Classification> expected;
    try (SequenceClassifier classifier =
        SequenceClassifier.load(HEADS.resolve("bert-sequence-classification"))) {
      expected = classifier.classify(texts);
    }
    Run table = run("I love it\n\n冰川很慢\n", "classify", "bert-sequence-classification");
    assertThat(table.lines()).hasSize(4);
    for (int i = 0; i < 3; i++) {
      assertThat(table.lines().get(i + 1))
          .startsWith(" " + shown(expected.get(i).best().score()))
          .contains("  " + expected.get(i).best().label())
          .endsWith(texts.get(i).isEmpty() ? expected.get(i).best().label() : texts.get(i));
    }
    Run json = run("", "classify", "bert-sequence-classification", "-fjsonl", "-n9", "I love it");
    JsonArray labels = objects(json).get(0).getAsJsonArray("labels");
    assertThat(labels).hasSize(3);
    for (int i = 0; i < 3; i++) {
      JsonObject label = labels.get(i).getAsJsonObject();
      assertThat(label.get("label").getAsString())
          .isEqualTo(expected.get(0).ranked().get(i).label());
      // Alone or beside others, a text runs in another shape of batch.
      assertThat(label.get("score").getAsFloat())
          .isCloseTo(expected.get(0).ranked().get(i).score(), within(1e-6f));
    }
  }

  @Test
  void labelsThatDoNotExcludeEachOtherHaveAThreshold() {
    Run all = run("", "classify", "bert-multi-label", "--threshold", "0", "-fjsonl", "so so");
    assertThat(objects(all).get(0).getAsJsonArray("labels")).hasSize(5);
    Run none = run("", "classify", "bert-multi-label", "--threshold", "1", "so so");
    assertThat(none.lines().get(1)).matches(" +- +so so");
    Run top = run("", "classify", "bert-multi-label", "--threshold", "1", "--top", "2", "so so");
    assertThat(top.lines()).hasSize(3);
  }

  @Test
  void classifyTakesPairs() throws IOException {
    Path file = Files.writeString(temp.resolve("pairs.tsv"), "a\tb\tignored\nno tab\n");
    Run run = run("", "classify", "bert-sequence-classification", "--pairs", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("nlp: " + file + ":2: expected two texts with a tab between, found no tab\n");
    Run piped = run("a\tb\n", "classify", "bert-sequence-classification", "--pairs=-", "-fjsonl");
    assertThat(objects(piped).get(0).get("b").getAsString()).isEqualTo("b");
    Run both = run("", "classify", "bert-sequence-classification", "--pairs", "-", "text");
    assertThat(both.code()).isEqualTo(2);
  }

  @Test
  void longTextsAreToldToBeCut() {
    Run run = run("", "classify", "bert-sequence-classification", "word ".repeat(100), "b");
    assertThat(run.err()).isEqualTo("nlp: 1 text was truncated to 64 tokens\n");
    Run json = run("word ".repeat(100), "classify", "bert-sequence-classification", "-fjsonl");
    assertThat(objects(json).get(0).get("truncated").getAsBoolean()).isTrue();
  }

  @Test
  void nerGivesTheModelsEntities() throws IOException {
    String text = "Bob lives in Noida 😀 near Delhi. ".repeat(20).strip();
    Path file = Files.writeString(temp.resolve("report.txt"), text);
    List<Entity> expected;
    try (TokenClassifier classifier =
        TokenClassifier.load(HEADS.resolve("bert-token-classification"))) {
      expected = classifier.entities(text);
    }
    Run run =
        run("", "ner", "bert-token-classification", "--whole", "-i", file.toString(), "-fjsonl");
    JsonArray entities = objects(run).get(0).getAsJsonArray("entities");
    assertThat(entities).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      JsonObject entity = entities.get(i).getAsJsonObject();
      assertThat(span(entity)).isEqualTo(expected.get(i).span());
      assertThat(entity.get("label").getAsString()).isEqualTo(expected.get(i).label());
      assertThat(entity.get("text").getAsString()).isEqualTo(span(entity).of(text));
    }
    Run every = run("Bob\n", "ner", "bert-token-classification", "-a", "none", "--ignore", "none");
    Run named = run("Bob\n", "ner", "bert-token-classification", "-a", "none", "--ignore", "B-PER");
    assertThat(every.lines().size()).isGreaterThan(1);
    assertThat(named.out()).doesNotContain("B-PER");
    Run wrong = run("Bob\n", "ner", "bert-token-classification", "--stride", "-1");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("nlp: --stride must be at least 0, got -1");
  }

  @Test
  void answerGivesTheModelsAnswers() throws IOException {
    String context = "It is in Oslo, 冰川 near the fjord. ".repeat(30);
    Path file = Files.writeString(temp.resolve("report.txt"), context);
    List<Answer> expected;
    try (QuestionAnswerer answerer =
        QuestionAnswerer.load(HEADS.resolve("bert-question-answering"))) {
      AnswerOptions options = AnswerOptions.defaults().answers(3).impossible(true);
      expected = answerer.answer("Where is it?", context, options);
    }
    Run run =
        run(
            "",
            "answer",
            "bert-question-answering",
            "--top=3",
            "--impossible",
            "-fjsonl",
            "Where is it?",
            file.toString());
    JsonArray answers = objects(run).get(0).getAsJsonArray("answers");
    assertThat(answers).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      JsonObject answer = answers.get(i).getAsJsonObject();
      assertThat(span(answer)).isEqualTo(expected.get(i).span());
      assertThat(answer.get("score").getAsDouble()).isEqualTo(expected.get(i).score());
    }
    Run table = run(context, "answer", "bert-question-answering", "--top", "3", "Where is it?");
    assertThat(table.lines().get(0)).endsWith("answer");
    assertThat(table.lines()).hasSizeBetween(2, 4);
    Run pairs = run("a?\tIn b.\n\tIn b.\n", "answer", "bert-question-answering", "--pairs", "-");
    assertThat(pairs.err()).isEqualTo("nlp: standard input:2: the question must not be blank\n");
    assertThat(run("", "answer", "bert-question-answering").code()).isEqualTo(2);
    assertThat(run("", "answer", "bert-question-answering", "q", "--top", "0").code()).isEqualTo(2);
    Run both = run("", "answer", "bert-question-answering", "q", "f", "--context", "c");
    assertThat(both.code()).isEqualTo(2);
  }

  @Test
  void tokensShowsWhatTheModelSees() {
    String text = "Please help 冰川 😀";
    Run json = run("", "tokens", "bert-mlm", "-fjsonl", text);
    JsonArray tokens = objects(json).get(0).getAsJsonArray("tokens");
    assertThat(tokens.get(0).getAsJsonObject().get("special").getAsBoolean()).isTrue();
    StringBuilder covered = new StringBuilder();
    for (int i = 1; i < tokens.size() - 1; i++) {
      covered.append(span(tokens.get(i).getAsJsonObject()).of(text));
    }
    assertThat(covered.toString()).isEqualTo(text.replace(" ", ""));
    Run table = run("a\tb\n", "tokens", "bert-mlm", "--pairs", "-");
    assertThat(table.lines().get(0)).isEqualTo("a | b");
    assertThat(table.lines()).hasSize(2 + 5);
    Run cut = run("word ".repeat(100), "tokens", "bert-mlm");
    assertThat(cut.err()).isEqualTo("nlp: 1 text was truncated to 64 tokens\n");
  }

  @Test
  void everyCommandTellsWhatTheModelHas() {
    for (String command : List.of("classify", "ner", "answer")) {
      Run run = run("", command, "bert-mlm", "text");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("one with the heads [masked language model]")
          .containsOnlyOnce("\n");
    }
    assertThat(run("", "fill-mask", "bert-nsp", "text").err()).contains("[pooler, next sentence]");
    for (String command : List.of("fill-mask", "classify", "ner", "answer")) {
      Run run = Run.command(command, "text");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("--model").containsOnlyOnce("\n");
    }
  }

  @Test
  void inputsAreCheckedBeforeAModelIsLoaded() {
    String[][] wrong = {
      {"classify", "-m", "no-such-model", "--file", "no-such-file"},
      {"tokens", "-m", "no-such-model", "--pairs", "no-such-file"},
      {"answer", "-m", "no-such-model", "question", "no-such-file"}
    };
    for (String[] arguments : wrong) {
      assertThat(Run.command(arguments).err())
          .as(Arrays.toString(arguments))
          .isEqualTo("nlp: no-such-file: no such file\n");
    }
    assertThat(Run.command("tokens", "--whole", "text").code()).isEqualTo(2);
  }

  @Test
  void aPrecisionIsPassedOn() throws IOException {
    String text = "I love it";
    float expected;
    try (SequenceClassifier classifier =
        SequenceClassifier.load(
            HEADS.resolve("bert-sequence-classification"),
            LoadOptions.defaults().precision(Precision.FLOAT32))) {
      expected = classifier.classify(text).best().score();
    }
    Run run =
        run("", "classify", "bert-sequence-classification", "--precision=float32", "-fjsonl", text);
    assertThat(
            objects(run)
                .get(0)
                .getAsJsonArray("labels")
                .get(0)
                .getAsJsonObject()
                .get("score")
                .getAsFloat())
        .isEqualTo(expected);
    assertThat(run("", "classify", "bert-mlm", "--device", "tpu", text).code()).isEqualTo(2);
  }
}

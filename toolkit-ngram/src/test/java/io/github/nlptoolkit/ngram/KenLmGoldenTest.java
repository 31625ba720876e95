package io.github.nlptoolkit.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.ngram.internal.estimate.EstimateOptions;
import io.github.nlptoolkit.ngram.internal.estimate.Estimator;
import io.github.nlptoolkit.ngram.internal.estimate.Smoothers;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every recorded model of lmplz: the same n-grams with the same numbers, the same scores. */
class KenLmGoldenTest {
  private static final double NUMBERS = 1e-5;
  private static final double PERPLEXITY = 1e-4;
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Path FOLDER = GoldenFolder.of("classical/kenlm");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> trained() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : GoldenFolder.files(FOLDER, ".json")) {
      JsonObject golden = GoldenFolder.json(file);
      if (golden.has("command")) {
        String name = file.getFileName().toString();
        tests.add(
            DynamicTest.dynamicTest(
                name, () -> run(golden, name.substring(0, name.length() - ".json".length()))));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  /** Sentences with special words in them, scored with and without start and end. */
  @TestFactory
  Stream<DynamicTest> special() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : GoldenFolder.files(FOLDER, ".json")) {
      JsonObject golden = GoldenFolder.json(file);
      if (!golden.has("command")) {
        tests.add(
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                () -> {
                  BackoffModel model = BackoffModel.load(arpa(golden.get("model").getAsString()));
                  check(model, golden.getAsJsonObject("with_sentence_context"), true);
                  check(model, golden.getAsJsonObject("without_sentence_context"), false);
                }));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static Path arpa(String name) {
    Path plain = FOLDER.resolve(name + ".arpa");
    return Files.exists(plain) ? plain : FOLDER.resolve(name + ".arpa.gz");
  }

  private void run(JsonObject golden, String name) throws IOException {
    Command command = Command.of(golden.get("command").getAsString());
    if (golden.get("exit").getAsInt() != 0) {
      assertThatThrownBy(() -> command.trainer(2).train(List.of(command.text)))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    checkDiscounts(command, golden.getAsJsonArray("discounts"));
    BackoffModel model = command.trainer(2).train(List.of(command.text));
    ByteArrayOutputStream arpa = new ByteArrayOutputStream();
    model.writeArpa(arpa);
    checkNgrams(arpa.toByteArray(), arpa(name), golden.getAsJsonArray("ngram_counts"));

    // Spilled to the disk in many runs, and in one thread, it is the same to the byte.
    BackoffModel spilled =
        command
            .builder(1)
            .memoryBytes(1 << 20)
            .temporaryFolder(folder)
            .build()
            .train(List.of(command.text));
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    spilled.writeArpa(again);
    assertThat(again.toByteArray()).isEqualTo(arpa.toByteArray());
    if (golden.getAsJsonObject("test").has("sentences")) {
      checkAllLayouts(golden.getAsJsonObject("test"), model, arpa.toByteArray());
    }
  }

  private void checkAllLayouts(JsonObject test, BackoffModel model, byte[] arpa)
      throws IOException {
    check(model, test, true);
    check(BackoffModel.readArpa(Path.of("text"), new ByteArrayInputStream(arpa)), test, true);
    Path probing = folder.resolve("probing.bin");
    model.writeProbing(probing);
    check(BackoffModel.load(probing), test, true);
    Path trie = folder.resolve("trie.bin");
    model.writeTrie(trie);
    check(BackoffModel.load(trie), test, true);
    for (Path file : List.of(probing, trie)) {
      BackoffModel.verify(file);
      ByteArrayOutputStream back = new ByteArrayOutputStream();
      BackoffModel.load(file).writeArpa(back);
      assertThat(back.toByteArray()).isEqualTo(arpa);
    }
  }

  private static void checkDiscounts(Command command, JsonArray discounts) throws IOException {
    NgramTrainer trainer = command.trainer(1);
    NgramCounts counts = trainer.count(List.of(command.text));
    EstimateOptions options = trainer.options(null, false);
    Estimator.Result result =
        Estimator.estimate(counts.trie(), Smoothers.modifiedKneserNey(command.fallback), options);
    for (JsonElement element : discounts) {
      JsonObject discount = element.getAsJsonObject();
      int level = discount.get("order").getAsInt() - 1;
      assertThat(counts.distinct(level + 1) + (level == 0 ? 2 : 0))
          .isEqualTo(discount.get("all").getAsInt());
      String[] names = {"d1", "d2", "d3plus"};
      for (int i = 0; i < names.length; i++) {
        double found = result.discounts()[level][i + 1];
        assertThat(found).isCloseTo(discount.get(names[i]).getAsDouble(), within(2e-5));
        if (discount.has("exact")) {
          double exact = discount.getAsJsonArray("exact").get(i).getAsDouble();
          assertThat(found).isCloseTo(exact, within(1e-6));
        }
      }
      if (discount.has("n1_n2_n3_n4")) {
        for (int i = 0; i < 4; i++) {
          assertThat(result.countsOfCounts()[level][i + 1])
              .isEqualTo(discount.getAsJsonArray("n1_n2_n3_n4").get(i).getAsLong());
        }
      }
    }
  }

  private static void checkNgrams(byte[] found, Path expected, JsonArray counts)
      throws IOException {
    Map<String, double[]> mine = ngrams(new ByteArrayInputStream(found));
    Map<String, double[]> theirs;
    try (InputStream in = Files.newInputStream(expected);
        InputStream text = expected.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      theirs = ngrams(text);
    }
    assertThat(mine.keySet()).isEqualTo(theirs.keySet());
    int sum = 0;
    for (JsonElement count : counts) {
      sum += count.getAsInt();
    }
    assertThat(mine).hasSize(sum);
    double worst = 0;
    for (Map.Entry<String, double[]> entry : mine.entrySet()) {
      double[] other = theirs.getOrDefault(entry.getKey(), new double[2]);
      for (int i = 0; i < 2; i++) {
        worst = Math.max(worst, Math.abs(entry.getValue()[i] - other[i]));
      }
    }
    System.err.printf("%s: largest difference %.2e%n", expected.getFileName(), worst);
    assertThat(worst).isLessThanOrEqualTo(NUMBERS);
  }

  /** N-grams with their probability and weight, read as simply as can be. */
  private static Map<String, double[]> ngrams(InputStream text) throws IOException {
    Map<String, double[]> ngrams = new HashMap<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int tab = line.indexOf('\t');
      if (tab >= 0) {
        int next = line.indexOf('\t', tab + 1);
        String words = next < 0 ? line.substring(tab + 1) : line.substring(tab + 1, next);
        double weight = next < 0 ? 0 : Double.parseDouble(line.substring(next + 1));
        ngrams.put(words, new double[] {Double.parseDouble(line.substring(0, tab)), weight});
      }
    }
    return ngrams;
  }

  /** Scores sentences as recorded, and sums up. */
  private static void check(BackoffModel model, JsonObject test, boolean isSentence) {
    Perplexity sum = Perplexity.NONE;
    for (JsonElement element : test.getAsJsonArray("sentences")) {
      JsonObject sentence = element.getAsJsonObject();
      JsonArray tokens = sentence.getAsJsonArray("tokens");
      List<String> words = new ArrayList<>();
      for (int i = 0; i < tokens.size() - (isSentence ? 1 : 0); i++) {
        words.add(tokens.get(i).getAsJsonArray().get(0).getAsString());
      }
      SentenceScore score = model.score(words, isSentence, isSentence);
      assertThat(score.tokens()).hasSize(tokens.size());
      for (int i = 0; i < tokens.size(); i++) {
        JsonArray token = tokens.get(i).getAsJsonArray();
        TokenScore found = score.tokens().get(i);
        assertThat(found.word()).isEqualTo(token.get(0).getAsString());
        assertThat(found.ngramLength()).as(words + " " + i).isEqualTo(token.get(1).getAsInt());
        assertThat(found.log10()).isCloseTo(token.get(2).getAsDouble(), within(NUMBERS));
      }
      assertThat(score.unknown()).isEqualTo(sentence.get("oov").getAsInt());
      assertThat(score.log10()).isCloseTo(sentence.get("log10").getAsDouble(), within(1e-4));
      sum = sum.plus(Perplexity.of(score));
    }
    assertThat(sum.unknown()).isEqualTo(test.get("oov").getAsLong());
    assertThat(sum.tokens()).isEqualTo(test.get("tokens").getAsLong());
    closeTo(sum.includingUnknown(), test.get("perplexity_including_oov"));
    closeTo(sum.excludingUnknown(), test.get("perplexity_excluding_oov"));
  }

  private static void closeTo(double found, JsonElement expected) {
    double value = GoldenFolder.number(expected);
    assertThat(found).isCloseTo(value, within(PERPLEXITY * value));
  }

  /** A command line of lmplz. */
  private static final class Command {
    private final Path text;
    private final int order;
    private final double @Nullable [] fallback;
    private final int[] prune;
    private final List<String> vocabulary;
    private final boolean interpolates;
    private final boolean skips;

    private Command(Map<String, List<String>> options, String text) {
      this.text = FOLDER.resolve(text);
      order = Integer.parseInt(options.getOrDefault("-o", List.of()).get(0));
      List<String> given = options.get("--discount_fallback");
      List<String> discounts =
          given != null && given.isEmpty() ? List.of("0.5", "1", "1.5") : given;
      fallback =
          discounts == null ? null : discounts.stream().mapToDouble(Double::parseDouble).toArray();
      prune =
          options.getOrDefault("--prune", List.of()).stream().mapToInt(Integer::parseInt).toArray();
      vocabulary = options.getOrDefault("--limit_vocab_file", List.of());
      interpolates = !List.of("0").equals(options.get("--interpolate_unigrams"));
      skips = options.containsKey("--skip_symbols");
    }

    static Command of(String line) {
      Map<String, List<String>> options = new HashMap<>();
      List<String> values = new ArrayList<>();
      List<String> words = List.of(BLANKS.split(line));
      String text = words.get(words.indexOf("<") + 1);
      for (String word : words.subList(1, words.indexOf("<"))) {
        if (word.startsWith("-")) {
          values = new ArrayList<>();
          options.put(word, values);
        } else {
          values.add(word);
        }
      }
      return new Command(options, text);
    }

    NgramTrainer.Builder builder(int threads) throws IOException {
      NgramTrainer.Builder builder =
          NgramTrainer.builder(order)
              .prune(prune)
              .interpolateUnigrams(interpolates)
              .skipSymbols(skips)
              .threads(threads);
      if (fallback != null) {
        builder.smoothing(Smoothing.modifiedKneserNey(fallback[0], fallback[1], fallback[2]));
      }
      if (!vocabulary.isEmpty()) {
        String words = Files.readString(FOLDER.resolve(vocabulary.get(0)));
        builder.limitVocabulary(List.of(BLANKS.split(words.strip())));
      }
      return builder;
    }

    NgramTrainer trainer(int threads) throws IOException {
      return builder(threads).build();
    }
  }
}

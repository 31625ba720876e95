package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.ngram.BackoffModel;
import io.github.nlptoolkit.ngram.NgramTrainer;
import io.github.nlptoolkit.ngram.SentenceScore;
import io.github.nlptoolkit.ngram.Smoothing;
import io.github.nlptoolkit.ngram.WordSplitter;
import io.github.nlptoolkit.sequence.tagger.CrfSegmenter;
import io.github.nlptoolkit.sequence.tagger.CrfTagger;
import io.github.nlptoolkit.sequence.tagger.TaggerModels;
import io.github.nlptoolkit.text.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The taggers that come in jars. */
final class TaggerModelsTest {

  private static List<String> words(CrfSegmenter segmenter, String text) {
    return segmenter.segment(text).stream().map(span -> span.of(text)).toList();
  }

  @Test
  void modelsAreSmall() throws IOException {
    for (String name : TaggerModels.names()) {
      assertThat(TaggerModels.isPresent(name)).as(name).isTrue();
      try (InputStream in =
          Objects.requireNonNull(
              TaggerModelsTest.class.getResourceAsStream(
                  "/META-INF/nlptoolkit/taggers/" + name + ".tagger"))) {
        assertThat(in.readAllBytes().length).as(name).isBetween(100_000, 5_000_000);
      }
    }
  }

  @Test
  void englishIsTagged() throws IOException {
    CrfTagger tagger = TaggerModels.load("pos-en");
    assertThat(tagger.tag(List.of("The", "dog", "quickly", "ate", "two", "apples", ".")))
        .containsExactly("DET", "NOUN", "ADV", "VERB", "NUM", "NOUN", "PUNCT");
    Run run = new Run().input("She sings .\n").go("tag", "run", "--model", "pos-en");
    assertThat(run.out()).isEqualTo("She\tPRON\nsings\tVERB\n.\tPUNCT\n\n");
  }

  @Test
  void segmentersCutTheTextOfLanguageModels() throws IOException {
    WordSplitter words = WordSplitter.of(CrfSegmenter.chinese());
    String text = "他们在北京大学学习。\n他们在上海学习。\n";
    BackoffModel model =
        NgramTrainer.builder(2)
            .smoothing(Smoothing.wittenBell())
            .splitter(words)
            .build()
            .train(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    for (String word : List.of("他们", "在", "北京", "大学", "上海", "学习")) {
      assertThat(model.vocabulary().contains(word)).as(word).isTrue();
    }
    SentenceScore seen = model.score(words.split("他们在上海学习。"));
    assertThat(seen.unknown()).isZero();
    assertThat(seen.log10()).isGreaterThan(model.score(words.split("上海他们学习在。")).log10());
  }

  @Test
  void chineseIsCutInBothScripts() throws IOException {
    CrfSegmenter segmenter = CrfSegmenter.chinese();
    assertThat(words(segmenter, "他們在北京大學學習。")).containsExactly("他們", "在", "北京", "大學", "學習");
    assertThat(words(segmenter, "他们在北京大学学习。")).containsExactly("他们", "在", "北京", "大学", "学习");
    List<Span> traditional = segmenter.tokens("中國經濟發展很快，上海是最大的城市。");
    assertThat(segmenter.tokens("中国经济发展很快，上海是最大的城市。")).isEqualTo(traditional);
    assertThat(words(segmenter, "他用GitHub😀看了3.14次👨‍👩‍👧"))
        .contains("GitHub", "😀", "3.14", "👨‍👩‍👧");
  }

  @Test
  void chineseKeywordsAreWords() throws IOException {
    List<String> candidates =
        CountVectorizer.builder()
            .segmenter(CrfSegmenter.chinese())
            .ngramRange(1, 2)
            .build()
            .fit(List.of("我们学习汉语，他们学习英语。"))
            .texts();
    assertThat(candidates).contains("学习", "我们", "我们 学习");
  }

  @Test
  void keywordsOfTheCommandAreChineseWords() {
    String text = "我们学习经济，他们学习历史。";
    Run run =
        Run.command("keywords", "--segmenter", "segment-zh", "-n", "9", "-f", "jsonl", "-t", text);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"经济\"").contains("\"历史\"").doesNotContain("我们学习");
    assertThat(Run.command("keywords", "--segmenter", "pos-en", "-t", text).code()).isEqualTo(2);
    assertThat(Run.command("keywords", "--segmenter", "none", "-t", text).code()).isEqualTo(2);
  }

  @Test
  void scoresOnUniversalDependenciesAreThoseOfThePage() throws IOException {
    Path data = Path.of(System.getProperty("shared.dir", "../../shared")).resolve("data");
    assumeTrue(Files.isDirectory(data), "needs " + data + " (-Dshared.dir)");
    assertThat(f1("segment-zh", data.resolve("ud-zh-gsd/zh-ud-dev.conllu"))).isGreaterThan(0.91);
    assertThat(f1("segment-zh", data.resolve("ud-zh-gsdsimp/zh_gsdsimp-ud-dev.conllu")))
        .isGreaterThan(0.91);
    Run run =
        Run.command(
            "tag",
            "evaluate",
            "--output-format",
            "jsonl",
            "-m",
            "pos-en",
            data.resolve("ud-en-ewt/en_ewt-ud-dev.conllu").toString());
    assertThat(JsonParser.parseString(run.out()).getAsJsonObject().get("accuracy").getAsDouble())
        .isGreaterThan(0.95);
  }

  private static double f1(String model, Path file) {
    Run run =
        Run.command("tag", "evaluate", "--output-format", "jsonl", "-m", model, file.toString());
    return JsonParser.parseString(run.out()).getAsJsonObject().get("f1").getAsDouble();
  }
}

package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.crf.CrfModelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TagCommandTest {
  private static final String NAMES =
      """
      Ada B-PER
      Lovelace I-PER
      met O
      Charles B-PER

      They O
      left O
      New B-LOC
      York I-LOC

      London B-LOC
      calls O

      """
          .replace(' ', '\t');

  @TempDir Path folder;

  private String file(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Run tag(String... arguments) {
    List<String> all = new ArrayList<>(List.of("tag"));
    all.addAll(List.of(arguments));
    return Run.command(all.toArray(String[]::new));
  }

  private String trained(String... more) throws IOException {
    String model = folder.resolve("names.tagger").toString();
    List<String> arguments =
        new ArrayList<>(List.of("train", "--task", "ner", "--c2", "0.01", "-o", model));
    arguments.addAll(List.of(more));
    arguments.add(file("train.conll", NAMES));
    Run run = tag(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("the tags are in iob2").contains("iteration 1, loss ");
    return model;
  }

  @Test
  void aTaggerIsTrainedRunEvaluatedAndInspected() throws IOException {
    String model = trained("--dev", file("dev.conll", NAMES));
    Run run = tag("run", "-m", model, file("text.txt", "London calls\n\nNew York\n"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("London\tB-LOC\ncalls\tO\n\n\nNew\tB-LOC\nYork\tI-LOC\n\n");
    Run json = tag("run", "-m", model, "--output-format", "jsonl", file("t.txt", "London calls\n"));
    assertThat(json.out())
        .isEqualTo("{\"tokens\":[\"London\",\"calls\"],\"tags\":[\"B-LOC\",\"O\"]}\n");

    Run table = tag("evaluate", "-m", model, file("gold.conll", NAMES));
    assertThat(table.out()).contains("tokens 10, right 100.00 %").contains("micro");
    Run scores = tag("evaluate", "-m", model, "--output-format", "jsonl", file("g", NAMES));
    JsonObject object = JsonParser.parseString(scores.out()).getAsJsonObject();
    assertThat(object.getAsJsonObject("micro").get("f1").getAsDouble()).isEqualTo(1);
    assertThat(object.getAsJsonObject("types").keySet()).containsExactly("LOC", "PER");

    Run inspected = tag("inspect", "--top", "3", model);
    assertThat(inspected.out())
        .contains("task: ner", "scheme: iob2", "likely transitions", "\nB-LOC\n", "w=london");
    assertThat(tag("inspect", "--label", "B-PER", model).out()).doesNotContain("\nB-LOC\n");
    assertThat(tag("inspect", "--attribute", "w=london", model).out()).contains("B-LOC");
    assertThat(tag("inspect", "--dump", model).out()).contains("TRANSITIONS");
  }

  @Test
  void trainingGoesOnFromACheckpoint() throws IOException {
    String checkpoint = folder.resolve("weights").toString();
    String first = trained("--iterations", "10", "--checkpoint", checkpoint);
    byte[] before = Files.readAllBytes(Path.of(first));
    assertThat(Path.of(checkpoint)).exists();
    String second = trained("--iterations", "10", "--resume", checkpoint);
    assertThat(Files.readAllBytes(Path.of(second))).isNotEqualTo(before);
    Run missing = tag("train", "-t", "ner", "--resume", "nowhere", "-o", first, file("t", NAMES));
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("nowhere: no such file");
  }

  @Test
  void templatesTakeThePlaceOfTheTasksAttributes() throws IOException {
    String model = folder.resolve("t.tagger").toString();
    String data = file("t.conll", "a N X\nb V Y\n\nb V Y\na N X\nc N X\n\n");
    String template = file("t.tpl", "# parts of speech\nU0:%x[0,1]\nU1:%x[-1,1]/%x[0,1]\nB\n");
    Run train = tag("train", "-t", "pos", "--template", template, "-o", model, "--dev", data, data);
    assertThat(train.code()).as(train.err()).isZero();
    assertThat(train.err()).contains("dev: accuracy 100.00");
    Run run = tag("run", "-m", model, file("in.conll", "new N\nother V\n"));
    assertThat(run.out()).isEqualTo("new\tX\nother\tY\n\n");
    assertThat(tag("inspect", model).out()).contains("U0:N");
    Run narrow = tag("run", "-m", model, file("narrow.conll", "new\nother\n"));
    assertThat(narrow.code()).isEqualTo(1);
    Run wide =
        tag("train", "-t", "pos", "--template", file("w", "U0:%x[0,7]\n"), "-o", model, data);
    assertThat(wide.code()).isEqualTo(1);
    assertThat(wide.err()).contains("7");
    Run none = tag("train", "-t", "pos", "--template", file("n", "X\n"), "-o", model, data);
    assertThat(none.code()).isNotZero();
    assertThat(tag("train", "-t", "pos", "--hmm", "--template", template, "-o", model, data).code())
        .isEqualTo(2);
  }

  @Test
  void labelsNeverSeenAreWrongAndNoMore() throws IOException {
    String model = trained();
    Run run = tag("evaluate", "-m", model, file("new.conll", "London\tB-GALAXY\ncalls\tO\n\n"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("right 50.00 %").contains("GALAXY         0.00");
  }

  @Test
  void anHmmIsTrainedAndInspected() throws IOException {
    String model = folder.resolve("pos.hmm").toString();
    String data = file("pos.tsv", "the\tD\ndog\tN\nbarks\tV\n\na\tD\ncat\tN\nruns\tV\n\n");
    Run train = tag("train", "--task", "pos", "--hmm", "-o", model, "--dev", data, data);
    assertThat(train.code()).as(train.err()).isZero();
    assertThat(train.err()).contains("dev: accuracy 100.00");
    assertThat(tag("run", "-m", model, file("t.txt", "the cat\n")).out())
        .isEqualTo("the\tD\ncat\tN\n\n");
    assertThat(tag("inspect", model).out()).contains("tags: D N V").contains("start");
    assertThat(tag("inspect", "--dump", model).code()).isEqualTo(2);
  }

  @Test
  void aSegmenterIsTrainedAndRun() throws IOException {
    String model = folder.resolve("zh.tagger").toString();
    String words = file("zh.txt", "我們 喜歡 漢語 。\n他們 學習 漢語 。\n我們 學習 。\n");
    Run train =
        tag(
            "train",
            "-t",
            "segment",
            "--algorithm",
            "ap",
            "--iterations",
            "10",
            "-o",
            model,
            words);
    assertThat(train.code()).as(train.err()).isZero();
    assertThat(tag("evaluate", "-m", model, words).out()).contains("100.00");
    Run run = tag("run", "-m", model, file("text", "我们学习汉语。\n\n😀 OK"));
    assertThat(run.out()).isEqualTo("我们 学习 汉语 。\n\n😀 OK\n");
    Run json = tag("run", "-m", model, "--output-format", "jsonl", file("x", "😀我们。"));
    assertThat(json.out())
        .isEqualTo("{\"text\":\"😀我们。\",\"tokens\":[\"😀\",\"我们\"],\"spans\":[[0,2],[2,4]]}\n");
    Run all = tag("run", "-m", model, "--all", "--output-format", "columns", file("y", "我们。"));
    assertThat(all.out()).isEqualTo("我们\n。\n\n");
  }

  @Test
  void goldTagsThatBreakTheirSchemeAreRefusedOrRepaired() throws IOException {
    String bad = file("bad.conll", "a\tO\nb\tO\n\nc\tO\nd\tI-PER\n\n");
    String model = folder.resolve("m").toString();
    Run refused = tag("train", "-t", "ner", "--scheme", "iob2", "-o", model, bad);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "nlp: " + bad + ":5: I-PER cannot follow O in IOB2 (--repair puts such tags right)\n");
    assertThat(Path.of(model)).doesNotExist();
    Run repaired = tag("train", "-t", "ner", "--scheme", "iob2", "--repair", "-o", model, bad);
    assertThat(repaired.code()).as(repaired.err()).isZero();
    assertThat(repaired.err()).contains("1 sentence had tags put right");
    Run converted = tag("convert", "--from", "iob2", "--repair", bad);
    assertThat(converted.out()).isEqualTo("a\tO\nb\tO\n\nc\tO\nd\tB-PER\n\n");
    assertThat(tag("convert", "--from", "iob2", bad).err()).contains("bad.conll:5: ");
    Run unknown = tag("train", "-t", "ner", "-o", model, file("odd", "a\tNOUN\n"));
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("valid in no scheme");
  }

  @Test
  void filesAreConverted() throws IOException {
    String names = file("n.conll", NAMES);
    assertThat(tag("convert", "--from", "iob2", "--to", "iobes", names).out())
        .startsWith("Ada\tB-PER\nLovelace\tE-PER\nmet\tO\nCharles\tS-PER\n\n");
    assertThat(tag("convert", "--output-format", "jsonl", names).lines().get(2))
        .isEqualTo("{\"tokens\":[\"London\",\"calls\"],\"tags\":[\"B-LOC\",\"O\"]}");
    String conllu = folder.resolve("n.conllu").toString();
    assertThat(tag("convert", "--output-format", "conllu", "-o", conllu, names).code()).isZero();
    assertThat(tag("convert", "--output-format", "columns", conllu).out()).isEqualTo(NAMES);
    assertThat(tag("convert", "--output-format", "words", names).out())
        .isEqualTo("Ada Lovelace met Charles\nThey left New York\nLondon calls\n");
    assertThat(tag("convert", "--to", "bilou", names).code()).isEqualTo(2);
  }

  @Test
  void templatesMakeAttributes() throws IOException {
    String names = file("n.conll", "Ada:\tB-PER\nmet\tO\n\nNo\tO\n");
    String template = file("t", "# words\nU0:%x[0,0]\nU1:%x[-1,0]\nB\n");
    Run run = tag("convert", "--template", template, "--from", "iob2", "--to", "iobes", names);
    assertThat(run.out())
        .isEqualTo(
            """
            S-PER\tU0\\:Ada\\:\tU1\\:_B-1
            O\tU0\\:met\tU1\\:Ada\\:

            O\tU0\\:No\tU1\\:_B-1

            """);
    assertThat(tag("convert", "--template", file("b", "X%x[0,0]\n"), names).err())
        .contains("line 1: a template must begin with U, B or #");
    assertThat(tag("convert", "--template", folder.resolve("none").toString(), names).code())
        .isEqualTo(2);
    assertThat(tag("convert", "--template", template, "--output-format", "jsonl", names).code())
        .isEqualTo(2);
  }

  @Test
  void columnsAreCompared() throws IOException {
    String both = file("both.tsv", "a\tB-X\tB-X\nb\tO\tB-X\n\n");
    Run run = tag("evaluate", "--predicted-column", "3", "--tag-column", "2", both);
    assertThat(run.out())
        .contains("tokens 2, right 50.00 %")
        .contains("micro         50.00  100.00  66.67");
    assertThat(tag("evaluate", both).code()).isEqualTo(2);
    assertThat(tag("evaluate", "--predicted-column", "4", both).err())
        .contains("both.tsv:1: there is no column 4, only 3");
    assertThat(tag("evaluate", "--predicted-column", "0", both).code()).isEqualTo(2);
  }

  @Test
  void badFilesAreToldWithTheirLine() throws IOException {
    String model = trained();
    Run ragged = tag("run", "-m", model, file("r.conll", "a\tO\n\nb\n"));
    assertThat(ragged.code()).isEqualTo(1);
    assertThat(ragged.err()).contains("r.conll:3: ragged columns: expected 2");
    Run cut = tag("run", "-m", file("cut.tagger", "NLP-TAG\n"), file("t.txt", "a\n"));
    assertThat(cut.code()).isEqualTo(1);
    assertThat(cut.err()).contains("cut.tagger: header");
    Run other = tag("run", "-m", file("none", "something else"), file("u.txt", "a\n"));
    assertThat(other.code()).isEqualTo(1);
    Run unknown = tag("run", "-m", "no-such-model", file("v.txt", "a\n"));
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("pos-en, segment-zh");
    Run untagged = tag("train", "-t", "ner", "-o", model, file("w.conll", "a\nb\n"));
    assertThat(untagged.err()).contains("w.conll:1: there is no column of tags");
    assertThat(tag("run", "-m", model, file("e.conll", "")).out()).isEmpty();
  }

  @Test
  void crfsuitesFilesAreTagged() throws IOException {
    String model = trained();
    assertThat(tag("run", "-m", model, "--iwa", file("a.iwa", "X\ta\n")).code()).isEqualTo(2);
    CrfModelBuilder builder = CrfModel.builder(List.of("X", "Y"));
    builder.state(builder.attribute("w=a:b"), 1, 2);
    Path crf = folder.resolve("plain.crf");
    builder.build().save(crf);
    String iwa = file("b.iwa", "Y\tw=a\\:b\nX\tz\n\n");
    assertThat(tag("run", "-m", crf.toString(), "--iwa", iwa).out()).isEqualTo("Y\nX\n\n");
    assertThat(tag("evaluate", "-m", crf.toString(), "--iwa", iwa).out())
        .contains("tokens 2, right 100.00 %");
    assertThat(tag("run", "-m", crf.toString(), file("c.txt", "a\n")).err()).contains("--iwa");
  }

  @Test
  void wrongOptionsAreWrongUsage() throws IOException {
    String data = file("d.conll", NAMES);
    String out = folder.resolve("o").toString();
    String[][] wrong = {
      {},
      {"train", data},
      {"train", "-t", "nothing", "-o", out, data},
      {"train", "-t", "ner", "--algorithm", "ap", "--c1", "1", "-o", out, data},
      {"train", "-t", "ner", "--c2", "-1", "-o", out, data},
      {"train", "-t", "ner", "--token-column", "0", "-o", out, data},
      {"train", "-t", "segment", "--hmm", "-o", out, data},
      {"train", "-t", "segment", "--scheme", "iob2", "-o", out, data},
      {"inspect", "--top", "0", "m"},
      {"run", data},
    };
    for (String[] arguments : wrong) {
      Run run = tag(arguments);
      assertThat(run.code()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(run.err()).startsWith("nlp: ");
    }
  }
}

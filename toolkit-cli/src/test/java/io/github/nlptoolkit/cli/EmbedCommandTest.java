package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbedCommandTest {

  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void jsonlHasAnObjectForEachLine() throws IOException {
    Run run = Run.command("embed", file("a.txt", "one\ntwo words\n\nüñ漢😀").toString());
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    List<String> texts = List.of("one", "two words", "", "üñ漢😀");
    assertThat(run.lines()).hasSize(4);
    for (int i = 0; i < texts.size(); i++) {
      JsonObject object = JsonParser.parseString(run.lines().get(i)).getAsJsonObject();
      assertThat(object.get("index").getAsInt()).isEqualTo(i);
      assertThat(object.get("text").getAsString()).isEqualTo(texts.get(i));
      float[] expected = FakeEmbedder.vector(texts.get(i));
      for (int j = 0; j < expected.length; j++) {
        assertThat(object.get("embedding").getAsJsonArray().get(j).getAsFloat())
            .isEqualTo(expected[j]);
      }
    }
    assertThat(run.embedder().closed()).isTrue();
  }

  @Test
  void textsCanBeLeftOut() {
    Run run = new Run().input("a\n").go("embed", "--no-text");
    assertThat(run.out()).isEqualTo("{\"index\":0,\"embedding\":[2.0,1.0,0.97]}\n");
    Run csv = new Run().input("a\n").go("embed", "--no-text", "-f", "csv");
    assertThat(csv.out()).isEqualTo("index,v0,v1,v2\n0,2.0,1.0,0.97\n");
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    Run run =
        new Run().input("plain\na,b\nsay \"hi\"\n\n lead\na\rb\n").go("embed", "--format", "csv");
    List<String> texts = new ArrayList<>();
    for (String line : run.out().strip().split("\n", -1)) {
      texts.add(line.replaceAll("(,[-0-9.]+){3}$", ""));
    }
    assertThat(texts)
        .containsExactly(
            "index,text,v0,v1,v2",
            "0,plain",
            "1,\"a,b\"",
            "2,\"say \"\"hi\"\"\"",
            "3,\"\"",
            "4,\" lead\"",
            "5,\"a\rb\"");
  }

  @Test
  void severalInputsAreOneSequence() throws IOException {
    Run run =
        new Run()
            .input("second\n")
            .go(
                "embed",
                "--no-text",
                file("a", "first").toString(),
                "-",
                file("b", "third\n").toString());
    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().get(0)).contains(numbers("first"));
    assertThat(run.lines().get(1)).contains(numbers("second"));
    assertThat(run.lines().get(2)).startsWith("{\"index\":2,").contains(numbers("third"));
  }

  private static String numbers(String text) {
    return Arrays.toString(FakeEmbedder.vector(text)).replace(" ", "");
  }

  @Test
  void npyHasTheNumberOfRowsInItsHeader() throws IOException {
    Path target = folder.resolve("v.npy");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      lines.append("line ").append(i).append('\n');
    }
    Run file = new Run().input(lines.toString()).go("embed", "-f", "npy", "-o", target.toString());
    assertThat(file.code()).isZero();
    assertThat(file.bytes()).isEmpty();
    Run stream = new Run().input(lines.toString()).go("embed", "-f", "npy");
    assertThat(stream.bytes()).isEqualTo(Files.readAllBytes(target));

    ByteBuffer bytes = ByteBuffer.wrap(stream.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(stream.bytes()).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    int length = bytes.getShort(8);
    assertThat((10 + length) % 64).isZero();
    String header = new String(stream.bytes(), 10, length, StandardCharsets.US_ASCII);
    assertThat(header)
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 3), }")
        .endsWith(" \n");
    bytes.position(10 + length);
    assertThat(bytes.remaining()).isEqualTo(1000 * 3 * Float.BYTES);
    for (int i = 0; i < 1000; i++) {
      for (float expected : FakeEmbedder.vector("line " + i)) {
        assertThat(bytes.getFloat()).isEqualTo(expected);
      }
    }
  }

  @Test
  void noLinesAreNoVectors() {
    assertThat(new Run().go("embed").out()).isEmpty();
    assertThat(new Run().go("embed", "-f", "csv").out()).isEqualTo("index,text,v0,v1,v2\n");
    assertThat(new String(new Run().go("embed", "-f", "npy").bytes(), StandardCharsets.US_ASCII))
        .contains("(0, 3)");
  }

  @Test
  void npyIsNotPutOnATerminal() {
    Run run = new Run().terminals("1").go("embed", "-f", "npy");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--output");
    assertThat(run.bytes()).isEmpty();
  }

  @Test
  void truncatedTextsAreCounted() {
    String words = "w ".repeat(FakeEmbedder.MAX_WORDS + 1);
    assertThat(new Run().input(words).go("embed").err())
        .isEqualTo("nlp: 1 text was truncated to 20 tokens\n");
    assertThat(new Run().input((words + "\nshort\n").repeat(4)).go("embed").err())
        .isEqualTo("nlp: 4 texts were truncated to 20 tokens\n");
  }

  @Test
  void malformedUtf8IsReplacedAndNoted() {
    Run run = new Run().input(new byte[] {'a', '\n', 'b', (byte) 0xff, 'c', '\n'}).go("embed", "-");
    assertThat(run.code()).isZero();
    assertThat(run.lines().get(1)).contains("\"b\uFFFDc\"");
    assertThat(run.err()).isEqualTo("nlp: standard input:2: malformed UTF-8, replaced by U+FFFD\n");
  }

  @Test
  void aFileThatFailsOnTheWayLeavesTheOldOutput() throws IOException {
    Path target = file("out.jsonl", "old");
    Path utf16 = Files.write(folder.resolve("utf16.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Run run =
        Run.command(
            "embed",
            "-o",
            target.toString(),
            file("good", "a\nb\nc\nd\n").toString(),
            utf16.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("utf16.txt: is UTF-16").containsOnlyOnce("\n");
    assertThat(target).hasContent("old");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> String.valueOf(path.getFileName())))
          .containsExactlyInAnyOrder("out.jsonl", "utf16.txt", "good");
    }
  }

  @Test
  void wrongInputIsKnownBeforeAModelIsLoaded() {
    EmbedderFactory never =
        (model, precision, device) -> {
          throw new IllegalStateException("loaded");
        };
    Run missing = new Run().embedders(never).go("embed", folder.resolve("none.txt").toString());
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).endsWith("none.txt: no such file\n");
    Run directory = new Run().embedders(never).go("embed", folder.toString());
    assertThat(directory.code()).isEqualTo(1);
    assertThat(directory.err()).contains(folder + ": is a folder");
    Run twice = new Run().embedders(never).go("embed", "-", "-");
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("standard input (-) can be read only once");
    Run output = new Run().embedders(never).go("embed", "-o", folder + "/no/out.npy");
    assertThat(output.code()).isEqualTo(1);
    assertThat(output.err()).contains("there is no folder " + folder.resolve("no"));
    Run device = new Run().embedders(never).go("embed", "--device", "tpu");
    assertThat(device.code()).isEqualTo(2);
    assertThat(device.err()).contains("auto, cpu or gpu:N", "tpu");
  }

  @Test
  void aReaderWhoLeavesIsNoFailure() {
    OutputStream head =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Run run = new Run().input("a\n".repeat(100)).output(head).go("embed");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Run run = new Run().input("a\n").output(full).go("embed");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("nlp: cannot write to standard output: No space left on device\n");
  }

  @Test
  void aDeviceIsWrittenAsItIs() {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    for (String format : List.of("jsonl", "npy")) {
      Run run = new Run().input("a\n").go("embed", "-f", format, "-o", full.toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).startsWith("nlp: /dev/full: cannot be written: No space left");
    }
    assertThat(full).exists();
  }

  @Test
  void theEmbeddersErrorIsOneLine() {
    Run run =
        new Run()
            .embedders(
                (model, precision, device) -> {
                  throw new IOException("config.json: expected\n  this,\n  found that");
                })
            .go("embed");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("nlp: config.json: expected; this,; found that\n");
  }

  @Test
  void optionsReachTheModel() {
    List<Object> seen = new ArrayList<>();
    new Run()
        .embedders(
            (model, precision, device) -> {
              seen.addAll(List.of(model, precision.name(), device.toString()));
              return new FakeEmbedder();
            })
        .go("embed", "-m", "some/folder", "--precision", "bfloat16", "--device", "gpu:1");
    assertThat(seen).containsExactly("some/folder", "BFLOAT16", "gpu:1");
  }
}

package io.github.nlptoolkit.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonConfigTest {
  @TempDir Path temp;

  private Path file(String json) throws IOException {
    Path file = temp.resolve("config.json");
    ModelFolder.write(file, json.replace('\'', '"'));
    return file;
  }

  private JsonConfig config(String json) throws IOException {
    return JsonConfig.read(file(json));
  }

  @Test
  void readsEveryKind() throws IOException {
    JsonConfig config =
        config(
            "{'s': 'x', 'i': 12, 'd': 1e-12, 'big': 1000000000000000019884624838656, 'b': true,"
                + " 'a': ['p', 'q'], 'o': {'k': 1}, 'l': [{'k': 2}, {}], 'n': null}");
    assertThat(config.string("s")).isEqualTo("x");
    assertThat(config.integer("i", 1, 12)).isEqualTo(12);
    assertThat(config.decimal("d")).isEqualTo(1e-12);
    assertThat(config.decimal("big")).isEqualTo(1e30, org.assertj.core.data.Offset.offset(1e15));
    assertThat(config.bool("b")).isTrue();
    assertThat(config.strings("a")).containsExactly("p", "q");
    assertThat(config.object("o").integer("k", 0, 1)).isEqualTo(1);
    assertThat(config.objects("l")).hasSize(2);
    assertThat(config.keys()).hasSize(9);
    assertThat(config.has("n")).isFalse();
    assertThat(config.has("s")).isTrue();
  }

  @Test
  void missingAndNullAreEmpty() throws IOException {
    JsonConfig config = config("{'n': null}");
    for (String key : List.of("n", "absent")) {
      assertThat(config.optionalString(key)).isEmpty();
      assertThat(config.optionalInteger(key, 0, 1)).isEmpty();
      assertThat(config.optionalDecimal(key)).isEmpty();
      assertThat(config.bool(key, true)).isTrue();
      assertThat(config.optionalStrings(key)).isEmpty();
      assertThat(config.optionalObject(key)).isEmpty();
    }
  }

  @Test
  void wrongValuesAreNamed() throws IOException {
    JsonConfig config = config("{'s': 'x', 'i': 12.5, 'j': 70000, 'o': {'k': []}, 'n': null}");
    assertFormat(() -> config.string("absent"), "absent: expected a string, found nothing");
    assertFormat(() -> config.string("n"), "n: expected a string, found nothing");
    assertFormat(() -> config.string("i"), "i: expected a string, found the number 12.5");
    assertFormat(
        () -> config.integer("s", 1, 9),
        "s: expected a whole number in [1, 9], found the string \"x\"");
    assertFormat(() -> config.integer("i", 1, 99), "a whole number in [1, 99], found the number");
    assertFormat(() -> config.optionalInteger("j", 1, 65536), "found the number 70000");
    assertFormat(() -> config.decimal("s"), "s: expected a finite number");
    assertFormat(() -> config.bool("s"), "s: expected true or false");
    assertFormat(
        () -> config.strings("o"), "o: expected an array of strings, found an object of 1");
    assertFormat(() -> config.object("o").string("k"), "o.k: expected a string, found an array");
    assertFormat(() -> config.object("s"), "s: expected an object");
    assertFormat(() -> config.objects("o"), "o: expected an array of objects");
    assertThat(config.wrong("s", "'y'")).hasMessageContaining("s: expected 'y', found the string");
  }

  @Test
  void numbersOutOfRange() throws IOException {
    JsonConfig config = config("{'i': 99999999999999999999, 'd': 1e999, 'e': 1e5}");
    assertFormat(() -> config.integer("i", 0, 9), "found the number 99999999999999999999");
    assertFormat(() -> config.decimal("d"), "d: expected a finite number, found the number 1e999");
    assertFormat(() -> config.integer("e", 0, 999_999), "found the number 1e5");
  }

  @Test
  void pathsStayInTheFolder() throws IOException {
    JsonConfig config = config("{'p': '1_Pooling', 'root': '', 'up': '../x'}");
    assertThat(config.path("p")).isEqualTo(temp.resolve("1_Pooling"));
    assertThat(config.path("root")).isEqualTo(temp.resolve(""));
    assertFormat(() -> config.path("up"), "up: expected a relative path", "\"../x\"");
  }

  @Test
  void readsLists() throws IOException {
    List<JsonConfig> modules = JsonConfig.readList(file("[{'idx': 0}, {'idx': 1}]"));
    assertThat(modules).hasSize(2);
    assertThat(modules.get(1).integer("idx", 0, 9)).isEqualTo(1);
    Path bad = file("[{'idx': 0}, 3]");
    assertFormat(() -> JsonConfig.readList(bad), "[1]: expected an object, found the number 3");
    Path object = file("{}");
    assertFormat(() -> JsonConfig.readList(object), "expected an array of objects");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{'a'}",
        "{'a': }",
        "{'a': 1,}",
        "{a: 1}",
        "{'a': NaN}",
        "{'a': 01}",
        "{'a': 1} {}",
        "[1, 2]",
        "3",
        "'x'",
        "null",
        "{'a': 1, 'a': 2}",
        "{'a': tru",
        "//x\n{}",
        "{'a': '\u0001'}"
      })
  void refusesWhatIsNoObject(String json) throws IOException {
    Path file = file(json);
    assertFormat(() -> JsonConfig.read(file), "config.json");
  }

  @Test
  void refusesDepthAndSizeAndBytes() throws IOException {
    Path deep = file("{'a':" + "[".repeat(1000) + "]".repeat(1000) + "}");
    assertFormat(() -> JsonConfig.read(deep), "JSON");
    Path many = file("{'a':[" + "1,".repeat(1_000_001) + "1]}");
    assertFormat(() -> JsonConfig.read(many), "at most 1000000 values");
    Path large = temp.resolve("large.json");
    Files.write(large, new byte[(16 << 20) + 1]);
    assertFormat(() -> JsonConfig.read(large), "at most 16777216 bytes");
    Path latin = temp.resolve("latin.json");
    Files.write(latin, "{\"a\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertFormat(() -> JsonConfig.read(latin), "JSON in UTF-8");
  }

  @Test
  void longValuesAreShortInMessages() throws IOException {
    JsonConfig config = config("{'s': '" + "y".repeat(10_000) + "'}");
    assertThatThrownBy(() -> config.integer("s", 0, 1))
        .satisfies(e -> assertThat(e.toString().length()).isLessThan(500));
  }

  private static void assertFormat(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(parts);
  }
}

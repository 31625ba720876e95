package io.github.nlptoolkit.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

  private static Vocabulary read(String json) {
    return read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Vocabulary read(byte[] json) {
    return Vocabulary.read(json, new TokenizerJson.Sink() {});
  }

  @Test
  void agreesWithAGeneralReader() throws IOException {
    for (String name : TestTokenizers.KINDS) {
      String text = TestTokenizers.json(name);
      Vocabulary vocabulary = read(text.getBytes(StandardCharsets.UTF_8));
      JsonElement vocab =
          JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("model").get("vocab");
      if (vocab.isJsonObject()) {
        for (Map.Entry<String, JsonElement> entry : vocab.getAsJsonObject().entrySet()) {
          assertThat(vocabulary.idOf(entry.getKey())).hasValue(entry.getValue().getAsInt());
        }
      } else {
        for (int id = 0; id < vocab.getAsJsonArray().size(); id++) {
          String token = vocab.getAsJsonArray().get(id).getAsJsonArray().get(0).getAsString();
          assertThat(vocabulary.tokenOf(id)).isEqualTo(token);
        }
      }
      for (JsonElement added :
          JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("added_tokens")) {
        JsonObject token = added.getAsJsonObject();
        assertThat(vocabulary.idOf(token.get("content").getAsString()))
            .hasValue(token.get("id").getAsInt());
      }
    }
  }

  @Test
  void addedTokensGetTheIdsThatTheLibraryGivesThem() {
    Vocabulary vocabulary =
        read(
            "{'added_tokens': [{'id': 50, 'content': 'new'}, {'content': 'b', 'id': 51},"
                + " {'id': 52, 'content': ''}, {'id': 53, 'content': 'newer'}],"
                + " 'model': {'type': 'BPE', 'vocab': {'a': 0, 'b': 1, 'c': 2}, 'merges': []}}");
    assertThat(vocabulary.idOf("new")).hasValue(3);
    assertThat(vocabulary.idOf("b")).hasValue(1);
    assertThat(vocabulary.idOf("newer")).hasValue(4);
    assertThat(vocabulary.idOf("")).isEmpty();
    assertThat(vocabulary.size()).isEqualTo(5);
  }

  @Test
  void theOrderOfKeysDoesNotMatter() {
    String model = "'model': {'vocab': [['a', -1.5], ['b', -2e3]], 'unk_id': 0}";
    String added = "'added_tokens': [{'special': true, 'content': 'a'}, {'content': 'z'}]";
    for (String json :
        new String[] {"{" + model + "," + added + "}", "{ " + added + " , " + model + " }"}) {
      Vocabulary vocabulary = read(json);
      assertThat(vocabulary.size()).isEqualTo(3);
      assertThat(vocabulary.idOf("a")).hasValue(0);
      assertThat(vocabulary.idOf("z")).hasValue(2);
      assertThat(vocabulary.tokenOf(1)).isEqualTo("b");
    }
  }

  @Test
  void holesAndEscapes() {
    Vocabulary vocabulary =
        read("{'model':{'vocab':{'\\u00e9\\n\\\\\\'':7,'名':3,'\\ud83d\\ude00':1000000}}}");
    assertThat(vocabulary.size()).isEqualTo(1_000_001);
    assertThat(vocabulary.idOf("é\n\\\"")).hasValue(7);
    assertThat(vocabulary.tokenOf(3)).isEqualTo("名");
    assertThat(vocabulary.tokenOf(4)).isNull();
    assertThat(vocabulary.tokenOf(1_000_000)).isEqualTo("😀");
  }

  @Test
  void noVocabulary() {
    assertThat(read("{}").size()).isZero();
    assertThat(read("{'added_tokens': null, 'model': {'vocab': {}}}").size()).isZero();
    assertThat(read("{}").tokenOf(0)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "{",
        "{'model'",
        "{'model': 1}",
        "{'model': {'vocab': 3}}",
        "{'model': {'vocab': {'a': 'b'}}}",
        "{'model': {'vocab': {'a': -1}}}",
        "{'model': {'vocab': {'a': 2147483647}}}",
        "{'model': {'vocab': {'a': 99999999999999999999}}}",
        "{'model': {'vocab': {'a': }}}",
        "{'model': {'vocab': [['a']]}}",
        "{'model': {'vocab': ['a']}}",
        "{'added_tokens': [3]}",
        "{'a': 'b",
        "{'a' 'b'}"
      })
  void refusesOtherStructures(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void damageIsAnErrorOrAnotherVocabulary() throws IOException {
    byte[] valid =
        TestTokenizers.json(TestTokenizers.BERT)
            .substring(0, 6_000)
            .concat("}}")
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = valid.clone();
      for (int change = 0; change < 3; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) "{}[]\",:-9\\u\0".charAt(random.nextInt(12));
      }
      try {
        assertThat(read(bytes).idOf("x")).isNotNull();
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }
}

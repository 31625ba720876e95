package io.github.nlptoolkit.sequence.crf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.sequence.lattice.Lattice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CRFsuite's own model file, tags and dump; and what damaged files lead to. */
class CrfsuiteFileTest {

  private static final Path FOLDER = Path.of("src/test/resources/peer/crfsuite");

  @TempDir Path folder;

  @Test
  void tagsAsCrfsuiteDoes() throws IOException {
    CrfModel model = CrfModel.load(FOLDER.resolve("small.crfsuite"));
    JsonObject recorded =
        JsonParser.parseString(Files.readString(FOLDER.resolve("small.json"))).getAsJsonObject();
    for (JsonElement element : recorded.getAsJsonArray("cases")) {
      JsonObject expected = element.getAsJsonObject();
      List<List<String>> tokens = new ArrayList<>();
      expected.getAsJsonArray("attributes").forEach(token -> tokens.add(strings(token)));
      AttributeSequence sentence = AttributeSequence.of(tokens);
      List<String> tags = strings(expected.get("tags"));
      assertThat(model.tag(sentence)).isEqualTo(tags);
      Lattice lattice = model.lattice(sentence);
      double probability =
          Math.exp(lattice.logProbability(tags.stream().mapToInt(model::label).toArray()));
      assertThat(probability).isCloseTo(expected.get("probability").getAsDouble(), within(1e-9));
    }
  }

  @Test
  void dumpsAsCrfsuiteDoes() throws IOException {
    StringBuilder text = new StringBuilder();
    CrfModel.load(FOLDER.resolve("small.crfsuite")).dump(text);
    String expected = Files.readString(FOLDER.resolve("small.dump.txt"));
    String found = text.toString();
    assertThat(found.substring(found.indexOf("LABELS = {")))
        .isEqualTo(expected.substring(expected.indexOf("LABELS = {")));
  }

  @Test
  void isSavedInTheOwnFormat() throws IOException {
    CrfModel model = CrfModel.load(FOLDER.resolve("small.crfsuite"));
    Path file = folder.resolve("own.crf");
    model.save(file);
    CrfModel again = CrfModel.load(file);
    assertThat(again.stateFeatures()).containsExactlyElementsOf(model.stateFeatures().toList());
    assertThat(again.transitionFeatures())
        .containsExactlyElementsOf(model.transitionFeatures().toList());
    assertThat(again.stateFeatures("w=𠮷野家")).isNotEmpty();
  }

  @Test
  void damagedFilesAreRefusedOrRead() throws IOException {
    byte[] intact = Files.readAllBytes(FOLDER.resolve("small.crfsuite"));
    Random random = new Random(42);
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
      byte[] damaged = intact.clone();
      // Every second round hits the headers, where numbers lead elsewhere.
      int range = round % 2 == 0 ? damaged.length : 48;
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(range);
        damaged[at] = (byte) (random.nextBoolean() ? random.nextInt() : 0xFF);
      }
      try {
        CrfModel model = CrfModel.of("damaged", ByteBuffer.wrap(damaged));
        assertThat(model.tag(AttributeSequence.of(List.of(List.of("bias"))))).hasSize(1);
      } catch (ModelFormatException e) {
        refused++;
        assertThat(e).hasMessageStartingWith("damaged");
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void cutFilesAreRefused() throws IOException {
    byte[] intact = Files.readAllBytes(FOLDER.resolve("small.crfsuite"));
    for (int length = 4; length < intact.length; length += 97) {
      ByteBuffer cut = ByteBuffer.wrap(intact, 0, length).slice();
      assertThatThrownBy(() -> CrfModel.of("cut", cut)).isInstanceOf(ModelFormatException.class);
    }
  }

  private static List<String> strings(JsonElement list) {
    List<String> all = new ArrayList<>();
    JsonArray array = list.getAsJsonArray();
    array.forEach(text -> all.add(text.getAsString()));
    return all;
  }
}

package io.github.nlptoolkit.sequence.crf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrfModelTest {

  private static final List<String> LABELS = List.of("A", "B", "ü");

  @TempDir Path folder;

  private static CrfModelBuilder features(CrfModelBuilder builder) {
    for (String name : List.of("x", "日本", "😀", "\uD800", "", "a\tb", "Aa", "BB")) {
      int id = builder.attribute(name);
      builder.state(id, name.length() % 3, 1.0 / 3 + name.length());
    }
    builder.state(builder.attribute("x"), 0, -0.125);
    return builder.transition(0, 1, 0.5).transition(2, 2, -1.5).transition(1, 0, 0.25);
  }

  private static CrfModel model() {
    return features(CrfModel.builder(LABELS)).build();
  }

  @Test
  void aSavedModelIsTheSame() throws IOException {
    CrfModel model = model();
    Path file = folder.resolve("model.crf");
    model.save(file);
    CrfModel loaded = CrfModel.load(file);
    assertThat(loaded.labels()).isEqualTo(LABELS);
    assertThat(loaded.stateFeatures()).containsExactlyElementsOf(model.stateFeatures().toList());
    assertThat(loaded.transitionFeatures())
        .containsExactly(
            new TransitionFeature("A", "B", 0.5),
            new TransitionFeature("B", "A", 0.25),
            new TransitionFeature("ü", "ü", -1.5));
    assertThat(loaded.stateFeatures("\uD800")).hasSize(1);
    assertThat(loaded.stateFeatures("\uD801")).isEmpty();
    assertThat(loaded.stateFeatures("x"))
        .containsExactly(
            new StateFeature("x", "A", -0.125), new StateFeature("x", "B", 1.0 / 3 + 1));
    assertThat(loaded.transitions().score(1, 0)).isEqualTo(0.25);
    assertThat(loaded.transitions().score(0, 0)).isZero();
  }

  @Test
  void singlePrecisionIsSmallerAndNearlyTheSame() {
    CrfModel model = model();
    CrfModel small = model.compact(WeightPrecision.FLOAT, 0.2);
    assertThat(small.precision()).isEqualTo(WeightPrecision.FLOAT);
    assertThat(small.stateFeatureCount()).isEqualTo(model.stateFeatureCount() - 1);
    assertThat(small.stateFeatures("日本").get(0).weight())
        .isNotEqualTo(1.0 / 3 + 2)
        .isCloseTo(1.0 / 3 + 2, within(1e-6));
    assertThatThrownBy(() -> model.compact(WeightPrecision.FLOAT, Double.NaN))
        .hasMessageContaining("NaN");
  }

  @Test
  void hashedModelsKnowBucketsOnly() throws IOException {
    CrfModelBuilder builder = CrfModel.hashedBuilder(LABELS, 10);
    builder.state(builder.attribute("x"), 1, 2);
    CrfModel model = builder.build();
    Path file = folder.resolve("hashed.crf");
    model.save(file);
    CrfModel loaded = CrfModel.load(file);
    assertThat(loaded.hashBits()).isEqualTo(10);
    assertThat(loaded.attributes()).isEqualTo(1024);
    assertThat(loaded.tag(AttributeSequence.of(List.of(List.of("x"))))).containsExactly("B");
    assertThat(loaded.stateFeatures()).singleElement().extracting("weight").isEqualTo(2.0);
  }

  @Test
  void unknownAttributesSayNothingAndRepeatedOnesAddUp() {
    CrfModel model = model();
    AttributeSequence sentence =
        AttributeSequence.builder().token().add("x").add("x", 2).add("unknown", 99).token().build();
    assertThat(model.lattice(sentence).emissions().score(0, 1)).isEqualTo(3 * (1.0 / 3 + 1));
    assertThat(model.lattice(sentence).emissions().score(1, 1)).isZero();
  }

  @Test
  void anEmptySentenceHasNoLabelsAndALongOneAll() {
    CrfModel model = model();
    assertThat(model.tag(AttributeSequence.of(List.of()))).isEmpty();
    assertThat(model.lattice(AttributeSequence.of(List.of())).posteriors().logZ()).isZero();
    List<String> token = List.of("x", "日本");
    AttributeSequence longOne = AttributeSequence.of(Collections.nCopies(100_000, token));
    assertThat(model.tag(longOne)).hasSize(100_000);
  }

  @Test
  void manyThreadsTagAsOne() {
    CrfModel model = model();
    List<AttributeSequence> sentences = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      AttributeSequence.Builder tokens = AttributeSequence.builder();
      for (int t = random.nextInt(30); t >= 0; t--) {
        tokens.token().add(List.of("x", "日本", "😀", "Aa", "BB").get(random.nextInt(5)));
      }
      sentences.add(tokens.build());
    }
    List<List<String>> alone = sentences.stream().map(model::tag).toList();
    assertThat(sentences.parallelStream().map(model::tag).toList()).isEqualTo(alone);
  }

  @Test
  void unknownLabelsAreNamed() {
    assertThatThrownBy(() -> model().label("C"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got C");
  }

  @Test
  void builderMistakesAreNamed() {
    assertThatThrownBy(() -> CrfModel.builder(List.of("A", "A"))).hasMessageContaining("once");
    assertThatThrownBy(() -> CrfModel.builder(List.of())).hasMessageContaining("got 0");
    CrfModelBuilder builder = CrfModel.builder(LABELS);
    int x = builder.attribute("x");
    assertThatThrownBy(() -> builder.state(x, 0, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> builder.state(x, 3, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> builder.state(x, 0, 1).state(x, 0, 1).build())
        .hasMessageContaining("x --> A comes again");
    assertThatThrownBy(() -> AttributeSequence.builder().add("x"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> AttributeSequence.builder().token().add("x", 1.0 / 0))
        .hasMessageContaining("Infinity");
  }

  @Test
  void everyDamageIsNoticed() throws IOException {
    Path file = folder.resolve("model.crf");
    model().save(file);
    byte[] intact = Files.readAllBytes(file);
    for (int at = 0; at < intact.length; at++) {
      byte[] damaged = intact.clone();
      damaged[at] ^= 0x10;
      assertThatThrownBy(() -> CrfModel.of("damaged", ByteBuffer.wrap(damaged)))
          .isInstanceOf(ModelFormatException.class);
      ByteBuffer cut = ByteBuffer.wrap(intact, 0, at).slice();
      assertThatThrownBy(() -> CrfModel.of("cut", cut)).isInstanceOf(ModelFormatException.class);
    }
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> CrfModel.load(file)).hasMessageContaining("0 bytes");
  }

  @Test
  void anotherVersionIsNamed() throws IOException {
    Path file = folder.resolve("model.crf");
    model().save(file);
    byte[] other = Files.readAllBytes(file);
    other[8] = 7;
    assertThatThrownBy(() -> CrfModel.of("other", ByteBuffer.wrap(other)))
        .hasMessageContaining("version: expected 1, found 7");
  }

  @Test
  void namesThatComeTwiceAreNoticed() throws IOException {
    CrfModelBuilder builder = CrfModel.builder(LABELS);
    builder.state(builder.attribute("aa"), 0, 1).state(builder.attribute("ab"), 1, 2);
    Path file = folder.resolve("twice.crf");
    builder.build().save(file);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int names = ModelImage.section(bytes, 1) + 8;
    assertThat(bytes.get(names + 3)).isEqualTo((byte) 'b');
    bytes.put(names + 3, (byte) 'a');
    int index = ModelImage.section(bytes, 2);
    int[] slots = new int[2];
    for (int s = 0; s < ModelImage.slots(2); s++) {
      int id = bytes.getInt(index + 8 * s + 4);
      if (id >= 0) {
        slots[id] = s;
      }
    }
    bytes.putInt(index + 8 * slots[1], bytes.getInt(index + 8 * slots[0]));
    bytes.putInt(ModelImage.CHECKSUM_AT, ModelImageCheck.checksum(bytes));
    boolean neighbours = Math.abs(slots[0] - slots[1]) == 1;
    assertThat(neighbours).isTrue();
    assertThatThrownBy(() -> CrfModel.of("twice", bytes)).hasMessageContaining("\"aa\" twice");
  }

  @Test
  void hostileNumbersBehindARightChecksumAreNoticed() throws IOException {
    for (boolean hashed : new boolean[] {false, true}) {
      CrfModelBuilder builder =
          hashed ? CrfModel.hashedBuilder(LABELS, 4) : CrfModel.builder(LABELS);
      int id = builder.attribute("x");
      builder.state(id, 1, 2).transition(0, 1, 1).state(id, 2, 1);
      if (!hashed) {
        builder.state(builder.attribute("yy"), 0, 1);
      }
      Path file = folder.resolve("hostile.crf");
      builder.build().save(file);
      byte[] intact = Files.readAllBytes(file);
      Random random = new Random(3);
      for (int round = 0; round < 5000; round++) {
        ByteBuffer bytes = ByteBuffer.wrap(intact.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int range = round % 2 == 0 ? intact.length : ModelImage.HEADER;
        for (int i = random.nextInt(3); i >= 0; i--) {
          int at = 4 * random.nextInt(range / 4);
          bytes.putInt(at, random.nextBoolean() ? random.nextInt() : random.nextInt(300) - 20);
        }
        bytes.putInt(ModelImage.CHECKSUM_AT, ModelImageCheck.checksum(bytes));
        try {
          CrfModel model = CrfModel.of("hostile", bytes);
          model.tag(AttributeSequence.of(List.of(List.of("x", "yy", "z"))));
          model.stateFeatures().forEach(f -> assertThat(f.weight()).isFinite());
        } catch (ModelFormatException e) {
          assertThat(e).hasMessageStartingWith("hostile");
        }
      }
    }
  }

  @Test
  void numbersAreWrittenAsByC() {
    assertThat(CrfDump.sixPlaces(0.0000005)).isEqualTo("0.000000");
    assertThat(CrfDump.sixPlaces(-0.0000001)).isEqualTo("-0.000000");
    assertThat(CrfDump.sixPlaces(123.4567895)).isEqualTo("123.456789");
    assertThat(CrfDump.sixPlaces(1e10)).isEqualTo("10000000000.000000");
  }
}

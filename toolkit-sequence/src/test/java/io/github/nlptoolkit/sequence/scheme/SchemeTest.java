package io.github.nlptoolkit.sequence.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemeTest {
  /** A person of three tokens, one of two right behind, a place alone. */
  private static final List<Chunk> CHUNKS =
      List.of(new Chunk("PER", 1, 4), new Chunk("PER", 4, 6), new Chunk("LOC", 6, 7));

  private static List<String> tags(String tags) {
    return List.of(tags.split(" ", -1));
  }

  @Test
  void schemesWriteTheSameChunks() {
    assertThat(Scheme.IOB1.tags(CHUNKS, 8))
        .isEqualTo(tags("O I-PER I-PER I-PER B-PER I-PER I-LOC O"));
    assertThat(Scheme.IOB2.tags(CHUNKS, 8))
        .isEqualTo(tags("O B-PER I-PER I-PER B-PER I-PER B-LOC O"));
    assertThat(Scheme.IOE1.tags(CHUNKS, 8))
        .isEqualTo(tags("O I-PER I-PER E-PER I-PER I-PER I-LOC O"));
    assertThat(Scheme.IOE2.tags(CHUNKS, 8))
        .isEqualTo(tags("O I-PER I-PER E-PER I-PER E-PER E-LOC O"));
    assertThat(Scheme.IOBES.tags(CHUNKS, 8))
        .isEqualTo(tags("O B-PER I-PER E-PER B-PER E-PER S-LOC O"));
    assertThat(Scheme.BILOU.tags(CHUNKS, 8))
        .isEqualTo(tags("O B-PER I-PER L-PER B-PER L-PER U-LOC O"));
    assertThat(Scheme.BMES.tags(CHUNKS, 8))
        .isEqualTo(tags("O B-PER M-PER E-PER B-PER E-PER S-LOC O"));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void chunksSurviveEachScheme(Scheme scheme) {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      int tokens = random.nextInt(12);
      List<Chunk> chunks = randomChunks(random, tokens);
      List<String> tags = scheme.tags(chunks, tokens);
      assertThat(scheme.violations(tags)).isEmpty();
      assertThat(scheme.chunks(tags)).isEqualTo(chunks);
      assertThat(scheme.repair(tags)).isEqualTo(tags);
      for (Scheme target : Scheme.values()) {
        List<String> converted = scheme.convert(tags, target);
        assertThat(target.chunks(converted)).isEqualTo(chunks);
        assertThat(target.convert(converted, scheme)).isEqualTo(tags);
      }
    }
  }

  private static List<Chunk> randomChunks(Random random, int tokens) {
    List<Chunk> chunks = new ArrayList<>();
    for (int at = random.nextInt(3); at < tokens; ) {
      int end = Math.min(tokens, at + 1 + random.nextInt(4));
      chunks.add(new Chunk(random.nextBoolean() ? "PER" : "X-1", at, end));
      at = end + (random.nextBoolean() ? 0 : random.nextInt(3));
    }
    return chunks;
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void repairedTagsAreValidAndKeepWhatIsInside(Scheme scheme) {
    Random random = new Random(11);
    List<String> letters = new ArrayList<>(List.of("O"));
    for (char letter : "BIEMSLU".toCharArray()) {
      for (String type : List.of("-A", "-B", "")) {
        if (scheme.reads(letter + type)) {
          letters.add(letter + type);
        }
      }
    }
    for (int round = 0; round < 500; round++) {
      List<String> tags = new ArrayList<>();
      for (int i = random.nextInt(9); i > 0; i--) {
        tags.add(letters.get(random.nextInt(letters.size())));
      }
      List<String> repaired = scheme.repair(tags);
      assertThat(scheme.violations(repaired)).isEmpty();
      for (int i = 0; i < tags.size(); i++) {
        assertThat(repaired.get(i).substring(1)).isEqualTo(tags.get(i).substring(1));
      }
      // Valid transitions and valid tags are the same thing.
      AllowedTransitions allowed = AllowedTransitions.of(scheme, letters);
      boolean valid = tags.isEmpty() || allowed.isFirst(letters.indexOf(tags.get(0)));
      for (int i = 1; i < tags.size(); i++) {
        valid &= allowed.isAllowed(letters.indexOf(tags.get(i - 1)), letters.indexOf(tags.get(i)));
      }
      valid &= tags.isEmpty() || allowed.isLast(letters.indexOf(tags.get(tags.size() - 1)));
      assertThat(valid).as("%s", tags).isEqualTo(scheme.violations(tags).isEmpty());
      if (valid) {
        assertThat(repaired).isEqualTo(tags);
      }
    }
  }

  @Test
  void violationsNameTheTokenAndTheTags() {
    assertThat(Scheme.IOB2.violations(tags("O I-PER I-PER B-LOC I-PER")))
        .containsExactly(
            new Violation(1, "I-PER cannot follow O in IOB2"),
            new Violation(4, "I-PER cannot follow B-LOC in IOB2"));
    assertThat(Scheme.BMES.violations(tags("B")))
        .containsExactly(new Violation(1, "the end cannot follow B in BMES"));
    assertThat(Scheme.IOBES.violations(tags("E-X"))).hasSize(1);
    assertThat(Scheme.IOB2.violations(tags("O X-PER"))).hasSize(1);
    assertThat(Scheme.IOB2.violations(List.of("", "OX"))).hasSize(2);
    assertThatThrownBy(() -> Scheme.IOB2.chunks(tags("O I-PER")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("I-PER cannot follow O in IOB2");
    assertThatThrownBy(() -> Scheme.IOB2.repair(tags("O S-PER")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("S-PER");
  }

  @Test
  void tagsWithoutTypesAreWords() {
    assertThat(Scheme.BMES.chunks(tags("B M E S")))
        .containsExactly(new Chunk("", 0, 3), new Chunk("", 3, 4));
    assertThat(Scheme.IOB2.chunks(tags("B- I-"))).containsExactly(new Chunk("", 0, 2));
    assertThat(Scheme.BMES.chunks(List.of())).isEmpty();
  }

  @Test
  void overlapsAndOverrunsAreRefused() {
    assertThatThrownBy(() -> Scheme.IOB2.tags(List.of(new Chunk("A", 0, 3)), 2))
        .hasMessageContaining("within 2 tokens");
    assertThatThrownBy(
            () -> Scheme.IOB2.tags(List.of(new Chunk("A", 0, 2), new Chunk("B", 1, 3)), 3))
        .hasMessageContaining("overlap");
    assertThatThrownBy(() -> new Chunk("A", 2, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void schemesAreDetected() {
    for (Scheme scheme : List.of(Scheme.IOB2, Scheme.IOE2, Scheme.IOBES, Scheme.BILOU)) {
      assertThat(Scheme.detect(List.of(scheme.tags(CHUNKS, 8)))).isEqualTo(scheme);
    }
    assertThat(Scheme.detect(List.of(tags("B M E S")))).isEqualTo(Scheme.BMES);
    assertThat(Scheme.detect(List.of(Scheme.IOB1.tags(CHUNKS, 8)))).isEqualTo(Scheme.IOB1);
    assertThatThrownBy(() -> Scheme.detect(List.of(tags("NOUN VERB"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NOUN");
  }
}

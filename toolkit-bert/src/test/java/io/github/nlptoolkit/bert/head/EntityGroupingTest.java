package io.github.nlptoolkit.bert.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntityGroupingTest {
  private static final List<String> BIO = List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC");
  private static final List<String> BIOES =
      List.of("O", "B-PER", "I-PER", "E-PER", "S-PER", "S-LOC");

  /** One-letter tokens with the given labels, all sure. */
  private static List<String> simple(List<String> labels, String... chosen) {
    List<EntityGrouping.Token> tokens = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      float[] probabilities = new float[labels.size()];
      probabilities[labels.indexOf(chosen[i])] = 1;
      tokens.add(new EntityGrouping.Token(probabilities, new Span(i, i + 1), false));
    }
    return new EntityGrouping(labels)
        .entities("abcdefgh", tokens, Aggregation.SIMPLE, Set.of("O")).stream()
            .map(entity -> entity.label() + ":" + entity.text())
            .toList();
  }

  @Test
  void anEntityGoesOnUntilTheNextBegins() {
    assertThat(simple(BIO, "B-PER", "I-PER", "B-PER", "O", "I-PER"))
        .containsExactly("PER:ab", "PER:c", "PER:e");
  }

  @Test
  void anotherTypeIsAnotherEntity() {
    assertThat(simple(BIO, "B-PER", "I-LOC", "I-LOC")).containsExactly("PER:a", "LOC:bc");
  }

  @Test
  void labelsWithoutMarksAreTypes() {
    assertThat(simple(List.of("O", "NOUN", "VERB"), "NOUN", "NOUN", "VERB", "O"))
        .containsExactly("NOUN:ab", "VERB:c");
  }

  @Test
  void endsAndSinglesCloseAnEntity() {
    assertThat(simple(BIOES, "B-PER", "I-PER", "E-PER", "I-PER", "S-PER", "S-PER", "S-LOC"))
        .containsExactly("PER:abc", "PER:d", "PER:e", "PER:f", "LOC:g");
  }

  @Test
  void singlesAloneAreTypesAsInTransformers() {
    assertThat(simple(List.of("O", "S-PER", "X"), "S-PER", "S-PER")).containsExactly("PER:ab");
  }

  @Test
  void wordsAgreeOnALabel() {
    List<String> labels = List.of("O", "B-A", "B-B");
    List<EntityGrouping.Token> tokens =
        List.of(
            new EntityGrouping.Token(new float[] {.1f, .5f, .4f}, new Span(0, 2), false),
            new EntityGrouping.Token(new float[] {.1f, .1f, .8f}, new Span(2, 4), true),
            new EntityGrouping.Token(new float[] {.0f, .7f, .3f}, new Span(4, 5), true));
    EntityGrouping grouping = new EntityGrouping(labels);
    assertThat(grouping.entities("abcde", tokens, Aggregation.FIRST, Set.of()))
        .containsExactly(new Entity("A", .5f, new Span(0, 5), "abcde"));
    assertThat(grouping.entities("abcde", tokens, Aggregation.MAX, Set.of()))
        .containsExactly(new Entity("B", .8f, new Span(0, 5), "abcde"));
    assertThat(grouping.entities("abcde", tokens, Aggregation.AVERAGE, Set.of()))
        .containsExactly(new Entity("B", .5f, new Span(0, 5), "abcde"));
    assertThat(grouping.entities("abcde", tokens, Aggregation.NONE, Set.of("B-A")))
        .containsExactly(new Entity("B-B", .8f, new Span(2, 4), "cd"));
  }

  @Test
  void ofOverlappingEntitiesTheLongestStays() {
    Entity shortOne = new Entity("A", .9f, new Span(0, 3), "abc");
    Entity longOne = new Entity("A", .5f, new Span(1, 5), "bcde");
    Entity sure = new Entity("B", .8f, new Span(6, 8), "gh");
    Entity unsure = new Entity("A", .7f, new Span(6, 8), "gh");
    assertThat(EntityGrouping.withoutOverlaps(List.of(shortOne, unsure, longOne, sure)))
        .containsExactly(longOne, sure);
  }
}

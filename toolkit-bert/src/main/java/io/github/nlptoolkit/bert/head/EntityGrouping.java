package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Makes entities of labelled tokens, step by step as {@code TokenClassificationPipeline} of
 * transformers 5.23 does. Immutable and thread-safe.
 */
final class EntityGrouping {
  private final List<String> labels;
  private final List<Tag> tags;

  EntityGrouping(List<String> labels) {
    this.labels = labels;
    this.tags = Tag.of(labels);
  }

  /**
   * A token of a text, none that was added.
   *
   * @param probabilities of each label
   * @param span its place
   * @param subword whether it goes on with the word of the token before it
   */
  @SuppressWarnings("ArrayRecordComponent") // made and read by this package alone, never compared
  record Token(float[] probabilities, Span span, boolean subword) {}

  /** A token or word with the label chosen for it. */
  private record Chosen(int label, float score, Span span) {}

  /** The entities of a window, those with ignored labels left out. */
  List<Entity> entities(
      String text, List<Token> tokens, Aggregation aggregation, Set<String> ignored) {
    List<Chosen> chosen = new ArrayList<>();
    if (aggregation == Aggregation.NONE || aggregation == Aggregation.SIMPLE) {
      for (Token token : tokens) {
        chosen.add(best(token.probabilities(), token.span()));
      }
    } else {
      for (List<Token> word : words(tokens)) {
        chosen.add(word(word, aggregation));
      }
    }
    List<Entity> entities = new ArrayList<>();
    if (aggregation == Aggregation.NONE) {
      for (Chosen one : chosen) {
        entities.add(entity(text, labels.get(one.label()), one.score(), one.span()));
      }
    } else {
      groups(chosen).forEach(group -> entities.add(entity(text, group)));
    }
    entities.removeIf(entity -> ignored.contains(entity.label()));
    return entities;
  }

  private static Chosen best(float[] probabilities, Span span) {
    int best = Probabilities.best(probabilities);
    return new Chosen(best, probabilities[best], span);
  }

  private static List<List<Token>> words(List<Token> tokens) {
    List<List<Token>> words = new ArrayList<>();
    for (Token token : tokens) {
      if (words.isEmpty() || !token.subword()) {
        words.add(new ArrayList<>());
      }
      words.get(words.size() - 1).add(token);
    }
    return words;
  }

  private static Chosen word(List<Token> word, Aggregation aggregation) {
    Span span = span(word.get(0).span(), word.get(word.size() - 1).span());
    return switch (aggregation) {
      case FIRST -> best(word.get(0).probabilities(), span);
      case MAX -> {
        Chosen highest = best(word.get(0).probabilities(), span);
        for (Token token : word) {
          Chosen other = best(token.probabilities(), span);
          highest = other.score() > highest.score() ? other : highest;
        }
        yield highest;
      }
      default -> best(mean(word), span);
    };
  }

  private static float[] mean(List<Token> word) {
    float[] mean = new float[word.get(0).probabilities().length];
    for (int label = 0; label < mean.length; label++) {
      double sum = 0;
      for (Token token : word) {
        sum += token.probabilities()[label];
      }
      mean[label] = (float) (sum / word.size());
    }
    return mean;
  }

  private List<List<Chosen>> groups(List<Chosen> chosen) {
    List<List<Chosen>> groups = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      boolean goesOn =
          i > 0 && tags.get(chosen.get(i).label()).continues(tags.get(chosen.get(i - 1).label()));
      if (!goesOn) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(chosen.get(i));
    }
    return groups;
  }

  private Entity entity(String text, List<Chosen> group) {
    String label = labels.get(group.get(0).label());
    double sum = 0;
    for (Chosen one : group) {
      sum += one.score();
    }
    return entity(
        text,
        label.substring(label.indexOf('-') + 1),
        (float) (sum / group.size()),
        span(group.get(0).span(), group.get(group.size() - 1).span()));
  }

  private static Entity entity(String text, String label, float score, Span span) {
    return new Entity(label, score, span, span.of(text));
  }

  private static Span span(Span first, Span last) {
    return new Span(first.start(), Math.max(first.start(), last.end()));
  }

  /** Of entities of several windows that overlap, the longest stays; of equal ones, the surest. */
  static List<Entity> withoutOverlaps(List<Entity> entities) {
    List<Entity> sorted = new ArrayList<>(entities);
    sorted.sort(Comparator.comparingInt(entity -> entity.span().start()));
    List<Entity> kept = new ArrayList<>();
    for (Entity entity : sorted) {
      Entity before = kept.isEmpty() ? null : kept.get(kept.size() - 1);
      if (before == null || entity.span().start() >= before.span().end()) {
        kept.add(entity);
      } else if (beats(entity, before)) {
        kept.set(kept.size() - 1, entity);
      }
    }
    return kept;
  }

  private static boolean beats(Entity entity, Entity before) {
    int longer = Integer.compare(entity.span().length(), before.span().length());
    return longer > 0 || (longer == 0 && entity.score() > before.score());
  }
}

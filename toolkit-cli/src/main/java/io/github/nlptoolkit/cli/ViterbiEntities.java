package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.head.Entity;
import io.github.nlptoolkit.bert.head.TokenClassifier;
import io.github.nlptoolkit.bert.head.TokenScores;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.lattice.Emissions;
import io.github.nlptoolkit.sequence.lattice.LabelPath;
import io.github.nlptoolkit.sequence.lattice.Lattice;
import io.github.nlptoolkit.sequence.lattice.Posteriors;
import io.github.nlptoolkit.sequence.lattice.Transitions;
import io.github.nlptoolkit.sequence.scheme.AllowedTransitions;
import io.github.nlptoolkit.sequence.scheme.Chunk;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entities of the best valid tags: a token classifier's logits, a scheme's rules and maybe
 * learned transitions, decoded by the Viterbi of the CRF. A word has the tag of its first token.
 */
final class ViterbiEntities {
  private final TokenClassifier classifier;
  private final Scheme scheme;
  private final Transitions transitions;

  private ViterbiEntities(TokenClassifier classifier, Scheme scheme, Transitions transitions) {
    this.classifier = classifier;
    this.scheme = scheme;
    this.transitions = transitions;
  }

  /**
   * Makes the decoder.
   *
   * @throws IllegalArgumentException if the classifier's labels are no tags of the scheme, or the
   *     learned transitions lack one
   */
  static ViterbiEntities of(TokenClassifier classifier, Scheme scheme, @Nullable String learned)
      throws IOException, UsageException {
    List<String> labels = classifier.labels();
    Transitions rules = Transitions.allowed(AllowedTransitions.of(scheme, labels));
    return new ViterbiEntities(
        classifier, scheme, learned == null ? rules : rules.plus(learned(learned, labels)));
  }

  private static Transitions learned(String file, List<String> labels)
      throws IOException, UsageException {
    TagModel model = TagModel.load(file);
    CrfModel crf = model.crf() == null ? model.attributes() : model.crf().model();
    if (crf == null) {
      throw new UsageException("--transitions: " + file + " is no CRF");
    }
    Transitions scores = crf.transitions();
    double[][] matrix = new double[labels.size()][labels.size()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] = scores.score(crf.label(labels.get(i)), crf.label(labels.get(j)));
      }
    }
    return Transitions.of(matrix);
  }

  List<List<Entity>> entities(List<String> texts) {
    List<TokenScores> scores = classifier.scores(texts);
    List<List<Entity>> entities = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      entities.add(entities(texts.get(i), scores.get(i)));
    }
    return entities;
  }

  private List<Entity> entities(String text, TokenScores tokens) {
    List<float[]> logits = new ArrayList<>();
    List<Span> words = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (i > 0 && tokens.goesOn(i)) {
        int last = words.size() - 1;
        words.set(last, new Span(words.get(last).start(), tokens.span(i).end()));
      } else {
        logits.add(tokens.logits(i));
        words.add(tokens.span(i));
      }
    }
    if (words.isEmpty()) {
      return List.of();
    }
    Lattice lattice = Lattice.of(Emissions.of(logits.toArray(float[][]::new)), transitions);
    LabelPath path =
        lattice
            .best()
            .orElseThrow(
                () -> new IllegalArgumentException("no tags are valid: the labels lack O"));
    Posteriors posteriors = lattice.posteriors();
    List<Entity> entities = new ArrayList<>();
    for (Chunk chunk : scheme.chunks(path.names(classifier.labels()))) {
      double sum = 0;
      for (int t = chunk.start(); t < chunk.end(); t++) {
        sum += posteriors.probability(t, path.label(t));
      }
      Span span = new Span(words.get(chunk.start()).start(), words.get(chunk.end() - 1).end());
      entities.add(
          new Entity(
              chunk.type(), (float) (sum / (chunk.end() - chunk.start())), span, span.of(text)));
    }
    return entities;
  }
}

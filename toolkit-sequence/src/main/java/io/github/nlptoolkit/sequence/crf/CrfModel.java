package io.github.nlptoolkit.sequence.crf;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.sequence.lattice.Emissions;
import io.github.nlptoolkit.sequence.lattice.Lattice;
import io.github.nlptoolkit.sequence.lattice.Transitions;
import io.github.nlptoolkit.sequence.lattice.Viterbi;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A first-order linear-chain conditional random field over string attributes. A label's score at a
 * token is the sum of its weights for the token's attributes, each multiplied by the attribute's
 * value; a transition's score is its weight. {@link #lattice} gives both as matrices, and with them
 * probabilities, n-best paths and constraints; {@link #tag} is the short way to the best labels.
 *
 * <p>Paper: J. Lafferty, A. McCallum, F. Pereira (2001), <i>Conditional random fields:
 * probabilistic models for segmenting and labeling sequence data</i>. Peer: CRFsuite 0.12 as in
 * python-crfsuite 0.9.12, whose models {@link #load} reads too. An attribute that the model does
 * not know has no weight, as there.
 *
 * <p>A loaded model stays in its file, mapped into memory and shared between processes; the mapping
 * ends when the model is garbage. Immutable and thread-safe.
 */
public final class CrfModel {

  private final ModelImage image;
  private final List<String> labels;
  private final Transitions transitions;

  CrfModel(ByteBuffer bytes) {
    this.image = new ModelImage(bytes);
    this.labels = image.labelNames();
    this.transitions = Transitions.of(labels.size(), image.transitionScores());
  }

  /**
   * Maps a model file, or reads one of CRFsuite's.
   *
   * @param file a file that {@link #save} or CRFsuite wrote
   * @return the model
   * @throws ModelFormatException if it is not a model, damaged, cut short or of another version
   * @throws IOException if it cannot be read
   */
  public static CrfModel load(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE - 8) {
        throw new ModelFormatException(file, "size", "less than 2 GiB", size + " bytes");
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      return of(file.toString(), bytes);
    }
  }

  /**
   * Takes a model from memory, such as a resource of a jar.
   *
   * @param name what to call it in errors
   * @param bytes the content of a model file, from position 0 to the limit; must not be changed
   *     afterwards. A direct buffer is faster
   * @return the model
   * @throws ModelFormatException if it is not a model, damaged, cut short or of another version
   */
  public static CrfModel of(String name, ByteBuffer bytes) throws ModelFormatException {
    if (CrfsuiteFile.isOne(bytes)) {
      return CrfsuiteFile.read(name, bytes);
    }
    ModelImageCheck.check(name, bytes);
    return new CrfModel(bytes);
  }

  /**
   * Starts a model that is made of given weights.
   *
   * @param labels the labels, in the order of their numbers; at least one, at most 32,768
   * @return a builder without features
   * @throws IllegalArgumentException if there is no label, or one comes twice
   */
  public static CrfModelBuilder builder(List<String> labels) {
    return new CrfModelBuilder(labels, 0);
  }

  /**
   * Starts a model that knows its attributes by a hash of their names only.
   *
   * @param labels the labels, in the order of their numbers; at least one, at most 32,768
   * @param hashBits the logarithm of the number of buckets, in [1, 30]
   * @return a builder without features
   * @throws IllegalArgumentException if there is no label, or one comes twice, or the bits are out
   *     of range
   */
  public static CrfModelBuilder hashedBuilder(List<String> labels, int hashBits) {
    if (hashBits < 1 || hashBits > 30) {
      throw new IllegalArgumentException("hashBits must be in [1, 30], got " + hashBits);
    }
    return new CrfModelBuilder(labels, hashBits);
  }

  /**
   * Writes the model: into a temporary file, then moved into place.
   *
   * @param file where to; replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    AtomicFile.writeSeekable(
        file,
        channel -> {
          ByteBuffer rest = image.bytes.duplicate().rewind();
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
        });
  }

  /**
   * The best labels of a sentence. O(tokens × labels²). Of equal ones, those that {@link Lattice}
   * puts first.
   *
   * @param sentence attributes of each token
   * @return a label for each token; unmodifiable
   */
  public List<String> tag(AttributeSequence sentence) {
    int[] path = decode(sentence);
    String[] names = new String[path.length];
    for (int t = 0; t < path.length; t++) {
      names[t] = labels.get(path[t]);
    }
    return List.of(names);
  }

  /**
   * The best labels of a sentence by number.
   *
   * @param sentence attributes of each token
   * @return a label of {@link #labels} for each token
   */
  public int[] decode(AttributeSequence sentence) {
    int[] path = new int[sentence.length()];
    new Viterbi(transitions).decode(emissionScores(sentence), path.length, path);
    return path;
  }

  /**
   * Everything that the model says about a sentence.
   *
   * @param sentence attributes of each token
   * @return its lattice
   */
  public Lattice lattice(AttributeSequence sentence) {
    return Lattice.of(
        Emissions.of(sentence.length(), labels.size(), emissionScores(sentence)), transitions);
  }

  private double[] emissionScores(AttributeSequence sentence) {
    int length = sentence.length();
    int count = labels.size();
    if ((long) length * count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a sentence must have at most 2^31 / labels tokens, got " + length);
    }
    double[] scores = new double[length * count];
    for (int t = 0; t < length; t++) {
      int attributes = sentence.attributes(t);
      for (int i = 0; i < attributes; i++) {
        int id = image.find(sentence.name(t, i));
        if (id >= 0) {
          image.addScores(id, sentence.value(t, i), scores, t * count);
        }
      }
    }
    return scores;
  }

  /**
   * The labels.
   *
   * @return their names, in the order of their numbers; unmodifiable
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * The number of a label.
   *
   * @param label its name
   * @return its index in {@link #labels}
   * @throws IllegalArgumentException if the model has no such label
   */
  public int label(String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the label must be one of the model's " + labels + ", got " + label);
    }
    return index;
  }

  /**
   * The number of attributes that have a weight; in a model with hashed attributes, of buckets.
   *
   * @return at least 0
   */
  public int attributes() {
    return image.attributes;
  }

  /**
   * The size of the hash of attribute names.
   *
   * @return the logarithm of the number of buckets, or 0 if the names are kept
   */
  public int hashBits() {
    return image.hashBits;
  }

  /**
   * How the weights of state features are stored.
   *
   * @return their precision
   */
  public WeightPrecision precision() {
    return image.precision();
  }

  /**
   * The transition scores.
   *
   * @return labels × labels; 0 where there is no feature
   */
  public Transitions transitions() {
    return transitions;
  }

  /**
   * The transition features.
   *
   * @return by the label before, then the label after, in the order of {@link #labels}
   */
  public Stream<TransitionFeature> transitionFeatures() {
    return IntStream.range(0, image.transitions)
        .mapToObj(
            f ->
                new TransitionFeature(
                    labels.get(image.transitionFrom(f)),
                    labels.get(image.transitionTo(f)),
                    image.transitionWeight(f)));
  }

  /**
   * The state features.
   *
   * @return by attribute in the order of its number, then by label
   */
  public Stream<StateFeature> stateFeatures() {
    return IntStream.range(0, image.attributes)
        .boxed()
        .flatMap(a -> features(a, image.attributeName(a)));
  }

  /**
   * The weights of one attribute.
   *
   * @param attribute its name
   * @return a feature for each label that it has a weight for, in the order of {@link #labels};
   *     none if the model does not know it
   */
  public List<StateFeature> stateFeatures(String attribute) {
    int id = image.find(attribute);
    return id < 0 ? List.of() : features(id, attribute).toList();
  }

  private Stream<StateFeature> features(int attribute, String name) {
    return IntStream.range(image.stateStart(attribute), image.stateEnd(attribute))
        .mapToObj(
            f -> new StateFeature(name, labels.get(image.stateLabel(f)), image.stateWeight(f)));
  }

  /**
   * The number of state features.
   *
   * @return at least 0
   */
  public int stateFeatureCount() {
    return image.states;
  }

  /**
   * The number of transition features.
   *
   * @return at least 0
   */
  public int transitionFeatureCount() {
    return image.transitions;
  }

  /**
   * The same model with its weights stored in another precision, without the weights that are then
   * 0, and without those near 0.
   *
   * @param precision how to store weights of state features
   * @param threshold weights whose absolute value is at most this are left out; at least 0
   * @return a new model
   * @throws IllegalArgumentException if the threshold is negative or NaN
   */
  public CrfModel compact(WeightPrecision precision, double threshold) {
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException("threshold must be at least 0, got " + threshold);
    }
    CrfModelBuilder builder = new CrfModelBuilder(labels, image.hashBits);
    for (int a = 0; a < image.attributes; a++) {
      int id = image.hashed ? a : -1;
      for (int f = image.stateStart(a); f < image.stateEnd(a); f++) {
        double weight = image.stateWeight(f);
        if (Math.abs(weight) > threshold) {
          id = id < 0 ? builder.attribute(image.attributeName(a)) : id;
          builder.state(id, image.stateLabel(f), weight);
        }
      }
    }
    for (int f = 0; f < image.transitions; f++) {
      if (Math.abs(image.transitionWeight(f)) > threshold) {
        builder.transition(
            image.transitionFrom(f), image.transitionTo(f), image.transitionWeight(f));
      }
    }
    return builder.precision(precision).build();
  }

  /**
   * Writes the model as text, in the layout of {@code crfsuite dump}: labels, attributes,
   * transitions, state features with weights of six places.
   *
   * @param out where to
   * @throws IOException if it cannot be written
   */
  public void dump(Appendable out) throws IOException {
    new CrfDump(this, out).write();
  }

  String attributeName(int id) {
    return image.attributeName(id);
  }

  @Override
  public String toString() {
    return "CrfModel["
        + labels.size()
        + " labels, "
        + image.attributes
        + " attributes, "
        + image.states
        + " state features, "
        + image.transitions
        + " transition features]";
  }
}

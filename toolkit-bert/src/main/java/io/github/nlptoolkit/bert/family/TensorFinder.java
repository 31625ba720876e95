package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.DataType;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks up a checkpoint's tensors, and remembers which are missing and which are used. */
final class TensorFinder {
  /** As many as are lacking need not be counted further, however many a configuration asks for. */
  private static final int MOST_MISSING = 100;

  private static final String WORDS = "embeddings.word_embeddings.weight";

  private static final Set<DataType> FLOATS =
      Collections.unmodifiableSet(EnumSet.of(DataType.F32, DataType.F16, DataType.BF16));

  private final Checkpoint checkpoint;
  private final String prefix;
  private final List<String> missing = new ArrayList<>();
  private final Set<String> used = new LinkedHashSet<>();

  TensorFinder(Checkpoint checkpoint, Family family) {
    this.checkpoint = checkpoint;
    this.prefix = prefixed(checkpoint, family.prefix()) ? family.prefix() : "";
  }

  /** What lacks some tensors must not look as if it lacked all of them. */
  private static boolean prefixed(Checkpoint checkpoint, String prefix) {
    return !checkpoint.has(WORDS)
        && checkpoint.names().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** The name in this checkpoint of a tensor of the encoder. */
  String encoder(String name) {
    return prefix + name;
  }

  /** Whether there is such a tensor, in the new spelling or the old. */
  boolean has(String name) {
    return checkpoint.has(name) || checkpoint.has(oldSpelling(name));
  }

  /** Weight and bias of a linear layer or norm; the bias has the weight's first dimension. */
  void pair(List<TensorView> found, String name, long... shape) throws ModelFormatException {
    add(found, name + ".weight", shape);
    add(found, name + ".bias", shape[0]);
  }

  /** One tensor of floats. */
  void add(List<TensorView> found, String name, long... shape) throws ModelFormatException {
    add(found, name, FLOATS, shape);
  }

  /** One tensor of given types. */
  void add(List<TensorView> found, String name, Set<DataType> types, long... shape)
      throws ModelFormatException {
    String actual = checkpoint.has(name) ? name : oldSpelling(name);
    if (!checkpoint.has(actual)) {
      missing.add(name);
      if (missing.size() > MOST_MISSING) {
        finish();
      }
      return;
    }
    used.add(actual);
    TensorView tensor = checkpoint.tensor(actual, shape);
    if (!types.contains(tensor.dtype())) {
      String expected = types == FLOATS ? "F32, F16 or BF16" : types.toString();
      throw new ModelFormatException(
          tensor.file(), actual, "dtype " + expected, tensor.dtype().toString());
    }
    found.add(tensor);
  }

  private static String oldSpelling(String name) {
    return name.replaceFirst("LayerNorm\\.weight$", "LayerNorm.gamma")
        .replaceFirst("LayerNorm\\.bias$", "LayerNorm.beta");
  }

  /** Throws if something was missing. */
  void finish() throws ModelFormatException {
    if (!missing.isEmpty()) {
      checkpoint.require(missing);
    }
  }

  /** The names of the tensors found. */
  Set<String> used() {
    return used;
  }
}

package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The rows that a model reads of some texts, and the texts' vectors made of theirs: a row for each
 * text, and more for one that is read in windows. Batches may store side by side.
 */
final class TextRows {
  private final List<TokenIds> firsts;
  private final List<TokenIds> further = new ArrayList<>();
  private final List<Integer> owners = new ArrayList<>();
  private final float[][] vectors;
  private final float[][] furtherVectors;

  /** The windows of one text, at least one. */
  record Windows(List<TokenIds> all) {
    static Windows of(Tokenizer tokenizer, String text, OptionalInt overlap) {
      TokenIds whole = tokenizer.ids(text);
      if (!whole.truncated() || overlap.isEmpty()) {
        return new Windows(List.of(whole));
      }
      return new Windows(
          tokenizer.windows(text, overlap.getAsInt()).stream().map(Encoding::tokenIds).toList());
    }
  }

  TextRows(List<Windows> texts) {
    firsts = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      List<TokenIds> windows = texts.get(i).all();
      firsts.add(windows.get(0));
      for (TokenIds window : windows.subList(1, windows.size())) {
        further.add(window);
        owners.add(i);
      }
    }
    vectors = new float[firsts.size()][0];
    furtherVectors = new float[further.size()][0];
  }

  /** The texts, or their first windows. */
  List<TokenIds> firsts() {
    return firsts;
  }

  /** The other windows. */
  List<TokenIds> further() {
    return further;
  }

  void storeFirsts(int[] rows, FloatTensor tensor, int width) {
    store(rows, tensor, width, vectors);
  }

  void storeFurther(int[] rows, FloatTensor tensor, int width) {
    store(rows, tensor, width, furtherVectors);
  }

  private static void store(int[] rows, FloatTensor tensor, int width, float[][] target) {
    for (int i = 0; i < rows.length; i++) {
      float[] vector = new float[width];
      System.arraycopy(tensor.values(), i * width, vector, 0, width);
      target[rows[i]] = vector;
    }
  }

  /** The vectors of the texts; zeros for those without tokens. */
  Embeddings vectors(int width, int dimension, boolean isUnit, boolean normalized) {
    double[][] sums = new double[firsts.size()][];
    double[] weights = new double[firsts.size()];
    for (int i = 0; i < further.size(); i++) {
      int owner = owners.get(i);
      if (sums[owner] == null) {
        sums[owner] = new double[width];
        add(sums[owner], vectors[owner], firsts.get(owner).size());
        weights[owner] = firsts.get(owner).size();
      }
      add(sums[owner], furtherVectors[i], further.get(i).size());
      weights[owner] += further.get(i).size();
    }
    Embeddings.Builder result = Embeddings.builder(firsts.size(), dimension);
    for (int i = 0; i < firsts.size(); i++) {
      float[] vector = vectors[i];
      if (sums[i] != null) {
        vector = new float[width];
        for (int k = 0; k < width; k++) {
          vector[k] = (float) (sums[i][k] / weights[i]);
        }
        if (isUnit) {
          normalize(vector, width);
        }
      }
      if (vector.length > 0) {
        if (normalized) {
          normalize(vector, dimension);
        }
        result.row(i, vector, 0, dimension);
      }
    }
    return result.build();
  }

  private static void add(double[] sum, float[] vector, int weight) {
    for (int k = 0; k < vector.length; k++) {
      sum[k] += (double) weight * vector[k];
    }
  }

  /** As torch.nn.functional.normalize, of the first values. */
  private static void normalize(float[] vector, int count) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += (double) vector[k] * vector[k];
    }
    float length = Math.max((float) Math.sqrt(sum), 1e-12f);
    for (int k = 0; k < count; k++) {
      vector[k] /= length;
    }
  }
}

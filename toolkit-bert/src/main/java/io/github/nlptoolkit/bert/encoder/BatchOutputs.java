package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Cuts the tensors that the program {@code outputs.py} gives for a batch into texts. Immutable and
 * thread-safe.
 */
final class BatchOutputs {
  private final int hiddenSize;
  private final int layers;
  private final Set<Output> wanted;

  BatchOutputs(int hiddenSize, int layers, Set<Output> wanted) {
    this.hiddenSize = hiddenSize;
    this.layers = layers;
    this.wanted = wanted;
  }

  private boolean everyState() {
    return wanted.contains(Output.HIDDEN_STATES);
  }

  private int states() {
    return everyState() ? layers + 1 : 1;
  }

  private int attentions() {
    return wanted.contains(Output.ATTENTIONS) ? layers : 0;
  }

  /** What a text without tokens gets. */
  EncodedText empty(Encoding encoding) {
    return new EncodedText(
        encoding,
        hiddenSize,
        everyState(),
        new float[states()][0],
        new float[attentions()][0],
        wanted.contains(Output.POOLER) ? new float[0] : null);
  }

  /**
   * Cuts.
   *
   * @param encodings the texts of the batch, in its order
   * @param lengths pairs of numbers: how many texts of how many tokens
   * @param tensors the states; then, for each layer and each length, attention probabilities; then
   *     the pooler output
   */
  List<EncodedText> split(List<Encoding> encodings, long[] lengths, List<FloatTensor> tensors) {
    List<EncodedText> texts = new ArrayList<>(encodings.size());
    int groups = lengths.length / 2;
    int offset = 0;
    for (int group = 0; group < groups; group++) {
      int count = (int) lengths[2 * group];
      int length = (int) lengths[2 * group + 1];
      for (int i = 0; i < count; i++) {
        float[][] states = new float[states()][];
        for (int s = 0; s < states.length; s++) {
          states[s] = part(tensors.get(s), offset, length, hiddenSize);
        }
        float[][] attentions = new float[attentions()][];
        for (int layer = 0; layer < attentions.length; layer++) {
          FloatTensor tensor = tensors.get(states.length + layer * groups + group);
          attentions[layer] = part(tensor, i, 1, tensor.values().length / count);
        }
        float[] pooler =
            wanted.contains(Output.POOLER)
                ? part(tensors.get(tensors.size() - 1), texts.size(), 1, hiddenSize)
                : null;
        texts.add(
            new EncodedText(
                encodings.get(texts.size()), hiddenSize, everyState(), states, attentions, pooler));
        offset += length;
      }
    }
    return texts;
  }

  private static float[] part(FloatTensor tensor, int firstRow, int rows, int width) {
    return Arrays.copyOfRange(tensor.values(), firstRow * width, (firstRow + rows) * width);
  }
}

package io.github.nlptoolkit.benchmarks.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime used well: texts sorted by length, padded batches of a few, all cores in each
 * operator, the same tokenizer as the toolkit's. Mean pooling to unit length in Java.
 */
final class OnnxRuntimeEmbedder extends BatchedEmbedder {
  private static final int MAX_TOKENS = 256;

  private final Tokenizer tokenizer;
  private final OrtSession session;

  private OnnxRuntimeEmbedder(Tokenizer tokenizer, OrtSession session) {
    this.tokenizer = tokenizer;
    this.session = session;
  }

  /** Opens a model of the class path. */
  static OnnxRuntimeEmbedder open(String resource) throws IOException {
    Tokenizer tokenizer =
        Tokenizer.load(
            Models.standard().resolve(Models.DEFAULT).resolve("tokenizer.json"),
            TokenizerOptions.limit(MAX_TOKENS));
    try (InputStream in = OnnxRuntimeEmbedder.class.getResourceAsStream(resource);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      return new OnnxRuntimeEmbedder(
          tokenizer, OrtEnvironment.getEnvironment().createSession(in.readAllBytes(), options));
    } catch (OrtException e) {
      throw new IOException("cannot open " + resource, e);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("cannot close the session", e);
    }
  }

  @Override
  float[][] embed(List<String> texts) {
    List<TokenIds> tokens = tokenizer.ids(texts);
    return embedSorted(
        texts.size(),
        row -> tokens.get(row).size(),
        (rows, vectors) -> {
          try {
            embed(tokens, rows, vectors);
          } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed", e);
          }
        });
  }

  private void embed(List<TokenIds> tokens, int[] rows, float[][] vectors) throws OrtException {
    int length = tokens.get(rows[rows.length - 1]).size();
    long[] ids = new long[rows.length * length];
    long[] mask = new long[rows.length * length];
    for (int i = 0; i < rows.length; i++) {
      TokenIds text = tokens.get(rows[i]);
      for (int j = 0; j < text.size(); j++) {
        ids[i * length + j] = text.id(j);
        mask[i * length + j] = 1;
      }
    }
    long[] shape = {rows.length, length};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OnnxTensor typeTensor =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", idTensor,
                    "attention_mask", maskTensor,
                    "token_type_ids", typeTensor))) {
      FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
      int width = states.remaining() / ids.length;
      for (int i = 0; i < rows.length; i++) {
        vectors[rows[i]] = pooled(states, i * length, tokens.get(rows[i]).size(), width);
      }
    }
  }

  /** The mean of some rows, made to unit length. */
  private static float[] pooled(FloatBuffer states, int first, int count, int width) {
    float[] sum = new float[width];
    float[] row = new float[width];
    for (int j = 0; j < count; j++) {
      states.get((first + j) * width, row);
      for (int k = 0; k < width; k++) {
        sum[k] += row[k];
      }
    }
    double squares = 0;
    for (float value : sum) {
      squares += (double) value * value;
    }
    float factor = (float) (1 / Math.sqrt(squares));
    for (int k = 0; k < width; k++) {
      sum[k] *= factor;
    }
    return sum;
  }
}

package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.encoder.EncoderModel.Pooled;
import io.github.nlptoolkit.bert.internal.shorttext.RowPooling;
import io.github.nlptoolkit.bert.internal.shorttext.ShortTextEncoder;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Embeds texts that come one at a time. One that is alone runs without the engine if that is
 * prepared, or on all cores; those that several threads bring at once run together. Thread-safe.
 */
final class SingleTexts implements AutoCloseable {
  /** More callers than this wait before the queue. */
  private static final int MOST_WAITING = 4096;

  private final EncoderModel model;
  private final Lanes lanes = Lanes.shared();
  private final MicroBatcher<Single, FloatTensor> together;

  /** By a text's number of tokens: whether all cores together give the bits of one. */
  private final Map<Integer, Boolean> sameOnAllCores = new ConcurrentHashMap<>();

  private volatile @Nullable ShortTextEncoder shortTexts;
  private volatile boolean microBatching = true;

  /** A text with what follows the encoder, and the most tokens of a batch that it is in. */
  private record Single(TokenIds text, Pooled pooling, int tokensPerBatch) {}

  private final class Together implements MicroBatcher.Work<Single, FloatTensor> {
    @Override
    public boolean takes(List<Single> batch, Single next) {
      long tokens = next.text().size();
      for (Single single : batch) {
        tokens += single.text().size();
      }
      return tokens <= next.tokensPerBatch() && next.pooling().equals(batch.get(0).pooling());
    }

    @Override
    public List<FloatTensor> run(List<Single> batch) {
      List<TokenIds> texts = batch.stream().map(Single::text).toList();
      int[] rows = Batches.longestFirst(texts);
      PackedBatch packed = PackedBatch.of(texts, rows, model.config());
      FloatTensor vectors = model.embedBatch(rows, packed, batch.get(0).pooling());
      int width = vectors.size(1);
      FloatTensor[] results = new FloatTensor[rows.length];
      for (int i = 0; i < rows.length; i++) {
        float[] vector = Arrays.copyOfRange(vectors.values(), i * width, (i + 1) * width);
        results[rows[i]] = new FloatTensor(vector, 1, width);
      }
      return List.of(results);
    }
  }

  /**
   * Makes one.
   *
   * @param model the model that computes
   */
  SingleTexts(EncoderModel model) {
    this.model = model;
    this.together = new MicroBatcher<>(lanes::start, lanes.width(), MOST_WAITING, new Together());
  }

  /** Makes short texts that are alone run without the engine. It is closed with this. */
  void withoutEngine(ShortTextEncoder encoder) {
    shortTexts = encoder;
  }

  /** Whether texts of several threads run together; true at first. */
  void microBatching(boolean choice) {
    microBatching = choice;
  }

  /**
   * Embeds a text.
   *
   * @param text its tokens, at least one
   * @param tokensPerBatch the most tokens in a batch, but for a text that has more by itself
   * @param pooling what follows the encoder
   * @return its vector, as one row
   */
  FloatTensor embed(TokenIds text, int tokensPerBatch, Pooled pooling) {
    return microBatching
        ? together.run(new Single(text, pooling, tokensPerBatch), () -> alone(text, pooling))
        : alone(text, pooling);
  }

  private FloatTensor alone(TokenIds text, Pooled pooling) {
    PackedBatch batch = PackedBatch.of(List.of(text), model.config());
    return withoutEngine(batch, pooling)
        .orElseGet(() -> alone(batch, () -> model.embedBatch(new int[1], batch, pooling)));
  }

  /** A short text without the engine, if that is prepared and no other is being computed. */
  private Optional<FloatTensor> withoutEngine(PackedBatch text, Pooled pooling) {
    ShortTextEncoder encoder = shortTexts;
    if (encoder == null
        || text.tokens() > encoder.mostTokens()
        || !RowPooling.has(pooling.modules())) {
      return Optional.empty();
    }
    int size = model.config().hiddenSize();
    Optional<float[]> vector =
        text.read(
            (ids, positions, types) ->
                encoder.encode(
                    ids,
                    positions,
                    types,
                    (rows, from) ->
                        RowPooling.pool(
                            rows,
                            from,
                            ids.length,
                            size,
                            pooling.modes(),
                            pooling.skip(),
                            pooling.modules())));
    return vector.map(values -> new FloatTensor(values, 1, values.length));
  }

  /**
   * Runs a text on all cores where that gives the same bits as one core does. Kernels are chosen by
   * shape and threads, not by numbers, so the first text of each length, run both ways, tells for
   * all others of that length. Only heads whose rows begin on cache lines are tried: elsewhere
   * MKL's kernels also go by the addresses, which differ from call to call.
   */
  private FloatTensor alone(PackedBatch text, Callable<FloatTensor> work) {
    if (model.device().gpuIndex().isPresent() || !aligned() || !lanes.wideIsFree()) {
      return lanes.run(work);
    }
    Boolean same = sameOnAllCores.get(text.tokens());
    if (same != null) {
      return same ? lanes.runFaster(text.tokens(), work) : lanes.run(work);
    }
    FloatTensor narrow = lanes.run(work);
    FloatTensor wide = lanes.runWide(work);
    sameOnAllCores.put(text.tokens(), Arrays.equals(narrow.values(), wide.values()));
    return narrow;
  }

  /** Whether the rows of a head are whole cache lines in either precision. */
  private boolean aligned() {
    return model.config().headSize() % 32 == 0;
  }

  /** Frees what computes without the engine. Calls must have ended. */
  @Override
  public void close() {
    ShortTextEncoder encoder = shortTexts;
    if (encoder != null) {
      encoder.close();
    }
  }
}

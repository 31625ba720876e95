package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import java.util.List;
import java.util.Objects;

/** Adds up what batches report, and tells a listener, one thread at a time. Thread-safe. */
final class ProgressCount {
  private final EmbeddingListener listener;
  private final long total;
  private long texts;
  private long tokens;
  private long truncated;

  ProgressCount(EmbeddingListener listener, long total) {
    this.listener = Objects.requireNonNull(listener, "listener");
    this.total = total;
  }

  synchronized void tokenized(List<TokenIds> all) {
    truncated += all.stream().filter(TokenIds::truncated).count();
  }

  synchronized void done(int[] rows, List<TokenIds> all) {
    texts += rows.length;
    for (int row : rows) {
      tokens += all.get(row).size();
    }
    tell();
  }

  /** Those without tokens are in no batch. */
  synchronized void rest(List<TokenIds> all) {
    long empty = all.stream().filter(ids -> ids.size() == 0).count();
    if (empty > 0) {
      texts += empty;
      tell();
    }
  }

  private void tell() {
    listener.onProgress(new EmbeddingProgress(texts, total, tokens, truncated));
  }
}

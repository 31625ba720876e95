package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** A tokenizer that loads while the model does: both take about as long. Thread-safe. */
final class LoadingTokenizer {
  private final CompletableFuture<Tokenizer> tokenizer;

  private LoadingTokenizer(CompletableFuture<Tokenizer> tokenizer) {
    this.tokenizer = tokenizer;
  }

  static LoadingTokenizer start(TokenizerLoader loader, Path file) {
    Executor newThread =
        work -> {
          Thread thread = new Thread(work, "nlptoolkit-tokenizer-loading");
          thread.setDaemon(true);
          thread.start();
        };
    return new LoadingTokenizer(
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return loader.load(file);
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            },
            newThread));
  }

  /** Waits for it; throws what the loading threw. */
  Tokenizer get() throws IOException {
    try {
      return tokenizer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      } else if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      } else if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Frees it, now or as soon as it is there; its failure is of no interest any more. */
  @SuppressWarnings("FutureReturnValueIgnored") // nothing waits for the freeing
  void closeWhenLoaded() {
    tokenizer.whenComplete(
        (loaded, failure) -> {
          if (loaded != null) {
            loaded.close();
          }
        });
  }
}

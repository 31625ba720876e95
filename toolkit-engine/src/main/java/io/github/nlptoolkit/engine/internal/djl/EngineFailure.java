package io.github.nlptoolkit.engine.internal.djl;

import org.jspecify.annotations.Nullable;

/** What libtorch threw, without a type of DJL's. */
public final class EngineFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

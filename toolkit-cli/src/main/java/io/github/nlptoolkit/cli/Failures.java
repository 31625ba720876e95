package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.engine.train.DivergedException;
import io.github.nlptoolkit.failure.ContractException;
import io.github.nlptoolkit.failure.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Exceptions as one line for a person. */
final class Failures {

  private Failures() {}

  /** The exception that says what happened: not one that only carries another. */
  static Throwable root(Throwable e) {
    return e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
  }

  /** What happened, for a person. */
  static String message(Throwable failure) {
    Throwable e = root(failure);
    if (e instanceof OutOfMemoryError) {
      return "out of memory ("
          + e.getMessage()
          + "); NLP_JAVA_OPTS=-Xmx4g gives Java a heap of 4 GB, for example";
    }
    if (e instanceof NoSuchFileException f) {
      return f.getFile() + ": no such file";
    }
    if (e instanceof AccessDeniedException f) {
      return f.getFile() + ": permission denied";
    }
    if (e instanceof FileSystemException f) {
      return f.getFile() + ": " + orClass(f.getReason(), f);
    }
    if (isMeantForPeople(e)) {
      return orClass(e.getMessage(), e);
    }
    return "internal error: " + e + " (--debug shows where)";
  }

  private static boolean isMeantForPeople(Throwable e) {
    return e instanceof IOException
        || e instanceof IllegalArgumentException
        || e instanceof IllegalStateException
        || e instanceof UnsupportedOperationException
        || e instanceof InferenceException
        || e instanceof ContractException
        || e instanceof DivergedException
        || e instanceof UsageException
        || e instanceof ParameterException;
  }

  private static String orClass(@Nullable String message, Throwable e) {
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}

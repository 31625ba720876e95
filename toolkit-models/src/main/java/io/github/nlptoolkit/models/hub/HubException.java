package io.github.nlptoolkit.models.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A download that failed for a reason that lies with the Hub, the way to it, or what was asked of
 * it. Failures of this machine's disk are other {@link IOException}s.
 */
public final class HubException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why a download failed. */
  public enum Reason {
    /** {@code HF_HUB_OFFLINE} is set: nothing was sent. */
    OFFLINE,
    /** The server wants a token, or a better one; or it hides that there is no such model. */
    ACCESS_DENIED,
    /** The model's conditions have to be accepted first. */
    GATED,
    /** There is no such model. */
    REPOSITORY_NOT_FOUND,
    /** The model has no such branch, tag or commit. */
    REVISION_NOT_FOUND,
    /** A file that is listed is not there. */
    FILE_NOT_FOUND,
    /** The model has no files that can be used: no safetensors, say. */
    UNSUITABLE,
    /** Too many requests, and the server asks to wait for longer than is allowed. */
    RATE_LIMITED,
    /** The server failed, several times. */
    SERVER_ERROR,
    /** The server could not be reached, or hung up. */
    CONNECTION_FAILED,
    /** The server was silent for too long. */
    TIMED_OUT,
    /** A redirect that is not followed: too many, to plain HTTP, or to nowhere. */
    REDIRECT_REFUSED,
    /** The server's answer contradicts itself, the protocol, or what is safe. */
    INVALID_RESPONSE,
    /** What arrived is not what the server's checksum says. */
    CHECKSUM_MISMATCH
  }

  private final Reason reason;
  private final boolean passing;
  private final transient @Nullable Duration retryAfter;

  private HubException(
      Reason reason,
      String message,
      boolean passing,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.passing = passing;
    this.retryAfter = retryAfter;
  }

  /** A failure that another try would meet again. */
  static HubException lasting(Reason reason, String message) {
    return new HubException(reason, message, false, null, null);
  }

  static HubException lasting(Reason reason, String message, Throwable cause) {
    return new HubException(reason, message, false, null, cause);
  }

  /** A failure that may have passed when the same is tried again. */
  static HubException passing(Reason reason, String message, @Nullable Throwable cause) {
    return new HubException(reason, message, true, null, cause);
  }

  /** The same, from a server that may have said when to come again. */
  static HubException passing(Reason reason, String message, Optional<Duration> retryAfter) {
    return new HubException(reason, message, true, retryAfter.orElse(null), null);
  }

  /** The same failure after the last try. */
  HubException with(String more) {
    return new HubException(reason, getMessage() + "; " + more, passing, retryAfter, this);
  }

  /**
   * Why the download failed.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /** Whether to try again. */
  boolean isPassing() {
    return passing;
  }

  /** When the server asked to come again. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}

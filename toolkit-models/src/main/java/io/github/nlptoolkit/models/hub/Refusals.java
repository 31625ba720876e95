package io.github.nlptoolkit.models.hub;

import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What a status other than success means, said so that a person can act on it. The codes are those
 * of the Hub's {@code X-Error-Code} (huggingface_hub 2.4.0, {@code hf_raise_for_status}).
 * Thread-safe.
 */
final class Refusals {

  private static final Duration FOREVER = Duration.ofDays(3650);

  private final URI endpoint;
  private final boolean hasToken;
  private final InstantSource clock;

  Refusals(URI endpoint, boolean hasToken, InstantSource clock) {
    this.endpoint = endpoint;
    this.hasToken = hasToken;
    this.clock = clock;
  }

  /**
   * The failure that an answer stands for.
   *
   * @param file the file that was asked for; empty if it was the list of files
   */
  HubException of(Response response, HubId id, String file) {
    String what = file.isEmpty() ? id.toString() : file + " of " + id;
    String code = response.header("X-Error-Code").orElse("");
    String status =
        "HTTP status "
            + response.status()
            + " for "
            + what
            + " from "
            + response.uri().getHost()
            + response.header("X-Error-Message").map(m -> " (" + Printable.of(m) + ")").orElse("");
    if (code.equals("GatedRepo")) {
      return gated(id, status);
    }
    return switch (response.status()) {
      case 401, 403 -> denied(id, status, code);
      case 404, 410 -> missing(id, file, status, code);
      case 429 -> HubException.passing(Reason.RATE_LIMITED, status, retryAfter(response));
      case 408, 500, 502, 503, 504 ->
          HubException.passing(Reason.SERVER_ERROR, status, retryAfter(response));
      default ->
          HubException.lasting(
              response.status() >= 500 ? Reason.SERVER_ERROR : Reason.INVALID_RESPONSE, status);
    };
  }

  private HubException gated(HubId id, String status) {
    return HubException.lasting(
        Reason.GATED,
        id.repository()
            + " is gated: accept its conditions at "
            + endpoint
            + "/"
            + id.repository()
            + " and "
            + (hasToken ? "use a token of that account" : "set HF_TOKEN to a token of that account")
            + " ("
            + endpoint
            + "/settings/tokens); "
            + status);
  }

  private HubException denied(HubId id, String status, String code) {
    if (code.equals("RepoNotFound") && hasToken) {
      return noRepository(id, status);
    }
    return HubException.lasting(
        Reason.ACCESS_DENIED,
        id.repository()
            + " is private, gated or does not exist: "
            + (hasToken
                ? "the token (HF_TOKEN) gives no access to it"
                : "no token is set (HF_TOKEN)")
            + "; "
            + status);
  }

  private HubException missing(HubId id, String file, String status, String code) {
    if (code.equals("RevisionNotFound")) {
      return noRevision(id, status);
    }
    boolean isFile = code.isEmpty() ? !file.isEmpty() : code.equals("EntryNotFound");
    return isFile
        ? HubException.lasting(
            Reason.FILE_NOT_FOUND,
            "there is no " + Printable.of(file) + " in " + id + "; " + status)
        : noRepository(id, status);
  }

  HubException noRevision(HubId id, String status) {
    return HubException.lasting(
        Reason.REVISION_NOT_FOUND,
        id.repository() + " has no revision \"" + id.revision() + "\"; " + status);
  }

  private HubException noRepository(HubId id, String status) {
    return HubException.lasting(
        Reason.REPOSITORY_NOT_FOUND,
        "there is no model "
            + id.repository()
            + " at "
            + endpoint
            + (hasToken ? "" : ", or it is private and HF_TOKEN is not set")
            + "; "
            + status);
  }

  /** RFC 9110, section 10.2.3: seconds or a date; what is neither is as good as none. */
  private Optional<Duration> retryAfter(Response response) {
    String text = response.header("Retry-After").orElse("").strip();
    if (text.matches("[0-9]+")) {
      return Optional.of(text.length() > 8 ? FOREVER : Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), date.toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

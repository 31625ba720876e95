package io.github.nlptoolkit.models.hub;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a model on the Hugging Face Hub at one revision, written {@code org/name}, {@code
 * name}, or either with {@code @revision}. Immutable and thread-safe.
 *
 * <p>The rules are those of huggingface_hub 2.4.0, {@code validate_repo_id}, and of git for the
 * names of branches and tags.
 *
 * @param repository {@code org/name} or {@code name}: letters, digits, dots, hyphens, underscores
 * @param revision a branch, a tag, {@code refs/pr/N}, or a commit; {@value #MAIN} where none is
 *     written
 */
public record HubId(String repository, String revision) {

  /** The branch that is meant where no revision is written. */
  public static final String MAIN = "main";

  private static final int MAX_REPOSITORY = 96;
  private static final int MAX_REVISION = 200;
  private static final Pattern PART =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?");
  private static final Pattern REVISION_PART = Pattern.compile("[^.\\p{Cntrl}][^\\p{Cntrl}]*");
  private static final String NOT_IN_REVISIONS = " ~^:?*[\\<>|\"@";
  private static final String FOLDER_PREFIX = "models--";
  private static final String FOLDER_SEPARATOR = "--";

  /**
   * Makes a name.
   *
   * @param repository {@code org/name} or {@code name}
   * @param revision a branch, tag or commit
   * @throws IllegalArgumentException if either is not as the Hub has them
   */
  public HubId {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(revision, "revision");
    if (!isRepository(repository)) {
      throw new IllegalArgumentException(
          "a model of the Hub is named org/name or name, of at most 96 letters, digits, '.', '-' and"
              + " '_', without '--' and '..', got \""
              + Printable.of(repository)
              + "\"");
    }
    if (!isRevision(revision)) {
      throw new IllegalArgumentException(
          "revision must be a branch, a tag or a commit, got \"" + Printable.of(revision) + "\"");
    }
  }

  /**
   * Reads a name.
   *
   * @param text {@code org/name} or {@code name}, with {@code @revision} or without
   * @return the name
   * @throws IllegalArgumentException if it is none
   */
  public static HubId parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new HubId(text, MAIN)
        : new HubId(text.substring(0, at), text.substring(at + 1));
  }

  /**
   * Reads what may be a name.
   *
   * @param text any text
   * @return the name; empty if it is none
   */
  public static Optional<HubId> tryParse(String text) {
    int at = text.indexOf('@');
    boolean valid =
        at < 0
            ? isRepository(text)
            : isRepository(text.substring(0, at)) && isRevision(text.substring(at + 1));
    return valid ? Optional.of(parse(text)) : Optional.empty();
  }

  /** The model whose files lie in a folder of the cache; empty if it is not a model's folder. */
  static Optional<String> repositoryOf(String folderName) {
    if (!folderName.startsWith(FOLDER_PREFIX)) {
      return Optional.empty();
    }
    String repository = folderName.substring(FOLDER_PREFIX.length()).replace(FOLDER_SEPARATOR, "/");
    return isRepository(repository) ? Optional.of(repository) : Optional.empty();
  }

  /** The name of its folder in the cache, {@code models--org--name}. */
  String folderName() {
    return FOLDER_PREFIX + repository.replace("/", FOLDER_SEPARATOR);
  }

  /** Whether the revision is a full commit, which never changes. */
  boolean isCommit() {
    return isCommit(revision);
  }

  static boolean isCommit(String text) {
    return Etag.isHex(text, 40);
  }

  private static boolean isRepository(String text) {
    String[] parts = text.split("/", -1);
    boolean valid =
        parts.length <= 2
            && text.length() <= MAX_REPOSITORY
            && !text.contains("--")
            && !text.contains("..")
            && !text.endsWith(".git");
    for (String part : parts) {
      valid = valid && PART.matcher(part).matches();
    }
    return valid;
  }

  private static boolean isRevision(String text) {
    boolean valid = text.length() <= MAX_REVISION && !text.contains("..");
    for (int i = 0; i < text.length() && valid; i++) {
      valid =
          NOT_IN_REVISIONS.indexOf(text.charAt(i)) < 0 && !Character.isSurrogate(text.charAt(i));
    }
    for (String part : text.split("/", -1)) {
      valid =
          valid
              && REVISION_PART.matcher(part).matches()
              && !part.endsWith(".")
              && !part.endsWith(".lock");
    }
    return valid;
  }

  /**
   * The name as it is written.
   *
   * @return {@code org/name}, with {@code @revision} if that is not {@value #MAIN}
   */
  @Override
  public String toString() {
    return revision.equals(MAIN) ? repository : repository + "@" + revision;
  }
}

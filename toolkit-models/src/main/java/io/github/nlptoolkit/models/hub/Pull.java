package io.github.nlptoolkit.models.hub;

import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One download of one model. The small files come first, because two of them say which others there
 * are; then the weights; and when all contents are there, the names, those of the weights last, so
 * that a snapshot with weights is a whole one. Not thread-safe; runs once.
 */
final class Pull {

  private final HubClient client;
  private final HubId id;
  private final RepositoryFolder folder;
  private final boolean symbolicLinks;
  private final DownloadListener listener;

  /** Each file's content, and whether its name leads there already; in the order of linking. */
  private final Map<String, Content> contents = new LinkedHashMap<>();

  private record Content(Path path, boolean isLinked) {}

  Pull(
      HubClient client,
      HubId id,
      RepositoryFolder folder,
      boolean symbolicLinks,
      DownloadListener listener) {
    this.client = client;
    this.id = id;
    this.folder = folder;
    this.symbolicLinks = symbolicLinks;
    this.listener = listener;
  }

  Path run() throws IOException {
    Listing listing = client.listing(id);
    requireSafetensors(listing.files());
    folder.createFolders();
    Set<String> weights = new LinkedHashSet<>();
    for (String module : modules(listing)) {
      fetchSmall(listing, module);
      weights.addAll(weights(listing, module));
    }
    fetchAll(listing, List.copyOf(weights));
    for (Map.Entry<String, Content> file : contents.entrySet()) {
      if (!file.getValue().isLinked) {
        Path pointer = folder.pointer(listing.commit(), file.getKey());
        folder.link(pointer, file.getValue().path, symbolicLinks);
      }
    }
    if (!id.revision().equals(listing.commit())) {
      folder.writeRef(id.revision(), listing.commit());
    }
    return folder.snapshots().resolve(listing.commit());
  }

  private void requireSafetensors(Set<String> files) throws HubException {
    boolean any =
        files.stream()
            .map(Pull::baseName)
            .anyMatch(name -> name.equals(ModelFiles.WEIGHTS) || name.equals(ModelFiles.INDEX));
    boolean described = files.contains(ModelFiles.CONFIG) || files.contains(ModelFiles.MODULES);
    if (!any) {
      throw noSafetensors(
          id.toString(), files.stream().anyMatch(f -> ModelFiles.isPickle(baseName(f))));
    }
    if (!described) {
      throw HubException.lasting(Reason.UNSUITABLE, id + " has no " + ModelFiles.CONFIG);
    }
  }

  private HubException noSafetensors(String what, boolean hasPickle) {
    return HubException.lasting(
        Reason.UNSUITABLE,
        what
            + " has no "
            + ModelFiles.WEIGHTS
            + (hasPickle
                ? "; it has weights only as pickles, which can run code and are never read. In"
                    + " Python, on a model that is trusted, from_pretrained(...).save_pretrained("
                    + "FOLDER) writes a folder with safetensors"
                : ""));
  }

  /** The folders that files are taken from; the model's own is the last. */
  private List<String> modules(Listing listing) throws IOException {
    Set<String> modules = new LinkedHashSet<>();
    if (listing.files().contains(ModelFiles.MODULES)) {
      fetchAll(listing, List.of(ModelFiles.MODULES));
      modules.addAll(ModelFiles.modulePaths(path(ModelFiles.MODULES)));
      modules.remove("");
    }
    modules.add("");
    return List.copyOf(modules);
  }

  private void fetchSmall(Listing listing, String module) throws IOException {
    List<String> chosen =
        listing.files().stream()
            .filter(file -> ModelFiles.in(module, baseName(file)).equals(file))
            .filter(file -> ModelFiles.isSmall(baseName(file)))
            .toList();
    fetchAll(listing, chosen);
  }

  private List<String> weights(Listing listing, String module) throws IOException {
    Set<String> files = listing.files();
    String single = ModelFiles.in(module, ModelFiles.WEIGHTS);
    String index = ModelFiles.in(module, ModelFiles.INDEX);
    if (files.contains(single)) {
      return List.of(single);
    }
    if (!files.contains(index)) {
      boolean needed = files.contains(ModelFiles.in(module, ModelFiles.CONFIG));
      boolean hasPickle =
          files.stream()
              .anyMatch(
                  file ->
                      ModelFiles.isPickle(baseName(file))
                          && ModelFiles.in(module, baseName(file)).equals(file));
      if (needed && hasPickle) {
        throw noSafetensors(module.isEmpty() ? id.toString() : module + " of " + id, true);
      }
      return List.of();
    }
    fetchAll(listing, List.of(index));
    List<String> shards = new ArrayList<>();
    for (String shard : ModelFiles.shards(path(index))) {
      String file = ModelFiles.in(module, shard);
      if (!files.contains(file)) {
        throw HubException.lasting(
            Reason.UNSUITABLE, index + " of " + id + " names " + file + ", which is not there");
      }
      shards.add(file);
    }
    return shards;
  }

  private void fetchAll(Listing listing, List<String> files) throws IOException {
    for (String file : files) {
      if (!contents.containsKey(file)) {
        contents.put(file, fetch(listing.commit(), file));
      }
    }
  }

  private Content fetch(String commit, String name) throws IOException {
    RemoteFile file = client.describe(id, commit, name);
    Path pointer = folder.pointer(commit, name);
    if (Transfer.isWhole(pointer, file)) {
      long size = file.sizeOrUnknown();
      listener.progress(name, size, size);
      return new Content(pointer, true);
    }
    return new Content(new Transfer(client, id, folder, listener).fetch(file), false);
  }

  private Path path(String file) {
    Content content = contents.get(file);
    if (content == null) {
      throw new IllegalStateException(file + " was not fetched");
    }
    return content.path;
  }

  private static String baseName(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}

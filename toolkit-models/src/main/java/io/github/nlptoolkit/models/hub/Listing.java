package io.github.nlptoolkit.models.hub;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the Hub says a revision is: its commit and the names of its files, as {@code
 * /api/models/ID/revision/REVISION} lists them. Immutable.
 */
record Listing(String commit, Set<String> files) {

  static final int MAX_BYTES = 1 << 23;
  static final int MAX_FILES = 50_000;

  Listing {
    files = Collections.unmodifiableSet(new LinkedHashSet<>(files));
  }

  /**
   * Reads the answer; names that cannot be file names everywhere are left out, as they are none of
   * those that are wanted.
   *
   * @throws HubException if it is not such JSON, or has a name that no git repository can have
   */
  static Listing parse(HubId id, byte[] json) throws HubException {
    Listing listing;
    try {
      listing = read(id, BoundedJson.reader(json));
    } catch (HubException e) {
      throw e;
    } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
      throw HubException.lasting(
          Reason.INVALID_RESPONSE,
          "the list of files of "
              + id
              + " is not JSON ("
              + Printable.of(String.valueOf(e.getMessage()))
              + ")",
          e);
    }
    if (!HubId.isCommit(listing.commit)) {
      throw invalid(id, "has no commit of 40 digits but \"" + Printable.of(listing.commit) + "\"");
    }
    if (id.isCommit() && !id.revision().equals(listing.commit)) {
      throw invalid(id, "is of another commit, " + listing.commit);
    }
    return listing;
  }

  private static Listing read(HubId id, JsonReader in) throws IOException {
    String commit = "";
    Set<String> files = new LinkedHashSet<>();
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      if (key.equals("sha") && in.peek() == JsonToken.STRING) {
        commit = in.nextString();
      } else if (key.equals("siblings") && in.peek() == JsonToken.BEGIN_ARRAY) {
        readFiles(id, in, files);
      } else {
        in.skipValue();
      }
    }
    in.endObject();
    BoundedJson.requireEnd(in);
    return new Listing(commit, files);
  }

  private static void readFiles(HubId id, JsonReader in, Set<String> files) throws IOException {
    in.beginArray();
    for (int count = 0; in.hasNext(); count++) {
      if (count == MAX_FILES) {
        throw invalid(id, "has more than " + MAX_FILES + " files");
      }
      in.beginObject();
      while (in.hasNext()) {
        if (in.nextName().equals("rfilename")) {
          add(id, in.nextString(), files);
        } else {
          in.skipValue();
        }
      }
      in.endObject();
    }
    in.endArray();
  }

  private static void add(HubId id, String name, Set<String> files) throws HubException {
    if (!FileNames.isPossible(name)) {
      throw invalid(
          id, "has the file name \"" + Printable.of(name) + "\", which leaves the folder");
    }
    if (FileNames.isSafe(name)) {
      files.add(name);
    }
  }

  private static HubException invalid(HubId id, String why) {
    return HubException.lasting(
        Reason.INVALID_RESPONSE, "the server's list of files of " + id + " " + why);
  }
}

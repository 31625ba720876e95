package io.github.nlptoolkit.models.hub;

import java.net.URI;
import java.util.OptionalLong;

/** A file as the Hub describes it before it sends it. */
record RemoteFile(String name, URI uri, Etag etag, OptionalLong size) {

  long sizeOrUnknown() {
    return size.orElse(-1);
  }
}

package io.github.nlptoolkit.models.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A server's answer, its bytes still on the way. Not thread-safe. */
record Response(URI uri, int status, HttpHeaders headers, Body body) implements AutoCloseable {

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** A header as a length in bytes; empty if it is absent or no such thing. */
  OptionalLong length(String name) {
    String text = header(name).orElse("").strip();
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  boolean isRedirect() {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /**
   * Reads everything.
   *
   * @param what what it is, for the message
   * @param maxBytes how much is accepted
   */
  byte[] readAll(String what, int maxBytes) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (List<ByteBuffer> piece = body.next(); piece != null; piece = body.next()) {
      for (ByteBuffer buffer : piece) {
        if (buffer.remaining() > maxBytes - all.size()) {
          throw HubException.lasting(
              HubException.Reason.INVALID_RESPONSE,
              what + " from " + uri.getHost() + " has more than " + maxBytes + " bytes");
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        all.writeBytes(bytes);
      }
    }
    return all.toByteArray();
  }

  @Override
  public void close() {
    body.close();
  }
}

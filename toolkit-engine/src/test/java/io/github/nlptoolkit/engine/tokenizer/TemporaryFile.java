package io.github.nlptoolkit.engine.tokenizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is gone after the test. */
record TemporaryFile(Path path) implements AutoCloseable {

  TemporaryFile(String content) throws IOException {
    this(content.getBytes(StandardCharsets.UTF_8));
  }

  TemporaryFile(byte[] content) throws IOException {
    this(Files.write(Files.createTempFile("tokenizer", ".json"), content));
  }

  @Override
  public void close() throws IOException {
    Files.delete(path);
  }
}

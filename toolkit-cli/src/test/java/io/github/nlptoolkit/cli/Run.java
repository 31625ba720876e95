package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One command in this process, with a fake embedder and its streams in memory. */
final class Run {

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FakeEmbedder embedder = new FakeEmbedder();
  private EmbedderFactory embedders = (model, precision, device) -> embedder;
  private OutputStream out = captured;
  private byte[] in = new byte[0];
  private String terminals = "";
  private int code = -1;

  static Run command(String... arguments) {
    return new Run().go(arguments);
  }

  Run input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  Run input(byte[] bytes) {
    in = bytes;
    return this;
  }

  Run output(OutputStream stream) {
    out = stream;
    return this;
  }

  Run terminals(String digits) {
    terminals = digits;
    return this;
  }

  Run variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Run embedders(EmbedderFactory factory) {
    embedders = factory;
    return this;
  }

  Run go(String... arguments) {
    Terminal terminal =
        new Terminal(new ByteArrayInputStream(in), out, err, terminals, 80, this::variable);
    code = Application.run(terminal, embedders, arguments);
    return this;
  }

  private @Nullable String variable(String name) {
    return environment.get(name);
  }

  int code() {
    return code;
  }

  FakeEmbedder embedder() {
    return embedder;
  }

  byte[] bytes() {
    return captured.toByteArray();
  }

  String out() {
    return captured.toString(StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return out().lines().toList();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}

package io.github.nlptoolkit.engine.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a TorchScript class, put together from resources that hold its methods. Methods are
 * written as in a TorchScript archive: {@code def name(self, x: Tensor) -> Tensor:}, indented by
 * nothing; the state of the class is lists of tensors. Immutable and thread-safe.
 *
 * @see <a
 *     href="https://github.com/pytorch/pytorch/blob/v2.7.1/torch/csrc/jit/docs/serialization.md">the
 *     archive format of PyTorch 2.7.1</a>
 */
public final class ProgramText {
  static final String CLASS = "Program";

  /** What every program has. */
  private static final String OWN = "own.py";

  /** What a program has whose calls are recorded. */
  private static final String RECORDED = "recorded.py";

  private final List<String> state;
  private final String code;

  private ProgramText(List<String> state, String code) {
    this.state = state;
    this.code = code;
  }

  /**
   * Reads the methods of a program.
   *
   * @param owner the class beside whose package the resources lie
   * @param state the names of its attributes, each a {@code List[Tensor]}, empty at first
   * @param resources the names of the resources, each with some methods
   * @return the text
   * @throws IllegalArgumentException if a resource is missing
   */
  public static ProgramText of(Class<?> owner, List<String> state, String... resources) {
    StringBuilder code = new StringBuilder();
    code.append("class ").append(CLASS).append("(Module):\n");
    code.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    for (String name : state) {
      code.append("  ").append(name).append(" : List[Tensor]\n");
    }
    for (String resource : resources) {
      append(code, read(owner, resource));
    }
    append(code, read(ProgramText.class, OWN));
    return new ProgramText(List.copyOf(state), code.toString());
  }

  /**
   * The same program with more methods.
   *
   * @param owner the class beside whose package the resource lies
   * @param resource the name of the resource
   * @return a new text
   * @throws IllegalArgumentException if the resource is missing
   */
  public ProgramText with(Class<?> owner, String resource) {
    StringBuilder more = new StringBuilder(code);
    append(more, read(owner, resource));
    return new ProgramText(state, more.toString());
  }

  /**
   * The same program, whose methods can also be run by {@link Program#record}.
   *
   * @return a new text
   */
  public ProgramText recorded() {
    StringBuilder more = new StringBuilder(code);
    append(more, read(ProgramText.class, RECORDED));
    append(more, RecordedMethods.of(code));
    return new ProgramText(state, more.toString());
  }

  private static void append(StringBuilder code, List<String> lines) {
    for (String line : lines) {
      String plain = line.stripLeading();
      if (!plain.isEmpty() && !plain.startsWith("#")) {
        code.append("  ").append(typed(line)).append('\n');
      }
    }
  }

  /** TorchScript wants the type of {@code self}, which says nothing to a reader. */
  private static String typed(String line) {
    return line.startsWith("def ")
        ? line.replaceFirst("\\(self\\b", "(self: __torch__." + CLASS)
        : line;
  }

  private static List<String> read(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource + " beside " + owner);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ArrayList<>(text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + resource, e);
    }
  }

  List<String> state() {
    return state;
  }

  String code() {
    return code;
  }

  /** The whole class as libtorch will see it. */
  @Override
  public String toString() {
    return code;
  }
}

package io.github.nlptoolkit.engine.program;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Twins of a program's methods that take one list of tensors, whatever the methods take: only so
 * does DJL run a method with gradients recorded. The list begins with the places of the arguments
 * in it, and the place behind the last. Immutable and thread-safe.
 */
final class RecordedMethods {
  /** What a twin's name ends with. */
  static final String SUFFIX = "_recorded";

  /** A method as {@link ProgramText} has it, on one line. */
  private static final Pattern METHOD =
      Pattern.compile(
          "(?m)^  def (\\w+)\\(self: __torch__\\.\\w+((?:, \\w+: [\\w\\[\\]]+)*)\\) ->"
              + " (Tensor|List\\[Tensor\\]):$");

  private static final Pattern PARAMETER = Pattern.compile(", \\w+: ([\\w\\[\\]]+)");

  private RecordedMethods() {}

  /** The twins of all methods that give tensors and take what an argument can be. */
  static List<String> of(String code) {
    List<String> lines = new ArrayList<>();
    Matcher method = METHOD.matcher(code);
    while (method.find()) {
      List<String> arguments = arguments(method.group(2));
      if (!arguments.contains("")) {
        String call = "self." + method.group(1) + "(" + String.join(", ", arguments) + ")";
        lines.add("def " + method.group(1) + SUFFIX + "(self, a: List[Tensor]) -> List[Tensor]:");
        lines.add("  s = self.integers(a[0])");
        lines.add("  return " + (method.group(3).equals("Tensor") ? "[" + call + "]" : call));
      }
    }
    return lines;
  }

  /** How each argument is read from the list; empty for one that cannot be. */
  private static List<String> arguments(String parameters) {
    List<String> read = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(parameters);
    while (parameter.find()) {
      int i = read.size();
      String place = "a[s[" + i + "]]";
      read.add(
          switch (parameter.group(1)) {
            case "Tensor" -> place;
            case "List[Tensor]" -> "a[s[" + i + "]:s[" + (i + 1) + "]]";
            case "int" -> "int(" + place + ")";
            case "float" -> "float(" + place + ")";
            case "bool" -> "bool(" + place + ")";
            case "str" -> "self.letters(" + place + ")";
            case "List[int]" -> "self.integers(" + place + ")";
            case "List[float]" -> "self.decimals(" + place + ")";
            default -> "";
          });
    }
    return read;
  }
}

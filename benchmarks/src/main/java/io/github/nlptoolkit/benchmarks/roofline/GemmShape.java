package io.github.nlptoolkit.benchmarks.roofline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a linear layer over some tokens. Immutable.
 *
 * @param tokens the rows of the input
 * @param in the width of the input
 * @param out the width of the output
 */
public record GemmShape(int tokens, int in, int out) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})x(\\d{1,6})x(\\d{1,6})");

  /**
   * Reads what {@link #toString} writes.
   *
   * @param text such as {@code 2048x384x1536}
   * @return the shape
   * @throws IllegalArgumentException if it is not of that form
   */
  public static GemmShape parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a shape must be TOKENSxINxOUT, such as 2048x384x1536, got \"" + text + "\"");
    }
    return new GemmShape(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /**
   * The floating-point operations of one product: a multiplication and an addition for each weight
   * and token.
   *
   * @return the number of operations
   */
  public long operations() {
    return 2L * tokens * in * out;
  }

  @Override
  public String toString() {
    return tokens + "x" + in + "x" + out;
  }
}

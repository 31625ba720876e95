package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.output.TextTable;
import java.io.IOException;
import java.io.Writer;

/** Says, where there are several texts with a table each, which text a table is of. */
final class TextHeadings {

  private static final int CLIPPED = 78;

  private final Writer out;
  private final boolean several;
  private boolean first = true;

  TextHeadings(Writer out, boolean several) {
    this.out = out;
    this.several = several;
  }

  void write(String text) throws IOException {
    if (several) {
      String shown = TextTable.clipped(TextTable.printable(text), CLIPPED);
      out.write((first ? "" : "\n") + shown + "\n");
    }
    first = false;
  }
}

package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.LineSequence;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.output.NpyWriter;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.output.VectorFormat;
import io.github.nlptoolkit.cli.output.VectorLines;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.Embeddings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp embed}. */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description = {
      "Turns each line of the input into a vector.",
      "An empty line is a text too: there are as many vectors as lines."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp embed sentences.txt > vectors.jsonl",
      "  nlp embed --format npy --output vectors.npy sentences.txt",
      "  nlp embed --model bge-small-zh-v1.5 --format csv - < sentences.txt",
      "",
      "Any number of lines fits in a small heap: NLP_JAVA_OPTS=-Xmx256m will do."
    })
final class EmbedCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "jsonl (an object a line with index, text and embedding), csv (with a header) or npy"
              + " (one NumPy array of float32); jsonl.")
  private VectorFormat format = VectorFormat.JSONL;

  @Option(names = "--no-text", description = "Leave the texts out of jsonl and csv.")
  private boolean noText;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write a file, which is there when it is complete. On standard output, npy starts when"
              + " the last line is done, from a temporary file.")
  private @Nullable String output;

  @Parameters(paramLabel = "FILE", description = "Files in UTF-8; - or none is standard input.")
  private List<String> files = new ArrayList<>();

  EmbedCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    List<TextInput> inputs = Operands.inputs(files);
    OutputTarget target = Operands.target(output, terminal);
    if (format == VectorFormat.NPY && output == null && terminal.shows()) {
      throw new UsageException("npy is binary: name a file with --output, or redirect it");
    }
    try (StreamEmbedder embedder = model.open(embedders, terminal);
        LineSequence lines = new LineSequence(inputs, terminal);
        ProgressDisplay progress = new ProgressDisplay(terminal, "embed", total(inputs))) {
      if (format == VectorFormat.NPY) {
        writeArray(embedder, lines, progress, target);
      } else {
        writeLines(embedder, lines, progress, target);
      }
      progress.end();
      Operands.noteTruncated(terminal, progress, embedder);
    }
    return Application.OK;
  }

  /** Counting needs the files read once more, so only who watches pays for it. */
  private long total(List<TextInput> inputs) throws IOException {
    return terminal.watched() ? LineSequence.count(inputs) : -1;
  }

  private void writeLines(
      StreamEmbedder embedder, LineSequence lines, ProgressDisplay progress, OutputTarget target)
      throws IOException {
    Queue<String> texts = new ConcurrentLinkedQueue<>();
    Iterator<String> read = noText ? lines : new Recording(lines, texts);
    try (Ahead<Embeddings> vectors = new Ahead<>(embedder.embed(read, progress.call()))) {
      target.writeText(
          out -> {
            VectorLines writer = new VectorLines(out, format, embedder.dimension(), !noText);
            while (vectors.hasNext()) {
              Embeddings some = vectors.next();
              writer.write(noText ? List.of() : first(some.count(), texts), some);
            }
          });
    }
  }

  private static void writeArray(
      StreamEmbedder embedder, LineSequence lines, ProgressDisplay progress, OutputTarget target)
      throws IOException {
    try (Ahead<Embeddings> vectors = new Ahead<>(embedder.embed(lines, progress.call()))) {
      target.writeSeekable(
          channel -> {
            NpyWriter writer = new NpyWriter(channel, embedder.dimension());
            while (vectors.hasNext()) {
              writer.write(vectors.next());
            }
            writer.finish();
          });
    }
  }

  private static List<String> first(int count, Queue<String> texts) {
    List<String> first = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      first.add(texts.remove());
    }
    return first;
  }

  /** Keeps the texts that the embedder has read and not yet answered. */
  private record Recording(Iterator<String> texts, Queue<String> kept) implements Iterator<String> {

    @Override
    public boolean hasNext() {
      return texts.hasNext();
    }

    @Override
    public String next() {
      String text = texts.next();
      kept.add(text);
      return text;
    }
  }
}

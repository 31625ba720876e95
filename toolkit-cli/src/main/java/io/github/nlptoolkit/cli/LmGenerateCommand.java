package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.ngram.BackoffModel;
import io.github.nlptoolkit.ngram.TextGenerator;
import io.github.nlptoolkit.ngram.WordSplitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nlp lm generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Makes sentences up by the probabilities of a model, one a line.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp lm generate --model news.bin --count 5 --seed 7",
      "  nlp lm generate --model news.bin --start \"the old man\" --top-p 0.9 --temperature 0.8",
      "  nlp lm generate --model zh.bin --characters"
    })
final class LmGenerateCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private LmModelOption model = new LmModelOption();

  @Option(names = "--count", paramLabel = "N", description = "How many sentences; 1.")
  private int count = 1;

  @Option(names = "--seed", paramLabel = "S", description = "The same gives the same; 0.")
  private long seed;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Above 1 is wilder, below 1 tamer, 0 takes the most probable word; 1.")
  private double temperature = 1;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Choose from the K most probable; all.")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Choose from the fewest words that have P of the probability; 1.")
  private double topP = 1;

  @Option(
      names = "--max-words",
      paramLabel = "N",
      description = "Where to cut a sentence off; 100.")
  private int maxWords = 100;

  @Option(names = "--start", paramLabel = "TEXT", description = "How every sentence begins.")
  private String start = "";

  @Option(
      names = "--characters",
      description = "Words are single characters: no blank is put between them.")
  private boolean characters;

  LmGenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (count < 0) {
      throw new UsageException("--count must be at least 0, got " + count);
    }
    TextGenerator generator = generator(model.load());
    WordSplitter splitter = characters ? WordSplitter.characters() : WordSplitter.blanks();
    List<String> words = splitter.split(start);
    Operands.target(null, terminal)
        .writeText(
            out -> {
              for (int i = 0; i < count; i++) {
                List<String> sentence = new ArrayList<>(words);
                sentence.addAll(generator.generate(words));
                out.write(String.join(characters ? "" : " ", sentence) + "\n");
              }
            });
    return Application.OK;
  }

  private TextGenerator generator(BackoffModel loaded) throws UsageException {
    try {
      return TextGenerator.builder(loaded)
          .seed(seed)
          .temperature(temperature)
          .topK(topK)
          .topP(topP)
          .maxWords(maxWords)
          .build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
  }
}

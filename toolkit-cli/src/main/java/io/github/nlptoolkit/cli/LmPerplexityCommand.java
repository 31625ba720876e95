package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.ngram.BackoffModel;
import io.github.nlptoolkit.ngram.Perplexity;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nlp lm perplexity}. */
@Command(
    name = "perplexity",
    mixinStandardHelpOptions = true,
    description = "How well a model foretells text, with and without the words it does not know.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp lm perplexity --model news.bin held-out.txt",
      "  nlp lm perplexity --model zh.arpa.gz --characters zh.txt"
    })
final class LmPerplexityCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private LmModelOption model = new LmModelOption();

  @Mixin private LmText text = new LmText();

  LmPerplexityCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    text.inputs();
    BackoffModel loaded = model.load();
    Perplexity perplexity;
    try (InputStream in = text.open(terminal)) {
      perplexity = loaded.perplexity(in, text.splitter());
    }
    Operands.target(null, terminal)
        .writeText(
            out ->
                out.write(
                    String.format(
                        Locale.ROOT,
                        """
                        perplexity including unknown words %.6g
                        perplexity excluding unknown words %.6g
                        unknown words %d
                        tokens %d
                        sentences %d
                        log10 %.6f
                        """,
                        perplexity.includingUnknown(),
                        perplexity.excludingUnknown(),
                        perplexity.unknown(),
                        perplexity.tokens(),
                        perplexity.sentences(),
                        perplexity.log10())));
    return Application.OK;
  }
}

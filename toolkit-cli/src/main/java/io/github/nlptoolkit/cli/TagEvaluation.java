package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.sequence.scheme.ChunkScores;
import io.github.nlptoolkit.sequence.tagger.CrfSegmenter;
import io.github.nlptoolkit.sequence.tagger.WordScores;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Tells how good a tagger is on a file, in one line. */
final class TagEvaluation {
  private final Terminal terminal;
  private final TagFileOptions columns;

  TagEvaluation(Terminal terminal, TagFileOptions columns) {
    this.terminal = terminal;
    this.columns = columns;
  }

  void write(TagModel model, List<TextInput> inputs) throws IOException, UsageException {
    if (model.isSegmenter()) {
      CrfSegmenter segmenter = CrfSegmenter.of(Objects.requireNonNull(model.crf()));
      WordScores scores = new WordScores();
      for (List<String> words : columns.tokens(inputs, terminal)) {
        scores.add(words, segmenter::tokens);
      }
      ChunkScores.Score score = scores.counts().score();
      terminal.note(
          "dev: precision "
              + TagReport.percent(score.precision())
              + ", recall "
              + TagReport.percent(score.recall())
              + ", F1 "
              + TagReport.percent(score.f1()));
      return;
    }
    List<TagFileOptions.Labelled> sentences = columns.labelled(inputs, terminal);
    List<List<String>> gold = sentences.stream().map(one -> one.sentence().tags()).toList();
    List<List<String>> found =
        sentences.parallelStream()
            .map(one -> model.tag(one.rows(), one.sentence().tokens(), one.parts()))
            .toList();
    TagReport report = new TagReport(gold, found, null, TagEvaluateCommand.isChunks(model, gold));
    terminal.note("dev: " + report.line());
  }
}

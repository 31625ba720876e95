package io.github.nlptoolkit.benchmarks.segment;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import io.github.nlptoolkit.sequence.data.SentenceFormat;
import io.github.nlptoolkit.sequence.data.SentenceReader;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.sequence.scheme.ChunkScores;
import io.github.nlptoolkit.sequence.tagger.CrfSegmenter;
import io.github.nlptoolkit.sequence.tagger.WordScores;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Precision, recall and F1 of words in files of Universal Dependencies. */
public final class SegmentationScores {

  private SegmentationScores() {}

  /**
   * Prints the scores of each segmenter on each file.
   *
   * @param files CoNLL-U files, whose words are put together without blanks
   * @param out where to
   * @throws IOException if a file or the model cannot be read
   */
  public static void print(List<String> files, PrintStream out) throws IOException {
    Map<String, Function<String, List<Span>>> segmenters = new LinkedHashMap<>();
    segmenters.put("toolkit", CrfSegmenter.chinese()::tokens);
    segmenters.put("Lucene smartcn", SegmentationScores::smartcn);
    segmenters.put("HanLP", hanLp());
    for (String file : files) {
      List<List<String>> sentences = read(file);
      for (Map.Entry<String, Function<String, List<Span>>> one : segmenters.entrySet()) {
        WordScores scores = new WordScores();
        sentences.forEach(words -> scores.add(words, one.getValue()));
        ChunkScores.Score score = scores.counts().score();
        out.printf(
            Locale.ROOT,
            "%s: %s: precision %.4f, recall %.4f, F1 %.4f%n",
            file,
            one.getKey(),
            score.precision(),
            score.recall(),
            score.f1());
      }
    }
  }

  private static List<List<String>> read(String file) throws IOException {
    List<List<String>> sentences = new ArrayList<>();
    try (SentenceReader reader = SentenceFormat.CONLLU.open(Path.of(file))) {
      for (TokenRows rows = reader.read(); rows != null; rows = reader.read()) {
        sentences.add(rows.column(1));
      }
    }
    return sentences;
  }

  private static List<Span> smartcn(String text) {
    List<Span> spans = new ArrayList<>();
    try (Tokenizer tokenizer = new HMMChineseTokenizer()) {
      OffsetAttribute offset = tokenizer.addAttribute(OffsetAttribute.class);
      tokenizer.setReader(new StringReader(text));
      tokenizer.reset();
      while (tokenizer.incrementToken()) {
        spans.add(new Span(offset.startOffset(), offset.endOffset()));
      }
      tokenizer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return spans;
  }

  /** Its default, Viterbi over a dictionary. */
  private static Function<String, List<Span>> hanLp() {
    Segment segment = HanLP.newSegment().enableOffset(true);
    return text ->
        segment.seg(text).stream()
            .map(term -> new Span(term.offset, term.offset + term.word.length()))
            .toList();
  }
}

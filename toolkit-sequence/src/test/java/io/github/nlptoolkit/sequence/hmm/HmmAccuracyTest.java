package io.github.nlptoolkit.sequence.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nlptoolkit.sequence.data.SentenceFormat;
import io.github.nlptoolkit.sequence.data.SentenceReader;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How good the tagger is on Universal Dependencies English-EWT, if the data are there. */
class HmmAccuracyTest {

  private static List<TaggedSentence> read(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("shared.dir", "../../shared")).resolve("data/ud-en-ewt/" + name);
    assumeTrue(Files.exists(file), "needs " + file + " (-Dshared.dir)");
    List<TaggedSentence> sentences = new ArrayList<>();
    try (SentenceReader reader = SentenceFormat.CONLLU.open(file)) {
      reader.readAll().forEach(rows -> sentences.add(TaggedSentence.of(rows, 1, 3)));
    }
    return sentences;
  }

  private static double accuracy(HmmTagger tagger, List<TaggedSentence> gold) {
    List<List<String>> tags = tagger.tagAll(gold.stream().map(TaggedSentence::tokens).toList());
    int right = 0;
    int all = 0;
    for (int i = 0; i < gold.size(); i++) {
      for (int t = 0; t < gold.get(i).size(); t++) {
        right += tags.get(i).get(t).equals(gold.get(i).tags().get(t)) ? 1 : 0;
        all++;
      }
    }
    return (double) right / all;
  }

  @Test
  void suffixesAndTrigramsReach92Percent() throws IOException {
    List<TaggedSentence> train = read("en_ewt-ud-train.conllu");
    List<TaggedSentence> dev = read("en_ewt-ud-dev.conllu");
    double accuracy = accuracy(HmmTaggerTrainer.builder().build().train(train), dev);
    double bigrams = accuracy(HmmTaggerTrainer.builder().order(2).build().train(train), dev);
    System.out.printf(
        "HMM on UD English-EWT dev: trigrams %.4f, bigrams %.4f%n", accuracy, bigrams);
    assertThat(accuracy).isGreaterThanOrEqualTo(0.92);
  }
}

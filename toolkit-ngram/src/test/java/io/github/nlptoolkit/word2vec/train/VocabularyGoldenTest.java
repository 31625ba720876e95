package io.github.nlptoolkit.word2vec.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.word2vec.GoldenFolder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Vocabularies and their tables beside gensim's. */
class VocabularyGoldenTest {

  private static final double TOLERANCE = 1e-9;

  private static Vocabulary count(JsonObject golden, Word2VecSettings.Builder settings)
      throws IOException {
    String file = golden.get("corpus").getAsString();
    try (Corpus corpus = Corpus.file(GoldenFolder.root().resolve(file))) {
      return new VocabularyCounter(settings.threads(2).build(), null).count(corpus);
    }
  }

  private static Vocabulary recordedVocabulary(JsonObject golden) throws IOException {
    return count(golden, Word2VecSettings.builder().minCount(golden.get("min_count").getAsLong()));
  }

  @Test
  void wordsAndCounts() throws IOException {
    JsonObject golden = GoldenFolder.json("vocab.json");
    Vocabulary vocabulary = recordedVocabulary(golden);
    JsonArray words = golden.get("words").getAsJsonArray();
    assertThat(vocabulary.size()).isEqualTo(words.size());
    assertThat(vocabulary.corpusWords()).isEqualTo(golden.get("corpus_total_words").getAsLong());
    assertThat(vocabulary.total()).isEqualTo(golden.get("kept_words").getAsLong());
    for (int i = 0; i < words.size(); i++) {
      JsonArray word = words.get(i).getAsJsonArray();
      int row = vocabulary.rowOf(word.get(0).getAsString());
      assertThat(vocabulary.count(row)).isEqualTo(word.get(1).getAsLong());
      // Equal counts may be in any order there, so only counts can be compared by place.
      assertThat(vocabulary.count(i)).isEqualTo(word.get(1).getAsLong());
    }
  }

  @Test
  void keepProbabilities() throws IOException {
    JsonObject golden = GoldenFolder.json("vocab.json");
    Vocabulary vocabulary = recordedVocabulary(golden);
    for (JsonObject recorded : GoldenFolder.objects(golden.get("keep_probability"))) {
      double sample = recorded.get("sample").getAsDouble();
      Subsampling subsampling = new Subsampling(vocabulary.counts(), vocabulary.total(), sample);
      assertThat(Subsampling.threshold(vocabulary.total(), sample))
          .isCloseTo(recorded.get("threshold_count").getAsDouble(), within(TOLERANCE * 1e4));
      for (JsonElement element : recorded.get("probability").getAsJsonArray()) {
        JsonArray pair = element.getAsJsonArray();
        int row = vocabulary.rowOf(pair.get(0).getAsString());
        assertThat(subsampling.probability(row))
            .isCloseTo(pair.get(1).getAsDouble(), within(TOLERANCE));
      }
      for (JsonElement element : recorded.get("sample_int").getAsJsonArray()) {
        JsonArray pair = element.getAsJsonArray();
        int row = vocabulary.rowOf(pair.get(0).getAsString());
        assertThat(subsampling.limit(row)).isCloseTo(pair.get(1).getAsLong(), within(1L));
      }
    }
  }

  @Test
  void negativeSampling() throws IOException {
    JsonObject golden = GoldenFolder.json("vocab.json");
    Vocabulary vocabulary = recordedVocabulary(golden);
    for (JsonObject recorded : GoldenFolder.objects(golden.get("negative_sampling"))) {
      NegativeSampler sampler =
          new NegativeSampler(vocabulary.counts(), recorded.get("ns_exponent").getAsDouble());
      JsonArray probabilities = recorded.get("probability_first_10").getAsJsonArray();
      for (int i = 0; i < probabilities.size(); i++) {
        assertThat(sampler.probability(i))
            .isCloseTo(probabilities.get(i).getAsDouble(), within(TOLERANCE));
        assertThat(sampler.drawnProbability(i))
            .isCloseTo(probabilities.get(i).getAsDouble(), within(TOLERANCE));
      }
      double domain = recorded.get("domain").getAsDouble();
      double[] sums = new double[vocabulary.size()];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = (i == 0 ? 0 : sums[i - 1]) + sampler.probability(i);
      }
      JsonArray table = recorded.get("first_20_cum_table").getAsJsonArray();
      for (int i = 0; i < table.size(); i++) {
        assertThat((double) Math.round(sums[i] * domain))
            .isCloseTo(table.get(i).getAsDouble(), within(1.0));
      }
      for (JsonElement element : recorded.get("cumulative_at_index").getAsJsonArray()) {
        JsonArray pair = element.getAsJsonArray();
        assertThat(sums[pair.get(0).getAsInt()])
            .isCloseTo(pair.get(1).getAsDouble(), within(TOLERANCE));
      }
    }
  }

  @Test
  void limits() throws IOException {
    JsonObject golden = GoldenFolder.json("vocab.json");
    for (JsonObject recorded : GoldenFolder.objects(golden.get("vocabulary_limits"))) {
      Word2VecSettings.Builder settings =
          Word2VecSettings.builder().minCount(recorded.get("min_count").getAsLong());
      if (recorded.has("max_final_vocab")) {
        settings.maxFinalVocabulary(recorded.get("max_final_vocab").getAsInt());
      }
      if (recorded.has("max_vocab_size")) {
        settings.maxVocabularySize(recorded.get("max_vocab_size").getAsInt());
      }
      Vocabulary vocabulary = count(golden, settings);
      assertThat(vocabulary.size()).isEqualTo(recorded.get("vocabulary").getAsInt());
      assertThat(vocabulary.total()).isEqualTo(recorded.get("kept_words").getAsLong());
      assertThat(vocabulary.count(vocabulary.size() - 1))
          .isGreaterThanOrEqualTo(recorded.get("effective_min_count").getAsLong());
    }
  }

  @Test
  void huffmanCodes() throws IOException {
    for (JsonObject recorded :
        GoldenFolder.objects(GoldenFolder.json("huffman.json").get("cases"))) {
      java.util.List<JsonObject> words = GoldenFolder.objects(recorded.get("words"));
      long[] counts = words.stream().mapToLong(word -> word.get("count").getAsLong()).toArray();
      HuffmanTree tree = new HuffmanTree(counts);
      long weighted = 0;
      for (int i = 0; i < counts.length; i++) {
        weighted += counts[i] * tree.code(i).length;
        if (recorded.get("name").getAsString().startsWith("distinct")) {
          assertThat(bits(tree.code(i))).isEqualTo(words.get(i).get("code").getAsString());
          assertThat(tree.points(i)).containsExactly(GoldenFolder.ints(words.get(i).get("points")));
        }
      }
      assertThat(weighted)
          .as(recorded.get("name").getAsString())
          .isEqualTo(recorded.get("weighted_length").getAsLong());
    }
  }

  private static String bits(boolean[] code) {
    StringBuilder bits = new StringBuilder();
    for (boolean bit : code) {
      bits.append(bit ? '1' : '0');
    }
    return bits.toString();
  }
}

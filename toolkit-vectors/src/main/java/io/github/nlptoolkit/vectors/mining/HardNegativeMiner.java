package io.github.nlptoolkit.vectors.mining;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.vectors.SemanticSearch;
import io.github.nlptoolkit.vectors.Similarity;
import io.github.nlptoolkit.vectors.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds texts that look like answers and are none: for each anchor the most similar documents that
 * are not its positives. Peer: sentence-transformers 6.2, {@code util.mine_hard_negatives}, with
 * its settings, order of filters and forms of results.
 *
 * <p>The documents are the corpus and all positives, each once. Of an anchor's {@code rangeMax +
 * positives} nearest documents its positives are taken out, then those within a margin of its least
 * similar positive, above {@code maxScore} or below {@code minScore}; the first {@code rangeMin} of
 * the rest are skipped. With a {@link PairScorer} and a filter, its scores take the place of the
 * similarities.
 *
 * <p><i>Differences</i>: random sampling is seeded; a {@link PairScorer} is asked only about
 * documents that were found, where the peer also asks about padding. Immutable and thread-safe if
 * the scorer is.
 */
public final class HardNegativeMiner {
  private final int numNegatives;
  private final int rangeMin;
  private final @Nullable Integer rangeMax;
  private final NegativeFilter filter;
  private final @Nullable Long sampleSeed;
  private final boolean includePositives;
  private final Similarity similarity;
  private final @Nullable PairScorer scorer;

  HardNegativeMiner(HardNegativeOptions options) {
    this.numNegatives = options.numNegatives;
    this.rangeMin = options.rangeMin;
    this.rangeMax = options.rangeMax;
    this.filter = options.filter();
    this.sampleSeed = options.sampleSeed;
    this.includePositives = options.includePositives;
    this.similarity = options.similarity;
    this.scorer = options.scorer;
  }

  /**
   * Starts the settings.
   *
   * @return a builder: the three most similar negatives, no filter
   */
  public static HardNegativeOptions builder() {
    return new HardNegativeOptions();
  }

  /**
   * Mines negatives among the positives.
   *
   * @param anchors the anchors; one with several positives comes several times
   * @param positives for each anchor a positive
   * @param embedder embeds anchors and documents
   * @return the negatives
   * @throws IllegalArgumentException if the lists are empty or differ in length, or the ranges of
   *     the settings leave too few candidates
   */
  public HardNegatives mine(List<String> anchors, List<String> positives, TextEmbedder embedder) {
    return mine(anchors, positives, List.of(), embedder, embedder);
  }

  /**
   * Mines negatives among the documents of a corpus and the positives.
   *
   * @param anchors the anchors; one with several positives comes several times
   * @param positives for each anchor a positive
   * @param corpus more documents, possibly none
   * @param queryEmbedder embeds anchors
   * @param documentEmbedder embeds documents
   * @return the negatives
   * @throws IllegalArgumentException if the lists are empty or differ in length, the dimensions of
   *     the embedders differ, or the ranges of the settings leave too few candidates
   */
  public HardNegatives mine(
      List<String> anchors,
      List<String> positives,
      List<String> corpus,
      TextEmbedder queryEmbedder,
      TextEmbedder documentEmbedder) {
    MiningCorpus texts = MiningCorpus.of(anchors, positives, corpus);
    int last = rangeMax(texts.mostPositives());
    Embeddings documents = Vectors.normalized(documentEmbedder.embed(texts.documents()));
    Embeddings queries = Vectors.normalized(queryEmbedder.embed(texts.queries()));
    SemanticSearch search =
        SemanticSearch.builder(documents.dimension()).similarity(similarity).add(documents).build();
    List<List<Match>> nearest = search.search(queries, last + texts.mostPositives());
    Random random = sampleSeed == null ? null : new Random(sampleSeed);
    List<HardNegatives.Query> found = new ArrayList<>();
    for (int query = 0; query < texts.queries().size(); query++) {
      List<Match> own = positives(texts, query, queries, documents);
      List<Match> candidates = rescored(texts, query, nearest.get(query));
      List<Match> negatives = negatives(texts, query, candidates, own, last, random);
      found.add(
          new HardNegatives.Query(
              texts.queries().get(query), scored(texts, own), scored(texts, negatives)));
    }
    return new HardNegatives(found, numNegatives);
  }

  private int rangeMax(int mostPositives) {
    int last;
    if (rangeMax != null) {
      last = rangeMax;
    } else if (filter.widensRange(scorer != null)) {
      last = Math.addExact(Math.addExact(rangeMin, 10 * numNegatives), mostPositives);
    } else {
      last = Math.addExact(Math.addExact(rangeMin, numNegatives), mostPositives);
    }
    if (rangeMin >= last) {
      throw new IllegalArgumentException(
          "rangeMin must be smaller than rangeMax, got " + rangeMin + " and " + last);
    }
    if (numNegatives > last - rangeMin) {
      throw new IllegalArgumentException(
          "numNegatives must be at most rangeMax - rangeMin, "
              + (last - rangeMin)
              + ", got "
              + numNegatives);
    }
    return last;
  }

  private List<Match> positives(
      MiningCorpus texts, int query, Embeddings queries, Embeddings documents) {
    int[] rows = texts.positives(query).stream().mapToInt(Integer::intValue).toArray();
    int[] same = new int[rows.length];
    java.util.Arrays.fill(same, query);
    float[] scores = similarity.pairwise(queries.select(same), documents.select(rows));
    List<Match> positives = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      positives.add(new Match(rows[i], scores[i]));
    }
    return rescored(texts, query, positives);
  }

  /** The same documents in the same order with the scorer's scores, if there is a use for them. */
  private List<Match> rescored(MiningCorpus texts, int query, List<Match> matches) {
    PairScorer judge = scorer;
    if (judge == null || !filter.isSet()) {
      return matches;
    }
    List<String> documents =
        matches.stream().map(match -> texts.documents().get(match.index())).toList();
    float[] scores = judge.score(texts.queries().get(query), documents);
    if (scores.length != documents.size()) {
      throw new IllegalArgumentException(
          "the scorer must give a score for each of "
              + documents.size()
              + " documents, got "
              + scores.length);
    }
    List<Match> rescored = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      rescored.add(new Match(matches.get(i).index(), scores[i]));
    }
    return rescored;
  }

  private List<Match> negatives(
      MiningCorpus texts,
      int query,
      List<Match> candidates,
      List<Match> positives,
      int last,
      @Nullable Random random) {
    Set<Integer> own = includePositives ? Set.of() : texts.positiveSet(query);
    float leastPositive = Float.POSITIVE_INFINITY;
    for (Match positive : positives) {
      leastPositive = Math.min(leastPositive, positive.score());
    }
    List<Match> left = new ArrayList<>();
    for (Match candidate : candidates) {
      if (!own.contains(candidate.index()) && filter.accepts(candidate.score(), leastPositive)) {
        left.add(candidate);
      }
    }
    left.sort(Comparator.comparingDouble((Match match) -> match.score()).reversed());
    left = left.subList(Math.min(rangeMin, left.size()), Math.min(last, left.size()));
    if (random == null || left.size() <= numNegatives) {
      return left.subList(0, Math.min(numNegatives, left.size()));
    }
    return sample(left, random);
  }

  /** Some of the candidates, in their order. */
  private List<Match> sample(List<Match> candidates, Random random) {
    List<Match> sample = new ArrayList<>();
    int wanted = numNegatives;
    for (int i = 0; i < candidates.size(); i++) {
      if (random.nextInt(candidates.size() - i) < wanted) {
        sample.add(candidates.get(i));
        wanted--;
      }
    }
    return sample;
  }

  private static List<HardNegatives.Scored> scored(MiningCorpus texts, List<Match> matches) {
    return matches.stream()
        .map(match -> new HardNegatives.Scored(texts.documents().get(match.index()), match.score()))
        .toList();
  }
}

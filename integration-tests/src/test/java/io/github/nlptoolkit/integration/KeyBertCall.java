package io.github.nlptoolkit.integration;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keybert.CompatibleKeyBert;
import io.github.nlptoolkit.keybert.DocumentBatch;
import io.github.nlptoolkit.keybert.KeyBert;
import io.github.nlptoolkit.keybert.candidate.AccentStripping;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keybert.candidate.DocumentFrequency;
import io.github.nlptoolkit.keybert.candidate.PatternSegmenter;
import io.github.nlptoolkit.keybert.candidate.StopWords;
import io.github.nlptoolkit.keybert.selection.Selection;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.text.Segmenter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A recorded call of KeyBERT's {@code extract_keywords}, done again here. An argument that is not
 * known is an error, so that no recording is half understood.
 */
record KeyBertCall(List<String> documents, JsonObject arguments, @Nullable CountVectorizer own) {

  private static final Set<String> OPTIONS =
      Set.of("candidates", "keyphrase_ngram_range", "stop_words", "min_df");

  List<List<Keyword>> run(TextEmbedder embedder) {
    int topN = arguments.has("top_n") ? arguments.get("top_n").getAsInt() : 5;
    List<List<Keyword>> all = extract(embedder, topN);
    if (topN >= 1 || flag("use_mmr")) {
      return all;
    }
    // The peer's slice [-topN:] of an ascending list: 0 is all, -2 all but the two lowest.
    return all.stream()
        .map(
            list ->
                isPlain() ? list.subList(0, Math.max(0, list.size() + topN)) : List.<Keyword>of())
        .toList();
  }

  /** Whether keywords are ranked by score alone. */
  boolean isPlain() {
    return !flag("use_mmr") && !flag("use_maxsum");
  }

  private List<List<Keyword>> extract(TextEmbedder embedder, int topN) {
    CompatibleKeyBert.Builder builder = KeyBert.compatible(embedder).selection(selection());
    DocumentBatch batch = DocumentBatch.of(documents);
    // The peer's MMR takes one at least, and all others are cut by the caller of this.
    builder.topN(topN >= 1 ? topN : isPlain() ? Integer.MAX_VALUE : 1);
    if (own != null) {
      builder.vectorizer(own);
    }
    for (String name : arguments.keySet()) {
      JsonElement value = arguments.get(name);
      switch (name) {
        case "seed_keywords" -> {
          if (isNested(value)) {
            batch = batch.seedKeywords(nested(value));
          } else {
            builder.seedKeywords(strings(value));
          }
        }
        // A threshold has no effect without a language model; the rest is read elsewhere.
        case "threshold", "top_n", "use_mmr", "use_maxsum", "diversity", "nr_candidates" -> {}
        default -> {
          if (!OPTIONS.contains(name)) {
            throw new AssertionError("unknown argument " + name);
          }
          // As in the peer, a vectorizer leaves nothing of these.
          if (own == null) {
            option(name, value, builder);
          }
        }
      }
    }
    return builder.build().extractAll(batch);
  }

  /** With candidate embeddings of one row too many. */
  List<List<Keyword>> runWithTooManyCandidateEmbeddings(TextEmbedder embedder) {
    CompatibleKeyBert keyBert = KeyBert.compatible(embedder).build();
    int count = keyBert.candidates(documents).texts().size();
    Embeddings zeros = Embeddings.builder(count + 1, embedder.dimension()).build();
    return keyBert.extractAll(DocumentBatch.of(documents).candidateEmbeddings(zeros));
  }

  /** What the peer answers with an empty list although the arguments are at fault. */
  boolean isMistakeThatThePeerSwallows() {
    if (own != null) {
      return false;
    }
    boolean isMistake = false;
    if (arguments.has("candidates")) {
      List<String> candidates = strings(arguments.get("candidates"));
      isMistake = candidates.isEmpty() || new HashSet<>(candidates).size() < candidates.size();
    } else if (arguments.has("min_df")) {
      JsonPrimitive least = arguments.getAsJsonPrimitive("min_df");
      isMistake = !isFraction(least) && least.getAsInt() > documents.size();
    }
    if (arguments.has("keyphrase_ngram_range")) {
      JsonArray range = arguments.getAsJsonArray("keyphrase_ngram_range");
      isMistake |= range.get(0).getAsInt() > range.get(1).getAsInt();
    }
    if (arguments.has("stop_words") && arguments.get("stop_words").isJsonPrimitive()) {
      isMistake |= !arguments.get("stop_words").getAsString().equals("english");
    }
    return isMistake;
  }

  private Selection selection() {
    double diversity = arguments.has("diversity") ? arguments.get("diversity").getAsDouble() : 0.5;
    int nrCandidates =
        arguments.has("nr_candidates") ? arguments.get("nr_candidates").getAsInt() : 20;
    if (flag("use_mmr")) {
      return Selection.mmr(diversity);
    }
    return flag("use_maxsum") ? Selection.maxSum(nrCandidates) : Selection.topN();
  }

  private boolean flag(String name) {
    return arguments.has(name) && arguments.get(name).getAsBoolean();
  }

  private static void option(String name, JsonElement value, CompatibleKeyBert.Builder builder) {
    switch (name) {
      case "candidates" -> builder.candidates(strings(value));
      case "keyphrase_ngram_range" -> {
        JsonArray range = value.getAsJsonArray();
        builder.ngramRange(range.get(0).getAsInt(), range.get(1).getAsInt());
      }
      case "stop_words" -> builder.stopWords(stopWords(value));
      default -> builder.minDf(frequency(value));
    }
  }

  /** A recorded vectorizer, or one whose words were recorded. */
  static CountVectorizer vectorizer(JsonObject options, @Nullable Segmenter segmenter) {
    CountVectorizer.Builder builder = CountVectorizer.builder();
    if (segmenter != null) {
      builder.segmenter(segmenter);
    }
    for (String name : options.keySet()) {
      JsonElement value = options.get(name);
      switch (name) {
        case "token_pattern" ->
            builder.segmenter(PatternSegmenter.of(javaPattern(value.getAsString())));
        case "ngram_range" -> {
          JsonArray range = value.getAsJsonArray();
          builder.ngramRange(range.get(0).getAsInt(), range.get(1).getAsInt());
        }
        case "lowercase" -> builder.lowercase(value.getAsBoolean());
        case "stop_words" -> builder.stopWords(stopWords(value));
        case "min_df" -> builder.minDf(frequency(value));
        case "max_df" -> builder.maxDf(frequency(value));
        case "vocabulary" -> builder.vocabulary(strings(value));
        case "strip_accents" ->
            builder.accents(
                value.isJsonNull()
                    ? AccentStripping.NONE
                    : value.getAsString().equals("ascii")
                        ? AccentStripping.ASCII
                        : AccentStripping.UNICODE);
        default -> throw new AssertionError("unknown option of a vectorizer: " + name);
      }
    }
    return builder.build();
  }

  /**
   * Python's {@code \w} as Java writes it, in a class and outside; {@code (?u)} is no flag here.
   */
  private static Pattern javaPattern(String python) {
    StringBuilder java = new StringBuilder();
    boolean isInClass = false;
    String pattern = python.replace("(?u)", "");
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        i++;
        boolean isWord = pattern.charAt(i) == 'w';
        String letters = "\\p{L}\\p{N}_";
        java.append(
            isWord ? (isInClass ? letters : "[" + letters + "]") : "\\" + pattern.charAt(i));
        continue;
      }
      isInClass = c == '[' || (isInClass && c != ']');
      java.append(c);
    }
    return Pattern.compile(java.toString());
  }

  private static StopWords stopWords(JsonElement value) {
    if (value.isJsonNull()) {
      return StopWords.none();
    }
    return value.isJsonPrimitive()
        ? StopWords.named(value.getAsString())
        : StopWords.of(strings(value));
  }

  private static DocumentFrequency frequency(JsonElement value) {
    JsonPrimitive number = value.getAsJsonPrimitive();
    return isFraction(number)
        ? DocumentFrequency.share(number.getAsDouble())
        : DocumentFrequency.count(number.getAsInt());
  }

  private static boolean isFraction(JsonPrimitive number) {
    return number.getAsString().indexOf('.') >= 0;
  }

  private static boolean isNested(JsonElement lists) {
    return !lists.getAsJsonArray().isEmpty() && lists.getAsJsonArray().get(0).isJsonArray();
  }

  private static List<List<String>> nested(JsonElement lists) {
    List<List<String>> all = new ArrayList<>();
    lists.getAsJsonArray().forEach(list -> all.add(strings(list)));
    return all;
  }

  static List<String> strings(JsonElement list) {
    List<String> all = new ArrayList<>();
    list.getAsJsonArray().forEach(text -> all.add(text.getAsString()));
    return all;
  }
}

package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsFile;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The module {@code WordEmbeddings} with the {@code WhitespaceTokenizer}: words between white
 * space, looked up as they are, then without the punctuation around them, then lower-cased; stop
 * words and unknown ones do not count.
 */
final class WordTable extends TokenTable {
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}\\x1c-\\x1f\\x85]+");

  private final Map<String, Integer> words;
  private final Set<String> stopWords;
  private final boolean lowerCase;
  private final int maxTokens;

  private WordTable(
      Map<String, Integer> words,
      Set<String> stopWords,
      boolean lowerCase,
      int maxTokens,
      int dimension,
      float[] values) {
    super(dimension, values);
    this.words = words;
    this.stopWords = stopWords;
    this.lowerCase = lowerCase;
    this.maxTokens = maxTokens;
  }

  static WordTable load(Path folder) throws IOException {
    JsonConfig config = JsonConfig.read(folder.resolve("wordembedding_config.json"));
    String tokenizerClass = config.string("tokenizer_class");
    if (!tokenizerClass.endsWith(".WhitespaceTokenizer")) {
      throw config.wrong("tokenizer_class", "WhitespaceTokenizer");
    }
    JsonConfig tokenizer = JsonConfig.read(folder.resolve("whitespacetokenizer_config.json"));
    Map<String, Integer> words = new HashMap<>();
    List<String> vocabulary = tokenizer.strings("vocab");
    for (int i = 0; i < vocabulary.size(); i++) {
      words.put(vocabulary.get(i), i);
    }
    if (words.size() != vocabulary.size()) {
      throw new ModelFormatException(tokenizer.file(), "vocab", "each word once", "repeated words");
    }
    SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors"));
    TensorView tensor = file.tensor("emb_layer.weight");
    return new WordTable(
        words,
        new HashSet<>(tokenizer.optionalStrings("stop_words").orElse(List.of())),
        tokenizer.bool("do_lower_case", false),
        config.optionalInteger("max_seq_length", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE),
        Math.toIntExact(tensor.shape().length == 2 ? tensor.shape()[1] : 0),
        values(tensor, vocabulary.size()));
  }

  @Override
  int[] ids(String text) {
    String read = lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    return WHITE_SPACE
        .splitAsStream(read)
        .mapToInt(this::id)
        .filter(id -> id >= 0)
        .limit(maxTokens)
        .toArray();
  }

  /** The row of a word as it stands in a text, or -1. */
  private int id(String word) {
    String stripped = stripped(word);
    for (String form : List.of(word, stripped, stripped.toLowerCase(Locale.ROOT))) {
      if (stopWords.contains(form)) {
        return -1;
      }
      Integer id = words.get(form);
      if (id != null && !form.isEmpty()) {
        return id;
      }
    }
    return -1;
  }

  private static String stripped(String word) {
    int start = 0;
    int end = word.length();
    while (start < end && PUNCTUATION.indexOf(word.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && PUNCTUATION.indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    return word.substring(start, end);
  }
}

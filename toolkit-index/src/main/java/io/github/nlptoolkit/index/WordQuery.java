package io.github.nlptoolkit.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Any of a text's words; a word that comes several times counts as often. */
final class WordQuery {
  private static final int MOST_WORDS = 1000;

  private WordQuery() {}

  static Query of(Analyzer analyzer, String text) throws IOException {
    Map<String, Integer> words = new LinkedHashMap<>();
    try (TokenStream tokens = analyzer.tokenStream(Fields.TEXT, text)) {
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        if (words.size() < MOST_WORDS || words.containsKey(word.toString())) {
          words.merge(word.toString(), 1, Integer::sum);
        }
      }
      tokens.end();
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    words.forEach(
        (word, count) -> {
          Query one = new TermQuery(new Term(Fields.TEXT, word));
          any.add(count == 1 ? one : new BoostQuery(one, count), Occur.SHOULD);
        });
    return any.build();
  }
}

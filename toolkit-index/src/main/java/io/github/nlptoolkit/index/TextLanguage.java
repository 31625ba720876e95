package io.github.nlptoolkit.index;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;

/** How texts are cut into words for BM25. Immutable and thread-safe. */
public enum TextLanguage {
  /** Lower-cased and stemmed words without stop words. */
  ENGLISH {
    @Override
    Analyzer analyzer() {
      return new EnglishAnalyzer();
    }
  },
  /** Words as a hidden Markov model cuts simplified Chinese, and stemmed English words. */
  CHINESE {
    @Override
    Analyzer analyzer() {
      return new SmartChineseAnalyzer();
    }
  },
  /** Lower-cased words as Unicode's rules cut them; single characters of Chinese and Japanese. */
  ANY {
    @Override
    Analyzer analyzer() {
      return new StandardAnalyzer();
    }
  };

  abstract Analyzer analyzer();
}

/** Texts of many languages, read for what comes after: sentences, words, parts of speech, stems. */
module io.github.nlptoolkit.language {
  requires static transitive org.jspecify;
  requires transitive io.github.nlptoolkit.api;
  requires io.github.nlptoolkit.sequence;
  requires org.apache.lucene.core;
  requires org.apache.lucene.analysis.common;

  exports io.github.nlptoolkit.language;
  exports io.github.nlptoolkit.language.chinese;
}

/** An index on disk of vectors and texts. */
module io.github.nlptoolkit.index {
  requires static transitive org.jspecify;
  requires transitive io.github.nlptoolkit.api;
  requires org.apache.lucene.core;
  requires org.apache.lucene.analysis.common;
  requires org.apache.lucene.analysis.smartcn;

  exports io.github.nlptoolkit.index;
}

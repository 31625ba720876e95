/** N-gram language models and Word2vec, in pure Java. */
module io.github.nlptoolkit.ngram {
  requires static transitive org.jspecify;
  requires transitive io.github.nlptoolkit.api;

  exports io.github.nlptoolkit.ngram.collocation;
  exports io.github.nlptoolkit.ngram.similarity;
  exports io.github.nlptoolkit.ngram;
  exports io.github.nlptoolkit.word2vec.embed;
  exports io.github.nlptoolkit.word2vec.evaluate;
  exports io.github.nlptoolkit.word2vec.file;
  exports io.github.nlptoolkit.word2vec.plot;
  exports io.github.nlptoolkit.word2vec.train;
  exports io.github.nlptoolkit.word2vec;
}

/** N-gram language models and Word2vec, in pure Java. */
module io.github.nlptoolkit.ngram {
  requires static transitive org.jspecify;
  requires transitive io.github.nlptoolkit.api;
}

/** Values and interfaces that the toolkit's modules share. */
module io.github.nlptoolkit.api {
  requires static transitive org.jspecify;

  exports io.github.nlptoolkit.embedding;
  exports io.github.nlptoolkit.failure;
  exports io.github.nlptoolkit.keyword;
  exports io.github.nlptoolkit.storage;
  exports io.github.nlptoolkit.text;
}

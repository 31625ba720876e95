package io.github.nlptoolkit.index;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;

/** How entries are laid out in Lucene's documents. */
final class Fields {
  static final String ID = "id";
  static final String VECTOR = "vector";
  static final String TEXT = "text";
  private static final String OWN = "field.";

  private Fields() {}

  /** The name of a user's field. */
  static String own(String name) {
    return OWN + name;
  }

  static Document document(IndexEntry entry, IndexSettings settings) {
    Document document = new Document();
    document.add(new StringField(ID, entry.id(), Store.YES));
    float[] vector = entry.vectorView();
    if (vector != null) {
      if (vector.length != settings.dimension()) {
        throw new IllegalArgumentException(
            "the vector of "
                + entry.id()
                + " must have the dimension of the index, "
                + settings.dimension()
                + ", got "
                + vector.length);
      }
      VectorSimilarity similarity = settings.similarity();
      document.add(
          new KnnFloatVectorField(VECTOR, similarity.prepared(vector), similarity.function()));
    }
    document.add(new TextField(TEXT, entry.text(), Store.YES));
    entry
        .fields()
        .forEach((name, value) -> document.add(new StringField(own(name), value, Store.YES)));
    return document;
  }

  static IndexHit hit(Document document, float score) {
    java.util.Map<String, String> fields = new java.util.LinkedHashMap<>();
    for (IndexableField field : document) {
      if (field.name().startsWith(OWN)) {
        fields.put(field.name().substring(OWN.length()), field.stringValue());
      }
    }
    return new IndexHit(document.get(ID), score, document.get(TEXT), fields);
  }
}

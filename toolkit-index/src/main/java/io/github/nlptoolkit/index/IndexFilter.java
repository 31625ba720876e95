package io.github.nlptoolkit.index;

import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Which entries a search may find, by their fields. Immutable and thread-safe. */
public final class IndexFilter {
  private final Query query;

  private IndexFilter(Query query) {
    this.query = query;
  }

  /**
   * Entries whose field has a value.
   *
   * @param field the field's name
   * @param value the whole value
   * @return the filter
   */
  public static IndexFilter is(String field, String value) {
    return new IndexFilter(new TermQuery(new Term(Fields.own(field), value)));
  }

  /**
   * Entries whose field has one of some values.
   *
   * @param field the field's name
   * @param values the whole values, any number
   * @return the filter
   */
  public static IndexFilter in(String field, Collection<String> values) {
    List<BytesRef> terms = values.stream().map(BytesRef::new).toList();
    return new IndexFilter(new TermInSetQuery(Fields.own(field), terms));
  }

  /**
   * Entries with one of some ids.
   *
   * @param ids the ids, any number
   * @return the filter
   */
  public static IndexFilter ids(Collection<String> ids) {
    List<BytesRef> terms = ids.stream().map(BytesRef::new).toList();
    return new IndexFilter(new TermInSetQuery(Fields.ID, terms));
  }

  /**
   * Entries that this and another filter let through.
   *
   * @param other the other
   * @return the filter
   */
  public IndexFilter and(IndexFilter other) {
    return combined(other, Occur.FILTER);
  }

  /**
   * Entries that this or another filter lets through.
   *
   * @param other the other
   * @return the filter
   */
  public IndexFilter or(IndexFilter other) {
    return combined(other, Occur.SHOULD);
  }

  /**
   * Entries that this filter does not let through.
   *
   * @return the filter
   */
  public IndexFilter not() {
    return new IndexFilter(
        new BooleanQuery.Builder()
            .add(new MatchAllDocsQuery(), Occur.FILTER)
            .add(query, Occur.MUST_NOT)
            .build());
  }

  private IndexFilter combined(IndexFilter other, Occur occur) {
    return new IndexFilter(
        new BooleanQuery.Builder().add(query, occur).add(other.query, occur).build());
  }

  Query query() {
    return query;
  }

  @Override
  public String toString() {
    return query.toString();
  }
}

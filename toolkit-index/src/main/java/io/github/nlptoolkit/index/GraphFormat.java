package io.github.nlptoolkit.index;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's graph of vectors with more dimensions than its 1,024. It has Lucene's name, so that
 * Lucene reads it.
 */
final class GraphFormat extends KnnVectorsFormat {
  private final KnnVectorsFormat graph;

  private GraphFormat(IndexSettings settings) {
    super("Lucene99HnswVectorsFormat");
    this.graph = new Lucene99HnswVectorsFormat(settings.connections(), settings.construction());
  }

  static Codec codec(IndexSettings settings) {
    KnnVectorsFormat format = new GraphFormat(settings);
    return new Lucene912Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return format;
      }
    };
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return graph.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return graph.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return IndexSettings.MOST_DIMENSIONS;
  }
}

package io.github.nlptoolkit.index;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * An index on disk of vectors and texts, on Lucene 9.12: approximate search of vectors with a graph
 * (HNSW), of words with BM25, and of both together, among all entries or those that a filter lets
 * through. It grows beyond the memory: vectors are mapped from the disk.
 *
 * <p>Papers: Y. Malkov and D. Yashunin, "Efficient and robust approximate nearest neighbor search
 * using Hierarchical Navigable Small World graphs", 2016, arXiv 1603.09320; S. Robertson and H.
 * Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 *
 * <p>What is added or deleted is on the disk and is found after {@link #commit}; a crash leaves the
 * index as it was at the last one. One process at a time has an index open. Thread-safe; adding
 * from several threads is faster. {@link #close} commits, and waits for running calls.
 */
public final class VectorIndex implements AutoCloseable {
  private static final double BUFFER_MEGABYTES = 256;

  private final Path folder;
  private final IndexSettings settings;
  private final Directory directory;
  private final Analyzer analyzer;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private VectorIndex(
      Path folder,
      IndexSettings settings,
      Directory directory,
      Analyzer analyzer,
      IndexWriter writer,
      SearcherManager searchers) {
    this.folder = folder;
    this.settings = settings;
    this.directory = directory;
    this.analyzer = analyzer;
    this.writer = writer;
    this.searchers = searchers;
  }

  /**
   * Makes an empty index.
   *
   * @param folder where; made if it does not exist
   * @param settings what it is made with
   * @return the index, to be closed
   * @throws FileAlreadyExistsException if the folder holds anything
   * @throws IOException if it cannot be written
   */
  public static VectorIndex create(Path folder, IndexSettings settings) throws IOException {
    Files.createDirectories(folder);
    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new FileAlreadyExistsException(
            folder.toString(), null, "an index is made in an empty folder");
      }
    }
    return start(folder, settings, OpenMode.CREATE);
  }

  /**
   * Opens an index.
   *
   * @param folder where it is
   * @return the index, to be closed
   * @throws ModelFormatException if the folder holds no index, or a damaged one
   * @throws IOException if it cannot be read, or another process has it open
   */
  public static VectorIndex open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ModelFormatException(folder, "", "a folder with an index", "no such folder");
    }
    IndexSettings settings;
    try (Directory directory = FSDirectory.open(folder)) {
      settings = IndexSettings.read(folder, SegmentInfos.readLatestCommit(directory).getUserData());
    } catch (IOException | RuntimeException e) {
      throw explained(folder, e);
    }
    return start(folder, settings, OpenMode.APPEND);
  }

  private static VectorIndex start(Path folder, IndexSettings settings, OpenMode mode)
      throws IOException {
    Directory directory = FSDirectory.open(folder);
    Analyzer analyzer = settings.language().analyzer();
    IndexWriter writer = null;
    try {
      IndexWriterConfig config =
          new IndexWriterConfig(analyzer)
              .setOpenMode(mode)
              .setCodec(GraphFormat.codec(settings))
              .setRAMBufferSizeMB(BUFFER_MEGABYTES);
      writer = new IndexWriter(directory, config);
      if (mode == OpenMode.CREATE) {
        writer.setLiveCommitData(settings.toMap().entrySet());
        writer.commit();
      }
      SearcherManager searchers = new SearcherManager(writer, null);
      return new VectorIndex(folder, settings, directory, analyzer, writer, searchers);
    } catch (IOException | RuntimeException | Error e) {
      if (writer != null) {
        writer.rollback();
      }
      analyzer.close();
      directory.close();
      if (e instanceof Error error) {
        throw error;
      }
      throw explained(folder, e);
    }
  }

  /** Lucene's exceptions as those of this toolkit. */
  private static IOException explained(Path folder, Throwable failure) {
    if (failure instanceof ModelFormatException known) {
      return known;
    }
    if (failure instanceof LockObtainFailedException) {
      return new IOException("the index " + folder + " is open already", failure);
    }
    if (failure instanceof IndexNotFoundException) {
      return new ModelFormatException(folder, "", "an index", "none", failure);
    }
    boolean isDamage =
        failure instanceof CorruptIndexException
            || failure instanceof IndexFormatTooOldException
            || failure instanceof IndexFormatTooNewException
            || failure instanceof EOFException
            || failure instanceof NoSuchFileException
            || failure instanceof java.io.FileNotFoundException
            || failure instanceof RuntimeException;
    if (isDamage) {
      return new ModelFormatException(
          folder, "", "a whole index", String.valueOf(failure.getMessage()), failure);
    }
    return failure instanceof IOException io ? io : new IOException(failure);
  }

  /**
   * What the index was made with.
   *
   * @return the settings
   */
  public IndexSettings settings() {
    return settings;
  }

  /**
   * How many entries searches look through, as of the last commit.
   *
   * @return the number
   * @throws IllegalStateException if this is closed
   * @throws IOException if the index cannot be read
   */
  public int count() throws IOException {
    return reading(searcher -> searcher.getIndexReader().numDocs());
  }

  /**
   * Adds entries. One whose id is there already takes its place; of equal ids in one call the last
   * counts.
   *
   * @param entries the entries
   * @throws IllegalArgumentException if a vector has not the dimension of the index; those before
   *     it are added
   * @throws IllegalStateException if this is closed
   * @throws IOException if the index cannot be written
   */
  public void add(Collection<IndexEntry> entries) throws IOException {
    writing(
        () -> {
          for (IndexEntry entry : entries) {
            writer.updateDocument(
                new Term(Fields.ID, entry.id()), Fields.document(entry, settings));
          }
        });
  }

  /**
   * Deletes entries; ids that are not there are passed over.
   *
   * @param ids the ids
   * @throws IllegalStateException if this is closed
   * @throws IOException if the index cannot be written
   */
  public void delete(Collection<String> ids) throws IOException {
    delete(IndexFilter.ids(ids));
  }

  /**
   * Deletes the entries that a filter lets through.
   *
   * @param filter which
   * @throws IllegalStateException if this is closed
   * @throws IOException if the index cannot be written
   */
  public void delete(IndexFilter filter) throws IOException {
    writing(() -> writer.deleteDocuments(filter.query()));
  }

  /**
   * Writes what was added and deleted to the disk, where searches find it from now on.
   *
   * @throws IllegalStateException if this is closed
   * @throws IOException if the index cannot be written; it stays as of the last commit
   */
  public void commit() throws IOException {
    writing(
        () -> {
          writer.commit();
          searchers.maybeRefreshBlocking();
        });
  }

  /**
   * Merges the parts of the index into one and commits: worth its time after many entries were
   * added that stay.
   *
   * @throws IllegalStateException if this is closed
   * @throws IOException if the index cannot be written
   */
  public void optimize() throws IOException {
    writing(
        () -> {
          writer.forceMerge(1);
          writer.commit();
          searchers.maybeRefreshBlocking();
        });
  }

  /**
   * Searches.
   *
   * @param query what for
   * @param k how many entries are wanted at the most, at least 1
   * @return the best entries, the best first; immutable
   * @throws IllegalArgumentException if {@code k} is less than 1 or the vector has not the
   *     dimension of the index
   * @throws IllegalStateException if this is closed
   * @throws IOException if the index cannot be read
   */
  public List<IndexHit> search(IndexQuery query, int k) throws IOException {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got " + k);
    }
    int dimension = query.vector().map(vector -> vector.length).orElse(settings.dimension());
    if (dimension != settings.dimension()) {
      throw new IllegalArgumentException(
          "a query must have the dimension of the index, "
              + settings.dimension()
              + ", got "
              + dimension);
    }
    return reading(searcher -> new IndexReading(searcher, settings, analyzer).search(query, k));
  }

  /**
   * Reads the whole index, as of the last commit, and compares it with its checksums.
   *
   * @throws ModelFormatException if it is damaged
   * @throws IllegalStateException if this is closed
   * @throws IOException if it cannot be read
   */
  public void verify() throws IOException {
    lock.readLock().lock();
    try (DirectoryReader reader = openForVerifying()) {
      for (LeafReaderContext leaf : reader.leaves()) {
        if (leaf.reader() instanceof CodecReader part) {
          part.checkIntegrity();
        }
      }
    } catch (IOException e) {
      throw explained(folder, e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private DirectoryReader openForVerifying() throws IOException {
    requireOpen();
    return DirectoryReader.open(directory);
  }

  /** Something done with Lucene. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** Something read with Lucene. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(IndexSearcher searcher) throws IOException;
  }

  private void writing(Work work) throws IOException {
    lock.readLock().lock();
    try {
      requireOpen();
      work.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  private <T> T reading(Reading<T> work) throws IOException {
    lock.readLock().lock();
    try {
      requireOpen();
      IndexSearcher searcher = searchers.acquire();
      try {
        return work.read(searcher);
      } finally {
        searchers.release(searcher);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this index is closed");
    }
  }

  /**
   * Commits and closes after the running calls have ended. Closing again does nothing.
   *
   * @throws IOException if the index cannot be written; it is closed, and stays as of the last
   *     commit
   */
  @Override
  public void close() throws IOException {
    lock.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try (directory;
          analyzer;
          writer;
          searchers) {
        if (writer.isOpen()) {
          writer.commit();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}

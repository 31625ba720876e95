package io.github.nlptoolkit.sequence.hmm;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The file of a tagger: tags, transitions, words in the order of their characters, suffixes. */
final class HmmTaggerFile {

  private HmmTaggerFile() {}

  static void write(
      Path file, List<String> tags, TagTransitions transitions, TagEmissions emissions)
      throws IOException {
    HmmFile.write(
        file,
        HmmFile.Kind.TAGGER,
        out -> {
          out.writeInt(tags.size());
          for (String tag : tags) {
            HmmFile.writeString(out, tag);
          }
          out.writeInt(transitions.order());
          out.writeBoolean(transitions.hasEnd());
          HmmFile.writeRows(out, new double[][] {transitions.logs(), emissions.base()});
          writeWords(out, emissions);
          writeSuffixes(out, emissions.suffixes());
        });
  }

  private static void writeWords(DataOutputStream out, TagEmissions emissions) throws IOException {
    out.writeInt(emissions.words().size());
    for (Map.Entry<String, TagEmissions.Entry> word : new TreeMap<>(emissions.words()).entrySet()) {
      HmmFile.writeString(out, word.getKey());
      TagEmissions.Entry entry = word.getValue();
      out.writeInt(entry.tags.length);
      for (int i = 0; i < entry.tags.length; i++) {
        out.writeInt(entry.tags[i]);
        out.writeDouble(entry.logs[i]);
      }
    }
  }

  private static void writeSuffixes(DataOutputStream out, @Nullable SuffixModel suffixes)
      throws IOException {
    out.writeBoolean(suffixes != null);
    if (suffixes == null) {
      return;
    }
    out.writeDouble(suffixes.theta());
    HmmFile.writeRows(out, new double[][] {suffixes.prior()});
    out.writeInt(suffixes.counts().size());
    for (Map.Entry<String, float[]> suffix : new TreeMap<>(suffixes.counts()).entrySet()) {
      HmmFile.writeString(out, suffix.getKey());
      int seen = 0;
      for (float count : suffix.getValue()) {
        seen += count > 0 ? 1 : 0;
      }
      out.writeInt(seen);
      for (int tag = 0; tag < suffix.getValue().length; tag++) {
        if (suffix.getValue()[tag] > 0) {
          out.writeInt(tag);
          out.writeFloat(suffix.getValue()[tag]);
        }
      }
    }
  }

  static HmmTagger read(Path file) throws IOException {
    return HmmFile.read(file, HmmFile.Kind.TAGGER, HmmTaggerFile::read);
  }

  private static HmmTagger read(HmmFile.Input in) throws ModelFormatException {
    int count = in.count(Integer.BYTES);
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tags.add(in.string());
    }
    if (count == 0 || new HashSet<>(tags).size() < count) {
      throw in.wrong("at least one tag, none twice", tags.toString());
    }
    int order = in.readInt();
    if (order != 2 && order != 3) {
      throw in.wrong("order 2 or 3", String.valueOf(order));
    }
    boolean hasEnd = in.readBoolean();
    long size = (long) Math.pow(count + 1, order);
    if (size > Integer.MAX_VALUE) {
      throw in.wrong("fewer tags", String.valueOf(count));
    }
    double[] logs = in.rows(1, (int) size)[0];
    double[] base = in.rows(1, count)[0];
    Map<String, TagEmissions.Entry> words = new HashMap<>();
    for (int left = in.count(8); left > 0; left--) {
      words.put(in.string(), entry(in, count));
    }
    return new HmmTagger(
        tags,
        new TagTransitions(count, order, hasEnd, logs),
        new TagEmissions(base, words, in.readBoolean() ? suffixes(in, count) : null));
  }

  private static TagEmissions.Entry entry(HmmFile.Input in, int tags) throws ModelFormatException {
    int seen = in.count(12);
    int[] of = new int[seen];
    double[] logs = new double[seen];
    for (int i = 0; i < seen; i++) {
      of[i] = tag(in, tags);
      logs[i] = in.readDouble();
    }
    return new TagEmissions.Entry(of, logs);
  }

  private static int tag(HmmFile.Input in, int tags) throws ModelFormatException {
    int tag = in.readInt();
    if (tag < 0 || tag >= tags) {
      throw in.wrong("a tag below " + tags, String.valueOf(tag));
    }
    return tag;
  }

  private static SuffixModel suffixes(HmmFile.Input in, int tags) throws ModelFormatException {
    double theta = in.readDouble();
    double[] prior = in.rows(1, tags)[0];
    Map<String, float[]> counts = new HashMap<>();
    for (int left = in.count(8); left > 0; left--) {
      String suffix = in.string();
      float[] seen = new float[tags];
      for (int some = in.count(8); some > 0; some--) {
        seen[tag(in, tags)] = in.readFloat();
      }
      counts.put(suffix, seen);
    }
    return new SuffixModel(tags, theta, prior, counts);
  }
}

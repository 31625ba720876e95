package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes word2vec's files. */
final class VectorWriter {

  private VectorWriter() {}

  static void write(WordVectors vectors, OutputStream out, VectorFormat format) throws IOException {
    if (format != VectorFormat.GLOVE) {
      out.write(ascii(vectors.count() + " " + vectors.dimension() + "\n"));
    }
    byte[] row = new byte[vectors.dimension() * Float.BYTES];
    for (int i = 0; i < vectors.count(); i++) {
      String word = vectors.word(i);
      checkWord(word);
      out.write(word.getBytes(StandardCharsets.UTF_8));
      float[] vector = vectors.vector(i);
      if (format == VectorFormat.WORD2VEC_BINARY) {
        out.write(' ');
        ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
        out.write(row);
      } else {
        StringBuilder text = new StringBuilder(12 * vector.length);
        for (float value : vector) {
          text.append(' ').append(value);
        }
        out.write(ascii(text.append('\n').toString()));
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Refuses words that a reader would cut. */
  static void checkWord(String word) {
    boolean fits = !word.isEmpty();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      fits &= c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t');
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "this format has no room for a word that is empty or has a blank or a line end in it: \""
              + word
              + "\"");
    }
  }
}

package io.github.nlptoolkit.models.embedded;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the fields of one protobuf message in a file. Reads what it is asked for and skips the
 * rest; believes no length before it has compared it with what is left of the message around it, so
 * that nothing a file says can make it allocate or loop beyond the file's size. Nested messages get
 * a reader of their own: how deep to go is the caller's choice, not the file's.
 *
 * <p>Source: Protocol Buffers, "Encoding", https://protobuf.dev/programming-guides/encoding/.
 * Groups (deprecated, not used by ONNX) are refused. Not thread-safe.
 */
final class WireReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;
  private static final int MAX_VARINT_BYTES = 10;
  private static final int MAX_TEXT_BYTES = 4096;

  private final ModelFile file;
  private final long end;
  private long position;
  private int field;
  private int wireType;
  private long number;
  private long start;
  private long length;

  WireReader(ModelFile file, long start, long length) {
    this.file = file;
    this.position = start;
    this.end = start + length;
  }

  /**
   * Moves to the next field.
   *
   * @return false at the end of the message
   */
  boolean next() throws IOException {
    if (position == end) {
      return false;
    }
    long at = position;
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw bad(at, "a field number from 1 to 536870911", Long.toUnsignedString(tag >>> 3));
    }
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    switch (wireType) {
      case VARINT -> number = varint();
      case FIXED64 -> payload(at, Long.BYTES);
      case LENGTH -> payload(at, varint());
      case FIXED32 -> payload(at, Integer.BYTES);
      default -> throw bad(at, "wire type 0, 1, 2 or 5", Integer.toString(wireType));
    }
    return true;
  }

  private void payload(long at, long bytes) throws ModelFormatException {
    // A negative length is an unsigned one beyond any file.
    if (bytes < 0 || bytes > end - position) {
      throw bad(
          at,
          "a field " + field + " of at most " + (end - position) + " bytes",
          Long.toUnsignedString(bytes) + " bytes");
    }
    start = position;
    length = bytes;
    position += bytes;
  }

  /** The number of the current field. */
  int field() {
    return field;
  }

  /** Whether the current field is a stretch of bytes: a text, a message or packed numbers. */
  boolean isBytes() {
    return wireType == LENGTH;
  }

  /** The current field as an integer. */
  long integer() throws ModelFormatException {
    require(VARINT, "an integer");
    return number;
  }

  /** The current field as a message. */
  WireReader message() throws ModelFormatException {
    require(LENGTH, "a message");
    return new WireReader(file, start, length);
  }

  /** Where the bytes of the current field start in the file. */
  long start() throws ModelFormatException {
    require(LENGTH, "bytes");
    return start;
  }

  /** How many bytes the current field has. */
  long length() throws ModelFormatException {
    require(LENGTH, "bytes");
    return length;
  }

  /** The current field as a text; what is not UTF-8 becomes U+FFFD. */
  String text() throws IOException {
    require(LENGTH, "a text");
    if (length > MAX_TEXT_BYTES) {
      throw bad(start, "a text of at most " + MAX_TEXT_BYTES + " bytes", length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    file.read(start, bytes);
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  /** Whether a reader over packed integers has any left. */
  boolean hasPacked() {
    return position < end;
  }

  /** The next of packed integers. */
  long packed() throws IOException {
    return varint();
  }

  private void require(int type, String what) throws ModelFormatException {
    if (wireType != type) {
      throw bad(position, what + " in field " + field, "wire type " + wireType);
    }
  }

  private long varint() throws IOException {
    long at = position;
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      if (position == end) {
        throw bad(at, "an integer of at most 10 bytes", "the end of the message");
      }
      int next = file.byteAt(position++);
      value |= (long) (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    throw bad(at, "an integer of at most 10 bytes", "more");
  }

  private ModelFormatException bad(long at, String expected, String found) {
    return new ModelFormatException(file.name(), "byte " + at, expected, found);
  }
}

package io.github.nlptoolkit.models.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireReaderTest {

  @TempDir Path folder;

  /** What to do with a reader over a message. */
  private interface Use {
    void with(WireReader reader) throws IOException;
  }

  private void read(ProtoWriter message, Use use) throws IOException {
    byte[] bytes = message.toByteArray();
    Path path = Files.write(folder.resolve("message"), bytes);
    try (ModelFile file = ModelFile.open("message", path)) {
      use.with(new WireReader(file, 0, bytes.length));
    }
  }

  private void assertRefused(ProtoWriter message, String... parts) {
    assertThatThrownBy(
            () ->
                read(
                    message,
                    reader -> {
                      while (reader.next()) {
                        assertThat(reader.field()).isPositive();
                      }
                    }))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void readsEveryKindOfField() throws IOException {
    ProtoWriter message =
        new ProtoWriter()
            .integer(1, 300)
            .integer(2, -1)
            .text(3, "größe 😀")
            .message(4, new ProtoWriter().integer(1, 7))
            .raw((byte) ((5 << 3) | 5), (byte) 1, (byte) 2, (byte) 3, (byte) 4)
            .raw((byte) ((6 << 3) | 1))
            .raw(new byte[8])
            .integer(536_870_911, 0)
            .message(7, new ProtoWriter().varint(5).varint(1L << 40));
    read(
        message,
        reader -> {
          assertThat(reader.next()).isTrue();
          assertThat(reader.field()).isEqualTo(1);
          assertThat(reader.integer()).isEqualTo(300);
          assertThat(reader.next()).isTrue();
          assertThat(reader.integer()).isEqualTo(-1);
          assertThat(reader.next()).isTrue();
          assertThat(reader.text()).isEqualTo("größe 😀");
          assertThat(reader.next()).isTrue();
          WireReader inner = reader.message();
          assertThat(inner.next()).isTrue();
          assertThat(inner.integer()).isEqualTo(7);
          assertThat(inner.next()).isFalse();
          assertThat(reader.next()).isTrue();
          assertThat(reader.field()).isEqualTo(5);
          assertThat(reader.next()).isTrue();
          assertThat(reader.field()).isEqualTo(6);
          assertThat(reader.next()).isTrue();
          assertThat(reader.field()).isEqualTo(536_870_911);
          assertThat(reader.next()).isTrue();
          WireReader packed = reader.message();
          assertThat(packed.packed()).isEqualTo(5);
          assertThat(packed.packed()).isEqualTo(1L << 40);
          assertThat(packed.hasPacked()).isFalse();
          assertThat(reader.next()).isFalse();
          assertThat(reader.next()).isFalse();
        });
  }

  @Test
  void readsAcrossItsWindow() throws IOException {
    byte[] large = new byte[200_000];
    ProtoWriter message = new ProtoWriter();
    for (int i = 0; i < 5; i++) {
      message.bytes(1, large).integer(2, i);
    }
    read(
        message,
        reader -> {
          for (int i = 0; i < 5; i++) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.length()).isEqualTo(large.length);
            assertThat(reader.next()).isTrue();
            assertThat(reader.integer()).isEqualTo(i);
          }
          assertThat(reader.next()).isFalse();
        });
  }

  @Test
  void refusesLengthsBeyondTheMessage() {
    assertRefused(new ProtoWriter().varint((1 << 3) | 2).varint(1), "byte 0", "at most 0 bytes");
    assertRefused(
        new ProtoWriter().varint((1 << 3) | 2).varint(Long.MAX_VALUE).raw(new byte[9]),
        "at most 9 bytes");
    assertRefused(
        new ProtoWriter().varint((1 << 3) | 2).varint(-1).raw(new byte[9]), "18446744073709551615");
    assertRefused(new ProtoWriter().varint((1 << 3) | 5).raw(new byte[3]), "4 bytes");
    assertRefused(new ProtoWriter().varint((1 << 3) | 1).raw(new byte[7]), "8 bytes");
  }

  @Test
  void refusesLengthsBeyondTheMessageAround() throws IOException {
    ProtoWriter inner = new ProtoWriter().varint((1 << 3) | 2).varint(10);
    ProtoWriter outer = new ProtoWriter().message(1, inner).raw(new byte[20]);
    read(
        outer,
        reader -> {
          assertThat(reader.next()).isTrue();
          WireReader message = reader.message();
          assertThatThrownBy(message::next).isInstanceOf(ModelFormatException.class);
        });
  }

  @Test
  void refusesEndlessAndCutIntegers() {
    byte[] endless = new byte[32];
    Arrays.fill(endless, (byte) 0xff);
    assertRefused(new ProtoWriter().raw(endless), "at most 10 bytes");
    assertRefused(new ProtoWriter().varint(1 << 3).raw(endless), "at most 10 bytes");
    assertRefused(new ProtoWriter().varint(1 << 3).raw((byte) 0x80), "the end of the message");
  }

  @Test
  void refusesGroupsUnknownTypesAndFieldZero() {
    assertRefused(new ProtoWriter().varint((1 << 3) | 3), "wire type", "3");
    assertRefused(new ProtoWriter().varint((1 << 3) | 4), "4");
    assertRefused(new ProtoWriter().varint((1 << 3) | 6), "6");
    assertRefused(new ProtoWriter().varint((1 << 3) | 7), "7");
    assertRefused(new ProtoWriter().varint(0).varint(1), "field number");
    assertRefused(new ProtoWriter().varint(1L << 40).varint(1), "field number");
  }

  @Test
  void refusesAFieldOfAnotherKind() throws IOException {
    read(
        new ProtoWriter().integer(1, 5).text(2, "x"),
        reader -> {
          assertThat(reader.next()).isTrue();
          assertThatThrownBy(reader::text).isInstanceOf(ModelFormatException.class);
          assertThatThrownBy(reader::message).isInstanceOf(ModelFormatException.class);
          assertThat(reader.next()).isTrue();
          assertThatThrownBy(reader::integer).isInstanceOf(ModelFormatException.class);
        });
  }

  @Test
  void refusesLongTexts() throws IOException {
    read(
        new ProtoWriter().bytes(1, new byte[5000]),
        reader -> {
          assertThat(reader.next()).isTrue();
          assertThatThrownBy(reader::text)
              .isInstanceOf(ModelFormatException.class)
              .hasMessageContaining("5000 bytes");
        });
  }

  @Test
  void anEmptyMessageHasNoFields() throws IOException {
    read(new ProtoWriter(), reader -> assertThat(reader.next()).isFalse());
  }
}

package io.github.nlptoolkit.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ProgramArchiveTest {
  private static final ProgramText TEXT =
      ProgramText.of(ProgramArchiveTest.class, List.of("kept", "more"), "unfinished.py");

  @Test
  void theTextIsAClassWithItsState() {
    assertThat(TEXT.code())
        .isEqualTo(
            """
            class Program(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              kept : List[Tensor]
              more : List[Tensor]
              def run(self: __torch__.Program, x: Tensor) -> Tensor:
                return (x
              def as_bfloat16(self: __torch__.Program, bytes: Tensor) -> Tensor:
                return torch.view_copy(bytes, dtype=15)
            """);
    assertThat(TEXT.toString()).isEqualTo(TEXT.code());
  }

  @Test
  void commentsAndEmptyLinesAreLeftOut() {
    ProgramText text =
        ProgramText.of(ProgramArchiveTest.class, List.of(), "unfinished.py", "tiny.py");
    assertThat(text.code()).doesNotContain("#").doesNotContain("\n\n").contains("return (x\n  def");
  }

  @Test
  void entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(ProgramArchive.of(TEXT)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertThat(entries.keySet())
        .containsExactly(
            "program/data.pkl",
            "program/code/__torch__.py",
            "program/constants.pkl",
            "program/version");
    assertThat(new String(entries.get("program/code/__torch__.py"), StandardCharsets.UTF_8))
        .isEqualTo(TEXT.code());
    assertThat(entries.get("program/data.pkl")).startsWith(0x80, 2).endsWith('u', 'b', '.');
    assertThat(new String(entries.get("program/data.pkl"), StandardCharsets.ISO_8859_1))
        .contains("c__torch__\nProgram\n", "training", "kept", "more");
  }
}

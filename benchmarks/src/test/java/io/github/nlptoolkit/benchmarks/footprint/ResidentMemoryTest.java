package io.github.nlptoolkit.benchmarks.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ResidentMemoryTest {

  @Test
  void readsTheStatusOfAProcess() throws IOException {
    String status = "Name:\tjava\nVmRSS:\t    2048 kB\nRssAnon:\t    1024 kB\nRssFile:\t 1 kB\n";
    ResidentMemory memory = ResidentMemory.of(status);
    assertThat(memory).isEqualTo(new ResidentMemory(2 << 20, 1 << 20));
    assertThat(memory.since(new ResidentMemory(1 << 20, 1 << 19)))
        .isEqualTo(new ResidentMemory(1 << 20, 1 << 19));
    assertThatThrownBy(() -> ResidentMemory.of("VmRSS: 1 kB"))
        .isInstanceOf(IOException.class)
        .hasMessage("/proc/self/status has no line RssAnon:");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void measuresWhatLoadingAdds() throws IOException, InterruptedException {
    String line =
        FreshJvm.run(LoadedMemory.class, BenchmarkedEmbedder.TOOLKIT_BF16.name(), "BFLOAT16")
            .line();
    LoadedMemory.Memory memory = new Gson().fromJson(line, LoadedMemory.Memory.class);
    // The weights alone are 43 MiB.
    assertThat(memory.loaded().total()).isGreaterThan(40L << 20);
    assertThat(memory.engine().total()).isGreaterThan(40L << 20);
  }
}

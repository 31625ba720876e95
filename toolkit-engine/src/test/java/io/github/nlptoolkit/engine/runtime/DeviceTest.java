package io.github.nlptoolkit.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "gpu:0", "gpu:12"})
  void parsesWhatItWrites(String text) {
    assertThat(Device.parse(text).toString()).isEqualTo(text);
    assertThat(Device.parse(text))
        .isEqualTo(Device.parse(text))
        .hasSameHashCodeAs(Device.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GPU:0", "gpu", "gpu:", "gpu:-1", "gpu:1x", "cuda:0", "cpu ", "gpu:99999"})
  void refusesOthers(String text) {
    assertThatThrownBy(() -> Device.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("device must be auto, cpu or gpu:N, got " + text);
  }

  @Test
  void indices() {
    assertThat(Device.parse("gpu:3").gpuIndex()).hasValue(3);
    assertThat(Device.gpu(3)).isEqualTo(Device.parse("gpu:3")).isNotEqualTo(Device.gpu(4));
    assertThat(Device.cpu().gpuIndex()).isEmpty();
    assertThat(Device.auto().gpuIndex()).isEmpty();
    assertThatThrownBy(() -> Device.gpu(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void resolves() {
    assertThat(Device.cpu().resolve()).isEqualTo(Device.cpu());
    assertThat(Device.auto().resolve()).isIn(Device.cpu(), Device.gpu(0));
    assertThatThrownBy(() -> Device.gpu(9999).resolve())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no gpu:9999")
        .hasMessageContaining("CUDA devices");
  }
}

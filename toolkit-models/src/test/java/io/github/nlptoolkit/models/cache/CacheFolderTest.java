package io.github.nlptoolkit.models.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  private static final Map<String, String> LINUX =
      Map.of("os.name", "Linux", "user.home", "/home/ada");

  private static Path locate(Map<String, String> properties, Map<String, String> variables) {
    return CacheFolder.locate(properties::get, variables::get);
  }

  @Test
  void thePropertyComesBeforeTheVariable() {
    Map<String, String> properties =
        Map.of("nlptoolkit.home", "/p", "os.name", "Linux", "user.home", "/home/ada");
    Map<String, String> variables = Map.of("NLPTOOLKIT_HOME", "/v", "XDG_CACHE_HOME", "/x");
    assertThat(locate(properties, variables)).isEqualTo(Path.of("/p").toAbsolutePath());
    assertThat(locate(LINUX, variables)).isEqualTo(Path.of("/v").toAbsolutePath());
  }

  @Test
  void blankIsUnset() {
    assertThat(locate(LINUX, Map.of("NLPTOOLKIT_HOME", " ", "XDG_CACHE_HOME", "")))
        .isEqualTo(Path.of("/home/ada/.cache/nlptoolkit").toAbsolutePath());
  }

  @Test
  void aRelativePathIsTakenFromTheWorkingFolder() {
    assertThat(locate(LINUX, Map.of("NLPTOOLKIT_HOME", "some/../cache")))
        .isEqualTo(Path.of("cache").toAbsolutePath());
  }

  @Test
  void everyPlatformHasItsPlace() {
    assertThat(locate(LINUX, Map.of("XDG_CACHE_HOME", "/x"))).isEqualTo(Path.of("/x/nlptoolkit"));
    assertThat(locate(LINUX, Map.of("XDG_CACHE_HOME", "relative")))
        .isEqualTo(Path.of("/home/ada/.cache/nlptoolkit").toAbsolutePath());
    assertThat(locate(Map.of("os.name", "Mac OS X", "user.home", "/Users/ada"), Map.of()))
        .isEqualTo(Path.of("/Users/ada/Library/Caches/nlptoolkit").toAbsolutePath());
    Map<String, String> windows = Map.of("os.name", "Windows 11", "user.home", "/users/ada");
    assertThat(locate(windows, Map.of("LOCALAPPDATA", "/local")))
        .isEqualTo(Path.of("/local/nlptoolkit").toAbsolutePath());
    assertThat(locate(windows, Map.of()))
        .isEqualTo(Path.of("/users/ada/AppData/Local/nlptoolkit").toAbsolutePath());
  }

  @Test
  void aUserWithoutHomeIsToldWhatToSet() {
    assertThatThrownBy(() -> locate(Map.of("os.name", "Linux", "user.home", "?"), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("NLPTOOLKIT_HOME", "nlptoolkit.home");
    assertThatThrownBy(() -> locate(Map.of(), Map.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theStandardFolderIsAbsolute() {
    assertThat(CacheFolder.standard()).isAbsolute();
  }
}

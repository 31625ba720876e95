package io.github.nlptoolkit.engine.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedMethodsTest {
  private static String twins(String signature) {
    return String.join("\n", RecordedMethods.of("  def " + signature + "\n    return x\n"));
  }

  @Test
  void everyKindOfArgumentIsReadFromItsPlace() {
    assertThat(
            twins(
                "f(self: __torch__.Program, x: Tensor, ws: List[Tensor], n: int, d: float, b: bool,"
                    + " s: str, ns: List[int], ds: List[float]) -> List[Tensor]:"))
        .isEqualTo(
            """
            def f_recorded(self, a: List[Tensor]) -> List[Tensor]:
              s = self.integers(a[0])
              return self.f(a[s[0]], a[s[1]:s[2]], int(a[s[2]]), float(a[s[3]]), bool(a[s[4]]), \
            self.letters(a[s[5]]), self.integers(a[s[6]]), self.decimals(a[s[7]]))\
            """);
  }

  @Test
  void oneTensorBecomesAList() {
    assertThat(twins("g(self: __torch__.Program) -> Tensor:"))
        .endsWith("return [self.g()]")
        .startsWith("def g_recorded(");
  }

  @Test
  void whatGivesNoTensorsOrTakesOtherThingsHasNoTwin() {
    assertThat(twins("f(self: __torch__.Program, x: Tensor) -> int:")).isEmpty();
    assertThat(twins("f(self: __torch__.Program, x: Device) -> Tensor:")).isEmpty();
    assertThat(twins("f(self: __torch__.Program, x: Optional[Tensor]) -> Tensor:")).isEmpty();
  }

  @Test
  void theTwinsOfAProgramStandBesideItsMethods() {
    ProgramText text = ProgramText.of(ProgramTest.class, List.of("kept"), "tiny.py").recorded();
    assertThat(text.toString()).contains("  def integers(self: __torch__.Program");
    assertThat(text.toString().split("_recorded\\(self: __torch__.Program", -1))
        .hasSizeGreaterThan(3);
  }
}

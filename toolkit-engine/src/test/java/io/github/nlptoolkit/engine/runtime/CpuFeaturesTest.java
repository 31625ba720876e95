package io.github.nlptoolkit.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CpuFeaturesTest {
  private static final String ZEN =
      """
      processor\t: 0
      vendor_id\t: AuthenticAMD
      model name\t: AMD EPYC 9654 96-Core Processor
      flags\t\t: fpu sse sse2 avx2 fma avx512f avx512_vnni avx512_bf16 vaes
      """;
  private static final String BROADWELL =
      """
      processor\t: 0
      model name\t: Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz
      flags\t\t: fpu vme sse sse2 avx avx2 fma bmi2
      bugs\t\t: bf16 amx_bf16
      """;
  private static final String GRAVITON =
      """
      processor\t: 0
      BogoMIPS\t: 2100.00
      Features\t: fp asimd asimddp sve i8mm svebf16 bf16 dgh
      CPU implementer\t: 0x41
      """;

  private static PrecisionChoice auto(CpuFeatures cpu) {
    return Precision.AUTO.choose(Device.cpu(), cpu);
  }

  @Test
  void amdWithBfloat16() {
    CpuFeatures cpu = CpuFeatures.ofCpuinfo(ZEN);
    assertThat(cpu.model()).isEqualTo("AMD EPYC 9654 96-Core Processor");
    assertThat(cpu.names()).containsExactly("avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16");
    assertThat(cpu.toString()).contains("EPYC").contains("avx512_bf16");
    assertThat(cpu.largestInt8Weight()).isEqualTo(127);
    assertThat(cpu.hasBfloat16Tiles()).isFalse();
    assertThat(auto(cpu))
        .isEqualTo(new PrecisionChoice(Precision.BFLOAT16, "the CPU has avx512_bf16"));
  }

  @Test
  void oldIntel() {
    CpuFeatures cpu = CpuFeatures.ofCpuinfo(BROADWELL);
    assertThat(cpu.nativeBfloat16()).isEmpty();
    assertThat(cpu.largestInt8Weight()).isEqualTo(63);
    assertThat(auto(cpu).precision()).isEqualTo(Precision.FLOAT32);
    assertThat(auto(cpu).reason()).contains("no native bfloat16");
  }

  @Test
  void amx() {
    CpuFeatures cpu = CpuFeatures.ofCpuinfo("flags : avx512_bf16 amx_tile amx_bf16 amx_int8\n");
    assertThat(cpu.nativeBfloat16()).hasValue("amx_bf16");
    assertThat(cpu.hasBfloat16Tiles()).isTrue();
  }

  @Test
  void armWithBfloat16() {
    CpuFeatures cpu = CpuFeatures.ofCpuinfo(GRAVITON);
    assertThat(cpu.nativeBfloat16()).hasValue("bf16");
    assertThat(cpu.model()).isEqualTo(System.getProperty("os.arch"));
    assertThat(auto(cpu).precision()).isEqualTo(Precision.BFLOAT16);
  }

  @Test
  void coresThatDisagree() {
    String little = GRAVITON.replace(" bf16", "").replace(" svebf16", "");
    CpuFeatures cpu = CpuFeatures.ofCpuinfo(GRAVITON + "\n" + little + "\n" + GRAVITON);
    assertThat(cpu.nativeBfloat16()).isEmpty();
    assertThat(cpu.names()).contains("asimd", "i8mm");
    assertThat(auto(cpu).precision()).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void nothingKnown() {
    for (String text : new String[] {"", "flags\n", "flags :\n", ": :\n"}) {
      CpuFeatures cpu = CpuFeatures.ofCpuinfo(text);
      assertThat(cpu.names()).isEmpty();
      assertThat(auto(cpu).precision()).isEqualTo(Precision.FLOAT32);
    }
  }

  @Test
  void sysctl() {
    CpuFeatures m1 =
        CpuFeatures.ofSysctl(
            """
            machdep.cpu.brand_string: Apple M1
            hw.optional.arm.FEAT_DotProd: 1
            hw.optional.arm.FEAT_BF16: 0
            hw.optional.arm.FEAT_I8MM: 0
            sysctl: unknown oid
            no colon
            """);
    assertThat(m1.model()).isEqualTo("Apple M1");
    assertThat(m1.names()).containsExactly("FEAT_DotProd");
    assertThat(auto(m1).precision()).isEqualTo(Precision.FLOAT32);
    CpuFeatures m2 = CpuFeatures.ofSysctl("hw.optional.arm.FEAT_BF16: 1\n");
    assertThat(m2.nativeBfloat16()).hasValue("FEAT_BF16");
  }

  @Test
  void whatIsAskedForIsChosen() {
    CpuFeatures zen = CpuFeatures.ofCpuinfo(ZEN);
    CpuFeatures old = CpuFeatures.ofCpuinfo(BROADWELL);
    assertThat(Precision.FLOAT32.choose(Device.cpu(), zen))
        .isEqualTo(new PrecisionChoice(Precision.FLOAT32, "asked for"));
    assertThat(Precision.BFLOAT16.choose(Device.cpu(), old))
        .isEqualTo(new PrecisionChoice(Precision.BFLOAT16, "asked for"));
    assertThat(Precision.AUTO.choose(Device.gpu(0), old))
        .isEqualTo(new PrecisionChoice(Precision.BFLOAT16, "the device is a GPU"));
  }

  @Test
  void thisMachine() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    CpuFeatures cpu = CpuFeatures.detect();
    assertThat(cpu.model()).isNotBlank();
    if (os.startsWith("linux") && System.getProperty("os.arch").equals("amd64")) {
      assertThat(cpu.names()).isNotEmpty();
    }
  }

  @Test
  void report() {
    EngineReport report = EngineReport.inspect();
    assertThat(report.problem()).isEmpty();
    assertThat(report.engine().orElseThrow()).startsWith("PyTorch 2.");
    assertThat(report.device()).isEqualTo(report.gpus() > 0 ? Device.gpu(0) : Device.cpu());
    assertThat(report.precision())
        .isEqualTo(Precision.AUTO.choose(report.device(), CpuFeatures.detect()));
    assertThat(report.threads()).isEqualTo(Lanes.threads());
  }
}

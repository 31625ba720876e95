package io.github.nlptoolkit.engine.internal.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.BaseNDManager;
import io.github.nlptoolkit.engine.program.Program;
import io.github.nlptoolkit.engine.program.ProgramText;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.failure.InferenceException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a call leaves behind in DJL's hands: nothing, whether it returns or throws. */
class TorchModuleTest {

  @Test
  void callsLeaveNothingBehind() throws ReflectiveOperationException {
    ProgramText text = ProgramText.of(Program.class, List.of("kept"), "tiny.py");
    FloatTensor flat = new FloatTensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    FloatTensor square = new FloatTensor(new float[] {1, 2, 3, 4}, 2, 2);
    try (Program program = Program.load(text, Device.cpu())) {
      Map<?, ?> resources = resources(program);
      int before = resources.size();
      for (int i = 0; i < 1000; i++) {
        program.run("product", new Argument.Floats(square));
        program.run("both", new Argument.Floats(square));
        assertThatThrownBy(() -> program.run("product", new Argument.Floats(flat)))
            .isInstanceOf(InferenceException.class);
        assertThatThrownBy(() -> program.run("absent", new Argument.Floats(flat)))
            .isInstanceOf(InferenceException.class);
      }
      assertThat(resources).hasSize(before);
    }
  }

  /** What the module's manager would have to free. */
  private static Map<?, ?> resources(Program program) throws ReflectiveOperationException {
    Object module = field(Program.class, "module", program);
    Object manager = field(TorchModule.class, "manager", module);
    return (Map<?, ?>) field(BaseNDManager.class, "resources", manager);
  }

  private static Object field(Class<?> owner, String name, Object of)
      throws ReflectiveOperationException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }
}

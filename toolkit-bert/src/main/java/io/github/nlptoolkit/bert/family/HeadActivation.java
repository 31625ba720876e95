package io.github.nlptoolkit.bert.family;

/** The activations behind linear layers of heads, in the numbers of the program. */
enum HeadActivation {
  NONE(0),
  TANH(1),
  RELU(2),
  GELU(3),
  SILU(4),
  GELU_TANH(6);

  private final long code;

  HeadActivation(long code) {
    this.code = code;
  }

  long code() {
    return code;
  }

  static HeadActivation of(Activation activation) {
    return switch (activation) {
      case GELU -> GELU;
      case GELU_NEW, GELU_PYTORCH_TANH, GELU_FAST -> GELU_TANH;
      case RELU -> RELU;
      case SILU, SWISH -> SILU;
      case TANH -> TANH;
    };
  }
}

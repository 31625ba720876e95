# What every program has.

# The bytes of numbers of bfloat16 (dtype 15), two to a number. A copy: TorchScript does not find the operator that views bytes as another type.
def as_bfloat16(self, bytes: Tensor) -> Tensor:
  return torch.view_copy(bytes, dtype=15)

# A linear layer as the encoders run it: its weight packed for oneDNN once, then y = x Wᵀ + b.
# inputs: one for each worker; layer: the packed weight and the bias. All are copies, also in fp32: arguments live as long as their call.

# In the numbers of dtype: 6 for float32, 15 for bfloat16.
def prepare(self, x: Tensor, w: Tensor, b: Tensor, workers: int, dtype: int) -> int:
  for i in range(workers):
    self.inputs.append(torch.to(x, dtype, False, True))
  self.layer.append(ops.mkldnn._reorder_linear_weight(torch.to(w, dtype, False, True), None))
  self.layer.append(torch.to(b, dtype, False, True))
  return 0

def linear(self, worker: int) -> Tensor:
  return ops.mkldnn._linear_pointwise(self.inputs[worker], self.layer[0], self.layer[1], "none", annotate(List[Optional[number]], []), "")

# One product, to be checked.
def product(self, worker: int) -> Tensor:
  return torch.to(self.linear(worker), 6)

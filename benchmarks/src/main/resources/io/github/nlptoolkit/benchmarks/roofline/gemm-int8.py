# The same in integers of eight bits, as the encoders' own layers: bytes in and bytes out, weights with a scale for each output.
# layer: the packed weight, the bias, scales and zero points of the weight, scale and zero point of the input and of the output.

# The numbers are multiples of the two steps, so that bytes hold them exactly. zero: the byte that stands for an input of 0.
def prepare(self, x: Tensor, w: Tensor, b: Tensor, workers: int, step_in: float, zero: int, step_weight: float) -> int:
  q = torch.to(torch.add(torch.round(torch.div(x, step_in)), zero), 0)
  for i in range(workers):
    self.inputs.append(torch.to(q, 0, False, True))
  y = torch.addmm(b, x, torch.t(w))
  low = torch.amin(y)
  scale = torch.div(torch.sub(torch.amax(y), low), 255.)
  self.layer.append(ops.onednn.qlinear_prepack(torch.to(torch.round(torch.div(w, step_weight)), 1).contiguous(), None))
  self.layer.append(torch.to(b, 6, False, True))
  self.layer.append(torch.full([w.size(0)], step_weight))
  self.layer.append(torch.zeros([w.size(0)], dtype=3))
  self.layer.append(torch.full([], step_in))
  self.layer.append(torch.full([], zero, dtype=3))
  self.layer.append(scale)
  self.layer.append(torch.to(torch.round(torch.div(torch.neg(low), scale)), 3))
  return 0

def linear(self, worker: int) -> Tensor:
  w = self.layer
  return ops.onednn.qlinear_pointwise(self.inputs[worker], w[4], w[5], w[0], w[2], w[3], w[1], float(w[6]), int(w[7]), 0, "none", annotate(List[Optional[number]], []), "")

# One product, to be checked.
def product(self, worker: int) -> Tensor:
  return torch.mul(torch.sub(torch.to(self.linear(worker), 6), self.layer[7]), self.layer[6])

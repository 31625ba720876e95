# A line through points: the smallest thing that can be trained.

def adopt(self, weights: List[Tensor]) -> List[Tensor]:
  self.own = self.leaves(weights)
  return self.own

def all_weights(self) -> List[Tensor]:
  return self.own

def squared_error(self, x: Tensor, y: Tensor, scale: float) -> List[Tensor]:
  off = torch.sub(torch.linear(x, self.own[0], self.own[1]), y)
  return self.with_gradients(torch.mul(torch.sum(torch.mul(off, off)), scale))

# What the arguments of each kind are as Java has sent them, as numbers.
def echo(self, x: Tensor, tensors: List[Tensor], n: int, d: float, b: bool, s: str, ns: List[int], ds: List[float], more: List[Tensor]) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  out.append(x.to(6))
  out.append(torch.tensor([float(len(tensors)), float(n), d, float(int(b)), float(len(s)), float(ord(s[1])), float(len(ns)), float(len(ds)), float(len(more))]))
  for n in ns:
    out.append(torch.tensor([float(n)]))
  for d in ds:
    out.append(torch.tensor([d]))
  return out + tensors + more

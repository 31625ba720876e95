# A program of every kind of argument and result.

def keep(self, weights: List[Tensor]) -> int:
  # It stays as it was given.
  self.kept = weights
  return len(weights)

def add_kept(self, x: Tensor) -> Tensor:
  return torch.add(x, self.kept[0])

def every_kind(self, i: int, d: float, b: bool, s: str, ints: List[int], ids: Tensor, floats: Tensor) -> Tensor:
  y = torch.add(torch.mul(floats, d), i)
  if b:
    y = torch.neg(y)
  if s == "plus é":
    y = torch.add(y, 1000)
  for n in ints:
    y = torch.add(y, n)
  return torch.embedding(y, ids)

def both(self, x: Tensor) -> List[Tensor]:
  return [x, torch.neg(x).view([-1])]

def name(self) -> str:
  return "tiny"

def indices(self, x: Tensor) -> Tensor:
  return x

def product(self, x: Tensor) -> Tensor:
  return torch.matmul(x, x)

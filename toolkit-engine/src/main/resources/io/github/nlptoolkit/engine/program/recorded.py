# How the arguments of a method come through the one door of DJL's that leaves gradients on, which takes tensors alone.

def integers(self, numbers: Tensor) -> List[int]:
  out = annotate(List[int], [])
  for i in range(numbers.numel()):
    out.append(int(torch.select(numbers, 0, i)))
  return out

def decimals(self, numbers: Tensor) -> List[float]:
  out = annotate(List[float], [])
  for i in range(numbers.numel()):
    out.append(float(torch.select(numbers, 0, i)))
  return out

# Characters by their numbers.
def letters(self, numbers: Tensor) -> str:
  out = ""
  for number in self.integers(numbers):
    out = out + chr(number)
  return out

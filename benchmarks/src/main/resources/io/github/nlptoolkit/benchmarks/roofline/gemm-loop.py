# Multiplies again and again; returns the sum of the products' first elements, which needs them all.
def multiply(self, worker: int, times: int) -> Tensor:
  total = torch.zeros([1, 1])
  for i in range(times):
    y = self.linear(worker)
    total = torch.add(total, torch.narrow(torch.narrow(y, 0, 0, 1), 1, 0, 1))
  return total

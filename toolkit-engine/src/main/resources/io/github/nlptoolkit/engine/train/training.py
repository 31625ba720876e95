# What every trained program has: copies of the weights that gradients are taken of, their sums, and AdamW. The program's own methods give
# all_weights, in the order in which Java names them, and losses, which end with with_gradients.

# Weights as the program's own memory, in float32.
def leaves(self, weights: List[Tensor]) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  for w in weights:
    out.append(torch.detach(torch.clone(w.to(6))))
  return out

# chosen: the places in all_weights of those that are trained; the others stay as they are.
def begin_training(self, chosen: List[int]) -> List[Tensor]:
  weights = self.all_weights()
  trained = annotate(List[Tensor], [])
  means = annotate(List[Tensor], [])
  squares = annotate(List[Tensor], [])
  counts = annotate(List[Tensor], [])
  for i in chosen:
    w = torch.requires_grad_(weights[i], True)
    trained.append(w)
    means.append(torch.zeros_like(w))
    squares.append(torch.zeros_like(w))
    counts.append(torch.zeros([], dtype=6, device=w.device))
  self.trained = trained
  self.means = means
  self.squares = squares
  self.counts = counts
  self.gradients = annotate(List[Tensor], [])
  return counts

# A loss, and its gradient by each trained weight.
def with_gradients(self, loss: Tensor) -> List[Tensor]:
  gradients = torch.autograd.grad([loss], self.trained, allow_unused=True)
  out = annotate(List[Tensor], [])
  out.append(torch.detach(loss))
  for i in range(len(gradients)):
    gradient = gradients[i]
    if gradient is None:
      out.append(torch.zeros_like(self.trained[i]))
    else:
      out.append(torch.detach(gradient).contiguous())
  return out

# Adds what with_gradients gave to the sums; gives the loss.
def add_gradients(self, given: List[Tensor]) -> Tensor:
  if len(self.gradients) == 0:
    self.gradients = given[1:]
  else:
    for i in range(len(self.gradients)):
      self.gradients[i] = torch.add(self.gradients[i], given[i + 1])
  return given[0]

def drop_gradients(self) -> List[Tensor]:
  self.gradients = annotate(List[Tensor], [])
  return self.gradients

# The norms of some of the sums.
def gradient_norms(self, chosen: List[int]) -> Tensor:
  norms = annotate(List[Tensor], [])
  for i in chosen:
    norms.append(torch.norm(self.gradients[i]))
  return torch.stack(norms)

# Changes some of the weights by AdamW, after their gradients are multiplied by factor. They are given back so that TorchScript does not take the
# operator for one without an effect.
def update(self, chosen: List[int], factor: float, rate: float, first: float, second: float, eps: float, decay: float) -> List[Tensor]:
  torch.set_grad_enabled(False)
  w = annotate(List[Tensor], [])
  g = annotate(List[Tensor], [])
  m = annotate(List[Tensor], [])
  v = annotate(List[Tensor], [])
  n = annotate(List[Tensor], [])
  for i in chosen:
    w.append(self.trained[i])
    g.append(self.gradients[i])
    m.append(self.means[i])
    v.append(self.squares[i])
    n.append(torch.add_(self.counts[i], 1))
    if factor < 1.:
      torch.mul_(self.gradients[i], factor)
  torch._fused_adamw_(w, g, m, v, annotate(List[Tensor], []), n, lr=rate, beta1=first, beta2=second, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
  torch.set_grad_enabled(True)
  return w

def weight(self, i: int) -> Tensor:
  return torch.detach(self.all_weights()[i])

def gradient(self, i: int) -> Tensor:
  return self.gradients[i]

def mean(self, i: int) -> Tensor:
  return self.means[i]

def square(self, i: int) -> Tensor:
  return self.squares[i]

# Puts one weight back.
def restore_weight(self, i: int, weight: List[Tensor]) -> List[Tensor]:
  torch.set_grad_enabled(False)
  self.all_weights()[i].copy_(weight[0])
  torch.set_grad_enabled(True)
  return annotate(List[Tensor], [])

# Puts what AdamW knows of a trained weight after some steps back.
def restore_moments(self, i: int, moments: List[Tensor], steps: int) -> List[Tensor]:
  self.means[i].copy_(moments[0])
  self.squares[i].copy_(moments[1])
  torch.fill_(self.counts[i], steps)
  return annotate(List[Tensor], [])

# Heads: a few rows of the last layer's output through linear layers and norms, in float32 in any precision.

# Keeps the weights of a head, in the order that its steps use them. Those that are float32 already stay in mapped memory.
def prepare_head(self, weights: List[Tensor]) -> int:
  out = annotate(List[Tensor], [])
  for w in weights:
    out.append(w.to(6))
  self.head = out
  return len(out)

# steps: their codes. 0: layer norm, two weights. 1: linear, two weights, followed by the activation's number.
def apply_head(self, x: Tensor, steps: List[int], eps: float) -> Tensor:
  w = self.head
  k = 0
  i = 0
  while i < len(steps):
    if steps[i] == 0:
      x = torch.layer_norm(x, [x.size(1)], w[k], w[k + 1], eps)
      i = i + 1
    else:
      x = self.activate(torch.linear(x, w[k], w[k + 1]), steps[i + 1])
      i = i + 2
    k = k + 2
  return x

# What the head gives for some of the T rows: [R, L].
def head_logits(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, rows: Tensor, steps: List[int], head_eps: float) -> Tensor:
  x = self.hidden(ids, positions, types, groups, plan, heads, eps, activation, algorithm)
  return self.apply_head(torch.index_select(x, 0, rows).to(6), steps, head_eps)

# The k most probable outputs for each of some rows, most probable first: probabilities [R, k] and their indices [R, k].
def head_top(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, rows: Tensor, steps: List[int], head_eps: float, k: int) -> List[Tensor]:
  logits = self.head_logits(ids, positions, types, groups, plan, heads, eps, activation, algorithm, rows, steps, head_eps)
  top = torch.topk(torch.softmax(logits, -1), k)
  return [top[0], top[1].to(6)]

# The natural logarithm of the probability of one output for each of some rows: [R].
def head_log_probabilities(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, rows: Tensor, steps: List[int], head_eps: float, targets: Tensor) -> Tensor:
  logits = self.head_logits(ids, positions, types, groups, plan, heads, eps, activation, algorithm, rows, steps, head_eps)
  return torch.squeeze(torch.gather(torch.log_softmax(logits, -1), 1, torch.unsqueeze(targets, 1)), 1)

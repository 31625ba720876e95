# Pooling of packed rows, and the modules behind it, as in sentence-transformers 6.2.

# [n, l, H] to [n, H]. The first skip tokens, those of a prompt, do not count; the weights of weighted means stay those of the positions.
# mode: 0 cls, 1 max, 2 mean, 3 mean_sqrt_len_tokens, 4 weightedmean, 5 lasttoken.
def pool_texts(self, x: Tensor, mode: int, skip: int) -> Tensor:
  l = x.size(1)
  if mode == 0:
    y = torch.select(x, 1, skip)
  elif mode == 1:
    y = torch.amax(x.narrow(1, skip, l - skip), [1])
  elif mode == 2:
    y = torch.mean(x.narrow(1, skip, l - skip), [1])
  elif mode == 3:
    y = torch.div(torch.sum(x.narrow(1, skip, l - skip), [1]), float(l - skip) ** 0.5)
  elif mode == 4:
    weights = torch.arange(skip + 1, l + 1, dtype=6, device=x.device)
    y = torch.div(torch.sum(torch.mul(x.narrow(1, skip, l - skip), torch.unsqueeze(weights, 1)), [1]), torch.sum(weights))
  else:
    y = torch.select(x, 1, l - 1)
  return y

# [T, H] to [N, D], D being H for each mode. A text all of whose tokens are of the prompt is pooled whole.
def pool(self, x: Tensor, groups: List[int], modes: List[int], skip: int) -> Tensor:
  rows = annotate(List[Tensor], [])
  off = 0
  for i in range(len(groups) // 2):
    n = groups[2 * i]
    l = groups[2 * i + 1]
    texts = x.narrow(0, off, n * l).view([n, l, x.size(1)]).to(6)
    skipped = skip
    if skip >= l:
      skipped = 0
    parts = annotate(List[Tensor], [])
    for mode in modes:
      parts.append(self.pool_texts(texts, mode, skipped))
    rows.append(torch.cat(parts, 1))
    off = off + n * l
  return torch.cat(rows)

# Keeps the weights of the modules behind the pooling, in their order.
def prepare_modules(self, weights: List[Tensor]) -> int:
  out = annotate(List[Tensor], [])
  for w in weights:
    out.append(w.to(6))
  self.module_weights = out
  return len(out)

# modules: their codes. 0: to unit length. 1: layer norm, two weights. 2: dense, followed by the activation's number, whether there is a bias,
# whether there is a residual (0 no, 1 as it is, 2 through a weight of its own).
def apply_modules(self, x: Tensor, modules: List[int]) -> Tensor:
  w = self.module_weights
  k = 0
  i = 0
  while i < len(modules):
    if modules[i] == 0:
      x = torch.div(x, torch.clamp_min(torch.norm(x, 2, [1], True), 9.9999999999999998e-13))
      i = i + 1
    elif modules[i] == 1:
      x = torch.layer_norm(x, [x.size(1)], w[k], w[k + 1], 1.0000000000000001e-05)
      k = k + 2
      i = i + 1
    else:
      y = torch.matmul(x, torch.t(w[k]))
      k = k + 1
      if modules[i + 2] == 1:
        y = torch.add(y, w[k])
        k = k + 1
      y = self.activate(y, modules[i + 1])
      if modules[i + 3] == 1:
        y = torch.add(y, x)
      if modules[i + 3] == 2:
        y = torch.add(y, torch.matmul(x, torch.t(w[k])))
        k = k + 1
      x = y
      i = i + 4
  return x

# The activations of dense modules and of heads, by number.
def activate(self, x: Tensor, activation: int) -> Tensor:
  y = x
  if activation == 1:
    y = torch.tanh(x)
  elif activation == 2:
    y = torch.relu(x)
  elif activation == 3:
    y = torch.gelu(x)
  elif activation == 4:
    y = torch.silu(x)
  elif activation == 5:
    y = torch.sigmoid(x)
  elif activation == 6:
    y = torch.gelu(x, approximate="tanh")
  return y

# From tokens to the vectors of texts, [N, D] in float32.
def embed_texts(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, modes: List[int], skip: int, modules: List[int]) -> Tensor:
  x = self.hidden(ids, positions, types, groups, plan, heads, eps, activation, algorithm)
  return self.apply_modules(self.pool(x, groups, modes, skip), modules)

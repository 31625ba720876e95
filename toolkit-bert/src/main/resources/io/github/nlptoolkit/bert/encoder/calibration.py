# What the linear layers of an encoder get to see, for those in integers to know.

# Least and greatest value of each column so far, [2, K], with those of the rows x.
def widened(self, ranges: Tensor, x: Tensor) -> Tensor:
  low = torch.amin(x, [0]).to(6)
  high = torch.amax(x, [0]).to(6)
  return torch.stack([torch.minimum(torch.select(ranges, 0, 0), low), torch.maximum(torch.select(ranges, 0, 1), high)])

# Least (at most 0) and greatest (at least 0) value of each column that goes into each of the four linear layers of each block, in turn: [2, K] each.
def input_ranges(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str) -> List[Tensor]:
  x = self.embed_tokens(ids, positions, types, eps)
  biases = self.relative_biases(groups, ids.device)
  w = self.blocks
  H = x.size(1)
  ranges = annotate(List[Tensor], [])
  for i in range(len(w) // 12):
    ranges = ranges + [torch.zeros([2, H]), torch.zeros([2, H]), torch.zeros([2, H]), torch.zeros([2, w[12 * i + 7].size(0)])]
  for block in plan:
    k = 12 * block
    i = 4 * block
    c = self.attend(self.queries_keys_values(x, k), groups, biases, heads)
    y = torch.layer_norm(self.attention_output(c, k, x), [H], w[k + 4], w[k + 5], eps)
    h = self.linear_activated(y, w[k + 6], w[k + 7], activation, algorithm)
    ranges[i] = self.widened(ranges[i], x)
    ranges[i + 1] = self.widened(ranges[i + 1], c)
    ranges[i + 2] = self.widened(ranges[i + 2], y)
    ranges[i + 3] = self.widened(ranges[i + 3], h)
    x = self.after_attention(x, c, k, eps, activation, algorithm)
  return ranges

# What the linear layers of an encoder get to see, for those in integers to know.

# Least and greatest value of each column so far, [2, K], with those of the rows x.
def widened(self, ranges: Tensor, x: Tensor) -> Tensor:
  low = torch.amin(x, [0]).to(6)
  high = torch.amax(x, [0]).to(6)
  return torch.stack([torch.minimum(torch.select(ranges, 0, 0), low), torch.maximum(torch.select(ranges, 0, 1), high)])

# Makes room for the hidden states of some batches.
def begin_ranges(self, batches: int) -> int:
  self.states = self.places(batches)
  return batches

# Takes a block in the place of that before it. w: as prepare_block has it.
def replace_block(self, w: List[Tensor], dtype: int) -> int:
  room = self.make_room(1)
  return self.prepare_block(0, w, dtype)

# Takes a batch, of this number, through the block that is there. Least (at most 0) and greatest (at least 0) value of each column that goes into each of
# its four linear layers, in turn: [2, K] each.
def input_ranges(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, batch: int) -> List[Tensor]:
  x = self.states[batch]
  if x.numel() == 0:
    x = self.embed_tokens(ids, positions, types, eps)
  w = self.blocks
  H = x.size(1)
  c = self.attend(self.queries_keys_values(x, 0), groups, self.relative_biases(groups, ids.device), heads)
  y = torch.layer_norm(self.attention_output(c, 0, x), [H], w[4], w[5], eps)
  h = self.linear_activated(y, w[6], w[7], activation, algorithm)
  narrow = torch.zeros([2, H])
  ranges = [self.widened(narrow, x), self.widened(narrow, c), self.widened(narrow, y), self.widened(torch.zeros([2, h.size(1)]), h)]
  self.states[batch] = torch.layer_norm(self.linear_added(h, w[8], w[9], y), [H], w[10], w[11], eps)
  return ranges

# The linear layers of a block, in the precision that its weights are kept in. A block has twelve tensors, the first at blocks[k]: query, key and
# value as one, attention output, attention norm, intermediate, output, output norm; weight and bias of each.

# Makes room for blocks, which prepare_block may fill side by side.
def make_room(self, blocks: int) -> int:
  self.blocks = self.places(12 * blocks)
  return blocks

# w: the sixteen tensors of a block: query, key, value, attention output, attention norm, intermediate, output, output norm; weight and bias of
# each.
def prepare_block(self, block: int, w: List[Tensor], dtype: int) -> int:
  out = annotate(List[Tensor], [])
  out.append(self.pack(torch.cat([w[0], w[2], w[4]]).to(dtype)))
  out.append(torch.cat([w[1], w[3], w[5]]).to(dtype))
  out.append(self.pack(w[6].to(dtype)))
  out.append(w[7].to(dtype))
  out.append(w[8].to(dtype))
  out.append(w[9].to(dtype))
  out.append(self.pack(w[10].to(dtype)))
  out.append(w[11].to(dtype))
  out.append(self.pack(w[12].to(dtype)))
  out.append(w[13].to(dtype))
  out.append(w[14].to(dtype))
  out.append(w[15].to(dtype))
  for i in range(12):
    self.blocks[12 * block + i] = out[i]
  return block

def queries_keys_values(self, x: Tensor, k: int) -> Tensor:
  return self.linear(x, self.blocks[k], self.blocks[k + 1])

# With the residual x.
def attention_output(self, c: Tensor, k: int, x: Tensor) -> Tensor:
  return self.linear_added(c, self.blocks[k + 2], self.blocks[k + 3], x)

# With the residual y.
def feed_forward(self, y: Tensor, k: int, activation: str, algorithm: str) -> Tensor:
  w = self.blocks
  h = self.linear_activated(y, w[k + 6], w[k + 7], activation, algorithm)
  return self.linear_added(h, w[k + 8], w[k + 9], y)

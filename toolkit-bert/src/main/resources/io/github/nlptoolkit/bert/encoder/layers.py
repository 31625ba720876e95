# The linear layers of a block, in the precision that its weights are kept in. A block has twelve tensors, the first at blocks[k]: query, key and
# value as one, attention output, attention norm, intermediate, output, output norm; weight and bias of each.

def prepare_blocks(self, blocks: List[Tensor], dtype: int) -> int:
  out = annotate(List[Tensor], [])
  for i in range(len(blocks) // 16):
    k = 16 * i
    out.append(self.pack(torch.cat([blocks[k], blocks[k + 2], blocks[k + 4]]).to(dtype)))
    out.append(torch.cat([blocks[k + 1], blocks[k + 3], blocks[k + 5]]).to(dtype))
    out.append(self.pack(blocks[k + 6].to(dtype)))
    out.append(blocks[k + 7].to(dtype))
    out.append(blocks[k + 8].to(dtype))
    out.append(blocks[k + 9].to(dtype))
    out.append(self.pack(blocks[k + 10].to(dtype)))
    out.append(blocks[k + 11].to(dtype))
    out.append(self.pack(blocks[k + 12].to(dtype)))
    out.append(blocks[k + 13].to(dtype))
    out.append(blocks[k + 14].to(dtype))
    out.append(blocks[k + 15].to(dtype))
  self.blocks = out
  return len(out)

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

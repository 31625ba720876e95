# A post-norm transformer encoder over packed rows: the T tokens of all texts lie one after another in one [T, H] tensor, and no row is padding.
# Texts of one length lie together: groups is n, l, n, l, ... for n texts of l tokens each. Numbers of dtypes: 6 is float32, 15 is bfloat16.

# Places for tensors, without values yet.
def places(self, count: int) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  for i in range(count):
    out.append(torch.empty([0]))
  return out

# Takes the weights around the blocks as the checkpoint has them (see EncoderWeights) and keeps them as the other methods want them; prepare_block
# takes each block after it. scales: of the rows of a table of words in integers of eight bits, or none.
def prepare(self, embedding: List[Tensor], scales: List[Tensor], types: List[Tensor], projection: List[Tensor], relative: List[Tensor], dtype: int) -> int:
  # The tables stay as they are, in mapped memory: a lookup reads a few rows of them.
  self.embedding = [embedding[0], embedding[1], embedding[2].to(6), embedding[3].to(6)]
  if len(scales) > 0:
    self.embedding.append(torch.unsqueeze(scales[0], 1))
  self.types = types
  self.relative = relative
  projected = annotate(List[Tensor], [])
  if len(projection) > 0:
    projected.append(self.pack(projection[0].to(dtype)))
    projected.append(projection[1].to(dtype))
  self.projection = projected
  return len(projected)

# [T] ids to what the table of words has of them, [T, E].
def words(self, ids: Tensor) -> Tensor:
  x = torch.embedding(self.embedding[0], ids).to(6)
  if len(self.embedding) > 4:
    x = torch.mul(x, torch.embedding(self.embedding[4], ids))
  return x

# [T] ids, positions and types (none: all 0) to what the tables have of them, [T, E]. Sums and their norm are in float32 in any precision.
def look_up(self, ids: Tensor, positions: Tensor, types: Tensor, eps: float) -> Tensor:
  x = torch.add(self.words(ids), torch.embedding(self.embedding[1], positions).to(6))
  if len(self.types) > 0:
    if types.numel() > 0:
      x = torch.add(x, torch.embedding(self.types[0], types).to(6))
    else:
      x = torch.add(x, torch.select(self.types[0], 0, 0).to(6))
  return torch.layer_norm(x, [x.size(1)], self.embedding[2], self.embedding[3], eps).to(self.blocks[1])

# [T, E] to [T, H], where these differ.
def project(self, x: Tensor) -> Tensor:
  if len(self.projection) > 0:
    x = self.linear(x, self.projection[0], self.projection[1])
  return x

def embed_tokens(self, ids: Tensor, positions: Tensor, types: Tensor, eps: float) -> Tensor:
  return self.project(self.look_up(ids, positions, types, eps))

# What MPNet adds to the scores of a text of l tokens: [heads, l, l]; the buckets are those of T5 (Raffel et al. 2020), 32 of them, up to distance 128.
def relative_bias(self, l: int, device: Device) -> Tensor:
  at = torch.arange(0, l, device=device)
  back = torch.sub(torch.unsqueeze(at, 1), torch.unsqueeze(at, 0))
  far = torch.abs(back)
  log = torch.add(torch.div(torch.log(torch.div(far.to(6), 8.)), 2.772588722239781).mul(8.).to(4), 8)
  bucket = torch.where(torch.lt(far, 8), far, torch.clamp(log, None, 15))
  bucket = torch.add(bucket, torch.lt(back, 0).to(4).mul(16))
  return torch.embedding(self.relative[0].to(6), bucket).permute([2, 0, 1]).contiguous().to(self.blocks[1])

def relative_biases(self, groups: List[int], device: Device) -> List[Tensor]:
  biases = annotate(List[Tensor], [])
  if len(self.relative) > 0:
    for i in range(len(groups) // 2):
      biases.append(self.relative_bias(groups[2 * i + 1], device))
  return biases

# Attention of n texts of l tokens to themselves in one operation: [n * l, 3H] queries, keys and values to [n * l, H].
def attend_fused(self, qkv: Tensor, n: int, l: int, heads: int, biases: List[Tensor]) -> Tensor:
  H = qkv.size(1) // 3
  q, k, v = torch.unbind(qkv.view([n, l, 3, heads, H // heads]).permute([2, 0, 3, 1, 4]))
  if len(biases) > 0:
    a = torch.scaled_dot_product_attention(q, k, v, biases[0].to(qkv))
  else:
    a = torch.scaled_dot_product_attention(q, k, v)
  return a.transpose(1, 2).reshape([n * l, H])

# What attention gives for each group as one, [T, H]. Rows of qkv behind those of the texts get zeros.
def joined(self, outs: List[Tensor], qkv: Tensor, texts: int) -> Tensor:
  rest = qkv.size(0) - texts
  if rest > 0:
    outs.append(qkv.new_zeros([rest, qkv.size(1) // 3]))
  if len(outs) == 1:
    c = outs[0]
  else:
    c = torch.cat(outs)
  return c

# Attention of each text to itself: [T, 3H] queries, keys and values to [T, H].
def attend(self, qkv: Tensor, groups: List[int], biases: List[Tensor], heads: int) -> Tensor:
  outs = annotate(List[Tensor], [])
  off = 0
  for i in range(len(groups) // 2):
    n = groups[2 * i]
    l = groups[2 * i + 1]
    bias = annotate(List[Tensor], [])
    if len(biases) > 0:
      bias.append(biases[i])
    outs.append(self.attend_texts(qkv.narrow(0, off, n * l), n, l, heads, bias))
    off = off + n * l
  return self.joined(outs, qkv, off)

# What follows attention, whose output is c, in the layer with the weights of the block that begins at w[k].
def after_attention(self, x: Tensor, c: Tensor, k: int, eps: float, activation: str, algorithm: str) -> Tensor:
  w = self.blocks
  H = x.size(1)
  y = torch.layer_norm(self.attention_output(c, k, x), [H], w[k + 4], w[k + 5], eps)
  return torch.layer_norm(self.feed_forward(y, k, activation, algorithm), [H], w[k + 10], w[k + 11], eps)

# One layer with the weights of the block that begins at w[k].
def layer(self, x: Tensor, k: int, groups: List[int], biases: List[Tensor], heads: int, eps: float, activation: str, algorithm: str) -> Tensor:
  c = self.attend(self.queries_keys_values(x, k), groups, biases, heads)
  return self.after_attention(x, c, k, eps, activation, algorithm)

# plan: the block that each layer uses. The last layer's output, [T, H].
def hidden(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str) -> Tensor:
  x = self.filled_up(self.embed_tokens(ids, positions, types, eps))
  biases = self.relative_biases(groups, ids.device)
  for block in plan:
    x = self.layer(x, 12 * block, groups, biases, heads, eps, activation, algorithm)
  return x.narrow(0, 0, ids.size(0))

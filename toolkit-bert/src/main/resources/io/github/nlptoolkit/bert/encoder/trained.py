# The encoder while it is trained: on weights of its own in float32, as the checkpoint has them, with dropout. What is drawn depends on noise
# alone, a list of one number that each draw counts up.

# The weights as EncoderWeights has them, and those of a head. tied: the place in the head of a weight that is the table of words; -1 for none.
def adopt(self, embedding: List[Tensor], types: List[Tensor], projection: List[Tensor], relative: List[Tensor], blocks: List[Tensor], head: List[Tensor], tied: int) -> List[Tensor]:
  self.embedding = self.leaves(embedding)
  self.types = self.leaves(types)
  self.projection = self.leaves(projection)
  self.relative = self.leaves(relative)
  self.blocks = self.leaves(blocks)
  self.own_head = self.leaves(head)
  whole = annotate(List[Tensor], [])
  for i in range(len(head)):
    if i == tied:
      whole.append(self.embedding[0])
    whole.append(self.own_head[i])
  self.head = whole
  return whole

def all_weights(self) -> List[Tensor]:
  return self.embedding + self.types + self.projection + self.relative + self.blocks + self.module_weights + self.adapters + self.own_head

def dropped(self, x: Tensor, rate: float, noise: List[int]) -> Tensor:
  y = x
  if rate > 0.:
    noise[0] = noise[0] + 1
    kept = torch.bernoulli_(torch.empty_like(x), 1. - rate, generator=torch.Generator(device=x.device, seed=noise[0]))
    y = torch.mul(x, torch.div_(kept, 1. - rate))
  return y

# Attention of each text to itself, of which some probabilities are dropped: [T, H] each to [T, H].
def attend_trained(self, query: Tensor, key: Tensor, value: Tensor, groups: List[int], biases: List[Tensor], heads: int, rate: float, noise: List[int]) -> Tensor:
  H = query.size(1)
  outs = annotate(List[Tensor], [])
  off = 0
  for i in range(len(groups) // 2):
    n = groups[2 * i]
    l = groups[2 * i + 1]
    q = query.narrow(0, off, n * l).view([n, l, heads, H // heads]).transpose(1, 2)
    k = key.narrow(0, off, n * l).view([n, l, heads, H // heads]).transpose(1, 2)
    v = value.narrow(0, off, n * l).view([n, l, heads, H // heads]).transpose(1, 2)
    if rate > 0.:
      scores = torch.matmul(torch.mul(q, float(H // heads) ** -0.5), k.transpose(-2, -1))
      if len(biases) > 0:
        scores = torch.add(scores, biases[i])
      a = torch.matmul(self.dropped(torch.softmax(scores, -1), rate, noise), v)
    elif len(biases) > 0:
      a = torch.scaled_dot_product_attention(q, k, v, biases[i])
    else:
      a = torch.scaled_dot_product_attention(q, k, v)
    outs.append(a.transpose(1, 2).reshape([n * l, H]))
    off = off + n * l
  return torch.cat(outs)

# The matrix at a place of the blocks, with its adapter where it has one (Hu et al. 2021): W + s B A. adapters holds A and B by turns, adapter_table
# for each place of the blocks which adapter it has, -1 for none, adapter_scale s.
def adapted(self, place: int) -> Tensor:
  w = self.blocks[place]
  if len(self.adapters) > 0:
    adapter = int(torch.select(self.adapter_table[0], 0, place))
    if adapter >= 0:
      w = torch.add(w, torch.mul(torch.matmul(self.adapters[2 * adapter + 1], self.adapters[2 * adapter]), self.adapter_scale[0]))
  return w

# One layer with the weights of the block that begins at w[k]. dropouts: of the embeddings, of attention probabilities, of what attention and of
# what the feed-forward layers give.
def layer_trained(self, x: Tensor, k: int, groups: List[int], biases: List[Tensor], heads: int, eps: float, activation: str, algorithm: str, dropouts: List[float], noise: List[int]) -> Tensor:
  w = self.blocks
  H = x.size(1)
  query = torch.linear(x, self.adapted(k), w[k + 1])
  key = torch.linear(x, self.adapted(k + 2), w[k + 3])
  value = torch.linear(x, self.adapted(k + 4), w[k + 5])
  c = self.attend_trained(query, key, value, groups, biases, heads, dropouts[1], noise)
  c = self.dropped(torch.linear(c, self.adapted(k + 6), w[k + 7]), dropouts[2], noise)
  y = torch.layer_norm(torch.add(x, c), [H], w[k + 8], w[k + 9], eps)
  h = self.linear_activated(y, self.adapted(k + 10), w[k + 11], activation, algorithm)
  h = self.dropped(torch.linear(h, self.adapted(k + 12), w[k + 13]), dropouts[3], noise)
  return torch.layer_norm(torch.add(y, h), [H], w[k + 14], w[k + 15], eps)

# As hidden: the last layer's output, [T, H].
def hidden_trained(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, dropouts: List[float], noise: List[int]) -> Tensor:
  x = self.project(self.dropped(self.look_up(ids, positions, types, eps), dropouts[0], noise))
  biases = self.relative_biases(groups, ids.device)
  for block in plan:
    x = self.layer_trained(x, 16 * block, groups, biases, heads, eps, activation, algorithm, dropouts, noise)
  return x

# The cross entropy of a head's outputs for some of the T rows, summed and multiplied by scale.
def cross_entropy(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, dropouts: List[float], noise: List[int], rows: Tensor, steps: List[int], head_eps: float, targets: Tensor, scale: float) -> Tensor:
  x = self.hidden_trained(ids, positions, types, groups, plan, heads, eps, activation, algorithm, dropouts, noise)
  logits = self.apply_head(torch.index_select(x, 0, rows), steps, head_eps)
  return torch.mul(torch.cross_entropy_loss(logits, targets, None, 2), scale)

# The same, with the gradient by each trained weight.
def learn_tokens(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, dropouts: List[float], noise: List[int], rows: Tensor, steps: List[int], head_eps: float, targets: Tensor, scale: float) -> List[Tensor]:
  return self.with_gradients(self.cross_entropy(ids, positions, types, groups, plan, heads, eps, activation, algorithm, dropouts, noise, rows, steps, head_eps, targets, scale))

# What an encoder gives for each token, in float32 in any precision.

# Attention that keeps its probabilities, [n, heads, l, l] for each group: the fused one never has them, this one pays for writing them out.
def attend_openly(self, qkv: Tensor, groups: List[int], biases: List[Tensor], heads: int, seen: List[Tensor]) -> Tensor:
  H = qkv.size(1) // 3
  outs = annotate(List[Tensor], [])
  off = 0
  for i in range(len(groups) // 2):
    n = groups[2 * i]
    l = groups[2 * i + 1]
    q, k, v = torch.unbind(qkv.narrow(0, off, n * l).view([n, l, 3, heads, H // heads]).permute([2, 0, 3, 1, 4]))
    scores = torch.mul(torch.matmul(q, k.transpose(-2, -1)), float(H // heads) ** -0.5)
    if len(biases) > 0:
      scores = torch.add(scores, biases[i])
    p = torch.softmax(scores, -1, 6)
    seen.append(p)
    a = torch.matmul(p.to(qkv), v)
    outs.append(a.transpose(1, 2).reshape([n * l, H]))
    off = off + n * l
  return self.joined(outs, qkv, off)

# The last layer's output [T, H], or every state, the embeddings first; then, if asked for, the attention probabilities of each group in each layer;
# then, if there are steps, what the head gives for each text's first token.
def outputs(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, every: bool, attention: bool, rows: Tensor, steps: List[int], head_eps: float) -> List[Tensor]:
  T = ids.size(0)
  x = self.filled_up(self.embed_tokens(ids, positions, types, eps))
  biases = self.relative_biases(groups, ids.device)
  out = annotate(List[Tensor], [])
  seen = annotate(List[Tensor], [])
  for block in plan:
    k = 12 * block
    if every:
      out.append(x.narrow(0, 0, T).to(6))
    qkv = self.queries_keys_values(x, k)
    if attention:
      c = self.attend_openly(qkv, groups, biases, heads, seen)
    else:
      c = self.attend(qkv, groups, biases, heads)
    x = self.after_attention(x, c, k, eps, activation, algorithm)
  out.append(x.narrow(0, 0, T).to(6))
  for p in seen:
    out.append(p)
  if len(steps) > 0:
    out.append(self.apply_head(torch.index_select(x, 0, rows).to(6), steps, head_eps))
  return out

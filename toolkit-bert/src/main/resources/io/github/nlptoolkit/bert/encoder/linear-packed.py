# Linear layers and attention on a CPU with oneDNN. Weights are packed once for its kernels, and what follows a product is done while it is in the cache.

def pack(self, w: Tensor) -> Tensor:
  return ops.mkldnn._reorder_linear_weight(w.contiguous(), None)

def linear(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")

def linear_activated(self, x: Tensor, w: Tensor, b: Tensor, activation: str, algorithm: str) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, w, b, activation, annotate(List[Optional[number]], []), algorithm)

def linear_added(self, x: Tensor, w: Tensor, b: Tensor, residual: Tensor) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, residual, w, b, "add")

# [T, H] with rows of zeros behind it. oneDNN compiles kernels for each number of rows and keeps some hundreds of them: with many rows it compiles for
# milliseconds, so only few numbers of many rows may come.
def filled_up(self, x: Tensor) -> Tensor:
  T = x.size(0)
  rest = (32 - T % 32) % 32
  if T > 128 and rest > 0:
    x = torch.cat([x, x.new_zeros([rest, x.size(1)])])
  return x

# The softmax of rows of l values, computed in float32. The engine's own takes rows of less than a vector, and the rest of a row behind whole vectors,
# value by value; what it gives in bfloat16 is what it gives in float32, rounded.
def softmax_rows(self, x: Tensor, l: int) -> Tensor:
  if l < 16:
    e = x.to(6)
    e = torch.exp_(torch.sub(e, torch.amax(e, [-1], True)))
    p = torch.div_(e, torch.sum(e, [-1], True))
  elif l < 64:
    p = torch.softmax(x, -1, 6)
  else:
    p = torch.softmax(x, -1)
  return p

# Attention as products of matrices, one for each text and head.
def attend_by_products(self, qkv: Tensor, n: int, l: int, heads: int) -> Tensor:
  H = qkv.size(1) // 3
  d = H // heads
  q, k, v = torch.unbind(qkv.view([n, l, 3, heads, d]).permute([2, 0, 3, 1, 4]).reshape([3, n * heads, l, d]))
  scores = torch.baddbmm(q.new_empty([1, 1, 1]), q, k.transpose(1, 2), beta=0, alpha=float(d) ** -0.5)
  a = torch.bmm(self.softmax_rows(scores, l).to(v), v)
  return a.view([n, heads, l, d]).transpose(1, 2).reshape([n * l, H])

# The fused operation is made for long texts: short ones it takes row by row. Products of few rows are faster in float32 than in bfloat16.
def attend_texts(self, qkv: Tensor, n: int, l: int, heads: int, biases: List[Tensor]) -> Tensor:
  if len(biases) > 0 or (n == 1 and l < 16 and qkv.dtype != 6):
    a = self.attend_fused(qkv, n, l, heads, biases)
  elif qkv.dtype == 6:
    if l < 32 or (n == 1 and l < 128):
      a = self.attend_by_products(qkv, n, l, heads)
    else:
      a = self.attend_fused(qkv, n, l, heads, biases)
  elif l >= 128:
    a = self.attend_long_texts(qkv, n, l, heads)
  elif n * l < 64:
    a = self.attend_by_products(qkv.to(6), n, l, heads).to(qkv)
  else:
    a = self.attend_by_products(qkv, n, l, heads)
  return a

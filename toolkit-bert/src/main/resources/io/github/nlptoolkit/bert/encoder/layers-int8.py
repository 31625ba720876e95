# The linear layers of a block in integers of eight bits, with oneDNN (as in Jacob et al. 2018, "Quantization and Training of Neural Networks for
# Efficient Integer-Arithmetic-Only Inference"): weights symmetric, with a scale for each output; what goes into a layer unsigned, with one scale and
# zero point, from ranges seen before. Sums, residuals and norms are in float32; queries, keys and values in the type of carrier.

# ranges: least and greatest value of each column that goes into each of the four layers of each block. limit: the largest weight; 63 where sums
# of two products of bytes have only sixteen bits.
def prepare_ranges(self, ranges: List[Tensor], limit: int, dtype: int) -> int:
  out = annotate(List[Tensor], [])
  for r in ranges:
    out.append(r.clone())
  self.ranges = out
  self.weight_limit = [torch.full([], float(limit))]
  self.carrier = [torch.zeros([0], dtype=dtype)]
  return len(out)

# What the columns of an input are divided by and those of the weight multiplied with, so that no column wastes the range of the others (Xiao et
# al. 2022, "SmoothQuant", with its alpha of one half).
def smoothing(self, ranges: Tensor, w: Tensor) -> Tensor:
  x = torch.clamp(torch.amax(torch.abs(ranges), [0]), 1.0e-3)
  s = torch.sqrt(torch.div(x, torch.clamp(torch.amax(torch.abs(w), [0]), 1.0e-3)))
  return torch.div(s, torch.mean(s))

# What a layer computes with: packed weight, bias, scales of the weight, its zero points, scale and zero point of the input, factors of its columns.
def quantized_layer(self, weight: Tensor, bias: Tensor, ranges: Tensor, smooth: bool) -> List[Tensor]:
  w = weight.to(6)
  factors = torch.empty([0])
  if smooth:
    s = self.smoothing(ranges, w)
    w = torch.mul(w, s)
    ranges = torch.div(ranges, s)
    factors = torch.reciprocal(s)
  scales = torch.clamp(torch.div(torch.amax(torch.abs(w), [1]), self.weight_limit[0]), 1.0e-20)
  q = torch.round(torch.div(w, torch.unsqueeze(scales, 1))).to(1)
  low = torch.amin(ranges)
  scale = torch.clamp(torch.div(torch.sub(torch.amax(ranges), low), 255.), 1.0e-20)
  zero = torch.round(torch.div(torch.neg(low), scale)).to(3)
  return [ops.onednn.qlinear_prepack(q.contiguous(), None), bias.to(6), scales, torch.zeros([w.size(0)], dtype=3), scale, zero, factors]

def prepare_blocks(self, blocks: List[Tensor], dtype: int) -> int:
  out = annotate(List[Tensor], [])
  layers = annotate(List[Tensor], [])
  for i in range(len(blocks) // 16):
    k = 16 * i
    r = 4 * i
    qkv = self.quantized_layer(torch.cat([blocks[k], blocks[k + 2], blocks[k + 4]]), torch.cat([blocks[k + 1], blocks[k + 3], blocks[k + 5]]), self.ranges[r], True)
    attention = self.quantized_layer(blocks[k + 6], blocks[k + 7], self.ranges[r + 1], False)
    intermediate = self.quantized_layer(blocks[k + 10], blocks[k + 11], self.ranges[r + 2], True)
    output = self.quantized_layer(blocks[k + 12], blocks[k + 13], self.ranges[r + 3], False)
    layers = layers + qkv + attention + intermediate + output
    out = out + qkv[0:2] + attention[0:2] + [blocks[k + 8].to(6), blocks[k + 9].to(6)]
    out = out + intermediate[0:2] + output[0:2] + [blocks[k + 14].to(6), blocks[k + 15].to(6)]
  self.blocks = out
  self.layers = layers
  self.ranges = annotate(List[Tensor], [])
  return len(out)

# The bytes that go into the layer that begins at layers[i].
def quantized(self, x: Tensor, i: int) -> Tensor:
  factors = self.layers[i + 6]
  y = x.to(6)
  if factors.numel() > 0:
    y = torch.mul(y, factors)
  return torch.quantize_per_tensor(y, self.layers[i + 4], self.layers[i + 5], 13).int_repr()

def queries_keys_values(self, x: Tensor, k: int) -> Tensor:
  w = self.layers
  i = k // 12 * 28
  return ops.onednn.qlinear_pointwise(self.quantized(x, i), w[i + 4], w[i + 5], w[i], w[i + 2], w[i + 3], w[i + 1], 1., 0, self.carrier[0].dtype, "none", annotate(List[Optional[number]], []), "")

# The product of the bytes q with the weight of the layer that begins at layers[i], with a residual.
def product_added(self, q: Tensor, i: int, residual: Tensor) -> Tensor:
  w = self.layers
  return ops.onednn.qlinear_pointwise(q, w[i + 4], w[i + 5], w[i], w[i + 2], w[i + 3], residual, w[i + 1], 1., 0, 6, 1., 0, "add", 1., "none", annotate(List[Optional[number]], []), "")

# With the residual x.
def attention_output(self, c: Tensor, k: int, x: Tensor) -> Tensor:
  i = k // 12 * 28 + 7
  return self.product_added(self.quantized(c, i), i, x)

# With the residual y. What is between the two products stays in bytes.
def feed_forward(self, y: Tensor, k: int, activation: str, algorithm: str) -> Tensor:
  w = self.layers
  i = k // 12 * 28 + 14
  h = ops.onednn.qlinear_pointwise(self.quantized(y, i), w[i + 4], w[i + 5], w[i], w[i + 2], w[i + 3], w[i + 1], float(w[i + 11]), int(w[i + 12]), 0, activation, annotate(List[Optional[number]], []), algorithm)
  return self.product_added(h, i + 7, y)

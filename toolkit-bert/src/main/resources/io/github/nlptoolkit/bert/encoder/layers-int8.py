# The linear layers of a block in integers of eight bits, with oneDNN (as in Jacob et al. 2018, "Quantization and Training of Neural Networks for
# Efficient Integer-Arithmetic-Only Inference"): weights symmetric, with a scale for each output; what goes into a layer unsigned, with one scale and
# zero point, from ranges seen before. Sums, residuals and norms are in float32; queries, keys and values in the type of carrier.

# limit: the largest weight, at most 127; 63 where sums of two products of bytes have only sixteen bits.
def prepare_int8(self, limit: int, dtype: int) -> int:
  self.weight_limit = [torch.full([], float(limit))]
  self.carrier = [torch.zeros([0], dtype=dtype)]
  return limit

# Makes room for blocks, which the methods below may fill side by side.
def make_room(self, blocks: int) -> int:
  self.blocks = self.places(12 * blocks)
  self.layers = self.places(28 * blocks)
  return blocks

# What the columns of an input are divided by and those of the weight multiplied with, so that no column wastes the range of the others (Xiao et
# al. 2022, "SmoothQuant", with its alpha of one half).
def smoothing(self, ranges: Tensor, w: Tensor) -> Tensor:
  x = torch.clamp(torch.amax(torch.abs(ranges), [0]), 1.0e-3)
  s = torch.sqrt(torch.div(x, torch.clamp(torch.amax(torch.abs(w), [0]), 1.0e-3)))
  return torch.div(s, torch.mean(s))

# A layer as it is stored: weight in bytes, its scales, scale and zero point of the input, factors of its columns. ranges: least and greatest value of
# each column that goes into it.
def quantize_layer(self, weight: Tensor, ranges: Tensor, smooth: bool) -> List[Tensor]:
  w = weight.to(6)
  factors = torch.empty([0])
  if smooth:
    s = self.smoothing(ranges, w)
    w = torch.mul(w, s)
    ranges = torch.div(ranges, s)
    factors = torch.reciprocal(s)
  scales = torch.clamp(torch.div(torch.amax(torch.abs(w), [1]), 127.), 1.0e-20)
  q = torch.round(torch.div(w, torch.unsqueeze(scales, 1))).to(1)
  low = torch.amin(ranges)
  scale = torch.clamp(torch.div(torch.sub(torch.amax(ranges), low), 255.), 1.0e-20)
  zero = torch.round(torch.div(torch.neg(low), scale)).to(0)
  return [q, scales, torch.reshape(scale, [1]), torch.reshape(zero, [1]), factors]

# The four layers of a block, w, as they are stored. ranges: four tensors.
def quantize_block(self, w: List[Tensor], ranges: List[Tensor]) -> List[Tensor]:
  out = self.quantize_layer(torch.cat([w[0], w[2], w[4]]), ranges[0], True)
  out = out + self.quantize_layer(w[6], ranges[1], False)
  out = out + self.quantize_layer(w[10], ranges[2], True)
  return out + self.quantize_layer(w[12], ranges[3], False)

# The same as floats, which hold each byte exactly.
def quantized_block(self, w: List[Tensor], ranges: List[Tensor]) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  for t in self.quantize_block(w, ranges):
    out.append(t.to(6))
  return out

# What a layer computes with: packed weight, bias, scales of the weight, its zero points, scale and zero point of the input, factors of its columns.
# stored: as quantize_layer gives it.
def packed_layer(self, bias: Tensor, stored: List[Tensor]) -> List[Tensor]:
  q = stored[0]
  scales = stored[1].clone()
  limit = self.weight_limit[0]
  if bool(torch.lt(limit, 127.)):
    q = torch.round(torch.mul(q.to(6), torch.div(limit, 127.))).to(1)
    scales = torch.div(scales, torch.div(limit, 127.))
  packed = ops.onednn.qlinear_prepack(q.contiguous(), None)
  zeros = torch.zeros([q.size(0)], dtype=3)
  scale = torch.select(stored[2], 0, 0).clone()
  return [packed, torch.clone(bias.to(6)), scales, zeros, scale, torch.select(stored[3], 0, 0).to(3), stored[4].clone()]

# w: the sixteen tensors of a block, of which biases and norms are taken. stored: its four layers as quantize_block gives them.
def pack_block(self, block: int, w: List[Tensor], stored: List[Tensor]) -> int:
  qkv = self.packed_layer(torch.cat([w[1], w[3], w[5]]), stored[0:5])
  attention = self.packed_layer(w[7], stored[5:10])
  intermediate = self.packed_layer(w[11], stored[10:15])
  output = self.packed_layer(w[13], stored[15:20])
  out = qkv[0:2] + attention[0:2] + [torch.clone(w[8].to(6)), torch.clone(w[9].to(6))]
  out = out + intermediate[0:2] + output[0:2] + [torch.clone(w[14].to(6)), torch.clone(w[15].to(6))]
  for i in range(12):
    self.blocks[12 * block + i] = out[i]
  layers = qkv + attention + intermediate + output
  for i in range(28):
    self.layers[28 * block + i] = layers[i]
  return block

# A block in floats.
def prepare_block(self, block: int, w: List[Tensor], ranges: List[Tensor]) -> int:
  return self.pack_block(block, w, self.quantize_block(w, ranges))

# A block whose layers are stored in bytes: s as QuantizedWeights has its scales.
def prepare_quantized_block(self, block: int, w: List[Tensor], s: List[Tensor]) -> int:
  none = torch.empty([0])
  stored = [torch.cat([w[0], w[2], w[4]]), torch.cat([s[0], s[1], s[2]]), s[3], s[4], s[5], w[6], s[6], s[7], s[8], none]
  return self.pack_block(block, w, stored + [w[10], s[9], s[10], s[11], s[12], w[12], s[13], s[14], s[15], none])

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

# Linear layers and attention anywhere else: on a GPU, and on CPUs whose build of libtorch has no oneDNN.

def pack(self, w: Tensor) -> Tensor:
  return w.contiguous()

def linear(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
  return torch.linear(x, w, b)

def linear_activated(self, x: Tensor, w: Tensor, b: Tensor, activation: str, algorithm: str) -> Tensor:
  y = torch.linear(x, w, b)
  if activation == "gelu":
    y = torch.gelu(y, approximate=algorithm)
  elif activation == "relu":
    y = torch.relu(y)
  elif activation == "swish":
    y = torch.silu(y)
  else:
    y = torch.tanh(y)
  return y

def linear_added(self, x: Tensor, w: Tensor, b: Tensor, residual: Tensor) -> Tensor:
  return torch.add(torch.linear(x, w, b), residual)

def filled_up(self, x: Tensor) -> Tensor:
  return x

def attend_texts(self, qkv: Tensor, n: int, l: int, heads: int, biases: List[Tensor]) -> Tensor:
  return self.attend_fused(qkv, n, l, heads, biases)

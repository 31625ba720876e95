# Linear layers on a CPU with oneDNN: weights are packed once for its kernels, and what follows a product is done while it is in the cache.

def pack(self, w: Tensor) -> Tensor:
  return ops.mkldnn._reorder_linear_weight(w.contiguous(), None)

def linear(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")

def linear_activated(self, x: Tensor, w: Tensor, b: Tensor, activation: str, algorithm: str) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, w, b, activation, annotate(List[Optional[number]], []), algorithm)

def linear_added(self, x: Tensor, w: Tensor, b: Tensor, residual: Tensor) -> Tensor:
  return ops.mkldnn._linear_pointwise(x, residual, w, b, "add")

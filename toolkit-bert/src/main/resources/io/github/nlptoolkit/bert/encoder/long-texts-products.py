# Attention of long texts in bfloat16 on other CPUs, for which the fused operation has no good kernel.

def attend_long_texts(self, qkv: Tensor, n: int, l: int, heads: int) -> Tensor:
  return self.attend_by_products(qkv, n, l, heads)

# Attention of long texts in bfloat16 where the CPU multiplies tiles of it (AMX), which the fused operation makes use of.

def attend_long_texts(self, qkv: Tensor, n: int, l: int, heads: int) -> Tensor:
  return self.attend_fused(qkv, n, l, heads, annotate(List[Tensor], []))

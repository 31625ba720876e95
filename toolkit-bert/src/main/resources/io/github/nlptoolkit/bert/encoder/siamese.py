# A sentence model in training: texts to vectors, and back from the vectors' gradients to those of the weights. A loss may look at all vectors of a
# batch, while the texts are embedded in parts on several cores: so the vectors' gradients come between the two halves of the way back.

# The weights as EncoderWeights has them, those of the modules behind the pooling, of adapters (table, scale: see adapted), and of a loss.
def adopt_sentences(self, embedding: List[Tensor], types: List[Tensor], projection: List[Tensor], relative: List[Tensor], blocks: List[Tensor], modules: List[Tensor], adapters: List[Tensor], table: Tensor, scale: float, classifier: List[Tensor]) -> List[Tensor]:
  self.embedding = self.leaves(embedding)
  self.types = self.leaves(types)
  self.projection = self.leaves(projection)
  self.relative = self.leaves(relative)
  self.blocks = self.leaves(blocks)
  self.module_weights = self.leaves(modules)
  self.adapters = self.leaves(adapters)
  self.adapter_table = [torch.clone(table)]
  self.adapter_scale = [torch.mul(torch.ones([], dtype=6, device=table.device), scale)]
  self.own_head = self.leaves(classifier)
  return self.own_head

# From tokens to the vectors of texts, [N, D]. The graph keeps the indices longer than the call keeps its arguments.
def embed_trained(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, dropouts: List[float], noise: List[int], modes: List[int], skip: int, modules: List[int]) -> Tensor:
  x = self.hidden_trained(torch.clone(ids), torch.clone(positions), torch.clone(types), groups, plan, heads, eps, activation, algorithm, dropouts, noise)
  return self.apply_modules(self.pool(x, groups, modes, skip), modules)

# The gradient by each trained weight, from vectors and their gradients: behind a number in the place of the loss. more: gradients that are known already,
# of the last of the trained weights.
def vector_gradients(self, vectors: List[Tensor], given: Tensor, more: List[Tensor]) -> List[Tensor]:
  gradients = torch.autograd.grad(vectors, self.trained, annotate(List[Optional[Tensor]], [given]), allow_unused=True)
  out = annotate(List[Tensor], [])
  out.append(torch.zeros([], dtype=6, device=given.device))
  known = len(gradients) - len(more)
  for i in range(len(gradients)):
    gradient = gradients[i]
    if i >= known:
      out.append(more[i - known])
    elif gradient is None:
      out.append(torch.zeros_like(self.trained[i]))
    else:
      out.append(torch.detach(gradient).contiguous())
  return out

# The same from the texts: what embed_trained has forgotten is computed again, with the same noise.
def text_gradients(self, ids: Tensor, positions: Tensor, types: Tensor, groups: List[int], plan: List[int], heads: int, eps: float, activation: str, algorithm: str, dropouts: List[float], noise: List[int], modes: List[int], skip: int, modules: List[int], given: Tensor, more: List[Tensor]) -> List[Tensor]:
  return self.vector_gradients([self.embed_trained(ids, positions, types, groups, plan, heads, eps, activation, algorithm, dropouts, noise, modes, skip, modules)], given, more)

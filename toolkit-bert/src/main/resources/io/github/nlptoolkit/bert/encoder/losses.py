# Losses of sentence-transformers 6.2 over vectors: columns[c][i] is the vector of text c of example i, [B, D] each. In float64: it is little work, and
# differences of sums of exponentials want it. Dtype 7 is float64, 4 is int64.

def unit_rows(self, x: Tensor) -> Tensor:
  return torch.div(x, torch.clamp_min(torch.norm(x, 2, [1], True), 9.9999999999999998e-13))

# Row by row: 0 cosine, 1 dot, 2 euclidean, 3 manhattan, 4 and 5 the same two with 1e-6 added to each difference; the last four are distances.
def compare(self, u: Tensor, v: Tensor, how: int) -> Tensor:
  if how == 0:
    y = torch.sum(torch.mul(self.unit_rows(u), self.unit_rows(v)), [1])
  elif how == 1:
    y = torch.sum(torch.mul(u, v), [1])
  elif how == 2:
    y = torch.norm(torch.sub(u, v), 2, [1])
  elif how == 3:
    y = torch.norm(torch.sub(u, v), 1, [1])
  elif how == 4:
    y = torch.norm(torch.add(torch.sub(u, v), 9.9999999999999995e-07), 2, [1])
  else:
    y = torch.norm(torch.add(torch.sub(u, v), 9.9999999999999995e-07), 1, [1])
  return y

# As a distance.
def distance(self, u: Tensor, v: Tensor, how: int) -> Tensor:
  d = self.compare(u, v, how)
  if how == 0:
    d = torch.rsub(d, 1)
  return d

# Of the halves of unit vectors as real and imaginary parts (Li and Li 2023).
def angle(self, u: Tensor, v: Tensor) -> Tensor:
  x = self.unit_rows(u)
  y = self.unit_rows(v)
  half = (x.size(1) + 1) // 2
  if x.size(1) % 2 == 1:
    x = torch.constant_pad_nd(x, [0, 1])
    y = torch.constant_pad_nd(y, [0, 1])
  cosines = torch.sum(torch.mul(x, y), [1])
  across = torch.sub(torch.mul(x.narrow(1, half, half), y.narrow(1, 0, half)), torch.mul(x.narrow(1, 0, half), y.narrow(1, half, half)))
  return torch.abs(torch.add(cosines, torch.sum(across, [1])))

# Pairs with a higher label should have a higher score: log(1 + sum of exp(lower's score - higher's)).
def order_loss(self, scores: Tensor, labels: Tensor) -> Tensor:
  higher = torch.gt(torch.unsqueeze(labels, 1), torch.unsqueeze(labels, 0))
  gaps = torch.masked_select(torch.sub(torch.unsqueeze(scores, 0), torch.unsqueeze(scores, 1)), higher)
  return torch.logsumexp(torch.cat([torch.zeros([1], dtype=7, device=scores.device), gaps]), [0])

# More than two columns: the others are negatives of the first, whose label is the complement.
def angle_loss(self, columns: List[Tensor], labels: Tensor, scale: float) -> Tensor:
  scores = annotate(List[Tensor], [])
  wanted = annotate(List[Tensor], [])
  given = labels
  if labels.numel() == 0:
    given = torch.ones([columns[0].size(0)], dtype=7, device=labels.device)
  for c in range(1, len(columns)):
    scores.append(torch.mul(self.angle(columns[0], columns[c]), scale))
    if c == 1:
      wanted.append(given)
    else:
      wanted.append(torch.rsub(given, 1))
  return self.order_loss(torch.cat(scores), torch.cat(wanted))

# features: 1 for u and v, 2 for |u - v|, 4 for u v, added up.
def softmax_loss(self, u: Tensor, v: Tensor, labels: Tensor, features: int, full: int) -> Tensor:
  x = u
  y = v
  if x.size(1) < full:
    x = torch.constant_pad_nd(x, [0, full - x.size(1)])
    y = torch.constant_pad_nd(y, [0, full - y.size(1)])
  parts = annotate(List[Tensor], [])
  if features % 2 == 1:
    parts.append(x)
    parts.append(y)
  if features // 2 % 2 == 1:
    parts.append(torch.abs(torch.sub(x, y)))
  if features // 4 == 1:
    parts.append(torch.mul(x, y))
  logits = torch.linear(torch.cat(parts, 1), self.own_head[0].to(7), self.own_head[1].to(7))
  return torch.cross_entropy_loss(logits, labels.to(4), None, 1)

# strength: how much harder negatives weigh. directions: 1 query to query, 2 document to query, 4 document to document, added up, besides query to document.
# joint: 1 for one sum over all directions. hardness: of which negatives: 0 none, 1 those in the batch, 2 hard ones, 3 all.
def ranking_loss(self, columns: List[Tensor], scale: float, strength: float, similarity: int, directions: int, joint: int, hardness: int) -> Tensor:
  units = annotate(List[Tensor], [])
  for column in columns:
    if similarity == 0:
      units.append(self.unit_rows(column))
    else:
      units.append(column)
  q = units[0]
  p = units[1]
  documents = torch.cat(units[1:])
  B = q.size(0)
  n = len(columns) - 1
  eye = torch.eye(B, dtype=7, device=q.device)
  own = eye.repeat([1, n])
  forth = torch.matmul(q, torch.t(documents))
  scores = annotate(List[Tensor], [])
  first = torch.mul(forth, scale)
  if hardness > 0:
    penalty = torch.mul(torch.detach(forth), strength)
    if hardness == 1:
      penalty = torch.mul(penalty, torch.rsub(own, 1))
    else:
      in_batch = torch.zeros([B, B], dtype=7, device=q.device)
      if hardness == 3:
        in_batch = torch.rsub(eye, 1)
      kept = annotate(List[Tensor], [in_batch])
      if n > 1:
        if hardness == 2:
          kept.append(eye.repeat([1, n - 1]))
        else:
          kept.append(torch.ones([B, B * (n - 1)], dtype=7, device=q.device))
      penalty = torch.mul(penalty, torch.cat(kept, 1))
    first = torch.add(first, penalty)
  scores.append(first)
  if directions % 2 == 1:
    scores.append(torch.add(torch.mul(torch.matmul(q, torch.t(q)), scale), torch.mul(eye, -1e+300)))
  if directions // 2 % 2 == 1:
    scores.append(torch.mul(torch.matmul(p, torch.t(q)), scale))
  if directions // 4 == 1:
    scores.append(torch.add(torch.mul(torch.matmul(p, torch.t(documents)), scale), torch.mul(own, -1e+300)))
  positive = torch.diagonal(first.narrow(1, 0, B))
  if joint == 1:
    sums = torch.logsumexp(torch.cat(scores, 1), [1])
  else:
    sums = torch.zeros_like(positive)
    for score in scores:
      sums = torch.add(sums, torch.logsumexp(score, [1]))
    sums = torch.div(sums, float(len(scores)))
  return torch.mean(torch.sub(sums, positive))

def triplet_loss(self, columns: List[Tensor], margin: float, how: int) -> Tensor:
  near = self.distance(columns[0], columns[1], how)
  far = self.distance(columns[0], columns[2], how)
  return torch.mean(torch.relu(torch.add(torch.sub(near, far), margin)))

# mean: 1 for the mean, 0 for the sum.
def contrastive_loss(self, d: Tensor, labels: Tensor, margin: float, mean: int) -> Tensor:
  short = torch.pow(torch.relu(torch.rsub(d, margin)), 2)
  losses = torch.mul(torch.add(torch.mul(labels, torch.pow(d, 2)), torch.mul(torch.rsub(labels, 1), short)), 0.5)
  if mean == 1:
    y = torch.mean(losses)
  else:
    y = torch.sum(losses)
  return y

# Of the pairs alone that are farther than the nearest negative or nearer than the farthest positive.
def online_contrastive_loss(self, d: Tensor, labels: Tensor, margin: float) -> Tensor:
  negatives = torch.masked_select(d, torch.eq(labels, 0))
  positives = torch.masked_select(d, torch.eq(labels, 1))
  if positives.numel() > 0:
    far = torch.max(positives)
  else:
    far = torch.mean(negatives)
  if negatives.numel() > 0:
    near = torch.min(negatives)
  else:
    near = torch.mean(positives)
  hard_negatives = torch.masked_select(negatives, torch.lt(negatives, far))
  hard_positives = torch.masked_select(positives, torch.gt(positives, near))
  return torch.add(torch.sum(torch.pow(hard_positives, 2)), torch.sum(torch.pow(torch.relu(torch.rsub(hard_negatives, margin)), 2)))

# labels: how much better than each negative the positive is; or, one more, the scores of all of them.
def margin_loss(self, columns: List[Tensor], labels: Tensor, how: int) -> Tensor:
  negatives = len(columns) - 2
  wanted = labels.view([labels.size(0), -1])
  if wanted.size(1) == negatives + 1:
    wanted = torch.sub(wanted.narrow(1, 0, 1), wanted.narrow(1, 1, negatives))
  positive = self.compare(columns[0], columns[1], how)
  margins = annotate(List[Tensor], [])
  for c in range(2, len(columns)):
    margins.append(torch.sub(positive, self.compare(columns[0], columns[c], how)))
  return torch.mean(torch.pow(torch.sub(torch.stack(margins, 1), wanted), 2))

def distillation_loss(self, columns: List[Tensor], labels: Tensor) -> Tensor:
  y = torch.zeros([], dtype=7, device=labels.device)
  for column in columns:
    y = torch.add(y, torch.mean(torch.pow(torch.sub(column, labels), 2)))
  return torch.div(y, float(len(columns)))

# Distances of all vectors to all: 0 cosine, 2 euclidean. The gradient of a root at 0 is taken to be 0.
def all_distances(self, x: Tensor, how: int) -> Tensor:
  if how == 0:
    u = self.unit_rows(x)
    d = torch.rsub(torch.matmul(u, torch.t(u)), 1)
  else:
    dots = torch.matmul(x, torch.t(x))
    squares = torch.diagonal(dots)
    d = torch.sub(torch.unsqueeze(squares, 0), torch.mul(dots, 2.))
    d = torch.clamp_min(torch.add(d, torch.unsqueeze(squares, 1)), 0.)
    zero = torch.eq(d, 0).to(7)
    d = torch.mul(torch.rsub(zero, 1), torch.sqrt(torch.add(d, torch.mul(zero, 9.9999999999999998e-17))))
  return d

# Triplets of a batch of single texts with classes. kind: 0 all, 1 hardest, 2 semi-hard, 3 hardest with a soft margin.
def batch_triplet_loss(self, x: Tensor, labels: Tensor, margin: float, how: int, kind: int) -> Tensor:
  d = self.all_distances(x, how)
  B = d.size(0)
  same = torch.eq(torch.unsqueeze(labels, 1), torch.unsqueeze(labels, 0)).to(7)
  other = torch.rsub(same, 1)
  positive = torch.sub(same, torch.eye(B, dtype=7, device=d.device))
  if kind == 0:
    losses = torch.add(torch.sub(torch.unsqueeze(d, 2), torch.unsqueeze(d, 1)), margin)
    losses = torch.relu(torch.mul(losses, torch.mul(torch.unsqueeze(positive, 2), torch.unsqueeze(other, 1))))
    y = torch.div(torch.sum(losses), torch.add(torch.sum(torch.gt(losses, 9.9999999999999998e-17).to(7)), 9.9999999999999998e-17))
  elif kind == 2:
    # The nearest negative that is farther than the positive; if there is none, the farthest of all.
    far = torch.masked_fill(torch.unsqueeze(d, 1).repeat([1, B, 1]), torch.unsqueeze(other, 1).repeat([1, B, 1]).eq(0), 1e+300)
    far = torch.masked_fill(far, torch.le(far, torch.unsqueeze(d, 2)), 1e+300)
    outside = torch.amin(far, [2])
    least = torch.amin(d, [1], True)
    inside = torch.add(torch.amax(torch.mul(torch.sub(d, least), other), [1], True), least)
    negative = torch.where(torch.lt(outside, 1e+299), outside, inside.repeat([1, B]))
    losses = torch.relu(torch.mul(torch.add(torch.sub(d, negative), margin), positive))
    y = torch.div(torch.sum(losses), torch.clamp_min(torch.sum(positive), 9.9999999999999998e-17))
  else:
    hard_positive = torch.amax(torch.mul(d, positive), [1])
    hard_negative = torch.amin(torch.add(d, torch.mul(torch.amax(d, [1], True), same)), [1])
    gap = torch.sub(hard_positive, hard_negative)
    if kind == 1:
      y = torch.mean(torch.relu(torch.add(gap, margin)))
    else:
      y = torch.mean(torch.softplus(gap))
  return y

# One of them. numbers and choices are what each takes, in its order.
def loss_of(self, columns: List[Tensor], labels: Tensor, kind: str, numbers: List[float], choices: List[int], full: int) -> Tensor:
  if kind == "cosine":
    y = torch.mean(torch.pow(torch.sub(self.compare(columns[0], columns[1], 0), labels), 2))
  elif kind == "cosent":
    y = self.order_loss(torch.mul(self.compare(columns[0], columns[1], 0), numbers[0]), labels)
  elif kind == "angle":
    y = self.angle_loss(columns, labels, numbers[0])
  elif kind == "softmax":
    y = self.softmax_loss(columns[0], columns[1], labels, choices[0], full)
  elif kind == "ranking":
    y = self.ranking_loss(columns, numbers[0], numbers[1], choices[0], choices[1], choices[2], choices[3])
  elif kind == "triplet":
    y = self.triplet_loss(columns, numbers[0], choices[0])
  elif kind == "contrastive":
    y = self.contrastive_loss(self.distance(columns[0], columns[1], choices[0]), labels, numbers[0], choices[1])
  elif kind == "online-contrastive":
    y = self.online_contrastive_loss(self.distance(columns[0], columns[1], choices[0]), labels, numbers[0])
  elif kind == "margin":
    y = self.margin_loss(columns, labels, choices[0])
  elif kind == "distillation":
    y = self.distillation_loss(columns, labels)
  else:
    y = self.batch_triplet_loss(columns[0], labels, numbers[0], choices[0], choices[1])
  return y

# The loss, and its gradients by each column and by the weights of the loss. dims: how many of the first values count, with the weight of each loss
# (Kusupati et al. 2022); none for all values as they are.
def loss_gradients(self, columns: List[Tensor], labels: Tensor, kind: str, numbers: List[float], choices: List[int], dims: List[int], weights: List[float]) -> List[Tensor]:
  wanted = labels.to(7)
  leaves = annotate(List[Tensor], [])
  for column in columns:
    leaves.append(torch.requires_grad_(torch.detach(torch.clone(column.to(7))), True))
  full = leaves[0].size(1)
  if len(dims) == 0:
    loss = self.loss_of(leaves, wanted, kind, numbers, choices, full)
  else:
    loss = torch.zeros([], dtype=7, device=wanted.device)
    for d in range(len(dims)):
      cut = annotate(List[Tensor], [])
      for leaf in leaves:
        cut.append(self.unit_rows(leaf.narrow(1, 0, dims[d])))
      told = wanted
      if kind == "distillation":
        told = self.unit_rows(wanted.narrow(1, 0, dims[d]))
      loss = torch.add(loss, torch.mul(self.loss_of(cut, told, kind, numbers, choices, full), weights[d]))
  gradients = torch.autograd.grad([loss], leaves + self.own_head, allow_unused=True)
  out = annotate(List[Tensor], [])
  out.append(torch.detach(loss).to(6))
  sources = leaves + self.own_head
  for i in range(len(gradients)):
    gradient = gradients[i]
    if gradient is None:
      out.append(torch.zeros_like(sources[i], dtype=6))
    else:
      out.append(torch.detach(gradient).to(6))
  return out

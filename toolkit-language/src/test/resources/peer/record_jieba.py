"""Records what jieba 0.42.1 makes of texts: python record_jieba.py csl-kg-dev.jsonl novel.txt > jieba-0.42.1.json

The texts are abstracts of CSL (Apache-2.0, ydli-ai/CSL), paragraphs of a novel in the public domain, and
some written for this purpose.
"""
import json
import sys

import jieba

OWN = [
    "", " ", "。", "中", "我来到北京清华大学", "他来到了网易杭研大厦", "小明硕士毕业于中国科学院计算所,后在日本京都大学深造",
    "C++和c#是什么关系？11+122=133，PI=3.14159", "BERT-base模型在GLUE上得分84.6%。", "A_b.c-d&e#f 3.5G 100% .5",
    "\ufeff全角　空格\u00a0不断行\t制表\r\n换行", "𠮷野家和😀表情👨‍👩‍👧", "王五丙丁戊己庚辛", "ＡＢＣ１２３全角字母", "结婚的和尚未结婚的", "1234567890" * 5,
]
texts = list(OWN)
with open(sys.argv[1], encoding="utf-8") as lines:
    texts += [json.loads(line)["text"] for _, line in zip(range(40), lines)]
with open(sys.argv[2], encoding="utf-8") as lines:
    texts += [line.strip() for _, line in zip(range(40), lines)]
cases = [{"text": t, "words": [w for w in jieba.lcut(t) if not w.isspace()]} for t in texts]
json.dump({"peer": "jieba 0.42.1", "cases": cases}, sys.stdout, ensure_ascii=False, indent=0)

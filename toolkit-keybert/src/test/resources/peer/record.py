"""Writes keybert-0.9.0.json: KeyBERT with made-up vectors, on texts that are hard to cut.

    pip install keybert==0.9.0 scikit-learn==1.9.1
    python record.py > keybert-0.9.0.json

The vectors are a hash of the text, so that the test can make the same ones without a model
(HashEmbedder.java). They mean nothing, and so scores do not tie.
"""

import json
import unicodedata

import keybert
import numpy as np
import sklearn
from keybert import KeyBERT
from keybert.backend import BaseEmbedder
from sklearn.feature_extraction.text import CountVectorizer

MASK = (1 << 64) - 1
DIMENSION = 32


def vector(text):
    state = 0xCBF29CE484222325
    for byte in text.encode("utf-8"):
        state = ((state ^ byte) * 0x100000001B3) & MASK
    values = []
    for _ in range(DIMENSION):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        values.append((z >> 40) / (1 << 24) - 0.5)
    return values


class HashEmbedder(BaseEmbedder):
    def embed(self, documents, verbose=False):
        return np.array([vector(text) for text in documents], dtype=np.float32)


DOCUMENTS = [
    "The king of the north met the queen of the south; the king's men - well-known riders - "
    "had crossed 12 rivers and 3 bridges, and 1 of the e-mails said: state-of-the-art!",
    "ΟΔΥΣΣΕΥΣ ΟΔΟΣ ΣΟΦΙΑΣ. Ο ΣΩΚΡΑΤΗΣ, Σ ΑΣ ΆΣ' ΣΑΣ:ΣΑΣ ὈΔΥΣΣΕΎΣ ᾼ ᾭΔΗ",
    "İSTANBUL'da IŞIK, DİYARBAKIR ve İZMİR; ıssız İİİ STRASSE Straße GROẞ",
    "cafe\u0301 CAFÉ naïve coo\u0308perate Ångström A\u030angstro\u0308m ﬁnal ﬂow ½ ²³ Ⅷ ⅷ①② x² H₂O",
    "😀😀 smile 👩‍👩‍👧 family ﷺ 𝐁𝐨𝐥𝐝 𝟏𝟐 𐐀𐐁 𐐨𐐩 𠀀𠀁 ﹏_under_score_ __ _a 全角ＡＢＣ ｱｲｳ Ｆｕｌｌ",
    "हिन्दी में एक वाक्य है। ภาษาไทย ไม่มีช่องว่าง 한국어 문장 العَرَبِيَّة نَصّ עִבְרִית 北京 大学 ᲐᲑᲒ აბგ ᏣᎳᎩ ꮳꮃꭹ",
    "zero\u200bwidth soft\u00adhyphen non\u00a0breaking tab\tnew\nline nul\u0000byte b\u2019s o\u02bcclock",
    "of the and to",
    "",
    "king",
]


def calls():
    for ngrams in ([1, 1], [1, 2], [2, 3]):
        yield dict(ngram_range=ngrams, stop_words="english")
        yield dict(ngram_range=ngrams, stop_words=None)
    yield dict(ngram_range=[1, 2], stop_words=["king", "the", "ve", "é"])
    yield dict(ngram_range=[1, 2], stop_words=None, lowercase=False)
    yield dict(ngram_range=[1, 2], stop_words="english", strip_accents="unicode")
    yield dict(ngram_range=[1, 1], stop_words=None, strip_accents="ascii")
    yield dict(ngram_range=[1, 1], stop_words=None, lowercase=False, strip_accents="unicode")
    yield dict(ngram_range=[1, 1], stop_words=None, min_df=2)
    yield dict(ngram_range=[1, 2], stop_words=None, max_df=1)
    yield dict(ngram_range=[1, 1], stop_words=None, min_df=0.15, max_df=0.5)
    yield dict(ngram_range=[1, 1], stop_words=None, min_df=9)
    yield dict(
        ngram_range=[1, 2],
        stop_words="english",
        vocabulary=["straße", "the", "king north", "KING", "οδος", "met queen", "unseen", "men"],
    )


def selections():
    yield dict(top_n=5)
    yield dict(top_n=1000)
    for diversity in (0, 0.3, 0.7, 1):
        yield dict(top_n=6, use_mmr=True, diversity=diversity)
    yield dict(top_n=1000, use_mmr=True, diversity=0.5)
    yield dict(top_n=3, use_maxsum=True, nr_candidates=9)
    yield dict(top_n=4, use_maxsum=True, nr_candidates=14)


def main():
    model = KeyBERT(model=HashEmbedder())
    cases = []
    for vectorizer in calls():
        count = CountVectorizer(**{**vectorizer, "ngram_range": tuple(vectorizer["ngram_range"])})
        if vectorizer.get("min_df") == 9:
            cases.append(dict(vectorizer=vectorizer, features=[], counts=[]))
            continue
        counts = count.fit(DOCUMENTS).transform(DOCUMENTS).toarray()
        case = dict(
            vectorizer=vectorizer,
            features=count.get_feature_names_out().tolist(),
            counts=[[[int(i), int(row[i])] for i in row.nonzero()[0]] for row in counts],
            calls=[],
        )
        for arguments in selections():
            for seeds in (None, ["king", "Straße"], [[f"seed {i}", "x"] for i in range(len(DOCUMENTS))]):
                if seeds is not None and arguments["top_n"] != 5:
                    continue
                result = model.extract_keywords(DOCUMENTS, vectorizer=count, seed_keywords=seeds, **arguments)
                if arguments["top_n"] == 1000:
                    # The whole ranking of every document would be most of the file.
                    result = [[word for word, _ in keywords] for keywords in result][:3]
                case["calls"].append(dict(arguments=arguments, seed_keywords=seeds, result=result))
        cases.append(case)
    header = dict(
        peer=f"keybert {keybert.__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}, "
        f"Unicode {unicodedata.unidata_version}",
        written_by="record.py",
        tolerance="keywords exact, scores 1e-4: both sides round to 4 places",
        documents=DOCUMENTS,
        cases=cases,
    )
    print(json.dumps(header, ensure_ascii=True, separators=(",", ":")))


main()

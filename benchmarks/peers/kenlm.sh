#!/usr/bin/env bash
# KenLM beside the toolkit's n-gram models, in one run: estimating, query speed, sizes.
#
#   kenlm.sh KENLM_BIN TEXTS WORK [BIG_WORDS]
#
# KENLM_BIN has lmplz, build_binary and query (measured with 4cb443e, Release); TEXTS has train.txt and valid.txt of
# War and Peace; WORK is an empty folder with 10 GB free, best in memory (/dev/shm), since both write more than they
# compute. BIG_WORDS words are drawn from it for the large text (50 million; 0 leaves it out). Needs the benchmarks
# built (mvn -pl benchmarks -am package), the nlp command (its first use builds it) and GNU time.
set -euo pipefail
kenlm=$1 texts=$2 work=$3 big=${4:-50000000}
here=$(cd "$(dirname "$0")/.." && pwd)
lib=$here/target/lib
cp=$(ls "$lib"/toolkit-ngram-*.jar):$(ls "$lib"/toolkit-api-*.jar):$here/target/benchmarks.jar
command=io.github.nlptoolkit.benchmarks.ngram.NgramCommand
cd "$work"
toolkit() { java -XX:+UseSerialGC -Xmx1g -cp "$cp" $command "$@"; }
timed() { local name=$1; shift; /usr/bin/time -f "$name: %e s wall, %U s user, %M KB" "$@"; }

"$here/../nlp" lm train --help > /dev/null # builds it

for part in train valid; do
  [ -f $part.txt ] || toolkit tokenize "$texts/$part.txt" $part.txt
done

echo "== order 5 on War and Peace, five rounds, taking turns"
for round in 1 2 3 4 5; do
  timed lmplz "$kenlm/lmplz" -o 5 -S 1G < train.txt > k.arpa 2> k.log || { cat k.log; exit 1; }
  tail -1 k.log
  for gc in UseG1GC UseParallelGC; do
    timed "toolkit, -XX:+$gc" java -XX:+$gc -Xmx300m -cp "$cp" $command train 5 train.txt t.arpa 100000000
  done
  timed "toolkit, first compiler" java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx300m -cp "$cp" $command train 5 train.txt t.arpa 100000000
  timed "nlp lm train" "$here/../nlp" lm train --order 5 --output n.arpa train.txt
done
ls -l k.arpa t.arpa

echo "== binary layouts"
"$kenlm/build_binary" probing k.arpa k.probing > /dev/null 2>&1
"$kenlm/build_binary" trie k.arpa k.trie > /dev/null 2>&1
"$kenlm/build_binary" -q 8 -b 8 trie k.arpa k.q8 > /dev/null 2>&1
toolkit convert k.arpa t.probing t.trie t.q8
ls -l k.probing t.probing k.trie t.trie k.q8 t.q8

echo "== query, one thread, the validation text 22 times over"
[ -f query.txt ] || for i in $(seq 22); do cat valid.txt; done > query.txt
for layout in probing trie q8; do
  for round in 1 2 3; do
    echo "KenLM $layout: $("$kenlm/query" -v summary k.$layout < query.txt 2>&1 | grep -o 'including OOVs:.*\|user:[0-9.]*\|real:[0-9.]*' | tr '\n\t' '  ')"
    echo "toolkit $layout: $(java -XX:+UseSerialGC -cp "$cp" $command query t.$layout query.txt 12)"
  done
done

[ "$big" = 0 ] && exit 0
echo "== order 5 on $big words"
[ -f big.txt ] || toolkit sample train.txt big.txt "$big" 1
timed lmplz "$kenlm/lmplz" -o 5 -S 2G -T "$work/" < big.txt > k.arpa 2> k.log
tail -1 k.log
timed "nlp lm train" env NLP_JAVA_OPTS=-Xmx1800m "$here/../nlp" lm train --order 5 --temp "$work" --output n.arpa big.txt
timed "toolkit, both compilers" java -XX:+UseParallelGC -Xmx1800m -cp "$cp" $command train 5 big.txt t.arpa 1500000000
timed "toolkit, first compiler" java -XX:TieredStopAtLevel=1 -XX:+UseParallelGC -Xmx1800m -cp "$cp" $command train 5 big.txt t.arpa 1500000000
ls -l k.arpa n.arpa t.arpa

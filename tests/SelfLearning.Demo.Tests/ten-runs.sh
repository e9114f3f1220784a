#!/usr/bin/env bash
# Runs the demo ten times, each with a seed and a data folder of its own, verifies each run by its sweep, and says whether the demo
# does what it promises:
#   1. in each run most of the compressible content types improved;
#   2. over all runs, at most 10 % of the content types where all settings are alike were adapted.
# Usage: ten-runs.sh [seconds of a run, 60] [first seed, 1] [number of runs, 10] [further options of the demo ...]
# Exit code: 0 when both hold, 1 when one does not, 2 when a run failed. Needs bash and dotnet; a run takes up to 75 s longer than it works.
set -uo pipefail
seconds=${1:-60} first=${2:-1} runs=${3:-10}
shift $(($# < 3 ? $# : 3))

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root" || exit 2
dotnet build -c Release -v q -nologo src/SelfLearning.Demo >"$work/build" || { cat "$work/build"; exit 2; }

# The sum of all numbers of that name in the JSON line.
sum() { grep -o "\"$2\":[0-9]*" <<<"$1" | cut -d: -f2 | awk '{ s += $1 } END { print s + 0 }'; }

declare -A total=()
weak=0
for ((seed = first; seed < first + runs; seed++)); do
  if ! dotnet exec src/SelfLearning.Demo/bin/Release/net10.0/SelfLearning.Demo.dll "$@" --seconds "$seconds" --seed "$seed" \
    --data "$work/$seed" --verify --output json >"$work/out" 2>"$work/err"; then
    echo "seed $seed failed:"; tail -5 "$work/err"
    exit 2
  fi
  json=$(tail -1 "$work/out")
  contexts=${json%%],*} sweep=${json##*\"sweep\":}
  declare -A run=([adaptations]=$(sum "$contexts" adaptations))
  for name in compressible improvedCompressible incompressible adaptedIncompressible alike adaptedAlike falselyAdapted unjudged; do
    run[$name]=$(sum "$sweep" "$name")
  done
  for name in "${!run[@]}"; do total[$name]=$((${total[$name]:-0} + run[$name])); done
  verdict=ok
  if ((2 * run[improvedCompressible] <= run[compressible])); then verdict=BAD weak=$((weak + 1)); fi
  echo "seed $seed: improved ${run[improvedCompressible]} of ${run[compressible]} compressible; ${run[adaptations]} adaptations, falsely ${run[falselyAdapted]};" \
    "adapted: ${run[adaptedAlike]} of ${run[alike]} alike, ${run[adaptedIncompressible]} of ${run[incompressible]} incompressible; unjudged ${run[unjudged]}; $verdict"
  rm -rf "${work:?}/$seed"
done

echo "total: improved ${total[improvedCompressible]} of ${total[compressible]} compressible; ${total[adaptations]} adaptations, falsely ${total[falselyAdapted]};" \
  "adapted: ${total[adaptedAlike]} of ${total[alike]} alike, ${total[adaptedIncompressible]} of ${total[incompressible]} incompressible; unjudged ${total[unjudged]}"
most=holds few=holds
((weak == 0)) || most="FAILS in $weak of $runs runs"
((10 * total[adaptedAlike] <= total[alike])) || few=FAILS
((total[alike] > 0)) || few="holds, but says nothing: no content type was alike"
echo "1. improved in most compressible content types in each run: $most"
echo "2. adaptations in at most 10 % of the alike content types: $few (${total[adaptedAlike]} of ${total[alike]})"
[[ $most == holds && $few == holds* ]]

#!/bin/bash
# Captures five reloads of a small daemon whose plugin leaks.
#
#   traces/leak/capture.sh FOLDER
#
# FOLDER must not exist yet. Afterwards it holds reload.strace, before.maps, after.maps and
# error_log. Needs root (to attach), and: apt-get install gcc libc6-dev strace
set -euo pipefail

[ $# = 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
source=$(cd "$(dirname "$0")" && pwd)/source
mkdir "$1"
folder=$(cd "$1" && pwd)
cd "$folder"

pid=
tracer=
stop() {
  if [ -n "$tracer" ]; then kill -INT "$tracer" 2>/dev/null || true; wait "$tracer" || true; fi
  if [ -n "$pid" ]; then kill -TERM "$pid" 2>/dev/null || true; wait "$pid" || true; fi
  tracer='' pid=''
}
trap stop EXIT

# Waits up to ten seconds for a command to succeed.
until_true() {
  for _ in {1..100}; do "$@" && return; sleep 0.1; done
  echo "capture.sh: waited in vain for: $*" >&2
  return 1
}

gcc -O2 -shared -fPIC -o plugin.so "$source/plugin.c"
gcc -O2 -o leakd "$source/leakd.c"
./leakd "$folder/plugin.so" 2> error_log &
pid=$!
until_true grep -q 'generation 1$' error_log

cat /proc/"$pid"/maps > before.maps
strace -tt -T -y -o reload.strace -p "$pid" 2> /dev/null &
tracer=$!
until_true grep -q "^TracerPid:.$tracer\$" /proc/"$pid"/status
for generation in 2 3 4 5 6; do
  sleep 0.3
  kill -HUP "$pid"
  until_true grep -q "generation $generation\$" error_log
done
sleep 0.3
kill -INT "$tracer"
wait "$tracer" || true
tracer=
cat /proc/"$pid"/maps > after.maps
echo "captured pid $pid; now run: reloadtimeline --maps $1/before.maps $1/reload.strace"

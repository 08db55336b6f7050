#!/bin/bash
# Reloads a small daemon after an update whose libraries fit the old ones, and captures that.
#
#   traces/compatible-update/capture.sh FOLDER
#
# FOLDER must not exist yet. Afterwards it holds reload.strace, before.maps, after.maps,
# before.lsof and error_log.
# Needs root (to attach), and: apt-get install gcc libc6-dev strace lsof
set -euo pipefail

[ $# = 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
source=$(cd "$(dirname "$0")" && pwd)/../incident/source
mkdir "$1"
folder=$(cd "$1" && pwd)
cd "$folder"
mkdir lib modules

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

gcc -shared -fPIC -DGENERATION=1 -Wl,-soname,libcore.so.6 \
  -Wl,--version-script="$source/libcore.map" -o lib/libcore.so.6 "$source/libcore.c"
gcc -shared -fPIC -DGENERATION=1 -Wl,-soname,libleaf.so.2 -Wl,-rpath,"$folder/lib" \
  -o lib/libleaf.so.2 "$source/libleaf.c" lib/libcore.so.6
gcc -shared -fPIC -Wl,-rpath,"$folder/lib" -o modules/module.so "$source/module.c" lib/libleaf.so.2
# Only the module may need libleaf, and the host keeps libcore.
gcc -Wl,--no-as-needed -Wl,-rpath,"$folder/lib" -o hostd "$source/hostd.c" lib/libcore.so.6

./hostd "$folder/modules/module.so" 2> error_log &
pid=$!
until_true grep -q ready error_log

# The update: a build that fits the old one is written beside it and renamed over it.
for name in libcore.so.6 libleaf.so.2; do
  cp lib/$name lib/$name.new
  mv lib/$name.new lib/$name
done

cat /proc/"$pid"/maps > before.maps
lsof -p "$pid" > before.lsof 2> /dev/null
strace -tt -T -y -s 300 -o reload.strace -p "$pid" 2> /dev/null &
tracer=$!
until_true grep -q "^TracerPid:.$tracer\$" /proc/"$pid"/status
sleep 0.3
kill -HUP "$pid"
until_true grep -q 'reload ends' error_log
sleep 0.2
kill -INT "$tracer"
wait "$tracer" || true
tracer=
cat /proc/"$pid"/maps > after.maps
echo "captured pid $pid; now run: reloadtimeline --maps $1/before.maps $1/reload.strace"

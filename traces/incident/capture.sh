#!/bin/bash
# Builds an incident equivalent to the one in this folder, and captures it.
#
#   traces/incident/capture.sh FOLDER
#
# FOLDER must not exist yet. Afterwards it holds reload.strace, before.maps, after.maps,
# before.pmap, after.pmap, before.lsof, symbols.txt, error_log and ld-debug.log.
# Needs root (to attach), and: apt-get install gcc libc6-dev binutils strace procps lsof
set -euo pipefail

[ $# = 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir "$1"
folder=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")" && pwd)/source
cd "$folder"
mkdir generation1 generation2 lib modules

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

for generation in 1 2; do
  out=generation$generation
  gcc -shared -fPIC -DGENERATION=$generation -Wl,-soname,libcore.so.6 \
    -Wl,--version-script="$source/libcore.map" -o $out/libcore.so.6 "$source/libcore.c"
  gcc -shared -fPIC -DGENERATION=$generation -Wl,-soname,libleaf.so.2 \
    -Wl,-rpath,"$folder/lib" -o $out/libleaf.so.2 "$source/libleaf.c" $out/libcore.so.6
done
cp generation1/* lib/
gcc -shared -fPIC -Wl,-rpath,"$folder/lib" -o modules/module.so "$source/module.c" lib/libleaf.so.2
# Only the module may need libleaf, and the host keeps libcore: that is the whole story.
gcc -Wl,--no-as-needed -Wl,-rpath,"$folder/lib" -o hostd "$source/hostd.c" lib/libcore.so.6

for file in generation1/libleaf.so.2 generation1/libcore.so.6 \
  generation2/libleaf.so.2 generation2/libcore.so.6; do
  echo "## nm -D $file | grep errno"
  nm -D "$file" | grep errno
done > symbols.txt

# Starts the host with the first generation and then updates the files under it, as a package
# manager does: each new file is written beside the old one and renamed over it.
start_and_update() {
  cp generation1/* lib/
  : > error_log
  "$@" ./hostd "$folder/modules/module.so" 2>> error_log &
  pid=$!
  until_true grep -q ready error_log
  for name in libcore.so.6 libleaf.so.2; do
    cp generation2/$name lib/$name.new
    mv lib/$name.new lib/$name
  done
}

reload() {
  kill -HUP "$pid"
  until_true grep -q 'reload ends' error_log
}

# The search of the loader, in a run of its own: its writes would fill the trace.
start_and_update env LD_DEBUG=symbols,bindings LD_DEBUG_OUTPUT="$folder/ld-debug"
reload
mv ld-debug."$pid" ld-debug.log
stop
rm -f ld-debug.[0-9]*

start_and_update
cat /proc/"$pid"/maps > before.maps
pmap -p "$pid" > before.pmap
lsof -p "$pid" > before.lsof 2> /dev/null
strace -tt -T -y -s 300 -o reload.strace -p "$pid" 2> /dev/null &
tracer=$!
until_true grep -q "^TracerPid:.$tracer\$" /proc/"$pid"/status
sleep 0.3
reload
sleep 0.2
kill -INT "$tracer"
wait "$tracer" || true
tracer=
cat /proc/"$pid"/maps > after.maps
pmap -p "$pid" > after.pmap
echo "captured pid $pid; now run: reloadtimeline --maps $1/before.maps $1/reload.strace"

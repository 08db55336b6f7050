#!/bin/bash
# Captures a failed reload with strace and LD_DEBUG at once.
#
#   traces/failed-reload-ld-debug/capture.sh FOLDER
#
# FOLDER must not exist yet. Afterwards it holds reload.strace, before.maps, after.maps,
# ld-debug.log, error_log, and in root/ the ELF files of which the report is made.
# Needs root (to attach, and to read deleted files), and: apt-get install gcc libc6-dev strace
set -euo pipefail

[ $# = 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir "$1"
folder=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
cd "$folder"
mkdir generation1 generation2 lib modules

pid=
tracer=
stop() {
  if [ -n "$tracer" ]; then kill -INT "$tracer" 2>/dev/null || true; wait "$tracer" || true; fi
  if [ -n "$pid" ]; then kill -TERM "$pid" 2>/dev/null || true; wait "$pid" || true; fi
}
trap stop EXIT

# Waits up to ten seconds for a command to succeed.
until_true() {
  for _ in {1..100}; do "$@" && return; sleep 0.1; done
  echo "capture.sh: waited in vain for: $*" >&2
  return 1
}

# The libraries of the incident, as small as they get, and one more that is never unloaded.
source=$here/../incident/source
shared=(gcc -shared -fPIC -nostdlib -s -Wl,-z,noseparate-code -Wl,--build-id=none)
for generation in 1 2; do
  out=generation$generation
  "${shared[@]}" -DGENERATION=$generation -Wl,-soname,libcore.so.6 \
    -Wl,--version-script="$source/libcore.map" -o $out/libcore.so.6 "$source/libcore.c"
  "${shared[@]}" -DGENERATION=$generation -Wl,-soname,libleaf.so.2 \
    -Wl,-rpath,"$folder/lib" -o $out/libleaf.so.2 "$source/libleaf.c" $out/libcore.so.6 \
    -L/usr/lib/x86_64-linux-gnu
done
cp generation1/* lib/
"${shared[@]}" -Wl,-soname,libpool.so.1 -Wl,-z,nodelete -o lib/libpool.so.1 \
  "$here/source/libpool.c"
"${shared[@]}" -Wl,--no-as-needed -Wl,-rpath,"$folder/lib" -o modules/module.so \
  "$source/module.c" lib/libleaf.so.2 lib/libpool.so.1
gcc -Wl,--no-as-needed -Wl,-rpath,"$folder/lib" -o hostd "$source/hostd.c" lib/libcore.so.6

LD_DEBUG=files,symbols,bindings,versions LD_DEBUG_OUTPUT="$folder/ld-debug" \
  ./hostd "$folder/modules/module.so" 2> error_log &
pid=$!
until_true grep -q ready error_log
for name in libcore.so.6 libleaf.so.2; do
  cp generation2/$name lib/$name.new
  mv lib/$name.new lib/$name
done

cat /proc/"$pid"/maps > before.maps
# Without write: what the loader tells goes to a file of its own, and would fill the trace.
strace -tt -T -y -e trace=openat,close,mmap,munmap,mprotect,mremap,brk,execve,exit_group \
  -o reload.strace -p "$pid" 2> /dev/null &
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
cp ld-debug."$pid" ld-debug.log

# The files as they lie on disk, and the one that lost its name under that which maps shows.
mkdir -p "root$folder/lib" "root$folder/modules"
cp lib/* "root$folder/lib/"
cp modules/* "root$folder/modules/"
range=$(awk '$6 ~ /libcore/ { print $1; exit }' before.maps)
cp "/proc/$pid/map_files/$(sed -E 's/(^|-)0+/\1/g' <<< "$range")" \
  "root$folder/lib/libcore.so.6 (deleted)"
echo "captured pid $pid; now run: reloadtimeline --pid $pid --maps $1/before.maps" \
  "--ld-debug $1/ld-debug.log --root $1/root $1/reload.strace"

#!/bin/bash
# Captures a reload of a php-fpm of its own; the system's is not touched.
#
#   traces/re-exec/capture.sh FOLDER
#
# FOLDER must not exist yet. Afterwards it holds reload.strace, before.maps, after.maps, fpm.conf
# and fpm_log.
# Needs root (to attach), and: apt-get install php-fpm strace
set -euo pipefail

[ $# = 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
program=$(ls /usr/sbin/php-fpm* | head -n 1)
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

# A port is free where nobody answers.
port=8100
while (: < /dev/tcp/127.0.0.1/$port) 2> /dev/null; do port=$((port + 1)); done

{
  echo "[global]"
  echo "pid = $folder/fpm.pid"
  echo "error_log = $folder/fpm_log"
  echo "daemonize = no"
  echo "[www]"
  echo "user = www-data"
  echo "group = www-data"
  echo "listen = 127.0.0.1:$port"
  echo "pm = static"
  echo "pm.max_children = 1"
} > fpm.conf

"$program" -y "$folder/fpm.conf" > /dev/null 2>&1 &
pid=$!
until_true grep -qs 'ready to handle connections' fpm_log
sleep 1

cat /proc/"$pid"/maps > before.maps
strace -f -tt -T -y -o reload.strace -p "$pid" 2> /dev/null &
tracer=$!
until_true grep -q "^TracerPid:.$tracer\$" /proc/"$pid"/status
sleep 0.3
kill -USR2 "$pid"
reloaded() { [ "$(grep -c 'ready to handle connections' fpm_log)" = 2 ]; }
until_true reloaded
sleep 0.5
kill -INT "$tracer"
wait "$tracer" || true
tracer=
cat /proc/"$pid"/maps > after.maps
echo "captured pid $pid; now run: reloadtimeline --maps $1/before.maps $1/reload.strace"

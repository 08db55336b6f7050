#!/bin/bash
# Captures how an nginx of its own hands over to a new master; the system's is not touched.
#
#   traces/hand-over/capture.sh FOLDER
#
# FOLDER must not exist yet. Afterwards it holds reload.strace, before.maps, old-after.maps,
# after.maps, nginx.conf and error_log.
# Needs root (to attach), and: apt-get install nginx libnginx-mod-http-echo strace
set -euo pipefail

[ $# = 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir "$1"
folder=$(cd "$1" && pwd)
cd "$folder"
mkdir html tmp

tracer=
stop() {
  if [ -n "$tracer" ]; then kill -INT "$tracer" 2>/dev/null || true; wait "$tracer" || true; fi
  for file in nginx.pid.oldbin nginx.pid; do
    if [ -s $file ]; then kill -TERM "$(cat $file)" 2>/dev/null || true; fi
  done
  tracer=''
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
  echo "load_module /usr/lib/nginx/modules/ngx_http_echo_module.so;"
  echo "user www-data;"
  echo "worker_processes 2;"
  echo "pid $folder/nginx.pid;"
  echo "error_log $folder/error_log notice;"
  echo "events { worker_connections 64; }"
  echo "http {"
  echo "  access_log off;"
  for kind in client_body proxy fastcgi uwsgi scgi; do echo "  ${kind}_temp_path $folder/tmp/$kind;"; done
  echo "  server { listen 127.0.0.1:$port; root $folder/html; }"
  echo "}"
} > nginx.conf

nginx -c "$folder/nginx.conf" -p "$folder" -e "$folder/error_log"
until_true test -s nginx.pid
old=$(cat nginx.pid)
sleep 1

cat /proc/"$old"/maps > before.maps
strace -f -tt -T -y -o reload.strace -p "$old" 2> /dev/null &
tracer=$!
until_true grep -q "^TracerPid:.$tracer\$" /proc/"$old"/status
sleep 0.3
kill -USR2 "$old"
until_true test -s nginx.pid.oldbin
until_true test -s nginx.pid
new=$(cat nginx.pid)
sleep 0.8
cat /proc/"$old"/maps > old-after.maps
kill -WINCH "$old"
sleep 0.7
kill -QUIT "$old"
gone() { ! kill -0 "$old" 2> /dev/null; }
until_true gone
kill -INT "$tracer"
wait "$tracer" || true
tracer=
cat /proc/"$new"/maps > after.maps
echo "captured $old; now run: reloadtimeline --maps $1/before.maps $1/reload.strace"

#!/bin/bash
# Captures a graceful restart of an Apache of its own; the system's Apache is not touched.
#
#   traces/apache-graceful/capture.sh FOLDER
#
# FOLDER must not exist yet. Afterwards it holds reload.strace, before.maps, after.maps,
# httpd.conf and error_log.
# Needs root (to attach), and: apt-get install apache2 libapache2-mod-php strace
set -euo pipefail

[ $# = 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir "$1"
folder=$(cd "$1" && pwd)
cd "$folder"
mkdir run htdocs php
modules=/usr/lib/apache2/modules

pid=
tracer=
stop() {
  if [ -n "$tracer" ]; then kill -INT "$tracer" 2>/dev/null || true; wait "$tracer" || true; fi
  if [ -n "$pid" ]; then kill -TERM "$pid" 2>/dev/null || true; fi
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
  echo "ServerRoot $folder"
  echo "ServerName localhost"
  echo "Listen 127.0.0.1:$port"
  echo "PidFile $folder/run/httpd.pid"
  echo "ErrorLog $folder/error_log"
  echo "Mutex file:$folder/run"
  echo "DefaultRuntimeDir $folder/run"
  echo "User www-data"
  echo "Group www-data"
  for name in mpm_prefork access_compat alias auth_basic authn_core authn_file authz_core \
    authz_host authz_user autoindex deflate dir env filter mime negotiation reqtimeout setenvif \
    status; do
    echo "LoadModule ${name}_module $modules/mod_$name.so"
  done
  php=$(ls $modules/libphp*.so)
  case $php in *libphp7*) echo "LoadModule php7_module $php" ;; *) echo "LoadModule php_module $php" ;; esac
  echo "TypesConfig /etc/mime.types"
  echo "DocumentRoot $folder/htdocs"
  echo "StartServers 2"
  echo "MinSpareServers 1"
  echo "MaxSpareServers 3"
  echo "MaxRequestWorkers 5"
} > httpd.conf

# PHP with all extensions that are installed but opcache, which would keep PHP in memory.
cp /etc/php/*/apache2/conf.d/*.ini php/
rm -f php/*opcache*

PHP_INI_SCAN_DIR="$folder/php" apache2 -f "$folder/httpd.conf"
until_true test -s run/httpd.pid
pid=$(cat run/httpd.pid)
until_true grep -q 'resuming normal operations' error_log
sleep 1

cat /proc/"$pid"/maps > before.maps
strace -tt -T -y -o reload.strace -p "$pid" 2> /dev/null &
tracer=$!
until_true grep -q "^TracerPid:.$tracer\$" /proc/"$pid"/status
sleep 0.3
kill -USR1 "$pid"
restarted() { [ "$(grep -c 'resuming normal operations' error_log)" = 2 ]; }
until_true restarted
sleep 1
kill -INT "$tracer"
wait "$tracer" || true
tracer=
cat /proc/"$pid"/maps > after.maps
echo "captured pid $pid; now run: reloadtimeline --maps $1/before.maps $1/reload.strace"

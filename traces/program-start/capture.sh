#!/bin/bash
# Captures how a program starts: cat, which prints its own address space.
#
#   traces/program-start/capture.sh FOLDER
#
# FOLDER must not exist yet. Afterwards it holds reload.strace and self.maps, what the kernel said of
# the address space when line 40 or so of the log was read.
set -euo pipefail

mkdir "$1"
cd "$1"
env -i PATH=/usr/bin:/bin strace -tt -T -y -o reload.strace cat /proc/self/maps > self.maps 2> /dev/null
echo "now run: reloadtimeline --story $1/reload.strace"

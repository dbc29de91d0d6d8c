#!/bin/sh
# Builds the server and measures it: bench/run writes into bench/results.
set -eu
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"
# shellcheck source=scripts/build.sh
. scripts/build.sh

need_jdk
need_maven
need_node
build_console
build_server
train_server

MUSTER_JAR=$(pwd)/$JAR
export MUSTER_JAR
exec bench/run "$@"

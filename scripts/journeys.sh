#!/bin/sh
# Runs the journeys (console/e2e) in Chromium against the packaged server, which the runner starts
# with an empty data folder and stops again.
set -eu
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"
# shellcheck source=scripts/build.sh
. scripts/build.sh

need_jdk
need_maven
need_node
need_browser
need_nsd
need_slapd
build_console
build_server

MUSTER_JAR=$(pwd)/$JAR
export MUSTER_JAR
cd console
npm run --silent e2e -- "$@"

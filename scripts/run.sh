#!/bin/sh
# Builds what changed and starts Muster in the foreground. Settings: muster.yaml or environment
# variables, see muster.yaml.example.
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

# Unquoted: several options are several words.
# shellcheck disable=SC2086
exec "$JAVA_HOME/bin/java" $START_OPTIONS ${MUSTER_JAVA_OPTIONS:-} -jar "$(pwd)/$JAR"

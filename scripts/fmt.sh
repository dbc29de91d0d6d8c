#!/bin/sh
# Brings Java and console sources into their one format.
set -eu
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"
# shellcheck source=scripts/build.sh
. scripts/build.sh

need_jdk
need_maven
need_node
mvn -B -q -ntp spotless:apply
console_packages
(cd console && npx biome check --write .)

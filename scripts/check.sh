#!/bin/sh
# All that must hold before a change is merged. Stops at the first failure; the last lines of each
# part are those of its own runner.
set -eu
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"
# shellcheck source=scripts/build.sh
. scripts/build.sh

need_jdk
need_maven
need_mbsync
need_nsd
need_slapd
need_office
need_node
need_browser

console_packages
say "Console: format and lint"
(cd console && npm run --silent lint)
say "Console: types and build"
build_console
(cd console && npm run --silent types)
say "Console: tests"
(cd console && npm test --silent)

say "Server: format, compiler, tests"
rm -rf server/target/classes/db
mvn -B -ntp spotless:check verify
changed server pom.xml server/pom.xml server/src/main .muster/console.sum || true
finished server

say "Journeys in the browser"
scripts/journeys.sh

say "Everything holds"

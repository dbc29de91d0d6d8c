#!/bin/sh
# Writes what the server says of its API into docs/api/openapi.json, and the console's types from it.
set -eu
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"
# shellcheck source=scripts/build.sh
. scripts/build.sh

need_jdk
need_maven
need_node
mvn -B -q -ntp -pl server test -Dmuster.api.write=true -Dtest='ApiConformanceTests#theCommittedDescriptionIsTheServersOwn,ProblemPageTests#thePageNamesEveryTypeOfProblem'
console_packages
(cd console && npm run --silent api)

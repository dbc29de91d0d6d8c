#!/bin/sh
# Draws the picture of the modules in docs/architecture.md anew, from the code.
set -eu
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"

need_jdk
need_maven
mvn -B -q -ntp -pl server test -Dmuster.docs.write=true -Dtest=ModulePictureTests

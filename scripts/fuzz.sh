#!/bin/sh
# Runs the fuzz targets for real, one after the other: MINUTES each (10), those whose name holds TARGET.
# What they are and what they found: docs/fuzzing.md.
set -eu
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"

need_jdk
need_maven
MINUTES=${MINUTES:-10}
TARGET=${TARGET:-}

say "Compiling the targets"
rm -rf server/target/classes/db
mvn -B -ntp -q -pl server test-compile

# The name of the method stands in the line after the annotation.
targets=$(
    for file in $(find server/src/test/java -name '*FuzzTests.java' | sort); do
        class=$(basename "$file" .java)
        awk -v class="$class" '/@FuzzTest/ { found = 1; next }
            found && /void / { sub(/.*void /, ""); sub(/\(.*/, ""); print class "#" $0; found = 0 }' "$file"
    done | grep -F -- "$TARGET" || true
)
[ -n "$targets" ] || fail "No target is called like that."

failed=
for target in $targets; do
    say "$target: $MINUTES min"
    log=server/target/fuzz-$(echo "$target" | tr '#' '-').log
    # One JVM a target; an input that takes 10 s, or more memory than this, is a finding too. The limit is
    # the fuzzer's for one input: JUnit would hold the whole run to it.
    jvm="-XX:+UseSerialGC -Xmx768m -Djazzer.hooks=true -Djazzer.max_duration=$((MINUTES * 60))s"
    jvm="$jvm -Djazzer.instrument=io.muster.**,de.siegmar.fastcsv.**,com.webauthn4j.**"
    jvm="$jvm -Djunit.jupiter.execution.timeout.testtemplate.method.default=10s -Djunit.jupiter.execution.timeout.mode=disabled"
    if JAZZER_FUZZ=1 mvn -B -ntp -pl server surefire:test -Dtest="$target" -Dtests.jvm="$jvm" >"$log" 2>&1; then
        grep -a "^Done" "$log" || true
    else
        failed="$failed $target"
        echo "found something, or could not run: $log; the input is beside the seeds in server/src/test/resources"
    fi
done
[ -z "$failed" ] || fail "Failed:$failed"
say "Nothing was found"

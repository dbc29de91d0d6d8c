# shellcheck shell=sh
# Builds the console and the server, each only when its sources changed. Sourced after machine.sh.

JAR=server/target/muster.jar

console_packages() {
    if [ ! -d console/node_modules ] || changed packages console/package-lock.json; then
        say "Fetching the console's packages"
        (cd console && npm ci --no-audit --no-fund)
        changed packages console/package-lock.json || true
        finished packages
    fi
}

build_console() {
    console_packages
    if changed console console || [ ! -f console/dist/index.html ]; then
        say "Building the console"
        (cd console && npm run --silent build -- --logLevel warn)
        finished console
    fi
}

build_server() {
    # The jar holds the built console, so a new console means a new jar.
    if changed server pom.xml server/pom.xml server/src/main .muster/console.sum || [ ! -f "$JAR" ]; then
        say "Building the server"
        # Maven leaves copies of what is gone: Flyway would run a migration that moved twice.
        rm -rf server/target/classes/db server/target/lib
        mvn -B -q -ntp -pl server -am package -Dmaven.test.skip=true
        finished server
    fi
}

START_CACHE=server/target/muster.aot

# What the JVM finds out at a start is kept beside the jar for the next ones (JEP 483, 514, 515): about half of
# their work. The start that is recorded uses a data folder and ports of its own. Without the file, or with
# one of another build or another JDK, the server starts as well, only slower.
train_server() {
    if [ "${TRAIN:-1}" != 0 ] && { changed start "$JAR" "$JAVA_HOME/release" || [ ! -f "$START_CACHE" ]; }; then
        say "Recording a start, so that the next ones are quick (TRAIN=0 leaves it out)"
        if JAVA_HOME=$JAVA_HOME node scripts/train.mjs "$(pwd)/$JAR" "$(pwd)/$START_CACHE"; then
            finished start
        else
            rm -f "$START_CACHE"
            echo "Muster starts without it."
        fi
    fi
    if [ -f "$START_CACHE" ]; then
        START_OPTIONS="-XX:AOTCache=$(pwd)/$START_CACHE"
    else
        START_OPTIONS=
    fi
}

CLI_JAR=cli/target/muster-cli.jar

build_cli() {
    if changed cli pom.xml cli/pom.xml cli/src/main || [ ! -f "$CLI_JAR" ]; then
        say "Building the command line"
        mvn -B -q -ntp -pl cli package -Dmaven.test.skip=true
        finished cli
    fi
}

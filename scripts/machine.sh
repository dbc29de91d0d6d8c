# shellcheck shell=sh
# Finds the programs a build needs, and installs a missing one where that is allowed. Sourced by the
# other scripts, which have set -eu; leaves the working folder at the top of the checkout.

cd "$(dirname "$0")/.." || exit 1

say() {
    printf '\n== %s\n' "$*"
}

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# install PACKAGE...: true when the machine's own packages could be installed.
install() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        return 1
    fi
    printf 'Installing %s\n' "$*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 ||
        { apt-get update >/dev/null 2>&1 && apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1; }
}

# is_jdk FOLDER: true for a JDK 25 with its compiler.
is_jdk() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

find_jdk() {
    on_path=$(command -v javac 2>/dev/null || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for folder in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/*java* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/*; do
        if [ -n "$folder" ] && is_jdk "$folder"; then
            JAVA_HOME=$folder
            return 0
        fi
    done
    return 1
}

need_jdk() {
    if ! find_jdk; then
        { { install openjdk-25-jdk-headless || install temurin-25-jdk; } && find_jdk; } ||
            fail "Muster needs JDK 25: install it (for example the package openjdk-25-jdk-headless) and set JAVA_HOME to its folder."
    fi
    export JAVA_HOME
    # Maven's own libraries use what newer JDKs warn of.
    export MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
}

need_maven() {
    command -v mvn >/dev/null 2>&1 || install maven ||
        fail "Building Muster needs Maven 3.8 or newer: install it (package maven)."
}

node_is_new_enough() {
    command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 &&
        node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'
}

need_node() {
    node_is_new_enough || { install nodejs npm && node_is_new_enough; } ||
        fail "Building the console needs Node.js 20 or newer with npm."
}

find_browser() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        if [ -n "$name" ] && CHROMIUM=$(command -v "$name"); then
            export CHROMIUM
            return 0
        fi
    done
    return 1
}

need_browser() {
    find_browser || { install chromium && find_browser; } ||
        fail "The journeys need Chromium: install it (package chromium) or name it in CHROMIUM."
}

need_mbsync() {
    command -v mbsync >/dev/null 2>&1 || install isync ||
        fail "The tests of mail need mbsync: install it (package isync)."
}

need_nsd() {
    command -v nsd >/dev/null 2>&1 || [ -x /usr/sbin/nsd ] || install nsd ||
        fail "The tests of domains need a name server: install nsd (package nsd)."
}

need_slapd() {
    command -v slapd >/dev/null 2>&1 || [ -x /usr/sbin/slapd ] || install slapd ||
        fail "The tests of directories need an LDAP server: install slapd (package slapd)."
}

need_office() {
    command -v soffice >/dev/null 2>&1 || install libreoffice-calc-nogui ||
        fail "A test of workbooks needs LibreOffice Calc: install it (package libreoffice-calc-nogui)."
}

# sum PATH...: one checksum over the contents and names of all files below.
sum() {
    find "$@" \( -name node_modules -o -name dist -o -name target -o -name test-results \) -prune -o -type f -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

# changed NAME PATH...: true when the files differ from the last time done NAME was called.
changed() {
    name=$1
    shift
    sum "$@" >".muster/$name.now"
    ! cmp -s ".muster/$name.now" ".muster/$name.sum"
}

# finished NAME: the work for what changed saw is complete.
finished() {
    mv ".muster/$1.now" ".muster/$1.sum"
}

mkdir -p .muster

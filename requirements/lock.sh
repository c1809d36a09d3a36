#!/bin/sh
# Write the locks: names, versions and hashes, no address of an index. usage: lock.sh UV
set -eu
cd "$(dirname "$0")/.."
lock() { # lock NAME GROUP...
    name=$1
    shift
    groups=$(for group in "$@"; do printf ' --group %s' "$group"; done)
    # shellcheck disable=SC2086
    "$uv" pip compile pyproject.toml $groups --universal --python-version 3.11 --generate-hashes --quiet \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file "requirements/$name.lock"
}
uv=$1
lock runtime build
lock test build test
lock ci build test ci
lock bench build test ci bench

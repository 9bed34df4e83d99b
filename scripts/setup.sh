# Sourced by the scripts beside it. Makes .venv and brings it up to date with the lock; does nothing where it is.
#   setup base      what the package needs to run
#   setup dev       that, and the tools for tests, checks and benchmarks
#   setup bench     what the package needs, and other memory stores to compare with; call `apart bench` first
#   apart NAME      from here on an environment of its own, within .venv: its versions are not those of the others
#   fetch_weights   the embedding model's weights, into the user's cache
# shellcheck shell=bash
set -euo pipefail

root=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
python=$venv/bin/python
claim=$venv/memos-setup
cd "$root"

apart() {
    venv=$root/.venv/$1
    python=$venv/bin/python
    claim=$venv/memos-setup
}

say() { printf '%s\n' "$*" >&2; }

die() {
    say "error: $*"
    exit 1
}

# step TEXT COMMAND...: runs the command behind one line with the time it took; its output is shown only if it fails.
step() {
    local text=$1 log status=0 start=$SECONDS
    shift
    log=$(mktemp)
    printf '%-44s ' "$text" >&2
    "$@" >"$log" 2>&1 || status=$?
    if ((status == 0)); then
        say "$((SECONDS - start)) s"
    else
        say "failed after $((SECONDS - start)) s"
        tail -n 40 "$log" >&2
    fi
    rm -f "$log"
    return "$status"
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# A name on the PATH may be a launcher for a version that is not there, so every candidate is run.
find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
        if new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    die "Python 3.11 or newer is needed; python3 is $(python3 --version 2>/dev/null || echo missing)"
}

make_venv() {
    local base
    base=$(find_python) || abandon "no virtual environment was made"
    find "$venv" -mindepth 1 ! -path "$claim" -delete
    step "create .venv ($("$base" --version 2>&1))" "$base" -m venv "$venv" ||
        abandon "this Python makes no virtual environments (on Debian: apt-get install python3-venv)"
}

# Whoever changes .venv holds the claim, a file with the number of its process. Where that process has died, nobody
# knows what is in .venv, so it is made anew; a process that still runs is waited for.
claim_venv() {
    local holder fresh='' waited=0
    mkdir -p "$venv"
    until (set -o noclobber && echo $$ >"$claim") 2>/dev/null; do
        holder=$(cat "$claim" 2>/dev/null || echo gone)
        if [[ $holder == gone ]]; then
            continue
        elif [[ -z $holder || $holder == "$$" ]] || ! kill -0 "$holder" 2>/dev/null; then
            say "an earlier set-up was interrupted: starting over"
            fresh=yes
            rm -f "$claim"
            continue
        fi
        ((waited > 0)) || say "waiting for the set-up that process $holder runs"
        ((waited++ < 900)) || die "process $holder does not finish; if it is no set-up, remove $claim"
        sleep 1
    done
    if [[ -n $fresh ]] || ! new_enough "$python"; then
        make_venv
    fi
}

abandon() {
    rm -f "$claim"
    die "$*"
}

pip() { "$python" -m pip --disable-pip-version-check --no-input "$@"; }

# An index of the user's own is known to pip alone: pip installs then, unless uv was told of one too.
pip_has_own_index() {
    [[ -z ${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}${UV_CONFIG_FILE:-} ]] &&
        pip config list 2>/dev/null | grep -E '[.]index[-_]url=' >/dev/null
}

uv=
find_uv() {
    pip --version >/dev/null 2>&1 || "$python" -m ensurepip >/dev/null 2>&1 || true
    if pip_has_own_index; then
        return
    elif uv --version >/dev/null 2>&1; then
        uv=$(command -v uv)
    elif [[ -x $venv/bin/uv ]] || pip install --quiet --require-hashes -r requirements/uv.txt >/dev/null 2>&1; then
        uv=$venv/bin/uv
    fi
}

install() { # install TEXT ARGUMENT...
    local text=$1
    shift
    if [[ -n $uv ]] && step "$text (uv)" "$uv" pip install --quiet --python "$python" --no-deps "$@"; then
        return
    fi
    step "$text (pip)" pip install --quiet --no-deps "$@"
}

# Imports what the commands import, so that the first of them need not wait for it: uv leaves everything uncompiled, and
# where PYTHONDONTWRITEBYTECODE is set each start would compile it again.
compile_used() {
    env -u PYTHONDONTWRITEBYTECODE "$python" -c "import importlib, pkgutil
import chromadb, memos.agents.roster, memos.asynchronous, memos.models.embedding.minilm, memos.interfaces.cli as commands
for module in pkgutil.walk_packages(commands.__path__, commands.__name__ + '.'):
    importlib.import_module(module.name)"
}

# The set that is installed is up to date as long as nothing changes that decides what is in it.
fingerprint() {
    { "$python" -VV && cat pyproject.toml "requirements/$1.txt"; } |
        "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

up_to_date() {
    local set
    for set in "$@"; do
        if [[ -f $venv/memos-$set && $(<"$venv/memos-$set") == "$(fingerprint "$set")" ]]; then
            return
        fi
    done
    return 1
}

setup() {
    local set=$1
    if up_to_date dev "$set" 2>/dev/null; then
        return
    fi
    claim_venv
    rm -f "$venv/memos-base" "$venv/memos-dev"
    find_uv
    install "install requirements/$set.txt" --require-hashes -r "requirements/$set.txt" ||
        abandon "the requirements could not be installed"
    install "install the project" --no-build-isolation --editable . ||
        abandon "the project could not be installed"
    step "compile what is used" compile_used || abandon "what was installed can't be imported"
    fingerprint "$set" >"$venv/memos-$set"
    rm -f "$claim"
}

weights() { # weights installed|fetch
    "$python" -c "import os, pathlib, memos.models.embedding.weights as weights, memos.settings as settings
weights.$1(settings.Settings.read(os.environ, pathlib.Path.home()).cache)"
}

fetch_weights() {
    if [[ ${MEMOS_EMBEDDER:-minilm} != minilm ]] || weights installed 2>/dev/null; then
        return
    fi
    step "fetch the embedding weights (91 MB, once)" weights fetch ||
        die "no embedding weights; set MEMOS_EMBEDDER=none to go on without"
}

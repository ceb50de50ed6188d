# shellcheck shell=bash
# Finds the tools that a script needs, also those that script/bootstrap put into .tools. Sourced by bash.

# The functions return at once when something fails: `set -e` does not reach into functions whose result is looked at.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$root/.tools

# A toolchain that rustup has just installed is not in the PATH of this shell yet.
if [ -d "${CARGO_HOME:-$HOME/.cargo}/bin" ]; then
    PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
fi
if [ -x "$tools/node/bin/node" ]; then
    PATH=$tools/node/bin:$PATH
fi
export PATH

# at_least HAVE WANT: whether the dotted version HAVE is WANT or newer.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# The oldest Rust that builds this, as Cargo.toml says.
rust_wanted() {
    sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml"
}

# The oldest Node that builds the web application, as web/package.json says.
node_wanted() {
    sed -n 's/^ *"node": ">=\([0-9.]*\)".*/\1/p' "$root/web/package.json"
}

rust_fits() {
    command -v cargo >/dev/null && at_least "$(cargo --version 2>/dev/null | cut -d' ' -f2)" "$(rust_wanted)"
}

node_fits() {
    command -v node >/dev/null && command -v npm >/dev/null &&
        at_least "$(node --version 2>/dev/null | tr -d v)" "$(node_wanted)"
}

# The package that the models of the second recognizer are taken from (Apache-2.0), and the SHA-256 of its files.
MODELS_PACKAGE=rapidocr-onnxruntime==1.4.4
MODELS=(
    'd2a7720d45a54257208b1e13e36a8479894cb74155a5efe29462512d42f49da9 ch_PP-OCRv4_det_infer.onnx'
    '48fc40f24f6d2a207a2b1091d3437eb3cc3eb6b676dc3ef9c37384005483683b ch_PP-OCRv4_rec_infer.onnx'
)

# Where the models lie; the program looks there too.
models_folder() {
    echo "${PERIGEE_MODELS:-${XDG_DATA_HOME:-$HOME/.local/share}/perigee/models}"
}

models_fit() {
    local sum
    for sum in "${MODELS[@]}"; do
        echo "${sum% *}  $(models_folder)/${sum#* }"
    done | sha256sum --check --status 2>/dev/null
}

# newer_than FILE PATH…: whether one of the paths holds a file that is newer than FILE, or FILE is missing.
newer_than() {
    local file=$1
    shift
    [ ! -e "$file" ] || [ -n "$(find "$@" -type f -newer "$file" -print -quit)" ]
}

# web_packages FOLDER: installs what its package-lock.json names, if it changed since.
web_packages() {
    if newer_than "$1/node_modules/.package-lock.json" "$1/package-lock.json"; then
        (cd "$1" && npm ci --no-audit --no-fund) || return
        # npm keeps the time stamp of the lock inside its packages; ours says when it was last followed.
        touch "$1/node_modules/.package-lock.json"
    fi
}

# web_build: builds the web application, if anything that goes into it changed since.
web_build() {
    web_packages "$root/web" || return
    local web=$root/web
    if newer_than "$web/dist/index.html" "$web/src" "$web/public" "$web/index.html" "$web/package-lock.json" \
        "$web/vite.config.ts" "$web/tsconfig.json"; then
        (cd "$web" && npm run build) || return
    fi
}

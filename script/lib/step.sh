# shellcheck shell=bash
# Runs steps one after another, tells how long each took, and ends with a summary. Sourced by bash.

step_names=()
step_seconds=()
step_started=$SECONDS

# step NAME COMMAND…: runs the command; its output is shown only when it fails, unless STEP_VERBOSE=1.
step() {
    local name=$1 log status=0 started=$SECONDS
    shift
    log=$(mktemp)
    printf '%-44s ' "$name"
    if [ "${STEP_VERBOSE:-0}" = 1 ]; then
        printf '\n'
        "$@" || status=$?
    else
        "$@" >"$log" 2>&1 || status=$?
    fi
    local seconds=$((SECONDS - started))
    step_names+=("$name")
    step_seconds+=("$seconds")
    if [ "$status" -ne 0 ]; then
        printf 'FAILED after %d s\n' "$seconds"
        cat "$log"
        rm -f "$log"
        printf '\nFAILED: %s (%d steps passed before it, %d s in all)\n' \
            "$name" "$((${#step_names[@]} - 1))" "$((SECONDS - step_started))"
        exit 1
    fi
    printf 'ok %5d s\n' "$seconds"
    # How many tests a runner counted, in its own words.
    sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E '[1-9][0-9]* (tests run|passed)' | tail -n 3 || true
    rm -f "$log"
}

# step_summary: the last line.
step_summary() {
    printf '\nPASSED: %d steps in %d s\n' "${#step_names[@]}" "$((SECONDS - step_started))"
}

# shellcheck shell=bash
# A private PostgreSQL server for one run of the tests: own folder, own port, gone afterwards. Sourced by bash.

# postgres_start FOLDER: starts a server on an empty folder and sets PERIGEE_TEST_POSTGRES.
postgres_start() {
    postgres_folder=$1
    postgres_bin=$(dirname "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")
    [ -x "$postgres_bin/initdb" ] || {
        echo "no initdb found: script/bootstrap --test installs it" >&2
        return 1
    }
    # PostgreSQL refuses to run as root.
    as_postgres=()
    if [ "$(id -u)" -eq 0 ]; then
        local user=nobody
        id postgres >/dev/null 2>&1 && user=postgres
        chown "$user" "$postgres_folder" || return
        as_postgres=(runuser -u "$user" --)
    fi
    "${as_postgres[@]}" "$postgres_bin/initdb" -D "$postgres_folder/data" -U perigee -A trust \
        -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >/dev/null || return
    # Another process may take a port between choosing and binding; then the next one is tried.
    local port try
    for try in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 30000))
        if "${as_postgres[@]}" "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -w -t 30 \
            -l "$postgres_folder/log" start -o "-p $port -k $postgres_folder -c listen_addresses=127.0.0.1 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" >/dev/null; then
            export PERIGEE_TEST_POSTGRES=postgres://perigee@127.0.0.1:$port/postgres
            return 0
        fi
    done
    cat "$postgres_folder/log" >&2
    return 1
}

# postgres_stop: stops the server, if it was started.
postgres_stop() {
    [ -n "${postgres_folder:-}" ] && [ -e "$postgres_folder/data/postmaster.pid" ] || return 0
    "${as_postgres[@]}" "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -m immediate stop >/dev/null 2>&1 || true
}

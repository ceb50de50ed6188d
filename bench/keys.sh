#!/usr/bin/env bash
# API keys: requests per second of `GET /me` with a key beside a bare route in the same process, on SQLite and on
# PostgreSQL; the time of one verification; making and first use of a key with few and with 100,000 keys.
#
# bench/keys.sh
set -euo pipefail
cd "$(dirname "$0")/.."
cargo bench --locked --workspace --bench keys
cargo bench --locked --workspace --bench verification

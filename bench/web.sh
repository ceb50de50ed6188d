#!/usr/bin/env bash
# How quick the screens are: sizes of the built files, then a real Chromium on the real server. Prints figures.
set -euo pipefail
cd "$(dirname "$0")/../web"
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
export CHROMIUM PERIGEE_BIN=${PERIGEE:?the program to measure}
node tools/bundle-size.mjs
npx playwright test --config e2e/bench/bench.config.ts "$@"

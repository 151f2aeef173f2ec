#!/usr/bin/env bash
# Builds the runtime of the embedded chain, and with it the committed genesis and its stamp. Takes a quarter of an hour or more on 2
# cores; needs the network for crates and for one npm package, and from Debian Rust 1.96 with the standard library's sources and a
# linker (packages rustc-web, cargo-web, rust-web-src, lld-22). README.md says why each step is there.
set -euo pipefail
cd "$(dirname "$0")"

rustc=/usr/bin/rustc
cargo=/usr/bin/cargo
linker=/usr/bin/wasm-ld-22
binaryen=132.0.0
target="$PWD/target"
built="$target/wasm32v1-none/release/quits_dev_runtime.wasm"
small="$target/quits_dev_runtime.small.wasm"

for tool in "$rustc" "$cargo" "$linker" npm node; do
  command -v "$tool" >/dev/null || { echo "build.sh needs $tool" >&2; exit 1; }
done

"$cargo" fetch --locked

# Panic messages carry source paths: mapped, so that the artefact is the same whoever builds it.
runtime_source="$(find "${CARGO_HOME:-$HOME/.cargo}/registry/src" -maxdepth 2 -type d -name 'pallet-revive-0.20.2' | head -n 1)"
[ -n "$runtime_source" ] || { echo "cargo did not fetch pallet-revive 0.20.2" >&2; exit 1; }

flags=(
  "--remap-path-prefix=$(dirname "$runtime_source")=crates"
  --remap-path-prefix=/usr/lib/rustlib/src/rust=rust
  "--remap-path-prefix=$PWD=runtime"
  -Ctarget-cpu=mvp
  -Ctarget-feature=-sign-ext
  -Clink-arg=--import-memory
  -Clink-arg=--export=__heap_base
  # Rust 1.96 no longer passes it for WebAssembly, and every imported ext_* function needs it.
  -Clink-arg=--allow-undefined
  --cfg substrate_runtime
  -Cpanic=abort
)
RUSTC="$rustc" RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$target" CARGO_TARGET_WASM32V1_NONE_LINKER="$linker" RUSTFLAGS="${flags[*]}" \
  "$cargo" build --locked --release --target wasm32v1-none -Zbuild-std=core,alloc

npm install --no-save --no-audit --no-fund --ignore-scripts --prefix "$target/tools" "binaryen@$binaryen"
node shrink.mjs "$target/tools/node_modules/binaryen/index.js" "$built" "$small"

cd ../..
npm run genesis:build -- --runtime "$small"
node contracts/runtime-stamp.mjs write

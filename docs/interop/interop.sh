#!/bin/sh
# Tries the endpoint with a client, and the client with a server, that others wrote: Triton's Python client and MLServer,
# which are installed into a folder that is removed again. Without a Python package index it says "skipped: ..." and ends
# with 0; a failure ends with 1.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
wattsplit=$here/../../wattsplit
work=$(mktemp -d)
pids=
finish() {
    for pid in $pids; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

fail() {
    echo "failed: $1" >&2
    for log in "$work"/*.log; do
        echo "--- $log" >&2
        tail -n 20 "$log" >&2
    done
    exit 1
}

# Waits up to a minute for a line that a log must have.
await() {
    for _ in $(seq 120); do
        grep -q "$2" "$1" && return
        sleep 0.5
    done
    fail "no line '$2' in a minute"
}

python3 -m venv "$work/venv" >"$work/venv.log" 2>&1 || {
    echo "skipped: no Python with venv"
    exit 0
}
"$work/venv/bin/pip" install -q --retries 1 -r "$here/requirements.txt" >"$work/pip.log" 2>&1 || {
    if grep -Eq 'connection broken|from versions: none' "$work/pip.log"; then
        echo "skipped: no Python package index can be reached"
        exit 0
    fi
    fail "pip could not install requirements.txt"
}
"$work/venv/bin/python" --version
"$work/venv/bin/pip" list 2>/dev/null | grep -E '^(tritonclient|mlserver|grpcio|protobuf|numpy) '

echo "== Triton's client, our endpoint"
"$wattsplit" networks build mobilenetv2 --width 0.25 --pixels 32 --out "$work/net.onnx" >"$work/build.log"
"$wattsplit" cloud serve --port 0 --model identity --model net="$work/net.onnx" >"$work/serve.log" 2>&1 &
pids=$!
await "$work/serve.log" '^ready: '
address=$(sed -n 's/^ready: \([0-9.:]*\),.*/\1/p' "$work/serve.log")
"$work/venv/bin/python" "$here/triton_client.py" "$address" net.tail.5 || fail "Triton's client"

echo "== our client, MLServer"
port=$("$work/venv/bin/python" -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
print(*(each.getsockname()[1] for each in held))')
set -- $port
cp -r "$here/sum" "$work/sum"
(cd "$work/sum" && exec env MLSERVER_HOST=127.0.0.1 MLSERVER_GRPC_PORT="$1" MLSERVER_HTTP_PORT="$2" \
    MLSERVER_METRICS_PORT="$3" MLSERVER_PARALLEL_WORKERS=0 "$work/venv/bin/mlserver" start .) >"$work/mlserver.log" 2>&1 &
pids="$pids $!"
await "$work/mlserver.log" "Loaded model 'sum'"
"$wattsplit" cloud ping --cloud "127.0.0.1:$1" --model sum --json "$work/ping.json" || fail "our client"
"$work/venv/bin/python" "$here/mlserver_check.py" "$work/ping.json" || fail "what our client saw"
status=0
"$wattsplit" cloud ping --cloud "127.0.0.1:$1" --model nowhere >"$work/nowhere.log" 2>&1 || status=$?
[ "$status" = 1 ] || fail "a model that MLServer does not have ended with $status"
tail -n 1 "$work/nowhere.log"
echo "passed"

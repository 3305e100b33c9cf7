"""Checks what `wattsplit cloud ping --json FILE` saw of the model `sum` at MLServer. Ends with 1 on a failure."""

import json
import sys

with open(sys.argv[1]) as file:
    seen = json.load(file)
assert seen["live"] and seen["ready"] and seen["model_ready"], seen
assert seen["server"]["name"] == "mlserver", seen["server"]
assert [each["shape"] for each in seen["model"]["inputs"]] == [[4, 1000]], seen["model"]
outputs = {each["name"]: (each["shape"], each["sum"]) for each in seen["run"]["outputs"]}
assert outputs == {"rows": ([4, 1], 4000.0), "half": ([4, 1000], 2000.0)}, outputs
print("sum: ready, metadata, raw contents of 16 kB, both outputs right")

# Sourced. Sets OPENCC_CLIB to the wheel's C library, installing the wheel if need be,
# and lays <conversion>.command.json beside its configurations: the same without the
# dictionaries that OpenCC's own command leaves out.
if [[ -z ${OPENCC_CLIB:-} ]]; then
    wheel=$root/target/opencc-1.4.2
    if [[ ! -d $wheel/opencc/clib ]]; then
        python3 -m pip install --quiet --disable-pip-version-check --no-deps \
            --only-binary :all: --root-user-action ignore --target "$wheel" OpenCC==1.4.2
        chmod +x "$wheel"/opencc/clib/bin/*
    fi
    OPENCC_CLIB=$wheel/opencc/clib
fi
export OPENCC_CLIB
python3 - "$OPENCC_CLIB/share/opencc" <<'PY'
import json, pathlib, sys

def without_tofu(value):
    if isinstance(value, dict):
        return {k: without_tofu(v) for k, v in value.items()}
    if isinstance(value, list):
        return [without_tofu(v) for v in value
                if not (isinstance(v, dict) and v.get("may_output_tofu"))]
    return value

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    if not path.name.endswith(".command.json"):
        config = without_tofu(json.loads(path.read_text("utf-8")))
        path.with_suffix(".command.json").write_text(json.dumps(config), "utf-8")
PY

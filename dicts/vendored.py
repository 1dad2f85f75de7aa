"""What the two import scripts share: write or compare files, and keep SOURCES.toml."""

import hashlib
import re
import sys
from pathlib import Path

DICTS = Path(__file__).resolve().parent
SOURCES = DICTS / "SOURCES.toml"

SOURCES_HEADER = """\
# Every file that comes from outside, with its hash. `path` is relative to this folder.
# Each section is written by the import script that its first line names.
"""


def toml_string(text):
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if any(ord(char) < 0x20 for char in escaped):
        sys.exit(f"control character in {text!r}")
    return f'"{escaped}"'


def toml_table(header, fields):
    lines = [f"{key} = {toml_string(value)}" for key, value in fields.items()]
    return "\n".join([header, *lines]) + "\n"


def sources_section(script, package, files, origin):
    """The part of SOURCES.toml that `script` owns.

    `package` are the fields of its `[[package]]`. `files` maps a path relative to dicts/ to
    the content; `origin` maps a path to further fields (licence, source).
    """
    tables = [toml_table("[[package]]", package)]
    for path in sorted(files):
        tables.append(toml_table("[[file]]", {
            "path": path,
            "package": package["name"],
            "version": package["version"],
            "sha256": hashlib.sha256(files[path]).hexdigest(),
            **origin(path),
        }))
    return f"# section: {script}\n" + "\n".join(tables)


def with_section(script, section):
    """SOURCES.toml as it is, with the section of `script` replaced; sections stay sorted."""
    old = SOURCES.read_text(encoding="utf-8") if SOURCES.exists() else ""
    sections = dict(re.findall(r"(?ms)^# section: (\S+)\n(.*?)(?=^# section: |\Z)", old))
    sections = {name: f"# section: {name}\n{body}".rstrip() for name, body in sections.items()}
    sections[script] = section.rstrip()
    parts = [SOURCES_HEADER.rstrip(), *(sections[name] for name in sorted(sections))]
    return ("\n\n".join(parts) + "\n").encode()


def finish(files, owned, check):
    """Write `files` (path relative to dicts/ -> bytes), or compare them if `check`.

    `owned` are folders that hold nothing else; a stray file there is removed or reported.
    Returns the exit status.
    """
    expected = {(DICTS / path).resolve(): content for path, content in files.items()}
    present = {path for folder in owned for path in (DICTS / folder).rglob("*") if path.is_file()}
    stray = sorted(path for path in present if path not in expected)
    differing = sorted(
        path for path, content in expected.items()
        if not path.is_file() or path.read_bytes() != content
    )
    for path in stray + differing:
        name = path.relative_to(DICTS.parent)
        if check:
            print(f"{name}: {'not in the package' if path in stray else 'differs'}")
        elif path in stray:
            path.unlink()
            print(f"removed {name}")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(expected[path])
            print(f"wrote {name}")
    return 1 if check and (stray or differing) else 0

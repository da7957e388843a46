"""Damage to a file: by bytes, by zip parts, by XML attributes, by records. The same number gives the same file."""

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping

_NUMBER = re.compile(rb"\d+")
_ATTRIBUTE = re.compile(rb'(?<![\w:])([\w:]++)="([^"]*)"')
_CELLS = re.compile(r"sheet|content|styles|sharedStrings|workbook|comments")
_TAG = re.compile(rb"<[^<>]+>")
_HUGE = (b"0", b"-1", b"1048576", b"16384", b"4294967295", b"99999999999999999999", b"1e999", b"NaN", b"0x41")
_ODD = (*_HUGE, b"", b"A1:XFD1048576", b"XFD1048576", b"e", b"str", b"s", b"&amp;", b"&#0;", b"\xff\xfe", b"x" * 5000,
        b"../../workbook.xml", b"hidden", b"PT99999999H", b"9999-99-99T99:99:99")  # fmt: skip

Mutation = Callable[[bytes, random.Random], bytes]


def mutated(seeds: Mapping[str, bytes], number: int) -> tuple[str, bytes]:
    """The name of the seed and the damaged file with this number."""
    chance = random.Random(number)
    name = chance.choice(sorted(seeds))
    data = seeds[name]
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        in_parts = data.startswith(b"PK") and chance.random() < 0.9
        data = _zip(data, seeds, chance) if in_parts else _damaged(data, chance)
    return name, data


def _flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 32))):
        if out:
            printed = chance.choice(b"0123456789;,.-=#<>\"' etsr\n")
            out[chance.randrange(len(out))] = chance.choice(
                (chance.randrange(256), 0, 0xFF, printed, printed, printed)
            )
    return bytes(out)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 4, 16, 100, 1000, 10_000)))


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    times = chance.choice((1, 1, 2, 50, 2000)) if end - start < 2000 else 1
    return data[:end] + data[start:end] * times + data[end:]


def _remove(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _blank(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def _huge_number(data: bytes, chance: random.Random) -> bytes:
    return _replaced(_NUMBER, data, chance, lambda _: chance.choice(_HUGE))


def _attribute(data: bytes, chance: random.Random) -> bytes:
    return _replaced(_ATTRIBUTE, data, chance, lambda found: found[1] + b'="' + chance.choice(_ODD) + b'"')


def _tag(data: bytes, chance: random.Random) -> bytes:
    return _replaced(
        _TAG, data, chance, lambda found: chance.choice((b"", found[0] * 2, found[0] * 500, b"<x>"))
    )


def _replaced(
    pattern: re.Pattern[bytes],
    data: bytes,
    chance: random.Random,
    new: Callable[[re.Match[bytes]], bytes],
) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return _flip(data, chance)
    for one in sorted(
        chance.sample(found, min(len(found), chance.choice((1, 1, 3)))), key=lambda m: -m.start()
    ):
        data = data[: one.start()] + new(one) + data[one.end() :]
    return data


def _record(data: bytes, chance: random.Random) -> bytes:
    """Edit the head of one record after the first BOF of an .xls, or of any place where there is none."""
    at = max(data.find(b"\x09\x08\x10\x00"), 0)
    for _ in range(chance.randrange(1, 200)):
        if at + 4 > len(data):
            return _flip(data, chance)
        step = 4 + int.from_bytes(data[at + 2 : at + 4], "little")
        if chance.random() < 0.02:
            break
        at += step
    value = chance.choice((0, 6, 0x205, 0x203, 0xFFFF, 0x809, 10, chance.randrange(1 << 16))).to_bytes(
        2, "little"
    )
    at += chance.choice((0, 2))
    return data[:at] + value + data[at + 2 :]


_BYTES: tuple[Mutation, ...] = (
    _flip,
    _flip,
    _cut,
    _repeat,
    _remove,
    _blank,
    _huge_number,
    _attribute,
    _tag,
    _record,
)
_MARKUP: tuple[Mutation, ...] = (
    _attribute,
    _attribute,
    _attribute,
    _tag,
    _tag,
    _huge_number,
    _huge_number,
    _flip,
)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    markup = b"</" in data and chance.random() < 0.7
    return chance.choice(_MARKUP if markup else _BYTES)(data, chance)


def _zip(data: bytes, seeds: Mapping[str, bytes], chance: random.Random) -> bytes:
    """Damage inside the parts, packed again so that every check sum is right."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # whatever an earlier mutation broke
        return _flip(data, chance)
    if not parts:
        return data
    own, other = (chance.choice(sorted(parts)) for _ in range(2))
    if chance.random() < 0.7:  # where the cells are
        own = chance.choice([name for name in sorted(parts) if _CELLS.search(name)] or [own])
    kind = chance.random()
    if kind < 0.7:
        parts[own] = _damaged(parts[own], chance)
    elif kind < 0.78:
        parts[own], parts[other] = parts[other], parts[own]
    elif kind < 0.84:
        del parts[own]
    elif kind < 0.9:
        parts[own] = parts[own] + chance.choice((b"A", b"<c/>", b"\0")) * chance.choice((1000, 3_000_000))
    elif kind < 0.95:
        parts[own] = chance.choice(sorted(seeds.items()))[1]
    else:
        parts[own.upper() if chance.random() < 0.5 else own + "2"] = parts.pop(own)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that stands twice
        for name, content in parts.items():
            archive.writestr(name or "x", content)
        if chance.random() < 0.03:
            archive.writestr(own, parts.get(own, b""))
    return out.getvalue()

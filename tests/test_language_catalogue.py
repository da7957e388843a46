"""Every text of the code has its English, with the same placeholders."""

import string

import pytest

from language.catalogue import LOCALE, collect, is_translated, read_catalogue


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {
        name for _literal, name, _format, _conversion in string.Formatter().parse(text) if name is not None
    }


@pytest.fixture(scope="module")
def english():
    return read_catalogue("en")


def forms(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def key(msgid: str | tuple[str, ...] | list[str]) -> str:
    """What a catalogue is asked for: the singular of a plural."""
    return forms(msgid)[0]


def test_every_text_is_translated(english):
    missing = [
        message.id
        for message in collect()
        if message.id and not ((found := english.get(key(message.id))) and is_translated(found))
    ]
    assert missing == []


def test_translations_keep_the_placeholders(english):
    wrong = [
        (original, translated)
        for message in english
        if message.id
        for original, translated in zip(forms(message.id), forms(message.string), strict=True)
        if translated and placeholders(original) != placeholders(translated)
    ]
    assert wrong == []


def test_no_translation_is_left_over(english):
    used = {forms(message.id) for message in collect()}
    assert [m.id for m in english if m.id and forms(m.id) not in used] == []


def test_only_english_needs_a_catalogue():
    assert sorted(path.name for path in LOCALE.iterdir() if path.is_dir()) == ["en", "nn"]

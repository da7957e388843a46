"""``python -m language extract``: collect the texts of the code into the translations."""

from __future__ import annotations

import argparse
import sys

from language.catalogue import extract, is_translated


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when every text is translated, 1 when some are not, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m language", description=__doc__)
    parser.add_argument("command", choices=["extract"], help="update handlingsrom.pot and handlingsrom.po")
    parser.parse_args(arguments)
    missing = [message.id for message in extract() if message.id and not is_translated(message)]
    for msgid in missing:
        print(f"not translated: {msgid!r}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

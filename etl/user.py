"""Who is at the keyboard: the account of the machine, for the logs of changes."""

import getpass


def current_user() -> str | None:
    """The account's name; None where the machine cannot tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None

"""How the names in a file are compared with those of the register."""


def plain(text: str) -> str:
    """Without regard to capitals and spaces."""
    return " ".join(text.casefold().split())

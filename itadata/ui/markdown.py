"""Text from outside inside Markdown."""

import re

_INLINE = re.compile(r"[\\`*_\[\]<>$~|]|[:.](?=[^\s\d])")


def escape(text: str) -> str:
    """Escape a text from outside, so that none of its characters is Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|<>~$:" else c for c in text)


def escape_inline(text: str) -> str:
    """Escape a sentence of the program that contains text from outside.

    Characters that are Markdown only at the start of a line stay as they are.
    """
    return _INLINE.sub(lambda match: f"\\{match[0]}", text)

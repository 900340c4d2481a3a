"""The first look as one file of HTML: style, script and fonts are in it."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from itadata.errors import NotSignedIn
from itadata.exports import SAMPLE_LABEL
from itadata.language import _, current_language, language_context
from itadata.ui.address import base_path, url_without_filters
from itadata.ui.first_look.access import look_url
from itadata.ui.first_look.content import FirstLook

_FOLDER = files(__package__)
_FONTS = Path(__file__).parents[3] / "static" / "fonts"
_RANGES = {
    "thai": "U+0E00-0E7F, U+200C-200D, U+25CC",
    "digits": "U+0020, U+0025, U+0028-0029, U+002B-003C, U+003E, U+00B7, U+2013, U+2212",
}
# Latin letters come from the system: with them the page would be above 60 kB.
_FACES = (("thai", 400), ("thai", 700), ("digits", 400), ("digits", 700))


def _style() -> str:
    faces = []
    for script, weight in _FACES:
        content = (_FONTS / f"sarabun-{script}-{weight}-normal.woff2").read_bytes()
        url = f"data:font/woff2;base64,{base64.b64encode(content).decode()}"
        faces.append(
            f"@font-face{{font-family:Sarabun;font-weight:{weight};src:url({url})"
            f'format("woff2");unicode-range:{_RANGES[script]}}}'
        )
    return "".join(faces) + (_FOLDER / "first_look.css").read_text(encoding="utf-8")


_STYLE, _SCRIPT = _style(), (_FOLDER / "first_look.js").read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What the browser may do with the page: show it, and nothing else."""


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((_FOLDER / "first_look.html").read_text(encoding="utf-8"))


def first_look_html(look: FirstLook, *, present: bool) -> str:
    """The page: one sheet, or with `present` one message a screen."""
    other = "en" if current_language() == "th" else "th"
    with language_context(other):
        other_url = look_url(look.params, present=present)
    return _render(
        look=look,
        present=present,
        sample=_(SAMPLE_LABEL) if look.is_sample else "",
        other_language=("ไทย" if other == "th" else "English", other_url),
        switch=look_url(look.params, present=not present),
        door=None,
    )


def door_html(error: NotSignedIn, *, present: bool) -> str:
    """The page for who is not signed in, with a way to the sign-in that leads back here."""
    door = (error.translated(), _app_url("", {"present": "1" if present else "0"}))
    return _render(look=None, present=False, sample="", other_language=None, switch="", door=door)


def _app_url(page: str, params: Mapping[str, object]) -> str:
    return f"{base_path()}/{url_without_filters('' if page == 'overview' else page, **params)}"


def _render(**values: object) -> str:
    return _template().render(
        **values,
        language=current_language(),
        style=Markup(_STYLE),
        script=Markup(_SCRIPT),
        app_url=_app_url,
        texts=_texts(),
    )


def _texts() -> Mapping[str, str]:
    return {
        "title": _("ITA at a glance"),
        "present": _("Present"),
        "sheet": _("One sheet"),
        "application": _("Open the application"),
        "more": _("More"),
        "sign_in": _("Sign in"),
        "previous": _("Previous"),
        "next": _("Next"),
        "illustration": _("illustration"),
        "mean": _("National mean"),
        "trend": _("Score by fiscal year"),
        "messages": _("Messages"),
    }

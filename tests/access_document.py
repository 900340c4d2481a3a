"""`docs/access.md` from the code: `python -m tests.access_document` writes it anew."""

from itadata.access import Action, Actor, Role, can
from itadata.language import gettext_in
from itadata.ui.navigation import PAGES, Page
from tests.browser import ROOT

PATH = ROOT / "docs" / "access.md"
_OWN, _OTHER = "001", "002"
_HEAD = """# Who may do what

Every action by every role, as the library itself checks it, where something is written inside
the transaction; and which page opens for whom. This page is written by
`python -m tests.access_document`, and a test holds it to the code.

| sign | ไทย | English |
|---|---|---|
| ● | ทำได้ ทุกส่วนราชการ | may, for every agency |
| ◐ | ทำได้ เฉพาะส่วนราชการของตน | may, for the own agency alone |
| – | ทำไม่ได้ | may not |

An officer of an agency opens the pages that compare all agencies; what one agency sent and wrote,
its files and its history open for the own agency alone. Whoever works by the command line is
trusted with everything, and alone does what no role may. The log names a user by the id, as in
`user:12`, and the command line as `cli`, or by the id of the user whose e-mail `--by` gives. In
single-user mode the role is chosen on the page, and the log names it: `local:province`,
`local:officer:021`.
"""
_ROLES = (Role.EXECUTIVE, Role.OFFICER, Role.PROVINCE, Role.ADMINISTRATOR)


def actor(role: Role) -> Actor:
    """Somebody in a role; an officer is of the first agency."""
    return Actor("somebody", role, _OWN if role is Role.OFFICER else None)


def address(page: Page) -> str:
    """The address of a page: the first has no address of its own."""
    return "/" if page is PAGES[0] else f"/{page.name}"


def document() -> str:
    """The whole page."""
    actions = [
        _row(action.name, action.value, [_scope(actor(role), action) for role in _ROLES])
        for action in Action
    ]
    pages = [
        _row(address(page), page.title, [_opens(actor(role), page.action) for role in _ROLES])
        for page in PAGES
    ]
    return "\n".join(
        [
            _HEAD,
            *_table("Actions", "action", actions),
            *_table("Pages", "address", pages),
        ]
    )


def _table(title: str, first: str, rows: list[str]) -> list[str]:
    thai = " | ".join(f"{gettext_in(role.value, 'th')} ({role.value})" for role in _ROLES)
    return [
        f"## {title}",
        "",
        f"| {first} | ไทย | English | {thai} |",
        f"|---|---|---|{'---|' * len(_ROLES)}",
        *rows,
        "",
    ]


def _row(name: str, text: str, signs: list[str]) -> str:
    return f"| `{name}` | {gettext_in(text, 'th')} | {text} | {' | '.join(signs)} |"


def _scope(who: Actor, action: Action) -> str:
    if not can(who, action):
        return "–"
    return "●" if can(who, action, _OTHER) else "◐"


def _opens(who: Actor, action: Action) -> str:
    return "●" if can(who, action) else "–"


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")

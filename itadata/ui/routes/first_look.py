"""The first look: one page of the server's own, under the sign-in of the pages."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from itadata.access import Action, require
from itadata.errors import NotSignedIn
from itadata.thai import to_arabic_digits
from itadata.ui import first_look
from itadata.ui.address import base_path
from itadata.ui.own_machine import is_single_user
from itadata.ui.routes.answers import with_sentences
from itadata.ui.session import one_snapshot
from itadata.ui.sign_ins import LONGEST
from itadata.ui.signing import is_encrypted

_LONGEST_NUMBER = 9


@with_sentences
def send_first_look(request: Request) -> Response:
    """The first look of a round, or with `present=1` its messages one a screen."""
    present = request.query_params.get("present") == "1"
    try:
        if key := request.query_params.get("key"):
            return _keep_sign_in(request, key)
        actor = first_look.actor_of(request.headers, request.cookies.get(first_look.COOKIE, ""))
    except NotSignedIn as error:
        html = first_look.door_html(error, present=present)
        return HTMLResponse(html, 401, headers=dict(first_look.HEADERS))
    require(actor, Action.SEE)
    with one_snapshot(actor):
        look = first_look.read_first_look(_number(request, "year"), _number(request, "round"))
        html = first_look.first_look_html(look, present=present)
    return HTMLResponse(html, headers=dict(first_look.HEADERS))


def _number(request: Request, name: str) -> int | None:
    text = to_arabic_digits(request.query_params.get(name, ""))
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def _keep_sign_in(request: Request, key: str) -> Response:
    """Keep the sign-in that a page signed, and go on at the address without it."""
    query = request.url.remove_query_params("key").query
    path = f"{base_path()}/{first_look.PATH}"
    answer = RedirectResponse(f"{path}?{query}" if query else path, 303, first_look.HEADERS)
    if not is_single_user():
        answer.set_cookie(
            first_look.COOKIE,
            first_look.cookie_of(key),
            max_age=int(LONGEST.total_seconds()),
            path=path,
            secure=is_encrypted(),
            httponly=True,
            samesite="lax",
        )
    return answer

"""Answers of the routes: a file, or an error as a sentence with its status."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from itadata.errors import NotAllowed, SystemFailure, UserError
from itadata.language import language_context
from itadata.ui import logs
from itadata.ui.failures import failure_text

Endpoint = Callable[[Request], Response]


def with_sentences(endpoint: Endpoint) -> Endpoint:
    """Answer errors of an endpoint with a sentence, in the language that `lang` asks for."""

    @wraps(endpoint)
    def answer(request: Request) -> Response:
        logs.begin_request()
        with language_context(request.query_params.get("lang", "th")):
            try:
                return endpoint(request)
            except Exception as error:
                return _sentence(error)
            finally:
                logs.end_request(endpoint.__name__)

    return answer


def _sentence(error: Exception) -> Response:
    if not isinstance(error, UserError):
        return _text(failure_text(error), 500)
    if isinstance(error, SystemFailure):
        return _text(error.translated(), 503)
    if isinstance(error, NotAllowed):
        logs.log_refusal(error)
    return _text(error.translated(), 403 if isinstance(error, NotAllowed) else 404)


def _text(sentence: str, status: int) -> Response:
    return PlainTextResponse(sentence, status, headers={"Cache-Control": "no-store"})


def file_response(content: bytes, media_type: str, name: str, *, public: bool) -> Response:
    """A file to download; a shared cache may keep a public one for an hour."""
    headers = {
        "Cache-Control": "public, max-age=3600" if public else "no-store",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=media_type, headers=headers)

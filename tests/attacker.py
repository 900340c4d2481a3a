"""A client that is no browser: hand-made messages and cookies."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    generate_xsrf_token_string,
)
from websockets.sync.client import ClientConnection, connect

SECRET = "s" * 40  # that of `provider.SECRETS`
ISSUER = "https://id.example.go.th"


def sign_in_cookie(address: str, account: str, secret: str = SECRET, **others: object) -> str:
    """Streamlit's cookie of somebody who signed in; with another secret a forged one."""
    claims = {
        "iss": ISSUER,
        "sub": account,
        "email": f"{account}@example.go.th",
        "email_verified": True,
        "iat": int(time.time()),
        "origin": address,
        "is_logged_in": True,
        "provider": "default",
    }
    signed = create_signed_value(secret, "_streamlit_user", json.dumps(claims | others))
    return f"_streamlit_user={signed.decode()}"


class Attacker:
    """A session by WebSocket, and what the server answers in it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def ask(
        self,
        page: str = "",
        query: str = "",
        widgets: Mapping[str, Any] | None = None,
        **more: str,
    ) -> bytes:
        """Ask for a page with a query, and with states of widgets by their ids."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        for name, value in more.items():
            setattr(message.rerun_script, name, value)
        for identifier, value in (widgets or {}).items():
            state = message.rerun_script.widget_states.widgets.add(id=identifier)
            kind = {str: "string_value", bool: "trigger_value", int: "int_value"}[type(value)]
            setattr(state, kind, value)
        self._socket.send(message.SerializeToString())
        return self._answer()

    def _answer(self) -> bytes:
        received = []
        while True:
            data = self._socket.recv(timeout=60)
            message = ForwardMsg()
            message.ParseFromString(bytes(data))
            received.append(bytes(data))
            if (
                message.WhichOneof("type") == "script_finished"
                and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return b"".join(received)


@contextmanager
def attacking(address: str, cookie: str = "", origin: str | None = None) -> Iterator[Attacker]:
    """A WebSocket to the application with any cookie and origin."""
    xsrf = generate_xsrf_token_string()
    with connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=["streamlit", xsrf],  # type: ignore[list-item]
        origin=origin or address,  # type: ignore[arg-type]
        additional_headers={"Cookie": f"_streamlit_xsrf={xsrf}; {cookie}"},
        max_size=None,
    ) as socket:
        yield Attacker(socket)


def status(request: str | urllib.request.Request) -> int:
    """The status of the answer to a request."""
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code

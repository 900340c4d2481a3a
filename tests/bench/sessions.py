"""A session of the application without a browser: the messages that a browser would send."""

import asyncio
import ssl
import urllib.request
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.asyncio.client import ClientConnection, connect

_BOUNDARY = "a-file-of-a-session"
_LONGEST_WAIT = 120
_WIDGETS = ("file_uploader", "button", "checkbox")


@dataclass
class Session:
    """A session at an address; `widgets` are the ids by key of the page as it was drawn last."""

    address: str
    cookie: str
    xsrf: str
    socket: ClientConnection
    identifier: str = ""
    widgets: dict[str, str] = field(default_factory=dict)
    _page: str = ""

    async def open(self, page: str, states: Sequence[WidgetState] = ()) -> None:
        """Ask for a page (`name?query`), and wait until its run has ended."""
        self._page = page
        request = BackMsg()
        name, _, query = page.partition("?")
        request.rerun_script.page_name = name
        request.rerun_script.query_string = query
        request.rerun_script.widget_states.widgets.extend(states)
        await self.socket.send(request.SerializeToString())
        while not self._is_end(message := await self._received()):
            self._keep(message)

    async def choose(self, key: str, name: str, content: bytes) -> None:
        """Upload a file to the uploader whose key begins so, and run the page with it."""
        place = await self._place(name)
        await asyncio.to_thread(self._put, place.upload_url, name, content)
        state = WidgetState(id=self._widget(key))
        file = state.file_uploader_state_value.uploaded_file_info.add(
            file_id=place.file_id, name=name, size=len(content)
        )
        file.file_urls.CopyFrom(place)
        await self.open(self._page, [state])

    async def press(self, key: str, *, confirm: str) -> None:
        """Press the button whose key begins so, once any box that confirms is ticked."""
        boxes = [each for name, each in self.widgets.items() if name.startswith(confirm)]
        states = [WidgetState(id=box, bool_value=True) for box in boxes]
        if states:
            await self.open(self._page, states)
        pressed = WidgetState(id=self._widget(key), trigger_value=True)
        await self.open(self._page, [*states, pressed])

    def _widget(self, key: str) -> str:
        """The id of the widget whose key begins so."""
        (identifier,) = (each for name, each in self.widgets.items() if name.startswith(key))
        return identifier

    async def _received(self) -> ForwardMsg:
        message = ForwardMsg()
        data = await asyncio.wait_for(self.socket.recv(), _LONGEST_WAIT)
        message.ParseFromString(bytes(data))  # type: ignore[arg-type]
        return message

    @staticmethod
    def _is_end(message: ForwardMsg) -> bool:
        if message.WhichOneof("type") != "script_finished":
            return False
        assert message.script_finished != ForwardMsg.FINISHED_WITH_COMPILE_ERROR
        return bool(message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)

    def _keep(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.identifier = message.new_session.initialize.session_id
            self.widgets = {}
        if kind != "delta" or message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        name = element.WhichOneof("type")
        assert name != "exception", element.exception.message
        if name in _WIDGETS:
            identifier = getattr(element, name).id
            self.widgets[identifier.split("-", 2)[-1]] = identifier

    async def _place(self, name: str) -> FileURLs:
        request = BackMsg()
        request.file_urls_request.request_id = name
        request.file_urls_request.session_id = self.identifier
        request.file_urls_request.file_names.append(name)
        await self.socket.send(request.SerializeToString())
        while (message := await self._received()).WhichOneof("type") != "file_urls_response":
            pass
        return message.file_urls_response.file_urls[0]

    def _put(self, place: str, name: str, content: bytes) -> None:
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        body = f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode() + content
        request = urllib.request.Request(
            self.address + place,
            data=body + f"\r\n--{_BOUNDARY}--\r\n".encode(),
            method="PUT",
            headers={
                "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
                "Cookie": f"_streamlit_xsrf={self.xsrf}; {self.cookie}",
                "X-Xsrftoken": self.xsrf,
            },
        )
        with urllib.request.urlopen(request, timeout=60, context=_any_certificate()):
            pass


@asynccontextmanager
async def session(address: str, cookie: str = "") -> AsyncIterator[Session]:
    """A session at the address of the application, with cookies of its own."""
    xsrf = generate_xsrf_token_string()
    scheme, _, rest = address.partition("://")
    secure = {"ssl": _any_certificate()} if scheme == "https" else {}
    async with connect(
        f"{'wss' if secure else 'ws'}://{rest}/_stcore/stream",
        subprotocols=["streamlit", xsrf],  # type: ignore[list-item]
        origin=f"{scheme}://{rest.split('/')[0]}",  # type: ignore[arg-type]
        additional_headers={"Cookie": f"_streamlit_xsrf={xsrf}; {cookie}"},
        max_size=None,
        open_timeout=_LONGEST_WAIT,
        **secure,
    ) as socket:
        yield Session(address, cookie, xsrf, socket)


def _any_certificate() -> ssl.SSLContext:
    """The certificate of a test is nobody's."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context

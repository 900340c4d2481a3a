"""Single-user mode: who comes from the machine itself, and who does not."""

import pytest

from itadata.errors import NotAllowed
from itadata.ui.own_machine import check_own_machine


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("127.0.0.1", "127.0.0.1:8501"),
        ("localhost", "localhost:8501"),
        ("::1", "[::1]:8501"),
        ("127.0.0.1", "LOCALHOST"),
    ],
)
def test_the_machine_itself_is_admitted(address: str, host: str) -> None:
    check_own_machine(address, {"Host": host})


@pytest.mark.parametrize(
    ("address", "headers", "named"),
    [
        ("0.0.0.0", {"Host": "127.0.0.1"}, "0.0.0.0"),
        (None, {"Host": "127.0.0.1"}, "0.0.0.0"),
        ("127.0.0.1", {"Host": "ita.example.go.th"}, "ita.example.go.th"),
        ("127.0.0.1", {"Host": "127.0.0.1.example.com"}, "127.0.0.1.example.com"),
        ("127.0.0.1", {"Host": "127.0.0.1@example.com"}, "example.com"),
        ("127.0.0.1", {"Host": "192.168.1.5:8501"}, "192.168.1.5"),
        ("127.0.0.1", {}, "–"),
        ("127.0.0.1", {"Host": "localhost", "X-Forwarded-For": "10.0.0.1"}, "x-forwarded-for"),
        ("127.0.0.1", {"Host": "localhost", "X-FORWARDED-PROTO": "https"}, "x-forwarded-proto"),
        ("127.0.0.1", {"Host": "localhost", "forwarded": "for=10.0.0.1"}, "forwarded"),
        ("127.0.0.1", {"Host": "localhost", "X-Real-IP": "10.0.0.1"}, "x-real-ip"),
    ],
)
def test_whoever_comes_from_elsewhere_is_told_why_not(
    address: str | None, headers: dict[str, str], named: str
) -> None:
    with pytest.raises(NotAllowed, match=named):
        check_own_machine(address, headers)

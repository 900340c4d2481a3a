"""The calendar and the open data at addresses of their own."""

import json
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from itadata.exports import calendar
from itadata.thai import now
from itadata.ui.routes import public_data
from itadata.ui.session import store


@pytest.fixture(autouse=True)
def sample_in_use(monkeypatch: pytest.MonkeyPatch, sample_copy: Path) -> None:
    monkeypatch.setenv("ITA_DATABASE_URL", f"sqlite:///{sample_copy}")
    monkeypatch.delenv("ITA_PUBLIC_DATA", raising=False)
    monkeypatch.delenv("ITA_SINGLE_USER", raising=False)


def asked(path: str, year: int = 2567, host: str = "127.0.0.1:8501", **headers: str) -> Response:
    """The answer to a request for a file of the open data, or for "calendar"."""
    sent = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    request = Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": f"/open-data/{year}/{path}",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
            "path_params": {"year": year, "path": path},
        }
    )
    send = public_data.send_calendar if path == "calendar" else public_data.send_open_data
    return send(request)


@pytest.mark.parametrize("path", ["calendar", "datapackage.json"])
def test_without_the_setting_nobody_gets_them(path: str) -> None:
    answer = asked(path)
    assert answer.status_code == 403
    assert "ITA_PUBLIC_DATA=1" in bytes(answer.body).decode()


def test_with_the_setting_anybody_gets_the_calendar_without_reasons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ITA_PUBLIC_DATA", "1")
    answer = asked("calendar", 2568, host="ita.example.go.th")
    assert answer.status_code == 200 and "public" in answer.headers["cache-control"]
    with store().snapshot() as snapshot:
        framework = snapshot.framework_with_measures(2568)
    of_rounds = bytes(answer.body).count(b"BEGIN:VEVENT")
    of_extensions = len(framework.extensions)
    assert of_extensions
    everything = calendar.calendar(framework, now()).count(b"BEGIN:VEVENT")
    assert everything == of_rounds + of_extensions


def test_with_the_setting_every_file_that_the_descriptor_names_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ITA_PUBLIC_DATA", "1")
    assert asked("").headers["location"] == "/open-data/2567/datapackage.json"
    package = json.loads(asked("datapackage.json").body)
    for resource in package["resources"]:
        assert asked(resource["path"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "year"), [("data/users.csv", 2567), ("../dashboard.py", 2567), ("calendar", 2440)]
)
def test_what_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, path: str, year: int) -> None:
    monkeypatch.setenv("ITA_PUBLIC_DATA", "1")
    assert asked(path, year).status_code == 404


def test_the_one_user_of_a_machine_gets_them_there_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_SINGLE_USER", "1")
    assert asked("calendar").status_code == 200
    assert asked("calendar").headers["cache-control"] == "no-store"
    assert asked("calendar", host="ita.example.go.th").status_code == 403
    assert asked("calendar", x_forwarded_for="10.0.0.7").status_code == 403

"""The log of the server: lines of JSON, a number for each request, nothing about persons."""

import json
import logging

import pytest

from itadata.access import other_agency_error
from itadata.language import language_context
from itadata.ui import logs
from itadata.ui.failures import failure_text

TELEPHONE = "081 234 5678"


class _Lines(logging.Handler):
    """The lines of the log as objects."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logs.JsonFormatter())
        self.lines: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    handler = _Lines()
    caplog.set_level(logging.INFO)
    logging.root.addHandler(handler)
    yield handler.lines
    logging.root.removeHandler(handler)


def test_the_sentence_of_a_failure_shows_the_number_of_its_lines(
    lines: list[dict[str, object]],
) -> None:
    logs.begin_request()
    logging.getLogger("itadata.store").error("the database failed")
    with language_context("en"):
        sentence = failure_text(ValueError(TELEPHONE))
    logs.end_request("agency")
    assert {line["request"] for line in lines} == {logs.request_number()}
    assert logs.request_number() in sentence
    assert [line["message"] for line in lines] == ["the database failed", "failed", "request"]
    assert lines[-1]["name"] == "agency" and isinstance(lines[-1]["milliseconds"], int)


def test_an_exception_is_logged_without_its_message(lines: list[dict[str, object]]) -> None:
    try:
        raise ValueError(TELEPHONE)
    except ValueError as error:
        failure_text(error)
        logging.getLogger("streamlit").propagate = True
        logging.getLogger("streamlit.error_util").propagate = True
        logging.getLogger("streamlit.error_util").exception("Uncaught app execution")
    assert len(lines) == 2
    for line in lines:
        assert "ValueError" in str(line["traceback"])
        assert TELEPHONE not in json.dumps(line)


def test_a_refusal_is_logged_with_the_user_and_without_the_names_in_it(
    lines: list[dict[str, object]],
) -> None:
    logs.begin_request()
    logs.name_user("user:12")
    logs.log_refusal(other_agency_error("สำนักงาน ก", "สำนักงาน ข"))
    (line,) = lines
    assert (line["message"], line["user"], line["level"]) == ("refused", "user:12", "warning")
    assert "{agency}" in str(line["reason"]) and "สำนักงาน" not in json.dumps(line)
    logs.begin_request()
    logs.log_sign_in("4f1c09ab")
    assert (lines[-1]["message"], lines[-1]["user"]) == ("signed in", "")


def test_a_line_of_the_log_is_one_line_whatever_it_holds(lines: list[dict[str, object]]) -> None:
    text = 'one\n{"level": "info", "message": "forged"}\r\u2028'
    logging.getLogger("itadata.store").error("%s", text)
    (line,) = lines
    assert line["message"] == text
    assert "\n" not in logs.JsonFormatter().format(logging.makeLogRecord({"msg": text}))


def test_each_request_has_another_number() -> None:
    logs.begin_request()
    first = logs.request_number()
    logs.begin_request()
    assert first and logs.request_number() != first

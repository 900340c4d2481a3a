"""The links of evidence in the counting versions of a round, and what came of trying each."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any

import pandas as pd

from itadata.access.hosts import host_of, is_in_hosts
from itadata.analysis.columns import schemas
from itadata.analysis.numbers import none_for_missing
from itadata.framework import Framework
from itadata.language import N_, _
from itadata.workbook.text import WEB_ADDRESS

_ANSWER_COLUMNS = ["fiscal_year", "round", "agency_code", "version", "measure_no", "step_no"]
_TRY_COLUMNS = ["state", "checked_at", "status", "title", "size", "sha256", "reason"]


class LinkState(StrEnum):
    """What came of trying a link."""

    OPENS = "opens"
    MOVED = "moved"
    CHANGED = "changed"
    SIGN_IN = "sign_in"
    DEAD = "dead"
    REFUSED = "refused"
    NOT_TRIED = "not_tried"


class LinkReason(StrEnum):
    """Why a link has its state; the name is stored, the value is its sentence."""

    NOT_YET = N_("Not tried yet.")
    HOST_NOT_ALLOWED = N_("The province does not allow trying the host {detail}.")
    NO_HOST_NAME = N_("The address names no host on the internet: {detail}.")
    PASSWORD = N_("A user name or a password stands in the address.")
    PORT = N_("The address asks for port {detail}; only the usual port is tried.")
    TOO_LONG = N_("The address is longer than 2,000 characters.")
    NOT_HTTP = N_("It leads to an address that is no web page: {detail}.")
    PRIVATE_ADDRESS = N_("The name leads to a machine that is not on the internet: {detail}.")
    NO_NAME = N_("The name of its host does not exist: {detail}.")
    NAME_FAILS = N_("The name of its host was not found in time: {detail}.")
    TLS = N_("Its host cannot prove who it is (TLS): {detail}.")
    TIME = N_("No whole answer within 10 seconds.")
    CONNECTION = N_("Its host does not answer: {detail}.")
    HTTP_STATUS = N_("It answered with the code {detail}.")
    REDIRECTS = N_("It led on to another address more than 5 times.")
    LED_TO = N_("It leads to {detail}.")
    TOO_LARGE = N_("Larger than 10 MB, so its content was not read.")
    NOT_A_PDF = N_("It says that it is a PDF, but it is none.")
    OTHER_CONTENT = N_("The file is not the one that was there before.")
    OTHER_TITLE = N_("The page had another title before: {detail}.")


def links(text: str) -> list[str]:
    """The web addresses in a text of evidence, each once, in order."""
    return list(dict.fromkeys(WEB_ADDRESS.findall(text or "")))


def evidence(
    framework: Framework,
    months: int,
    answers: pd.DataFrame,
    tries: pd.DataFrame,
    hosts: Collection[str],
) -> pd.DataFrame:
    """The links of evidence of a round, one row a link of a step, with the last try of each.

    `answers` is `Snapshot.answers` of the year, `tries` is `Snapshot.evidence_tries`, `hosts` what
    the province allows. The columns of the table `evidence`; state a `LinkState`, checked_at
    datetime, status int (HTTP), size int (bytes), reason str in the language in use, all None
    where there is none.
    """
    tried = {row["url"]: row for row in none_for_missing(tries).to_dict("records")}
    rows = []
    for answer in _answers_of(framework, months, answers):
        for url in links(answer["evidence"]):
            row = tried.get(url) or _not_tried(url, hosts)
            of_answer = {name: answer[name] for name in _ANSWER_COLUMNS}
            rows.append(of_answer | {"url": url} | _result(row))
    return none_for_missing(
        pd.DataFrame(rows, columns=list(schemas.EVIDENCE.columns), dtype=object)
    )


def _answers_of(
    framework: Framework, months: int, answers: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    order = {no: position for position, no in enumerate(framework.steps)}
    codes = [agency.code for agency in framework.agencies]
    of_round = answers[
        (answers["round"] == months)
        & answers["agency_code"].isin(codes)
        & answers["step_no"].isin(list(order))
    ]
    in_order = of_round.assign(_order=of_round["step_no"].map(order))
    yield from in_order.sort_values(["agency_code", "_order"]).to_dict("records")


def _not_tried(url: str, hosts: Collection[str]) -> dict[str, object]:
    host = host_of(url)
    reason, detail = LinkReason.NOT_YET, ""
    if host is not None and not is_in_hosts(host, hosts):
        reason, detail = LinkReason.HOST_NOT_ALLOWED, host
    return {"state": LinkState.NOT_TRIED.value, "reason": reason.name, "detail": detail}


def _result(row: dict[str, object]) -> dict[str, object]:
    result = {name: row.get(name) for name in _TRY_COLUMNS}
    return result | {
        "checked_at": row.get("at"),
        "reason": reason_text(str(row["reason"]), str(row["detail"])) or None,
    }


def reason_text(reason: str, detail: str) -> str:
    """The sentence of a stored reason in the language in use; blank for none."""
    return _(LinkReason[reason].value).format(detail=detail) if reason else ""


def evidence_counts(framework: Framework, evidence: pd.DataFrame) -> pd.DataFrame:
    """The number of links of each agency of a round, by state; those without links have none.

    `evidence` is as above. fiscal_year, round int, agency_code, agency str, links int, and an int
    a `LinkState`.
    """
    names = {agency.code: agency.name for agency in framework.agencies}
    rows = []
    for (year, months, code), of_agency in evidence.groupby(
        ["fiscal_year", "round", "agency_code"]
    ):
        counts = of_agency["state"].value_counts()
        rows.append(
            {"fiscal_year": year, "round": months, "agency_code": code, "agency": names[code]}
            | {"links": len(of_agency)}
            | {state.value: int(counts.get(state.value, 0)) for state in LinkState}
        )
    return pd.DataFrame(rows, columns=list(schemas.EVIDENCE_COUNTS.columns), dtype=object)

"""The rules of templates: links outside, code and excess are refused."""

import io
import json
import re
import time
import zipfile
from collections.abc import Iterable, Mapping
from os import urandom
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from itadata.documents import DocumentTemplate, example_render, render_example, template_rules
from itadata.documents.letters import TEMPLATE as LETTER
from itadata.documents.report import TEMPLATE as REPORT
from itadata.errors import WrongTemplate
from itadata.findings import Finding
from itadata.workbook import worker
from tests.browser import ROOT
from tests.documents.templates import (
    DOCUMENT,
    SETTINGS,
    edited,
    packed,
    parts,
    related,
    related_settings,
    replaced,
    with_element,
    with_parts,
    with_text,
)

NAME = "ต้นแบบ.docx"
IF, ELSE, ENDIF = "{% if overdue %}", "{% else %}", "{% endif %}"
ROWS, ENDROWS = "{% for measure in measures %}", "{% endfor %}"
TABLE_ROWS, END_TABLE_ROWS = "{%tr for measure in measures %}", "{%tr endfor %}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run_here(task: str, content: bytes, arguments: Mapping[str, Any], **limits: Any) -> Any:
    """Run a task as the worker does, without the cost of a process for each template."""
    request = {"task": task, "arguments": arguments, "memory": 1}
    answer = worker._run(request, content, worker.Job(lambda message: None))
    if "refused" in answer:
        return Finding.from_dict(answer["refused"])
    documents = answer["answer"].get("documents")
    return {"documents": documents} if documents else json.loads(json.dumps(answer["answer"]))


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(example_render, "run_in_worker", run_here)


def refusal(content: bytes, template: DocumentTemplate = LETTER) -> str:
    """The reason for refusing a template, in English; "" where it is taken."""
    try:
        render_example(template, content, NAME)
    except WrongTemplate as refused:
        thai, english = (refused.translated(language) for language in ("th", "en"))
        assert NAME in thai and NAME in english and thai != english
        assert not re.search(r"\{(path|part|quote)\}", thai + english)
        return english
    return ""


def check_refusals(
    cases: Iterable[tuple[bytes, str]], template: DocumentTemplate = LETTER
) -> None:
    """Each template is refused with a sentence that has a part of it."""
    wrong = [
        (number, expected, sentence)
        for number, (content, expected) in enumerate(cases)
        if not (sentence := refusal(content, template)) or expected not in sentence
    ]
    assert not wrong


def report_with(text: str) -> bytes:
    return with_text(text, template=REPORT)


def test_what_a_province_changes_is_taken() -> None:
    def edit(document) -> None:
        document.add_picture(str(ROOT / "static/favicon.png"))
        document.sections[0].header.paragraphs[0].text = "{{ agency }}"
        paragraph = document.add_paragraph()
        for piece in ("{", "{ ag", "ency", " }", "}"):
            paragraph.add_run(piece).bold = True

    taken = [
        edited(edit),
        related("hyperlink", "https://www.chiangmai.go.th/"),
        related("hyperlink", "mailto:ita@chiangmai.go.th"),
        with_element('<w:fldSimple w:instr=" PAGE "/>'),
        with_text(
            "{{agency}} {# a remark #} { agency } 100 %}",
            "{% if overdue and not sent_back %}ก{% elif extended %}ข{% else %}ค{% endif %}",
            *("{%- if overdue -%}", "ก", "{%p endif %}", IF, "ก", ENDIF),
        ),
    ]
    assert [refusal(content) for content in taken] == [""] * len(taken)
    repeated = f"{{% if year %}}{ROWS}{{% if measure.title %}}ก{{% endif %}}{ENDROWS}{{% endif %}}"
    assert refusal(report_with(repeated * 2), REPORT) == ""


def test_what_is_no_document_is_refused() -> None:
    kinds = (b"", b"PK", b"PK\x03\x04", b"<html>", b"%PDF-1.7", b"\x89PNG", b"{\\rtf1", b"a;b;c")
    no_documents = [
        *kinds,
        OLE + bytes(1000),
        (ROOT / "sample_data/scores.xlsx").read_bytes(),
        LETTER.default_path.read_bytes()[:20_000],
        with_parts(**{DOCUMENT: b"not xml at all"}),
        with_parts(**{SETTINGS: b"not xml at all"}),
    ]
    check_refusals((content, "is not a Word document") for content in no_documents)
    dotx = replaced("[Content_Types].xml", "document.main+xml", "template.main+xml")
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    check_refusals([(dotx, "Save it as .docx"), (locked, "password")])


def test_macros_and_other_files_within_are_refused() -> None:
    docm = replaced(
        "[Content_Types].xml",
        f"{OFFICE}.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    macros = with_parts(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    check_refusals([(docm, "macros"), (macros, "macros")])
    names = ("word/embeddings/oleObject1.bin", "word/embeddings/a.xlsx", "word/a.html", "x.svg")
    check_refusals((with_parts(**{name: b"anything"}), name) for name in (*names, "run.exe"))
    types = ["oleObject", "package", "aFChunk", "control", "chart", "webextension", "subDocument"]
    check_refusals((related(kind, "media/a.png", outside=False), kind) for kind in types)


def test_what_is_taken_from_outside_is_refused() -> None:
    elsewhere = ("https://evil.example/t.dotm", "file:///C:/t.dotm", r"\\server\share\t.dotm")
    check_refusals((related_settings("attachedTemplate", each), "outside") for each in elsewhere)
    types = ("image", "oleObject", "frame", "header", "mailMergeSource")
    check_refusals((related(each, "http://evil.example/a.png"), "evil.example") for each in types)
    links = (r"\\server\share", "file:///etc/passwd", "javascript:a()")
    check_refusals((related("hyperlink", each), "outside") for each in links)
    image = '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://e/a"/>'
    check_refusals([(with_element(f'<w:pict w:a="1">{image}</w:pict>'), "http://e/a")])


def test_fields_of_word_that_reach_outside_are_refused() -> None:
    codes = (
        *("INCLUDEPICTURE http://evil.example/a.png", "INCLUDETEXT c:\\secret.docx", "dde x"),
        *("DDEAUTO c:\\cmd.exe", "LINK Excel.Sheet", "AUTOTEXT x", ""),
    )
    check_refusals((with_element(f'<w:fldSimple w:instr="{c}"/>'), "outside") for c in codes)
    never_begins = '<w:r w:rsidR="1"><w:instrText>DDE x</w:instrText></w:r>'

    def in_pieces(document) -> None:
        for piece in (
            *('<w:fldChar w:fldCharType="begin"/>', "<w:instrText>INCLUDE</w:instrText>"),
            "<w:instrText>PICTURE http://evil.example/a.png</w:instrText>",
            *('<w:fldChar w:fldCharType="separate"/>', '<w:fldChar w:fldCharType="end"/>'),
        ):
            run = parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>")
            document.paragraphs[-1]._p.append(run)

    check_refusals([(with_element(never_begins), "DDE"), (edited(in_pieces), "INCLUDEPICTURE")])


def test_what_is_too_much_is_refused() -> None:
    unpacked = bytes(template_rules.MAX_UNPACKED_BYTES + 1)
    long = b"<a>" + b" " * template_rules.MAX_XML_BYTES + b"</a>"
    too_much = [
        with_parts(**{"word/media/a.png": urandom(example_render.MAX_TEMPLATE_BYTES)}),
        with_parts(**{"word/media/b.bmp": unpacked}),
        with_parts(**{"word/media/a.bmp": bytes(300 * 1024**2)}),
        with_parts(**{"word/long.xml": long}),
    ]
    check_refusals((content, "MB is the most") for content in too_much)
    many = "{{ agency }}" * (template_rules.MAX_EXPRESSIONS + 1)
    check_refusals([(with_text(many), "2,000")])
    assert refusal(with_parts(**{f"customXml/{n}.xml": b"<a/>" for n in range(3000)}))


def test_what_word_does_not_write_is_refused() -> None:
    entities = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document'
    odd = [replaced(DOCUMENT, "<w:document", entities)]
    for name in ("../../evil.xml", "/etc/passwd.xml", "word\\a.xml"):
        stream = io.BytesIO(LETTER.default_path.read_bytes())
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr(zipfile.ZipInfo(name), b"<a/>")
        odd.append(stream.getvalue())
    for name, kind in (("word/media/h.png", "header"), ("word/document.rels", "document.main")):
        override = f'<Override PartName="/{name}" ContentType="{OFFICE}.{kind}+xml"/></Types>'
        odd.append(replaced("[Content_Types].xml", "</Types>", override))
    targets = (
        *(("header", "media/a.png"), ("header", "_rels/document.xml.rels")),
        *(("header", "../customXml/item1.xml"), ("image", "settings.xml")),
        *(("font", "styles.xml"), ("customXml", "styles.xml")),
    )
    odd += [related(kind, target, outside=False) for kind, target in targets]
    check_refusals((content, "does not write") for content in odd)


# --- expressions ---------------------------------------------------------------------------


def test_other_expressions_than_fields_and_conditions_are_quoted() -> None:
    texts = (
        *("{{ agency() }}", "{{ agency.format(1) }}", "{{ agency|upper }}", "{{ 9 ** 9 ** 9 }}"),
        *("{{ 'a' * 999999999 }}", "{{ agency.__class__.__mro__ }}", "{{ agency['x'] }}"),
        *("{{ [1] }}", "{{ range(10) }}", "{% for a in range(999999999) %}{% endfor %}"),
        *("{% for x in agency %}{% endfor %}", "{% for measure in measures if year %}"),
        *("{% for measure in measures recursive %}", "{% set a = 1 %}", "{% macro a() %}"),
        *("{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}", "{% raw %}"),
        *(
            "{% if agency == 'a' %}{% endif %}",
            "{% colspan agency %}",
            "{% vm %}",
            "{{r agency }}",
        ),
        *(
            "{{p agency }}",
            "{{ agency",
            "{% if overdue",
            "{# a remark",
            "{{ }}",
            "{{ agency.name }}",
        ),
        *(
            "{{ a" + " " * 400 + "}}",
            "{# {{ agency }} #}",
            f"{ROWS}ก{ENDROWS}",
            "{{ measure.title }}",
        ),
    )
    check_refusals((with_text(text), f"“{text[:4]}") for text in texts)
    check_refusals(
        [
            (report_with("{{ measures }}"), "“{{ measures }}”"),
            (report_with("{{ measure.title }}"), "“{{ measure.title }}”"),
            (report_with(ROWS + "{{ year.title }}" + ENDROWS), "“{{ year.title }}”"),
            (report_with(ROWS * 2 + "ก" + ENDROWS * 2), f"“{ROWS}”"),
            (report_with(ROWS + "ก{% else %}ข" + ENDROWS), "“{% else %}”"),
        ],
        REPORT,
    )


def test_an_expression_is_looked_at_wherever_it_stands() -> None:
    def in_pieces(document) -> None:
        for piece in ("{", "{ agency", ".upper", "() }", "}"):
            document.paragraphs[-1].add_run(piece).bold = True

    def in_title(document) -> None:
        document.core_properties.title = "{{ agency }}"

    def in_margin(name: str, text: str) -> bytes:
        def edit(document) -> None:
            getattr(document.sections[0], name).paragraphs[0].text = text

        return edited(edit)

    in_data = {**parts(LETTER.default_path.read_bytes()), "customXml/a.xml": b"<a>{{ 9**9 }}</a>"}
    check_refusals(
        [
            (edited(in_pieces), "upper()"),
            (edited(in_title), "docProps/core.xml"),
            (in_margin("header", "{{ agency|upper }}"), "upper"),
            (in_margin("footer", "{{ agency|upper }}"), "upper"),
            (in_margin("header", "{{ signer }}"), "unknown field: signer"),
            (with_element('<w:r w:rsidR="{{ 9**9 }}"/>'), "9**9"),
            (with_element('<w:r w:rsidR="{% for %}"/>'), "{% for %}"),
            (replaced(DOCUMENT, "<w:body>", "<w:body><!--{{ 9**9 }}-->"), "9**9"),
        ]
    )
    assert refusal(packed(in_data)) == "", "data of other programs is never filled in"


def test_braces_that_end_what_never_began_are_quoted() -> None:
    stray = (
        *(("เรียน { { agency }}", "agency }}"), ("เรียน agency }} ทราบ", "เรียน agency }}")),
        *(("{{ agency }}}}", "}}"), ("{ % if overdue %} ก", "% if overdue %}")),
        ("{% if overdue %}ก{% endif %}%}", "%}"),
    )
    check_refusals(
        (with_text(text), f"{quoted}”, which ends a field that has no beginning")
        for text, quoted in stray
    )


def test_what_has_no_end_is_named_with_the_end_to_write() -> None:
    cases = [
        ((IF,), IF, ENDIF),
        ((IF, ELSE), IF, ENDIF),
        ((IF, IF, ENDIF), IF, ENDIF),
        ((TABLE_ROWS,), TABLE_ROWS, END_TABLE_ROWS),
        ((TABLE_ROWS, IF, END_TABLE_ROWS), IF, ENDIF),
        ((IF,) * 150, IF, ENDIF),
    ]
    check_refusals(
        (
            (
                with_text(*(text.replace("overdue", "year") for text in texts), template=REPORT),
                f"contains “{quote.replace('overdue', 'year')}” without its end. "
                f"Write {lacking} after",
            )
            for texts, quote, lacking in cases
        ),
        REPORT,
    )


def test_what_has_no_beginning_is_named_with_the_beginning_to_write() -> None:
    cases = [
        ((ENDIF,), ENDIF, "{% if … %}"),
        ((ELSE,), ELSE, "{% if … %}"),
        ((IF, ENDIF, ENDIF), ENDIF, "{% if … %}"),
        ((IF, ELSE, ELSE, ENDIF), ELSE, "{% if … %}"),
        ((END_TABLE_ROWS,), END_TABLE_ROWS, TABLE_ROWS),
        ((IF, END_TABLE_ROWS), END_TABLE_ROWS, TABLE_ROWS),
    ]
    check_refusals(
        (with_text(*texts), f"contains “{quote}” without its beginning. Write {lacking} before")
        for texts, quote, lacking in cases
    )

    def across_parts(document) -> None:
        document.sections[0].header.paragraphs[0].text = IF
        document.add_paragraph(ENDIF)

    assert refusal(edited(across_parts))


def test_fields_that_there_are_not_or_that_lack_are_named() -> None:
    blank = io.BytesIO()
    Document().save(blank)
    check_refusals([(blank.getvalue(), "lacks the fields agency")])
    unknown = report_with(ROWS + "{{ measure.titel }}" + ENDROWS)
    hostile = report_with(ROWS + "{{ measure.__class__ }}" + ENDROWS)
    outside_of_a_table = report_with(TABLE_ROWS + "{{ measure.title }}" + END_TABLE_ROWS)
    check_refusals(
        [
            (unknown, "unknown field: measure.titel"),
            (hostile, "unknown field: measure.__class__"),
            (outside_of_a_table, "{%tr … %}"),
        ],
        REPORT,
    )


def test_braces_without_end_are_refused_at_once() -> None:
    started = time.monotonic()
    pieces = ("{{", "{%tr ", "{{r ", "{% colspan  ", "}{{%", "<w:x/>{{")
    check_refusals((with_text(piece * (2_000_000 // len(piece))), "") for piece in pieces)
    assert time.monotonic() - started < 18

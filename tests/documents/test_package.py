"""What a template may hold: what leads outside, what runs, and what is too much is refused."""

import io
import time
import zipfile
from os import urandom

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from itadata.documents import package
from itadata.documents.letters import TEMPLATE as LETTER
from itadata.documents.package import inspect
from itadata.documents.report import TEMPLATE as REPORT
from itadata.errors import WrongTemplate
from tests.browser import ROOT
from tests.documents.templates import (
    DOCUMENT,
    SETTINGS,
    edited,
    related,
    related_settings,
    replaced,
    saying,
    with_element,
    with_parts,
)

NAME = "ต้นแบบ.docx"
EMBLEM = ROOT / "static/favicon.png"


def refused(content: bytes) -> str:
    """Why a template is refused."""
    with pytest.raises(WrongTemplate) as found:
        inspect(content, NAME)
    sentences = [found.value.translated(language) for language in ("th", "en")]
    assert all(NAME in said and "{path}" not in said for said in sentences)
    assert sentences[0] != sentences[1]
    return sentences[1]


@pytest.mark.parametrize("form", [LETTER, REPORT], ids=lambda form: form.name)
def test_our_templates_pass(form) -> None:
    inspect(form.default_path.read_bytes(), NAME)


def test_a_plain_document_passes() -> None:
    stream = io.BytesIO()
    Document().save(stream)
    inspect(stream.getvalue(), NAME)


def test_the_emblem_in_the_document_passes() -> None:
    inspect(edited(lambda document: document.add_picture(str(EMBLEM))), NAME)


def test_links_that_one_follows_oneself_pass() -> None:
    inspect(related("hyperlink", "https://www.chiangmai.go.th/"), NAME)
    inspect(related("hyperlink", "mailto:ita@chiangmai.go.th"), NAME)


def test_the_number_of_the_page_passes() -> None:
    inspect(with_element('<w:fldSimple w:instr=" PAGE "/>'), NAME)


# --- no document ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x03\x04", b"<html>", b"%PDF-1.7", b"\x89PNG", b"{\\rtf1", b"a;b;c"],
)
def test_what_is_no_document_is_refused(content: bytes) -> None:
    assert "no Word document" in refused(content)


def test_a_document_of_an_earlier_word_is_refused() -> None:
    assert "no Word document" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))


def test_a_locked_document_is_refused() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refused(locked)


@pytest.mark.parametrize("path", ["sample_data/scores.xlsx", "sample_data/framework_2568.xlsx"])
def test_a_workbook_is_refused(path: str) -> None:
    assert "no Word document" in refused((ROOT / path).read_bytes())


def test_a_template_of_word_s_own_kind_is_to_be_saved_as_a_document() -> None:
    said = refused(replaced("[Content_Types].xml", "document.main+xml", "template.main+xml"))
    assert "Save it as .docx" in said


def test_a_file_that_was_cut_short_is_refused() -> None:
    assert "no Word document" in refused(LETTER.default_path.read_bytes()[:20_000])


@pytest.mark.parametrize("name", [DOCUMENT, SETTINGS])
def test_a_part_that_is_no_xml_is_refused(name: str) -> None:
    assert "no Word document" in refused(with_parts(**{name: b"not xml at all"}))


# --- macros and objects --------------------------------------------------------------------


def test_macros_are_refused() -> None:
    assert "macros" in refused(with_parts(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))


def test_a_docm_without_its_macros_is_refused_too() -> None:
    usual = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    of_macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert "macros" in refused(replaced("[Content_Types].xml", usual, of_macros))


@pytest.mark.parametrize(
    "name",
    [
        "word/embeddings/oleObject1.bin",
        "word/embeddings/a.xlsx",
        "word/a.html",
        "run.exe",
        "x.svg",
    ],
)
def test_files_within_the_file_are_refused(name: str) -> None:
    assert name in refused(with_parts(**{name: b"anything"}))


@pytest.mark.parametrize(
    "kind", ["oleObject", "package", "aFChunk", "control", "chart", "webextension", "subDocument"]
)
def test_relations_to_what_is_no_text_and_no_picture_are_refused(kind: str) -> None:
    assert kind in refused(related(kind, "media/a.png", outside=False))


# --- what leads outside --------------------------------------------------------------------


@pytest.mark.parametrize(
    "target", ["https://evil.example/t.dotm", "file:///C:/t.dotm", r"\\server\share\t.dotm"]
)
def test_a_template_elsewhere_is_refused(target: str) -> None:
    assert "outside" in refused(related_settings("attachedTemplate", target))


@pytest.mark.parametrize("kind", ["image", "oleObject", "frame", "header", "mailMergeSource"])
def test_what_is_taken_from_outside_is_refused(kind: str) -> None:
    assert "evil.example" in refused(related(kind, "http://evil.example/a.png"))


@pytest.mark.parametrize("target", [r"\\server\share", "file:///etc/passwd", "javascript:a()"])
def test_links_that_lead_to_files_or_run_are_refused(target: str) -> None:
    assert "outside" in refused(related("hyperlink", target))


@pytest.mark.parametrize(
    "instruction",
    [
        "INCLUDEPICTURE http://evil.example/a.png",
        "INCLUDETEXT c:\\secret.docx",
        "DDEAUTO c:\\cmd.exe",
        "dde x",
        "LINK Excel.Sheet",
        "AUTOTEXT x",
        "",
    ],
)
def test_fields_of_word_that_reach_outside_are_refused(instruction: str) -> None:
    assert "outside" in refused(with_element(f'<w:fldSimple w:instr="{instruction}"/>'))


def test_a_field_of_word_in_pieces_is_put_together() -> None:
    def edit(document) -> None:
        pieces = (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText>INCLUDE</w:instrText>",
            "<w:instrText>PICTURE http://evil.example/a.png</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            '<w:fldChar w:fldCharType="end"/>',
        )
        for piece in pieces:
            run = parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>")
            document.paragraphs[-1]._p.append(run)

    assert "INCLUDEPICTURE" in refused(edited(edit))


def test_an_instruction_that_never_begins_is_refused() -> None:
    xml = '<w:r w:rsidR="1"><w:instrText>DDE x</w:instrText></w:r>'
    assert "DDE" in refused(with_element(xml))


def test_a_drawing_that_names_a_file_is_refused() -> None:
    picture = '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://e/a"/>'
    assert "http://e/a" in refused(with_element(f'<w:pict w:a="1">{picture}</w:pict>'))


# --- too much ------------------------------------------------------------------------------


def test_a_large_file_is_refused() -> None:
    assert "3.0 MB" in refused(with_parts(**{"word/media/a.png": urandom(package.MAX_BYTES)}))


@pytest.mark.parametrize("name", ["word/media/a.png", "word/media/b.bmp"])
def test_what_unpacks_to_very_much_is_refused(name: str) -> None:
    assert "MB" in refused(with_parts(**{name: bytes(package.MAX_UNPACKED_BYTES + 1)}))


def test_a_bomb_is_refused() -> None:
    assert "MB" in refused(with_parts(**{"word/media/a.bmp": bytes(300 * 1024**2)}))


def test_a_long_part_of_xml_is_refused() -> None:
    long = b"<a>" + b" " * package.MAX_XML_BYTES + b"</a>"
    assert "MB" in refused(with_parts(**{"word/long.xml": long}))


def test_very_many_parts_are_refused() -> None:
    assert refused(with_parts(**{f"customXml/{n}.xml": b"<a/>" for n in range(3000)}))


def test_entities_are_refused() -> None:
    declared = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document'
    assert "does not write" in refused(replaced(DOCUMENT, "<w:document", declared))


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/passwd.xml", "word\\a.xml"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    stream = io.BytesIO(LETTER.default_path.read_bytes())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"<a/>")
    assert "does not write" in refused(stream.getvalue())


def test_xml_under_another_name_is_refused() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    declared = f'<Override PartName="/word/media/h.png" ContentType="{kind}"/></Types>'
    assert "h.png" in refused(replaced("[Content_Types].xml", "</Types>", declared))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("header", "media/a.png"),
        ("header", "_rels/document.xml.rels"),
        ("header", "../customXml/item1.xml"),
        ("image", "settings.xml"),
        ("font", "styles.xml"),
        ("customXml", "styles.xml"),
    ],
)
def test_what_is_read_as_something_else_than_it_is_is_refused(kind: str, target: str) -> None:
    assert "does not write" in refused(related(kind, target, outside=False))


def test_a_document_that_calls_itself_relations_is_refused() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    declared = f'<Override PartName="/word/document.rels" ContentType="{kind}"/></Types>'
    assert "does not write" in refused(replaced("[Content_Types].xml", "</Types>", declared))


# --- expressions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "{{ agency }}",
        "{{agency}}",
        "{% if overdue and not sent_back %}ก{% elif extended %}ข{% else %}ค{% endif %}",
        "{# a remark #}",
        "{ agency }",
        "100 %}",
    ],
)
def test_what_a_template_can_say_passes(said: str) -> None:
    inspect(saying(said), NAME)


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("เรียน { { agency }}", "agency }}"),
        ("เรียน agency }} ทราบ", "เรียน agency }}"),
        ("{{ agency }}}}", "}}"),
        ("{ % if overdue %} ก", "% if overdue %}"),
        ("{% if overdue %}ก{% endif %}%}", "%}"),
    ],
)
def test_braces_that_close_what_was_never_opened_are_quoted(said: str, quoted: str) -> None:
    told = refused(saying(said))
    assert f"{quoted}”, which ends a field that has no beginning" in told


@pytest.mark.parametrize(
    "said",
    [
        "{{ agency() }}",
        "{{ agency.format(1) }}",
        "{{ agency|upper }}",
        "{{ agency * 10 ** 9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 999999999 }}",
        "{{ agency.__class__.__mro__ }}",
        "{{ agency['x'] }}",
        "{{ [1] }}",
        "{{ range(10) }}",
        "{% for a in range(999999999) %}{% endfor %}",
        "{% for x in agency %}{% endfor %}",
        "{% for measure in measures if year %}{% endfor %}",
        "{% for measure in measures recursive %}{% endfor %}",
        "{% set a = 1 %}",
        "{% macro a() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% raw %}",
        "{% if agency == 'a' %}{% endif %}",
        "{% colspan agency %}",
        "{%colspan                              ",
        "{% vm %}",
        "{{r agency }}",
        "{{p agency }}",
        "{{ agency",
        "{% if overdue",
        "{# a remark",
        "{{ }}",
        "{{ a" + " " * 400 + "}}",
        "{# {{ agency }} #}",
    ],
)
def test_what_no_template_can_say_is_refused_and_quoted(said: str) -> None:
    assert said[:4] in refused(saying(said))


def test_an_expression_in_pieces_is_put_together() -> None:
    def edit(document) -> None:
        paragraph = document.add_paragraph()
        for piece in ("{", "{ agency", ".upper", "() }", "}"):
            paragraph.add_run(piece).bold = True

    assert "upper()" in refused(edited(edit))


def test_a_field_in_pieces_passes() -> None:
    def edit(document) -> None:
        paragraph = document.add_paragraph()
        for piece in ("{", "{ ag", "ency", " }", "}"):
            paragraph.add_run(piece).bold = True

    inspect(edited(edit), NAME)


def test_an_expression_in_the_title_is_refused() -> None:
    def edit(document) -> None:
        document.core_properties.title = "{{ agency }}"

    assert "docProps/core.xml" in refused(edited(edit))


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_expressions_in_headers_and_footers_are_looked_at(kind: str) -> None:
    def edit(document) -> None:
        getattr(document.sections[0], kind).paragraphs[0].text = "{{ agency|upper }}"

    assert "upper" in refused(edited(edit))


@pytest.mark.parametrize("aside", ["{{ 9**9 }}", "{% for %}"])
def test_an_expression_in_an_attribute_is_refused(aside: str) -> None:
    assert "does not write" in refused(with_element(f'<w:r w:rsidR="{aside}"/>'))


def test_an_expression_in_a_remark_of_xml_is_refused() -> None:
    assert "does not write" in refused(replaced(DOCUMENT, "<w:body>", "<w:body><!--{{ 9**9 }}-->"))


def test_very_many_expressions_are_refused() -> None:
    many = "{{ agency }}" * (package.MAX_EXPRESSIONS + 1)
    assert "2,000" in refused(saying(many))


@pytest.mark.parametrize("piece", ["{{", "{%tr ", "{{r ", "{% colspan  ", "}{{%", "<w:x/>{{"])
def test_what_has_no_end_is_refused_at_once(piece: str) -> None:
    content = saying(piece * (2_000_000 // len(piece)))
    started = time.monotonic()
    assert refused(content)
    assert time.monotonic() - started < 3

"""Documents as PDF, by LibreOffice where it is installed; their text can be searched.

Where TH Sarabun New is not installed, Sarabun stands in for it, which comes with the package. Its
letters are larger, so that the same lines need smaller figures.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache, reduce
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from itadata.documents.line_breaks import keep_words_whole
from itadata.documents.page_breaks import keep_rows_whole
from itadata.documents.style import FONT, LONGEST_TITLE, to_bytes
from itadata.errors import NoConverter
from itadata.language import N_

FALLBACK_FONT = "Sarabun"
_FONTS = Path(__file__).with_name("fonts")
_RELATIVE_SIZE = 0.69  # of Sarabun that looks as large as TH Sarabun New
_TIMEOUT = 120  # seconds
_SIZE = re.compile(r'(<w:sz(?:Cs)? w:val=")(\d+)(")')
_LANGUAGES = [qn(f"w:{script}") for script in ("val", "eastAsia", "bidi")]
# PDF/UA: tags, and the title in place of the name of the file.
_ACCESSIBLE = {"PDFUACompliance": {"type": "boolean", "value": "true"}}
_CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>
<cachedir>{cache}</cachedir></fontconfig>
"""


def find_libreoffice() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def has_font() -> bool:
    """Whether the font of the documents is installed; assumed where fontconfig is missing."""
    program = shutil.which("fc-match")
    if program is None:
        return True
    command = [program, "--format=%{family}", FONT]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    return FONT in result.stdout


def to_pdf(content: bytes) -> bytes:
    """A document (.docx) as PDF. Raises NoConverter."""
    program = find_libreoffice()
    if program is None:
        raise NoConverter(
            N_("PDF needs LibreOffice on the server. Take the Word document (.docx) instead.")
        )
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "document.docx"
        changes = [keep_words_whole] if has_font() else [keep_words_whole, use_fallback_font]
        document.write_bytes(with_edited_xml(_prepared(content), *changes))
        _convert(program, document)
        pdf = document.with_suffix(".pdf")
        if not pdf.is_file():
            raise NoConverter(
                N_(
                    "LibreOffice did not make the PDF. Try again, or take the Word document "
                    "(.docx) instead."
                )
            )
        return pdf.read_bytes()


def _prepared(content: bytes) -> bytes:
    """The document with its title, in Thai, and its rows whole where they fit on a page."""
    document = Document(BytesIO(content))
    if not document.core_properties.title:
        lines = (each.text.strip() for each in document.paragraphs)
        document.core_properties.title = next(filter(None, lines), "")[:LONGEST_TITLE]
    _set_language(document)
    keep_rows_whole(document)
    return to_bytes(document)


def _set_language(document: Any) -> None:
    """Thai is the language of the document, which LibreOffice takes from its defaults."""
    for properties in document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr"):
        for language in properties.findall(qn("w:lang")):
            properties.remove(language)
        properties.append(OxmlElement("w:lang", dict.fromkeys(_LANGUAGES, "th-TH")))


def _convert(program: str, document: Path) -> None:
    """Run LibreOffice with a profile of its own, so that an open one does not take over."""
    folder = document.parent
    configuration = folder / "fonts.conf"
    configuration.write_text(
        _CONFIGURATION.format(fonts=_FONTS, cache=folder / "cache"), encoding="utf-8"
    )
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(_ACCESSIBLE)}",
        "--outdir",
        str(folder),
        str(document),
    ]
    fonts = {} if has_font() else {"FONTCONFIG_FILE": str(configuration)}
    try:
        subprocess.run(
            command,
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
            env={**os.environ, **fonts},
        )
    except subprocess.TimeoutExpired:
        return


def with_edited_xml(content: bytes, *changes: Callable[[str], str]) -> bytes:
    """The document with changes made to the XML of each of its parts."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                part = reduce(lambda xml, change: change(xml), changes, part.decode()).encode()
            new.writestr(name, part)
    return stream.getvalue()


def use_fallback_font(xml: str) -> str:
    """Replace the font of the documents by the fallback font, in the size that looks the same."""
    if FONT not in xml:
        return xml
    return _SIZE.sub(_smaller, xml).replace(f'"{FONT}"', f'"{FALLBACK_FONT}"')


def _smaller(match: re.Match[str]) -> str:
    return f"{match[1]}{round(int(match[2]) * _RELATIVE_SIZE)}{match[3]}"

"""Cells that refer to what is not there."""

from itadata.findings import Code
from tests import builders
from tests.hostile.catalogue import gets, with_cell

_NOTE = builders.at("1.1", "note")


def _text(number: str) -> bytes:
    return with_cell("1.1", "note", f'<c r="{{r}}" t="s"><v>{number}</v></c>')


@gets(Code.FILE_UNREADABLE, _NOTE)
def text_before_the_first() -> bytes:
    return _text("-1")


@gets(Code.FILE_UNREADABLE, _NOTE)
def text_beyond_the_last() -> bytes:
    return _text("99999")


@gets(Code.FILE_UNREADABLE, _NOTE)
def text_of_a_number_without_end() -> bytes:
    return _text("9" * 5000)


@gets(Code.FILE_UNREADABLE, _NOTE)
def text_whose_number_is_none() -> bytes:
    return _text("one")


@gets(None)
def style_before_the_first() -> bytes:
    return with_cell("1.1", "note", '<c r="{r}" s="-1" t="inlineStr"><is><t>x</t></is></c>')


@gets(None)
def style_beyond_the_last() -> bytes:
    return with_cell("1.1", "note", '<c r="{r}" s="99999" t="inlineStr"><is><t>x</t></is></c>')


@gets(Code.FILE_UNREADABLE, _NOTE)
def style_that_is_no_number() -> bytes:
    return with_cell("1.1", "note", '<c r="{r}" s="bold"><v>1</v></c>')


@gets(None)
def kind_of_cell_that_nobody_knows() -> bytes:
    return with_cell("1.1", "note", '<c r="{r}" t="zzz"><v>1</v></c>')


@gets(Code.FILE_UNREADABLE, _NOTE)
def truth_that_is_neither() -> bytes:
    return with_cell("1.1", "note", '<c r="{r}" t="b"><v>maybe</v></c>')

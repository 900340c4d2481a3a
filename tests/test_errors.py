from itadata.errors import NotAllowed, UnknownAgency, UserError
from itadata.language import N_, language_context


def test_a_user_error_is_filled_in_and_translated():
    error = UnknownAgency(N_("Fiscal year {year} lists no agency {code}."), year=2567, code="99")
    assert error.translated("en") == "Fiscal year 2567 lists no agency 99."


def test_an_error_as_text_is_in_the_language_in_use():
    error = NotAllowed(N_("You may not do this."))
    with language_context("en"):
        assert str(error) == "You may not do this."
    assert isinstance(error, UserError)

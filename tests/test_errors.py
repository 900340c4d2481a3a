import pytest

from itadata import errors
from itadata.errors import ItaDataError, NotAllowed, UnknownAgency, UserError
from itadata.language import N_, using

USER_ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, UserError) and kind is not UserError
]


@pytest.mark.parametrize("kind", USER_ERRORS)
def test_what_a_user_may_see_is_an_error_of_this_package(kind):
    assert issubclass(kind, ItaDataError)


@pytest.mark.parametrize("kind", [ItaDataError, UserError, *USER_ERRORS])
def test_every_error_is_drawn_in_the_tree(kind):
    assert f"── {kind.__name__} " in errors.__doc__


def test_the_tree_shows_what_shares_a_base():
    def depth(name):
        return next(
            line.index("─") for line in errors.__doc__.splitlines() if f"── {name} " in line
        )

    assert depth("ItaDataError") < depth("UserError") < depth("NotAllowed")


def test_a_sentence_is_filled_in():
    error = UnknownAgency(N_("Fiscal year {year} lists no agency {code}."), year=2567, code="99")
    assert error.sentence("en") == "Fiscal year 2567 lists no agency 99."


def test_an_error_as_text_is_its_sentence_in_the_language_in_use():
    error = NotAllowed(N_("You may not do this."))
    with using("en"):
        assert str(error) == "You may not do this."

import threading

import pytest

from itadata import language
from itadata.language import LANGUAGES, LOCALE_FOLDER, N_, _, current, gettext_in, use, using


def _in_a_fresh_thread(run):
    answers = []
    thread = threading.Thread(target=lambda: answers.append(run()))
    thread.start()
    thread.join()
    return answers[0]


def test_thai_is_the_language_of_a_fresh_thread():
    with using("en"):
        assert _in_a_fresh_thread(current) == "th"


def test_a_language_is_used_within_its_context_alone():
    _in_a_fresh_thread(lambda: use("en"))
    assert current() == "th"


def test_a_language_stays_in_use():
    use("en")
    assert current() == "en"


def test_an_unknown_language_is_thai():
    with using("en"):
        use("fr")
        assert current() == "th"


def test_a_block_has_its_own_language():
    with using("en"):
        assert current() == "en"


def test_a_block_in_an_unknown_language_is_in_thai():
    with using("en"), using("../../etc"):
        assert current() == "th"


def test_the_language_before_a_block_comes_back():
    with using("en"), using("th"):
        pass
    assert current() == "th"


def test_the_language_before_a_block_comes_back_after_a_fault():
    with pytest.raises(ZeroDivisionError), using("en"):
        _ = 1 / 0
    assert current() == "th"


def test_marking_a_text_leaves_it_alone():
    assert N_("done") == "done"


def test_english_texts_are_their_own():
    assert gettext_in("sheet {sheet}", "en") == "sheet {sheet}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_has_no_translation(code):
    assert gettext_in("", code) == ""


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_that_no_catalogue_knows_stays_as_it_is(code):
    assert gettext_in("ชม 0017/ว 1234", code) == "ชม 0017/ว 1234"


def test_a_text_is_translated_into_the_language_in_use():
    with using("en"):
        assert _("done") == gettext_in("done", "en")


def test_a_text_is_translated_into_thai():
    assert gettext_in("not applicable", "th") == "ไม่เกี่ยวข้อง"


def test_every_language_but_english_has_a_compiled_catalogue():
    folders = {path.parts[-3] for path in LOCALE_FOLDER.glob("*/LC_MESSAGES/itadata.mo")}
    assert folders == set(language.LANGUAGES) - {"en"}

import threading

import pytest

from itadata.language import (
    LANGUAGES,
    LOCALE_FOLDER,
    N_,
    _,
    current_language,
    gettext_in,
    language_context,
    set_language,
)


def _in_a_new_thread(function):
    results = []
    thread = threading.Thread(target=lambda: results.append(function()))
    thread.start()
    thread.join()
    return results[0]


def test_a_thread_begins_in_thai_and_changes_only_its_own_language():
    with language_context("en"):
        assert _in_a_new_thread(current_language) == "th"
    _in_a_new_thread(lambda: set_language("en"))
    assert current_language() == "th"


def test_a_language_that_was_set_stays():
    set_language("en")
    assert current_language() == "en"


def test_an_unknown_language_is_thai():
    with language_context("en"):
        set_language("fr")
        assert current_language() == "th"
    with language_context("en"), language_context("../../etc"):
        assert current_language() == "th"


def test_a_block_has_its_own_language_and_gives_the_one_before_back():
    with language_context("en"):
        assert current_language() == "en"
    assert current_language() == "th"


def test_the_language_before_a_block_comes_back_after_a_fault():
    with pytest.raises(ZeroDivisionError), language_context("en"):
        _ = 1 / 0
    assert current_language() == "th"


def test_marking_a_text_leaves_it_alone():
    assert N_("done") == "done"


def test_english_texts_are_their_own():
    assert gettext_in("sheet {sheet}", "en") == "sheet {sheet}"


def test_a_text_that_no_catalogue_has_stays_as_it_is():
    for language in LANGUAGES:
        assert gettext_in("", language) == ""
        assert gettext_in("ชม 0017/ว 1234", language) == "ชม 0017/ว 1234"


def test_a_text_is_translated_into_the_language_in_use():
    assert _("not applicable") == "ไม่เกี่ยวข้อง"
    with language_context("en"):
        assert _("not applicable") == "not applicable"


def test_every_language_but_english_has_a_compiled_catalogue():
    folders = {path.parts[-3] for path in LOCALE_FOLDER.glob("*/LC_MESSAGES/itadata.mo")}
    assert folders == set(LANGUAGES) - {"en"}

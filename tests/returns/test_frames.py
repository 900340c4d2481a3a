from itadata.returns import answers_frame
from itadata.store import Store
from tests.builders import return_document


def test_a_return_that_is_not_recorded_looks_like_one_that_is(sample: Store):
    with sample.snapshot() as snapshot:
        stored = snapshot.answers_of_version(2567, 12, "001", 1)
    frame = answers_frame(return_document(), "001.xlsx")
    assert set(frame.columns) <= set(stored.columns)


def test_only_one_that_is_recorded_has_a_version_and_a_state(sample: Store):
    with sample.snapshot() as snapshot:
        stored = snapshot.answers_of_version(2567, 12, "001", 1)
    frame = answers_frame(return_document(), "001.xlsx")
    assert set(stored.columns) - set(frame.columns) == {"version", "state"}


def test_every_step_has_its_row():
    document = return_document()
    frame = answers_frame(document, "001.xlsx")
    assert list(frame["step_no"]) == [answer.step_no for answer in document.answers]


def test_the_texts_of_a_measure_stand_on_each_of_its_steps():
    document = return_document()
    frame = answers_frame(document, "001.xlsx")
    for text in document.texts:
        own = frame[frame["measure_no"] == text.measure_no]
        assert set(own["results"]) == {text.results}

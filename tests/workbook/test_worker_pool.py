from itadata.findings import Code, Finding
from itadata.workbook.worker_pool import run_in_worker

MEBIBYTE = 1024**2


def test_a_task_of_another_room_gets_bytes_and_arguments_and_answers_with_both():
    shares = []
    answer = run_in_worker(
        "tests.workbook.tasks:echo", b"\x00\xff", {"ก": [1]}, on_progress=shares.append
    )
    assert (answer, shares) == ({"ก": [1], "content": b"\xff\x00"}, [0.5])


def test_a_task_refuses_with_its_finding():
    finding = Finding(Code.FILE_TAMPERED, value="x", details={"reason": "y"})
    assert run_in_worker("tests.workbook.tasks:refuse", b"") == finding


def test_a_task_may_have_limits_of_its_own():
    slow = run_in_worker("tests.workbook.tasks:wait", b"", seconds=1)
    size = {"size": 1200 * MEBIBYTE}
    heavy = run_in_worker("tests.workbook.tasks:fill_memory", b"", size)
    allowed = run_in_worker("tests.workbook.tasks:fill_memory", b"", size, memory=2048 * MEBIBYTE)
    assert slow == Finding(Code.FILE_TOO_SLOW, expected="1")
    assert heavy == Finding(Code.FILE_TOO_HEAVY, expected="1,024.0 MB")
    assert allowed == size


def test_a_task_that_there_is_not_is_no_answer():
    assert run_in_worker("tests.workbook.tasks:none", b"") == Finding(Code.FILE_UNREADABLE)


def test_a_busy_machine_ends_no_job_that_takes_little_of_the_processor():
    assert run_in_worker("tests.workbook.tasks:sleep", b"", seconds=1) == {}


def test_no_pattern_reads_a_long_text_again_from_each_of_its_letters():
    assert run_in_worker("tests.workbook.tasks:read_long_texts", b"") == {}

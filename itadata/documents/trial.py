"""A template tried in a process of its own, before anything is ever made of it.

Only what is read and filled in there, within a few seconds, is taken: what a reader of documents
does with a file that was made to hurt ends that process and nothing else. The child
reads the form and the template, each after its length, and
answers in JSON.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from itadata.documents.document_template import DocumentTemplate
from itadata.documents.notices import add_notices
from itadata.errors import TranslatedDetail, WrongTemplate
from itadata.language import N_, gettext_in

try:
    import resource
except ImportError:  # Windows has no resource limits: the wall clock still holds.
    resource = None  # type: ignore[assignment]

SECONDS = 10  # of processor time, besides its own start
LONGEST = 60  # seconds by the clock
MEMORY_BYTES = 2 * 1024**3
_CHILD = "from itadata.documents.trial import main; main()"
_TRIAL = N_("A trial of the template; what it says is made up.")
_TOO_SLOW = N_(
    "The template {path} takes too long to fill in. Begin with the template that comes with the "
    "program."
)

_UNSAID = N_(
    "The template {path} does not show {fields} in the example “{example}”. Write what every "
    "document must say outside of conditions, or once for each case."
)


def render_example(template: DocumentTemplate, content: bytes, path: str) -> Mapping[str, bytes]:
    """A template filled in with each of the form's examples, by what they are examples of.

    Raises WrongTemplate where it cannot be used.
    """
    template.inspect(content, path)
    answer = _asked(json.dumps(_as_json(template)), content, path)
    if "refused" in answer:
        message, details = answer["refused"]
        raise WrongTemplate(message, **details)
    if "unsaid" in answer:
        example, lacking = answer["unsaid"]
        fields = ", ".join(f"{{{{ {name} }}}}" for name in lacking)
        raise WrongTemplate(_UNSAID, path=path, fields=fields, example=TranslatedDetail(example))
    filled = (base64.b64decode(each) for each in answer["filled"])
    return dict(zip(template.examples, filled, strict=True))


@lru_cache(maxsize=4)  # it is tried when it is shown, and once more when it is put to use
def _asked(form: str, content: bytes, path: str) -> dict[str, Any]:
    package_parent = str(Path(__file__).parents[2])
    python_path = os.pathsep.join(filter(None, [package_parent, os.environ.get("PYTHONPATH")]))
    blocks = (form.encode(), path.encode(), content)
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=b"".join(len(block).to_bytes(8, "big") + block for block in blocks),
            stdout=subprocess.PIPE,
            timeout=LONGEST,
            check=True,
            # One thread: each would reserve memory that the limit counts.
            env={**os.environ, "PYTHONPATH": python_path, "OPENBLAS_NUM_THREADS": "1"},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
        raise WrongTemplate(_TOO_SLOW, path=path) from fault
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _as_json(form: DocumentTemplate) -> dict[str, Any]:
    """What of a form the child needs."""
    return {
        "fields": dict(form.fields),
        "parts": dict(form.row_fields),
        "needed": form.required,
        "examples": {name: dict(values) for name, values in form.examples.items()},
    }


def main() -> None:
    """Try the template that comes in."""
    form, path, content = (_block(sys.stdin.buffer) for _ in range(3))
    told = json.loads(form)
    _limit()
    try:
        answer = _answer(_form(told), content, path.decode())
    except WrongTemplate as fault:
        details = {name: str(value) for name, value in fault.details.items()}
        answer = {"refused": [fault.message, details]}
    sys.stdout.write(json.dumps(answer))


def _block(stream: BinaryIO) -> bytes:
    return stream.read(int.from_bytes(stream.read(8), "big"))


def _limit() -> None:
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError):  # less was given to it already
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _form(told: dict[str, Any]) -> DocumentTemplate:
    return DocumentTemplate(
        name="",
        title="",
        variable="",
        default_path=Path(),
        fields=told["fields"],
        required=tuple(told["needed"]),
        examples=told["examples"],
        row_fields=told["parts"],
    )


def _answer(form: DocumentTemplate, content: bytes, path: str) -> dict[str, Any]:
    """The template "filled" in with each example, or what is "unsaid" in one of them."""
    form.check(content, path)
    for example, values in form.examples.items():
        if lacking := form.missing_in_output(content, values, path):
            return {"unsaid": [example, lacking]}
    return {"filled": _filled(form, content, path)}


def _filled(form: DocumentTemplate, content: bytes, path: str) -> list[str]:
    remarks = [gettext_in(_TRIAL, "th")]
    documents = (form.fill(content, values, path) for values in form.examples.values())
    # To be marked, what was filled in is opened once more.
    return [
        base64.b64encode(add_notices(each, sample=False, remarks=remarks)).decode("ascii")
        for each in documents
    ]

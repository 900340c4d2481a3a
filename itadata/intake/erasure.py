"""Erasing a person: the user, and the names and telephones in returns, files and notes.

Letters, reports and lists are made from these when they are asked for, so they follow.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from itadata.access import Action, Actor, User, normalise_email, require
from itadata.access.users import check_administrators, unknown_user
from itadata.errors import WrongUser
from itadata.intake.validation_result import WorkbookKind
from itadata.language import N_
from itadata.store import Event, Store, Transaction
from itadata.store.erasure import ERASED, Erasure
from itadata.thai import normalise, stored_now, today

_SHORTEST_NAME, _SHORTEST_TELEPHONE = 4, 7  # letters, digits
_MAX_UNPACKED = 64 * 1024 * 1024
_DIGITS = [f"[{digit}{thai}]" for digit, thai in zip("0123456789", "๐๑๒๓๔๕๖๗๘๙", strict=True)]
_BETWEEN_DIGITS = r"[\s().\-–]*"
_TAG = re.compile(r"<[^>]*>")
_ENCODINGS = ("utf-8", "cp874", "utf-16-le")


@dataclass(frozen=True)
class ErasureResult:
    """What was erased: texts, files by hash; `left` files mention the person and stay, and
    `unread` could not be searched. Both are given by the number of their submission.
    """

    texts: int
    files: Sequence[str]
    left: Sequence[int]
    unread: Sequence[int]


def erase_person(
    store: Store,
    actor: Actor,
    *,
    email: str = "",
    names: Sequence[str] = (),
    telephones: Sequence[str] = (),
) -> ErasureResult:
    """Erase the user with an e-mail, and every mention of the names and telephones.

    A return keeps its answers, and of a file that mentions them hash and size. Frameworks, scores
    and templates stay: the province corrects them. Raises NotAllowed and WrongUser.
    """
    require(actor, Action.MANAGE_USERS)
    with store.transaction(actor) as transaction:
        transaction.overwrite_what_is_erased()
        user = _user(transaction, email) if email else None
        if user is not None:
            names = [*names, user.record.name]
        pattern = _pattern(names, telephones, [user.record.email] if user else [])
        erasure = Erasure()
        result = _erase(transaction, pattern, erasure)
        if user is not None:
            transaction.erase_user(user.id)
        detail = {"user": user.id if user else None, **erasure.as_detail()}
        transaction.add_event(Event(stored_now(), actor.name, "user-erased", detail=detail))
    store.forget_texts()
    return result


def _user(transaction: Transaction, email: str) -> User:
    """The user, who must not be the last administrator."""
    user = transaction.user_by_email(normalise_email(email))
    if user is None:
        raise unknown_user(email)
    records = [each.record for each in transaction.users()]
    check_administrators(records, [r for r in records if r != user.record], today())
    return user


def _erase(transaction: Transaction, pattern: re.Pattern[str], erasure: Erasure) -> ErasureResult:
    def replace(text: str) -> str:
        return pattern.sub(ERASED, text)

    of_returns = transaction.erase_texts(replace, erasure)
    left, unread = [], []
    for number, kind, sha256 in transaction.files_kept():
        content = transaction.content(sha256)
        if content is None:  # the same file, submitted before
            continue
        mentions = _mentions(content, pattern)
        if mentions and kind in (WorkbookKind.FRAMEWORK, WorkbookKind.SCORES):
            left.append(number)
        elif mentions or number in of_returns:
            transaction.erase_file(sha256, erasure)
        elif mentions is None:
            unread.append(number)
    transaction.erase_submissions(replace, erasure)
    return ErasureResult(erasure.texts, list(erasure.files), left, unread)


def _pattern(
    names: Iterable[str], telephones: Iterable[str], others: Iterable[str]
) -> re.Pattern[str]:
    """What finds the names, however they are spaced, and the telephones, however written."""
    parts = [re.escape(other) for other in others]
    for name in map(normalise, names):
        if len(name.replace(" ", "")) < _SHORTEST_NAME:
            raise WrongUser(
                N_("“{name}” is too short to look for: give the whole name."), name=name
            )
        parts.append(r"\s*".join(re.escape(word) for word in name.split()))
    for telephone in telephones:
        digits = re.sub(r"\D", "", telephone)
        if len(digits) < _SHORTEST_TELEPHONE:
            message = N_("“{telephone}” is not a telephone number: give all its digits.")
            raise WrongUser(message, telephone=telephone)
        parts.append(_BETWEEN_DIGITS.join(_DIGITS[int(digit)] for digit in digits))
    if not parts:
        raise WrongUser(N_("Give the e-mail of a user, a name or a telephone number."))
    return re.compile("|".join(parts), re.IGNORECASE)


def _mentions(content: bytes, pattern: re.Pattern[str]) -> bool | None:
    """Whether a file mentions the person; None where it cannot be searched."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError):
        texts = (content.decode(encoding, errors="ignore") for encoding in _ENCODINGS)
        return any(map(pattern.search, texts))
    left = _MAX_UNPACKED
    with archive:
        for member in archive.infolist():
            if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
                continue
            try:
                with archive.open(member) as part:
                    raw = part.read(left + 1)
            except Exception:  # what is damaged, or encrypted, may raise anything
                return None
            left -= len(raw)
            if left < 0:
                return None
            if pattern.search(html.unescape(_TAG.sub("", raw.decode("utf-8", "ignore")))):
                return True
    return False

"""The exceptions of the package, for misuse. Faults in data are `Finding` values."""

from traceback import format_tb

from itadata.language import gettext_in


class TranslatedDetail(str):
    """A detail of a message that has a translation of its own."""

    __slots__ = ()


def traceback_without_values(error: BaseException) -> str:
    """Where an error was raised, and its kind: messages may quote the names in a workbook."""
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        lines += [*format_tb(cause.__traceback__), f"{type(cause).__qualname__}\n"]
        cause = cause.__cause__ or cause.__context__
    return "".join(lines)


class ItaDataError(Exception):
    """Every error that this package raises on purpose."""


class UserError(ItaDataError):
    """A misuse that the user can correct; the message is an English message id.

    `details` fill its placeholders.
    """

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def translated(self, language: str | None = None) -> str:
        """The message in a language, the current one for None."""
        details = {
            name: gettext_in(value, language) if isinstance(value, TranslatedDetail) else value
            for name, value in self.details.items()
        }
        return gettext_in(self.message, language).format(**details)

    def __str__(self) -> str:
        return self.translated()


class NotAllowed(UserError):
    """The actor may not do this."""


class NotSetUp(UserError):
    """The installation has neither single-user mode nor sign-in, or both."""


class NotSignedIn(UserError):
    """Nobody is signed in, or no longer."""


class WrongUser(UserError):
    """A user cannot be stored as given, or is not there."""


class NoFramework(UserError):
    """The fiscal year has no framework."""


class UnknownAgency(UserError):
    """The framework of the year does not list the agency."""


class UnknownRound(UserError):
    """The framework of the year has no such round."""


class UnknownTable(UserError):
    """No table goes by that name."""


class WrongScenario(UserError):
    """A scenario of scores cannot be read, or asks for what the year does not have."""


class UnknownUnit(UserError):
    """No scores of the unit are stored, or of several units of that name."""


class UnknownVersion(UserError):
    """The return has no such version."""


class UnknownStep(UserError):
    """The year has no such step."""


class WrongState(UserError):
    """The return is in another state than the action needs."""


class WrongDate(UserError):
    """The round does not allow the date."""


class ReasonMissing(UserError):
    """A reason is empty or too long."""


class WrongTemplate(UserError):
    """The template of a document cannot be used."""


class UnknownMeasure(UserError):
    """The year has no such measure."""


class UnknownIndicator(UserError):
    """The year has no such indicator."""


class StaleText(UserError):
    """Somebody else has changed the text meanwhile."""


class TextTooLong(UserError):
    """A text is too long to be stored."""


class NoConverter(UserError):
    """PDF documents cannot be made on this machine."""


class NothingOutstanding(UserError):
    """The agency has no report outstanding."""


class SystemFailure(UserError):
    """The machine fails, such as a full disk; nobody who uses it is at fault."""


class DatabaseFailure(SystemFailure):
    """The database fails, or the disk that it is on."""


class TransferRefused(UserError):
    """A database cannot be copied to where it is to go."""


class AlreadyStarted(UserError):
    """The sample needs an empty database."""


class WrongHost(UserError):
    """What is to be allowed is no name of a host."""

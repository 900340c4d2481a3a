"""The exceptions of the package. Faults of data are `Finding` values; exceptions are for misuse.

::

    Exception
    └── ItaDataError              everything raised here on purpose
        └── UserError             a sentence that a user may see, in the language in use
            ├── NotAllowed        the actor's role or scope does not include the action
            ├── NoFramework       the fiscal year has no framework, or none is loaded at all
            ├── UnknownAgency     the framework of the year does not list the agency
            ├── UnknownRound      the framework of the year has no such round
            ├── UnknownTable      no table goes by that name
            ├── UnknownVersion    the return has no such version
            ├── UnknownStep       the year has no such step
            ├── WrongState        the return is not in the state that this needs
            ├── WrongDate         a date that the round does not allow
            ├── UnknownMeasure    the year has no such measure
            ├── WrongTemplate     the template of a document cannot be used
            ├── StaleText         somebody else wrote meanwhile what was being written
            ├── TextTooLong       a text is longer than what is kept
            ├── NoConverter       documents cannot be made into PDF on this machine
            ├── NothingOutstanding  a letter to an agency that owes no report
            ├── ReasonMissing     a reason was left empty, or is too long
            └── AlreadyStarted    a sample was asked for where a database holds data
"""

from itadata.language import gettext_in


class TranslatedDetail(str):
    """A detail of a sentence that has a translation of its own."""

    __slots__ = ()


class ItaDataError(Exception):
    """Something in this package was used wrongly."""


class UserError(ItaDataError):
    """A misuse that the user can mend; the message is an English text that has a translation.

    `details` fill the placeholders of the text.
    """

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def translated(self, language: str | None = None) -> str:
        """The message in a language (the one in use when left out)."""
        told = {
            name: gettext_in(value, language) if isinstance(value, TranslatedDetail) else value
            for name, value in self.details.items()
        }
        return gettext_in(self.message, language).format(**told)

    def __str__(self) -> str:
        return self.translated()


class NotAllowed(UserError):
    """The actor may not do this."""


class NoFramework(UserError):
    """The fiscal year has no framework."""


class UnknownAgency(UserError):
    """The framework of the year does not list the agency."""


class UnknownRound(UserError):
    """The framework of the year has no such round."""


class UnknownTable(UserError):
    """No table goes by that name."""


class UnknownVersion(UserError):
    """The return has no such version."""


class UnknownStep(UserError):
    """The year has no such step."""


class WrongState(UserError):
    """The return is not in the state that this needs."""


class WrongDate(UserError):
    """A date that the round does not allow."""


class ReasonMissing(UserError):
    """A reason was left empty, or is too long."""


class WrongTemplate(UserError):
    """The template of a document cannot be used."""


class UnknownMeasure(UserError):
    """The year has no such measure."""


class StaleText(UserError):
    """Somebody else wrote meanwhile what was being written."""


class TextTooLong(UserError):
    """A text is longer than what is kept."""


class NoConverter(UserError):
    """Documents cannot be made into PDF on this machine."""


class NothingOutstanding(UserError):
    """The agency has no report outstanding."""


class AlreadyStarted(UserError):
    """A sample goes into an empty database only."""

"""The texts of findings about the workbook of users."""

from collections.abc import Mapping

from itadata.findings.codes import Code
from itadata.language import N_

USER_ERRORS: Mapping[Code, str] = {
    Code.EMAIL_UNREADABLE: N_(
        "“{value}” is not an e-mail address. Type the one that the user signs in with, for "
        "example {expected}."
    ),
    Code.YES_OR_NO_UNREADABLE: N_(
        "“{value}” is neither yes nor no. Type one of these: {expected}."
    ),
    Code.USER_AGENCY_MISSING: N_(
        "An agency officer needs the code of at least one agency. Type the codes, one a line."
    ),
    Code.USER_AGENCY_EXCESS: N_(
        "Only an agency officer has agencies, and this user has another role. Leave the codes "
        "blank, or correct the role."
    ),
    Code.USER_AGENCY_UNKNOWN: N_(
        "No framework that is loaded has an agency {value}. Correct the code, or load the "
        "framework that has it."
    ),
    Code.USER_DATES: N_(
        "The last day {value} is before the first one, {expected}. Correct one of them."
    ),
    Code.LAST_ADMINISTRATOR: N_(
        "With this workbook nobody would be an active administrator without an end. Leave at "
        "least one as it is."
    ),
}

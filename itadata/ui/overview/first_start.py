"""The first start of a province: what it sets up, in order, each with the page for it."""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from itadata.access import Action, Actor, can
from itadata.language import N_, _
from itadata.ui import load, navigation
from itadata.ui.own_machine import is_single_user


@dataclass(frozen=True)
class _Task:
    title: str
    text: str
    page: str
    link: str
    section: str | None = None
    action: Action = Action.LOAD_FRAMEWORK
    done: bool = False


_FRAMEWORK = N_(
    "On “Fiscal year plan”, write the name of your province, download the blank framework, write "
    "measures, steps, agencies and rounds into it, and load it."
)
_SCORES = N_(
    "Load a blank framework of each earlier year of which you have scores, then the score "
    "workbook itself. Its preview shows what is read before anything is stored."
)
_TEMPLATES = N_(
    "The letters and the report work as they are. Put in your emblem, wording and signer when you "
    "have them."
)
_USERS = N_(
    "Say who may sign in, in which role and for which agency, one by one or as a workbook."
)
_SEND = N_("Download the template of every agency in one file, and send each its own.")


def is_first_start(actor: Actor) -> bool:
    """Whether the actor may set up the province and it has no year with measures yet."""
    has_measures = any(framework.measures for framework in load.frameworks().values())
    return can(actor, Action.LOAD_FRAMEWORK) and not has_measures


def show_first_start(actor: Actor) -> None:
    """List what a province sets up, in order, what is done ticked."""
    st.info(
        _("No measures are loaded yet. Load the framework of a year to begin."),
        icon=":material/info:",
    )
    tasks = [task for task in _tasks() if can(actor, task.action)]
    for number, task in enumerate(tasks, start=1):
        with st.container(border=True, gap="xsmall"):
            icon = ":material/check_circle:" if task.done else ":material/radio_button_unchecked:"
            st.subheader(f"{icon} {number}. {_(task.title)}", anchor=False)
            st.caption(_(task.text))
            navigation.menu_link(task.page, _(task.link), section=task.section)


def _tasks() -> Iterator[_Task]:
    to_load = N_("Load frameworks and scores")
    title = N_("Province, measures, agencies and rounds")
    yield _Task(title, _FRAMEWORK, "year", to_load)
    title = N_("Scores of earlier years")
    yield _Task(title, _SCORES, "year", to_load, "scores", done=bool(load.units()))
    title = N_("Letters and report")
    yield _Task(title, _TEMPLATES, "year", N_("Fiscal year plan"), "templates")
    if not is_single_user():
        yield _Task(N_("Users"), _USERS, "users", N_("Users"), action=Action.MANAGE_USERS)
    yield _Task(N_("Templates for the agencies"), _SEND, "submit", N_("Submit a return"))

"""The part of ปีงบประมาณ by which the province replaces the templates of what it sends out."""

from collections.abc import Callable, Mapping

import streamlit as st

from itadata.access import Action, Actor, can
from itadata.access.people import display_name
from itadata.documents import (
    MAX_BYTES,
    ROWS_EXAMPLE,
    DocumentTemplate,
    letters,
    render_example,
    report,
    templates,
)
from itadata.errors import UserError
from itadata.language import N_, _
from itadata.store import TemplateVersion
from itadata.thai import format_time
from itadata.ui import components, load, markdown, navigation
from itadata.ui.page_snapshot import page_snapshot
from itadata.ui.session import store

FORMS = (letters.TEMPLATE, report.TEMPLATE)
_MEGABYTE = 1024**2


def pointer(actor: Actor) -> None:
    """For whoever may replace templates, the way there."""
    if can(actor, Action.REPLACE_TEMPLATE):
        label = _("Use a template of your own: Fiscal year plan")
        navigation.menu_link("year", label)


def templates_of_documents(actor: Actor) -> None:
    """Each kind of document with the template that it is made from, and how to replace it."""
    said = N_(
        "What the province sends out is made from Word documents with fields. Take the one in "
        "use, put in your emblem, wording and signer, and upload it."
    )
    st.caption(_(said))
    for form in FORMS:
        with st.container(border=True):
            st.subheader(_(form.title), anchor=f"template_{form.name}")
            _say_done(form)
            _in_use(actor, form)
            _fields(form)
            _versions(form)
            _upload(actor, form)


def _in_use(actor: Actor, form: DocumentTemplate) -> None:
    """Which template is in use, the same to take away, and the way back to the program's."""
    found, fault = None, None
    with page_snapshot() as snapshot:
        own = templates.province_template(snapshot, form)
        try:
            found = templates.template_in_use(snapshot, form)
        except UserError as refused:
            fault = refused
    _say_which(form, own)
    if fault:
        st.warning(markdown.escape(fault.translated()), icon=":material/info:")
    with st.container(horizontal=True):
        if found:
            label = N_("Download the template in use (.docx)")
            content = found.content
            components.download_document(
                label, lambda: content, f"{form.name}_template", f"template_{form.name}"
            )
        if own:
            _restore(actor, form)


def _say_which(form: DocumentTemplate, own: TemplateVersion | None) -> None:
    said = _("The template that comes with the program is the one in use.")
    if own:
        said = _(
            "The province's own, version {version}: “{file}”, put to use by {who}, {time}."
        ).format(
            version=own.version,
            file=own.file_name,
            who=display_name(own.by, load.frameworks()),
            time=format_time(own.at),
        )
    if form.environment_path:
        _say_named(form)
        if own:
            st.caption(markdown.escape(said))
        return
    st.markdown(markdown.escape(said))


def _say_named(form: DocumentTemplate) -> None:
    said = N_(
        "In use is the file {path}, which the administrator named in {variable}. What is put to "
        "use here is kept, and counts once the variable is taken away."
    )
    path = form.environment_path
    st.info(
        markdown.escape(_(said).format(path=path, variable=form.variable)),
        icon=":material/admin_panel_settings:",
    )


def _restore(actor: Actor, form: DocumentTemplate) -> None:
    label = _("Go back to the template of the program")
    if st.button(label, key=f"template_restore_{form.name}", icon=":material/undo:"):
        _do(
            form,
            lambda: templates.restore_template(store(), actor, form),
            N_("The template of the program is the one in use again; yours is kept."),
        )


def _fields(form: DocumentTemplate) -> None:
    """What a template can say, and what each field stands for."""
    with st.expander(_("Fields, and what each stands for")):
        example = next(iter(form.examples.values()))
        written = [(_written(name, example[name]), said) for name, said in form.fields.items()]
        written += [(f"{{{{ measure.{name} }}}}", said) for name, said in form.row_fields.items()]
        lines = (f"- `{how}` – {markdown.escape(_(said))}" for how, said in written)
        st.markdown("\n".join(lines))
        needed = ", ".join(f"`{name}`" for name in form.required)
        st.caption(_("A template must have: {fields}.").format(fields=needed))


def _written(name: str, value: object) -> str:
    """How a field is written that stands for such a value."""
    if isinstance(value, bool):
        return f"{{% if {name} %}} … {{% endif %}}"
    return ROWS_EXAMPLE if isinstance(value, list) else f"{{{{ {name} }}}}"


def _versions(form: DocumentTemplate) -> None:
    """Every version that was ever put to use, newest first, each to take away."""
    with page_snapshot() as snapshot:
        versions = snapshot.templates(form.name)
    if not versions:
        return
    label = _("Every version ({n})").format(n=len(versions))
    with st.expander(label):
        for kept in versions:
            _version(form, kept)


def _version(form: DocumentTemplate, kept: TemplateVersion) -> None:
    if kept.sha256 is None:
        said = N_("Version {version}: that of the program again, by {who}, {time}")
    else:
        said = N_("Version {version}: “{file}”, by {who}, {time}")
    told = _(said).format(
        version=kept.version,
        file=kept.file_name,
        who=display_name(kept.by, load.frameworks()),
        time=format_time(kept.at),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(markdown.escape(told))
        if kept.sha256 is not None:
            _download_version(form, kept, kept.sha256)


def _download_version(form: DocumentTemplate, kept: TemplateVersion, sha256: str) -> None:
    def content() -> bytes:
        with page_snapshot() as snapshot:
            return snapshot.content(sha256) or b""

    st.download_button(
        _("Download (.docx)"),
        data=content,
        file_name=f"{form.name}_template_{kept.version}.docx",
        mime=components.DOCX,
        key=f"template_version_{form.name}_{kept.version}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


# --- a new one -----------------------------------------------------------------------------


def _upload(actor: Actor, form: DocumentTemplate) -> None:
    """Choose a template, see whether it can be used and how it looks, put it to use."""
    label = N_("**Choose another template, or drag it here** – .docx, at most {most} MB")
    st.markdown(_(label).format(most=MAX_BYTES // _MEGABYTE))
    file = st.file_uploader(
        _(form.title),
        key=f"template_file_{form.name}_{_generation(form)}",
        label_visibility="collapsed",
    )
    if file is None:
        return
    content = file.getvalue()
    judged = st.session_state.setdefault(f"template_judged_{form.name}", {})
    if file.file_id not in judged:
        judged.clear()
        judged[file.file_id] = _judged(form, content, file.name)
    outcome = judged[file.file_id]
    if isinstance(outcome, UserError):
        said = _("Not accepted, and not kept.")
        st.error(f"**{said}** {markdown.escape(outcome.translated())}", icon=":material/block:")
        return
    _put_to_use(actor, form, outcome, (content, file.name))


def _judged(form: DocumentTemplate, content: bytes, name: str) -> Mapping[str, bytes] | UserError:
    """The template filled in with each example, or why it cannot be used."""
    trying = _("Trying {file} …").format(file=markdown.escape(name))
    with st.spinner(trying):
        try:
            return render_example(form, content, name)
        except UserError as fault:
            return fault


def _put_to_use(
    actor: Actor, form: DocumentTemplate, trials: Mapping[str, bytes], file: tuple[bytes, str]
) -> None:
    content, name = file
    said = N_("Can be used. Look at a trial in Word before you put it to use.")
    st.success(_(said), icon=":material/task_alt:")
    with st.container(horizontal=True):
        for number, (example, trial) in enumerate(trials.items()):
            _download_trial(form, number, _(example), trial)
        label = _("Put this template to use")
        key = f"template_use_{form.name}"
        if st.button(label, type="primary", key=key, icon=":material/publish:"):
            _do(
                form,
                lambda: templates.replace_template(store(), actor, form, content, name),
                N_("The template is in use from now on; the ones before it are kept."),
            )


def _download_trial(form: DocumentTemplate, number: int, example: str, trial: bytes) -> None:
    st.download_button(
        _("Trial: {example} (.docx)").format(example=example),
        data=trial,
        file_name=f"{form.name}_trial_{number + 1}.docx",
        mime=components.DOCX,
        key=f"template_trial_{form.name}_{number}",
        on_click="ignore",
        icon=":material/preview:",
    )


# --- what was done -------------------------------------------------------------------------


def _generation(form: DocumentTemplate) -> int:
    """A new uploader is an empty one."""
    generation: int = st.session_state.setdefault(f"template_generation_{form.name}", 0)
    return generation


def _do(form: DocumentTemplate, act: Callable[[], object], said: str) -> None:
    """Do it and show the page anew; what is refused is a sentence, and nothing changed."""
    try:
        act()
    except UserError as fault:
        st.warning(markdown.escape(fault.translated()), icon=":material/info:")
        return
    st.session_state[f"template_done_{form.name}"] = said
    st.session_state[f"template_generation_{form.name}"] = _generation(form) + 1
    st.rerun()


def _say_done(form: DocumentTemplate) -> None:
    if said := st.session_state.pop(f"template_done_{form.name}", ""):
        st.success(_(said), icon=":material/task_alt:")

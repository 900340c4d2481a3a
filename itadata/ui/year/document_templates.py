"""The Word templates of letters and of the report, and how the province replaces them."""

from collections.abc import Mapping

import streamlit as st

from itadata.access import Action, Actor, can
from itadata.documents import (
    MAX_TEMPLATE_BYTES,
    DocumentTemplate,
    letters,
    render_example,
    report,
    rows_example,
    templates,
    use_of_results,
)
from itadata.errors import UserError
from itadata.language import N_, _
from itadata.store import Store, TemplateVersion
from itadata.tables import TableQuery
from itadata.thai import format_time, today
from itadata.ui import actions, components, load, markdown, navigation
from itadata.ui.session import page_snapshot

TEMPLATES = (letters.TEMPLATE, report.TEMPLATE, use_of_results.TEMPLATE)
_MEGABYTE = 1024**2


def link_to_templates(actor: Actor) -> None:
    """A link to this part of the page, for whoever may replace templates."""
    if can(actor, Action.REPLACE_TEMPLATE):
        label = _("Use a template of your own: Fiscal year plan")
        navigation.menu_link("year", label, section="templates")


def show_templates() -> None:
    """Each kind of document with its template in use, its versions, and an uploader."""
    st.caption(
        _(
            "What the province sends out is made from Word documents with fields. Download the "
            "one in use, put in your emblem, wording and signer, and upload it."
        )
    )
    for template in TEMPLATES:
        with st.container(border=True):
            st.subheader(_(template.title), anchor=f"template_{template.name}")
            _show_in_use(template)
            _show_fields(template)
            _show_versions(template)
            _show_upload(template)


def _show_in_use(template: DocumentTemplate) -> None:
    """Draw the source of the template in use, its download, and the button that restores."""
    in_use = error = None
    with page_snapshot() as snapshot:
        replacement = templates.province_template(snapshot, template)
        try:
            in_use = templates.template_in_use(snapshot, template)
        except UserError as raised:
            error = raised
    _show_source(template, replacement)
    if error:
        st.warning(markdown.escape(error.translated()), icon=":material/info:")
    with st.container(horizontal=True):
        if in_use:
            content = in_use.content
            components.download_document(
                N_("Download the template in use (.docx)"),
                lambda: content,
                _file_name(template),
                f"template_{template.name}",
            )
        if replacement:
            st.button(
                _("Go back to the built-in template"),
                key=f"template_restore_{template.name}",
                icon=":material/undo:",
                on_click=_restore,
                args=(template,),
            )


def _show_source(template: DocumentTemplate, replacement: TemplateVersion | None) -> None:
    """Draw the source of the template: the administrator, the province or the program."""
    text = _("The built-in template is in use.")
    if replacement:
        text = _(
            "The province's own, version {version}: “{file}”, put to use by {who}, {time}."
        ).format(
            version=replacement.version,
            file=replacement.file_name,
            who=load.display_name(replacement.by),
            time=format_time(replacement.at),
        )
    if not template.environment_path:
        st.markdown(markdown.escape(text))
        return
    message = _(
        "The file {path}, which the administrator named in {variable}, is in use. A template "
        "chosen here is kept, and is used once the variable is removed."
    ).format(path=template.environment_path, variable=template.variable)
    st.info(markdown.escape(message), icon=":material/admin_panel_settings:")
    if replacement:
        st.caption(markdown.escape(text))


def _restore(template: DocumentTemplate) -> None:
    def restore(store: Store, actor: Actor) -> str:
        templates.restore_template(store, actor, template)
        return _("The built-in template is in use again; yours is kept.")

    actions.queue(actions.PendingAction(restore))


def _show_fields(template: DocumentTemplate) -> None:
    """List the fields of a template with their meaning."""
    with st.expander(_("Fields, and what each stands for")):
        example = next(iter(template.examples.values()))
        fields = [
            *((_field(name, example[name]), text) for name, text in template.fields.items()),
            *((f"{{{{ {name} }}}}", text) for name, text in template.meaning_in_rows.items()),
        ]
        st.markdown(
            "\n".join(f"- `{field}` – {markdown.escape(_(text))}" for field, text in fields)
        )
        required = ", ".join(f"`{name}`" for name in template.required)
        st.caption(_("A template must have: {fields}.").format(fields=required))


def _field(name: str, value: object) -> str:
    """The field of an example value as a template contains it."""
    if isinstance(value, bool):
        return f"{{% if {name} %}} … {{% endif %}}"
    return rows_example(name) if isinstance(value, list) else f"{{{{ {name} }}}}"


def _show_versions(template: DocumentTemplate) -> None:
    """Every version that was ever in use, newest first, with its download."""
    with page_snapshot() as snapshot:
        versions = snapshot.templates(template.name)
    if versions:
        with st.expander(_("Every version ({n})").format(n=len(versions))):
            for version in versions:
                _show_version(template, version)


def _show_version(template: DocumentTemplate, version: TemplateVersion) -> None:
    sha256 = version.sha256
    message = N_("Version {version}: “{file}”, by {who}, {time}")
    if sha256 is None:
        message = N_("Version {version}: that of the program again, by {who}, {time}")
    text = _(message).format(
        version=version.version,
        file=version.file_name,
        who=load.display_name(version.by),
        time=format_time(version.at),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(markdown.escape(text))
        if sha256 is not None:
            components.download(
                _("Download (.docx)"),
                lambda: load.template(sha256),
                f"{_file_name(template, version=version.version)}.docx",
                f"template_version_{template.name}_{version.version}",
                style="tertiary",
            )


# --- a new one -------------------------------------------------------------------------------


def _show_upload(template: DocumentTemplate) -> None:
    """Choose a template, see whether it can be used and how it looks, put it to use."""
    label = _("**Choose another template, or drag it here** – .docx, at most {most} MB")
    st.markdown(label.format(most=MAX_TEMPLATE_BYTES // _MEGABYTE))
    generation = st.session_state.setdefault(f"template_generation_{template.name}", 0)
    file = st.file_uploader(
        _(template.title),
        # A new uploader is an empty one.
        key=f"template_file_{template.name}_{generation}",
        label_visibility="collapsed",
    )
    if file is None:
        return
    content = file.getvalue()
    rendered = st.session_state.setdefault(f"template_rendered_{template.name}", {})
    if file.file_id not in rendered:
        rendered.clear()
        rendered[file.file_id] = _render(template, content, file.name)
    examples = rendered[file.file_id]
    if isinstance(examples, UserError):
        rejected = _("Not accepted, and not kept.")
        reason = markdown.escape(examples.translated())
        st.error(f"**{rejected}** {reason}", icon=":material/block:")
        return
    _show_examples(template, examples)
    st.button(
        _("Use this template"),
        type="primary",
        key=f"template_use_{template.name}",
        icon=":material/publish:",
        on_click=_replace,
        args=(template, content, file.name),
    )


def _render(
    template: DocumentTemplate, content: bytes, name: str
) -> Mapping[str, bytes] | UserError:
    """The template filled in with each example, or why it cannot be used."""
    with st.spinner(_("Trying {file} …").format(file=markdown.escape(name))):
        try:
            return render_example(template, content, name)
        except UserError as error:
            return error


def _show_examples(template: DocumentTemplate, examples: Mapping[str, bytes]) -> None:
    message = _("Can be used. Look at a trial in Word before you use it.")
    st.success(message, icon=":material/task_alt:")
    with st.container(horizontal=True):
        for title, content in examples.items():
            st.download_button(
                _("Trial: {example} (.docx)").format(example=_(title)),
                data=content,
                file_name=f"{_file_name(template, _(title))}.docx",
                mime=components.DOCX,
                key=f"template_trial_{template.name}_{title}",
                on_click="ignore",
                icon=":material/preview:",
            )


def _file_name(template: DocumentTemplate, example: str = "", version: int | None = None) -> str:
    message = N_("Trial {document} {example}") if example else N_("Template {document}")
    title = _(message).format(document=_(template.title), example=example)
    return components.download_name(title, TableQuery(today(), version=version))


def _replace(template: DocumentTemplate, content: bytes, name: str) -> None:
    def replace(store: Store, actor: Actor) -> str:
        templates.replace_template(store, actor, template, content, name)
        st.session_state[f"template_generation_{template.name}"] += 1
        return _("The template is in use from now on; the ones before it are kept.")

    actions.queue(actions.PendingAction(replace))

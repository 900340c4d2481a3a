"""The template in use, replaced and restored by the province."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text, update

from itadata.access import Actor, Role, operator
from itadata.audit import log
from itadata.audit.verification import verify
from itadata.documents import report, templates
from itadata.documents.letters import TEMPLATE
from itadata.documents.templates import replace_template, restore_template
from itadata.errors import NotAllowed, WrongTemplate
from itadata.language import language_context
from itadata.store import Store, TemplateVersion, schema
from tests.documents.templates import with_text

PROVINCE = Actor("local:province", Role.PROVINCE)
PROVINCE_TEMPLATE = with_text("ของจังหวัด")
OTHER = with_text("ของจังหวัด ฉบับปรับปรุง")


def put_to_use(
    store: Store, content: bytes = PROVINCE_TEMPLATE, name: str = "ต้นแบบ.docx"
) -> TemplateVersion:
    return replace_template(store, PROVINCE, TEMPLATE, content, name)


def in_use(store: Store) -> templates.TemplateInUse:
    with store.snapshot() as snapshot:
        return templates.template_in_use(snapshot, TEMPLATE)


def versions(store: Store) -> list[TemplateVersion]:
    with store.snapshot() as snapshot:
        return snapshot.templates(TEMPLATE.name)


def last_event(store: Store, language: str = "th") -> str:
    """The newest event as a sentence."""
    with language_context(language), store.snapshot() as snapshot:
        return str(log.entries(snapshot, PROVINCE)["told"].iloc[0])


def actions(store: Store) -> list[str]:
    with store.snapshot() as snapshot:
        return [*snapshot.events()["action"]]


def test_what_is_put_to_use_is_in_use_for_its_document_alone(store: Store) -> None:
    assert in_use(store) == templates.TemplateInUse(TEMPLATE.default_path.read_bytes())
    version = put_to_use(store)
    assert in_use(store) == templates.TemplateInUse(PROVINCE_TEMPLATE, version=version)
    assert (version.version, version.by, version.file_name) == (1, PROVINCE.name, "ต้นแบบ.docx")
    with store.snapshot() as snapshot:
        of_report = templates.template_in_use(snapshot, report.TEMPLATE)
    assert of_report.content == report.TEMPLATE.default_path.read_bytes()


def test_every_version_stays_and_the_one_in_use_is_not_added_twice(store: Store) -> None:
    assert put_to_use(store) == put_to_use(store)
    assert actions(store) == ["template-replaced"]
    put_to_use(store, OTHER)
    put_to_use(store)
    with store.snapshot() as snapshot:
        stored = snapshot.templates(TEMPLATE.name)
        contents = [snapshot.content(each.sha256 or "") for each in stored]
    assert [each.version for each in stored] == [3, 2, 1]
    assert (
        contents == [PROVINCE_TEMPLATE, OTHER, PROVINCE_TEMPLATE]
        and in_use(store).content == PROVINCE_TEMPLATE
    )


def test_going_back_is_a_version_without_a_file_once(store: Store) -> None:
    restore_template(store, PROVINCE, TEMPLATE)
    put_to_use(store)
    restore_template(store, PROVINCE, TEMPLATE)
    restore_template(store, PROVINCE, TEMPLATE)
    assert actions(store) == ["template-replaced", "template-restored"]
    assert in_use(store).content == TEMPLATE.default_path.read_bytes()
    assert [each.sha256 for each in versions(store)] == [
        None,
        hashlib.sha256(PROVINCE_TEMPLATE).hexdigest(),
    ]


def test_what_cannot_be_used_changes_nothing(store: Store) -> None:
    put_to_use(store)
    with pytest.raises(WrongTemplate, match="signer"):
        put_to_use(store, with_text("{{ signer }}"))
    assert in_use(store).content == PROVINCE_TEMPLATE
    assert actions(store) == ["template-replaced"]


def test_other_roles_change_nothing(store: Store) -> None:
    for role in (Role.EXECUTIVE, Role.OFFICER):
        with pytest.raises(NotAllowed):
            replace_template(store, Actor("x", role, "001"), TEMPLATE, PROVINCE_TEMPLATE, "a.docx")
    assert actions(store) == []


def test_a_name_is_kept_as_text_of_some_length(store: Store) -> None:
    version = put_to_use(store, name="ก\x00\n" * 200 + ".docx")
    assert len(version.file_name) <= 255
    assert "\x00" not in version.file_name and version.file_name.endswith(".docx")


def test_the_file_of_the_environment_comes_first(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_to_use(store)
    path = tmp_path / "a.docx"
    path.write_bytes(OTHER)
    monkeypatch.setenv(TEMPLATE.variable, str(path))
    assert in_use(store) == templates.TemplateInUse(OTHER, path=path)


def test_the_log_says_who_replaced_what_without_the_name_of_a_file(store: Store) -> None:
    put_to_use(store, name="นายสมชาย.docx")
    assert "เปลี่ยนต้นแบบหนังสือติดตามเป็นของจังหวัด ฉบับที่ 1" in last_event(store)
    assert "reminder letters, version 1" in last_event(store, "en")
    with store.snapshot() as snapshot:
        assert "สมชาย" not in str(snapshot.events().to_dict("records"))
    restore_template(store, operator("cli:malee"), TEMPLATE)
    assert "Malee" in last_event(store) and "กลับไปใช้ต้นแบบ" in last_event(store)


# --- verification --------------------------------------------------------------------------


def differences(store: Store) -> list[str]:
    return [str(difference.kind) for difference in verify(store)]


def tamper(url: str, statement) -> None:
    """Change something as nobody should."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(statement)
    engine.dispose()


def test_nothing_differs(store: Store) -> None:
    put_to_use(store)
    put_to_use(store, OTHER)
    restore_template(store, PROVINCE, TEMPLATE)
    assert differences(store) == []


def test_a_file_that_was_exchanged_is_reported(store: Store, url: str) -> None:
    put_to_use(store)
    tamper(url, update(schema.file).values(content=OTHER, size=len(OTHER)))
    assert differences(store) == ["file-changed"]


def test_a_file_that_is_gone_is_reported(store: Store, url: str) -> None:
    put_to_use(store)
    tamper(url, update(schema.file).values(content=None))
    assert differences(store) == ["file-gone"]
    with pytest.raises(WrongTemplate, match=r"ต้นแบบ\.docx"):
        in_use(store)


def test_a_row_that_was_taken_away_is_reported_and_its_file_not_again(
    store: Store, url: str
) -> None:
    put_to_use(store)
    tamper(url, text("DELETE FROM template"))
    assert differences(store) == ["event-without-decision"]

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from itadata.framework import complete, from_json, to_json
from tests.frameworks import framework


@pytest.mark.parametrize("year", range(2563, 2569))
def test_a_framework_comes_back_from_json(year):
    text = json.dumps(to_json(framework(year)))
    assert from_json(json.loads(text)) == framework(year)


def test_the_version_is_kept():
    assert from_json(to_json(framework().with_version(3))).version == 3


def test_a_framework_without_a_target_has_none_again():
    document = to_json(replace(framework(), target=None))
    assert from_json(document).target is None


def test_decimals_keep_their_digits():
    precise = replace(framework(), target=Decimal("95.123456789012345678"))
    assert from_json(to_json(precise)).target == precise.target


def test_dates_are_iso_8601():
    assert to_json(framework())["rounds"][0]["due_on"] == "2024-04-18"


def test_a_lock_that_never_comes_is_null():
    assert to_json(framework(2568))["rounds"][0]["lock_on"] is None


def test_what_was_worked_out_on_the_way_is_not_kept():
    used = framework().with_version(1)
    assert used.steps
    assert to_json(used).keys() == to_json(framework()).keys()


# The fields that frameworks did not have when they were first stored.
_LATER = {
    "": ("subindicators", "adjustments"),
    "indicators": ("weight", "previous_no"),
    "level_rules": ("minima",),
    "measures": ("success_indicator", "target", "budget"),
    "agencies": ("head_title",),
}


def test_a_framework_stored_before_loads_unchanged_and_is_completed_with_defaults():
    document = to_json(framework())
    for table, names in _LATER.items():
        for row in document[table] if table else [document]:
            for name in names:
                del row[name]
    assert from_json(document) == framework()
    assert complete(document) == to_json(framework())

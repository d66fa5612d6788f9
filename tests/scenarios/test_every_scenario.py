"""No scenario is written down and never played."""

import re
from pathlib import Path

from pytest_bdd.feature import get_features

FOLDER = Path(__file__).parent
FEATURES = sorted(FOLDER.glob("*.feature"))


def test_every_feature_is_played_by_one_module() -> None:
    modules = [path.read_text("utf-8") for path in FOLDER.glob("test_*.py")]
    named = [
        name
        for text in modules
        for call in re.findall(r"^scenarios\(([^)]*)\)", text, re.MULTILINE)
        for name in re.findall(r'"([\w.]+)"', call)
    ]
    assert sorted(named) == [path.name for path in FEATURES]


def test_no_two_scenarios_of_a_feature_have_one_name_since_only_the_last_would_be_played() -> None:
    for feature in get_features([str(FOLDER)]):
        text = Path(feature.filename).read_text("utf-8")
        assert len(feature.scenarios) == len(re.findall(r"^ *Scenario", text, re.MULTILINE)), feature.filename

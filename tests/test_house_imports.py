"""Which module may import which: the contracts of pyproject.toml, and four rules that no contract can say.

Every rule is shown to catch a deliberate violation in a small package made for it.
"""

import graphlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
SHARED_BY_SCREENS = {"kit", "shell"}

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMES = {contract["id"]: contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}

PURE = set(sys.stdlib_module_names) - {
    *("asyncio", "ctypes", "fileinput", "glob", "io", "locale", "logging", "multiprocessing", "os"),
    *("pathlib", "pickle", "random", "secrets", "shelve", "shutil", "socket", "sqlite3", "subprocess"),
    *("tempfile", "threading", "time", "tkinter", "urllib", "uuid", "zoneinfo"),
}
"""What the domain may import from the standard library: nothing with files, clocks, chance or threads."""

CONTRACTS = {
    "layers": "kmss_dpo.store -> kmss_dpo.services",
    "support": "kmss_dpo.support -> kmss_dpo.domain.cases",
    "qt": "kmss_dpo.services -> PySide6",
    "ui": "kmss_dpo.ui -> kmss_dpo.keys",
    "cipher": "kmss_dpo.store.cases -> sqlcipher3",
    "tables": "kmss_dpo.services -> sqlalchemy",
    "form_state": "kmss_dpo.ui.kit -> PySide6",
}
"""Each contract by its id, and the import in the deliberately wrong package that it must find."""

WRONG = {
    "__main__": "import kmss_dpo.app",
    "app": "",
    "domain.cases": "",
    "support": "import kmss_dpo.domain.cases",
    "store": "def late():\n    import kmss_dpo.services",
    "store.cases": "import alembic, sqlcipher3",
    "store.sqlcipher": "import sqlcipher3",
    "letters": "",
    "intake": "",
    "keys": "",
    "services": "import PySide6.QtCore, sqlalchemy",
    "ui": "import kmss_dpo.keys",
    "ui.kit": "import PySide6.QtWidgets",
    "ui.cases.form_state": "import kmss_dpo.ui.kit",
    "somewhere": "",
}


GraphOf = Callable[[dict[str, str]], grimp.ImportGraph]


def write_package(folder: Path, name: str, modules: dict[str, str]) -> None:
    """Write a package; a module that has others below it becomes a package."""
    parents = {".".join(path.split(".")[:depth]) for path in modules for depth in range(path.count(".") + 1)}
    for path in {"", *parents, *modules}:
        place = folder.joinpath(name, *filter(None, path.split(".")))
        is_package = path in parents
        file = place / "__init__.py" if is_package else place.with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(modules.get(path, ""), encoding="utf-8")


def lint(folder: Path) -> str:
    """What import-linter says of the kmss_dpo package within a folder."""
    command = [sys.executable, "-c", LINT, "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return answer.stdout + answer.stderr


def said_of(contract: str, report: str) -> str:
    """The part of a report that explains why one contract is broken."""
    details = report.partition("Broken contracts")[2]
    return re.split(r"\n[^\n]+\n-{5,}\n", details.partition(contract)[2].partition("\n---")[2])[0]


@pytest.fixture(scope="module")
def report() -> str:
    """What import-linter says of the program."""
    return lint(ROOT)


@pytest.fixture(scope="module")
def wrong_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a package that breaks every contract."""
    folder = tmp_path_factory.mktemp("wrong")
    write_package(folder, "kmss_dpo", WRONG)
    return lint(folder)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom in the program, late imports included."""
    return grimp.build_graph("kmss_dpo", include_external_packages=True, cache_dir=None)


@pytest.fixture
def graph_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GraphOf:
    """Makes a package of the given sources and answers with its import graph."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(modules: dict[str, str]) -> grimp.ImportGraph:
        write_package(tmp_path, "wrong_house", modules)
        return grimp.build_graph("wrong_house", include_external_packages=True, cache_dir=None)

    return make


def edges(graph: grimp.ImportGraph) -> Iterator[tuple[str, str]]:
    """Every import as importer and imported."""
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            yield importer, imported


def impure(graph: grimp.ImportGraph, package: str) -> list[str]:
    """Imports that take the domain out of pure Python and itself."""
    domain = f"{package}.domain"
    return [
        f"{importer} -> {imported}"
        for importer, imported in edges(graph)
        if within(importer, domain)
        and not within(imported, domain)
        and imported.partition(".")[0] not in PURE
    ]


def within(module: str, package: str) -> bool:
    """Whether a module is a package or lies below it."""
    return module == package or module.startswith(f"{package}.")


def acquainted_screens(graph: grimp.ImportGraph, package: str) -> list[str]:
    """Imports from one feature's screens to another's."""
    screens = [
        child
        for child in graph.find_children(f"{package}.ui")
        if graph.find_children(child) and child.rpartition(".")[2] not in SHARED_BY_SCREENS
    ]
    return [
        f"{importer} -> {imported}"
        for importer, imported in edges(graph)
        for screen in screens
        if within(importer, screen) and any(within(imported, other) for other in screens if other != screen)
    ]


def cycle(imports: Iterable[tuple[str, str]]) -> list[str]:
    """One ring of modules that import each other, or nothing."""
    sorter: graphlib.TopologicalSorter[str] = graphlib.TopologicalSorter()
    for importer, imported in imports:
        sorter.add(importer, imported)
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        ring: list[str] = error.args[1]
        return ring
    return []


def test_every_contract_has_its_deliberate_violation() -> None:
    assert set(NAMES) == set(CONTRACTS)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_is_kept(contract: str, report: str) -> None:
    assert f"{NAMES[contract]} KEPT" in report, said_of(NAMES[contract], report) or report


@pytest.mark.parametrize("contract", CONTRACTS)
def test_contract_catches_a_deliberate_violation(contract: str, wrong_report: str) -> None:
    assert CONTRACTS[contract] in said_of(NAMES[contract], wrong_report), wrong_report


def test_layers_catch_a_package_that_nobody_placed(wrong_report: str) -> None:
    assert "somewhere" in said_of(NAMES["layers"], wrong_report)


def test_domain_is_pure_python(graph: grimp.ImportGraph) -> None:
    assert impure(graph, "kmss_dpo") == []


@pytest.mark.parametrize("impurity", ["os", "holidays", "PySide6", "sqlalchemy", "wrong_house.support"])
def test_an_impure_domain_is_caught(graph_of: GraphOf, impurity: str) -> None:
    graph = graph_of({"domain.clock": f"import datetime, {impurity}", "support": ""})
    assert impure(graph, "wrong_house") == [f"wrong_house.domain.clock -> {impurity}"]


def test_feature_screens_do_not_know_each_other(graph: grimp.ImportGraph) -> None:
    assert acquainted_screens(graph, "kmss_dpo") == []


def test_screens_that_know_each_other_are_caught(graph_of: GraphOf) -> None:
    graph = graph_of(
        {
            "ui.cases.page": "from wrong_house.ui.kit import table\nfrom wrong_house.ui.contacts import page",
            "ui.contacts.page": "",
            "ui.kit.table": "",
            "ui.shell.window": "import wrong_house.ui.cases.page",
        }
    )
    assert acquainted_screens(graph, "wrong_house") == [
        "wrong_house.ui.cases.page -> wrong_house.ui.contacts.page"
    ]


def test_no_modules_import_each_other_in_a_ring(graph: grimp.ImportGraph) -> None:
    assert cycle(edges(graph)) == []


def test_a_ring_closed_by_a_late_import_is_caught(graph_of: GraphOf) -> None:
    graph = graph_of({"a": "import wrong_house.b", "b": "def late():\n    import wrong_house.a"})
    assert set(cycle(edges(graph))) == {"wrong_house.a", "wrong_house.b"}

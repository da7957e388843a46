"""The rules of the house: who imports whom, how large things are, that the documents list what there is."""

import ast
import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT: dict[str, set[str]] = {
    "language": set(),
    "warehouse": {"language"},
    "etl": {"warehouse", "language"},
    "metrics": {"warehouse", "language"},
    "charts": {"language"},
    "reports": {"metrics", "charts", "warehouse", "language"},
    "ui": {"metrics", "charts", "warehouse", "etl", "reports", "language"},
    "pages": {"ui", "metrics", "charts", "reports", "language"},
    "dashboard": {"ui", "language"},
}
"""The way of the data, as in docs/architecture.md."""

ONLY_IN = {
    "streamlit": {"ui", "pages", "dashboard"},
    "duckdb": {"warehouse", "etl"},
    "plotly": {"charts"},
    "openpyxl": {"etl", "reports"},
    "python_calamine": {"etl"},
}
"""Libraries that belong to a layer: what else imports one has taken over that layer's question."""

LONGEST_PAGE = 80
LONGEST_MODULE = 350
LONGEST_FUNCTION = 50

REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[a-z,]+\])?(?P<pin>==[^=\s]+)?$")


def modules(layer: str) -> list[Path]:
    """Every module of a layer."""
    single = ROOT / f"{layer}.py"
    return [single] if single.exists() else sorted((ROOT / layer).rglob("*.py"))


MODULES = [(layer, path) for layer in MAY_IMPORT for path in modules(layer)]


def module_id(value: object) -> str | None:
    """A readable test id for a path."""
    return str(value.relative_to(ROOT)) if isinstance(value, Path) else None


def imported(path: Path) -> set[str]:
    """The first names of everything that a module imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


def requirements(name: str) -> dict[str, str | None]:
    """Package → pinned version (None where a line has no pin) of one requirements file."""
    found: dict[str, str | None] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-r")):
            match = REQUIREMENT.match(line)
            assert match, f"{name}: {line}"
            found[match["name"]] = match["pin"].removeprefix("==") if match["pin"] else None
    return found


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and lines of each function without its docstring; a table in one statement may be long."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            if len(body) > 1:
                yield node.name, (node.end_lineno or 0) - body[0].lineno + 1


def document(name: str) -> str:
    """The text of one document."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_layer_is_there() -> None:
    assert {layer for layer, _path in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize(("layer", "path"), MODULES, ids=module_id)
def test_a_module_imports_only_what_its_layer_may(layer: str, path: Path) -> None:
    names = imported(path)
    assert names & set(MAY_IMPORT) - {layer} <= MAY_IMPORT[layer]
    assert not {name for name in names & set(ONLY_IN) if layer not in ONLY_IN[name]}


@pytest.mark.parametrize("layer", ["language", "warehouse", "etl", "metrics", "charts", "reports"])
def test_the_core_works_without_streamlit(layer: str) -> None:
    """Every module of the layer, its command line included, is imported in a fresh interpreter."""
    paths = [path.relative_to(ROOT) for path in modules(layer)]
    names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]
    program = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
    program += "print([name for name in sys.modules if name.split('.')[0] in ('streamlit', 'ui', 'pages')])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


@pytest.mark.parametrize(
    "path", [path for layer, path in MODULES if layer in {"pages", "dashboard"}], ids=module_id
)
def test_a_page_is_a_table_of_contents(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_PAGE


@pytest.mark.parametrize("path", [path for _layer, path in MODULES], ids=module_id)
def test_a_module_answers_one_question(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert {name: lines for name, lines in functions(path) if lines > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", [path for _layer, path in MODULES], ids=module_id)
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "constraints.txt"])
def test_every_package_is_pinned_and_installed_so(name: str) -> None:
    pinned = requirements(name)
    assert pinned
    installed = {package: importlib.metadata.version(package) for package in pinned}
    assert installed == pinned


@pytest.mark.parametrize(
    "package", sorted({**requirements("requirements.txt"), **requirements("requirements-dev.txt")})
)
def test_every_package_has_its_reason(package: str) -> None:
    assert f"`{package}`" in document("docs/dependencies.md")


def test_what_the_product_imports_is_required_and_the_other_way_round() -> None:
    owners = importlib.metadata.packages_distributions()
    used = set().union(*(imported(path) for _layer, path in MODULES)) - set(MAY_IMPORT)
    packages = {owners[name][0].lower() for name in used if name in owners}
    required = {name.lower() for name in requirements("requirements.txt")}
    assert packages - required == set()
    assert required - packages == set()


@pytest.mark.parametrize("layer", sorted(MAY_IMPORT))
def test_the_architecture_names_every_layer_and_where_its_code_goes(layer: str) -> None:
    assert f"`{layer}{'.py' if layer == 'dashboard' else '/'}`" in document("docs/architecture.md")


@pytest.mark.parametrize("path", modules("pages"), ids=module_id)
def test_the_readme_and_the_architecture_name_every_page(path: Path) -> None:
    assert f"`pages/{path.name}`" in document("docs/architecture.md")


@pytest.mark.parametrize("path", sorted((ROOT / "etl" / "profiles").glob("*.toml")), ids=module_id)
def test_the_readme_names_every_kind_of_export(path: Path) -> None:
    assert f"`{path.stem}`" in document("README.md")


def test_every_make_target_is_explained() -> None:
    makefile = document("Makefile")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    explained = re.findall(r'@echo "(.*)"', makefile)
    for target in set(phony.split()) - {"help", "environment", "test-environment"}:
        assert any(re.search(rf"\b{target}\b", line) for line in explained), target


def test_documents_link_to_files_that_exist() -> None:
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"

"""Documents keep up with the code: commands, error codes, doctests, links, and the public names."""

import ast
import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import dragoman
from dragoman import errors
from dragoman.cli.main import COMMANDS, app

MODULES = [module.name for module in pkgutil.walk_packages(dragoman.__path__, "dragoman.")]
DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/errors.md",
    "docs/glossary.md",
    "docs/languages.md",
)


def test_every_command_is_in_the_readme(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    missing = [name for name in COMMANDS if f"dragoman {name}" not in readme]
    assert not missing, f"README.md does not show: {missing}"


def test_every_command_has_help() -> None:
    assert all(command.__doc__ for command in COMMANDS.values())
    assert app.info.help


def test_every_error_code_has_its_section(repository: Path) -> None:
    sections = re.findall(r"^## `(.+)`$", (repository / "docs" / "errors.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(codes_in_use(repository)) == sorted(sections)


def codes_in_use(repository: Path) -> set[str]:
    """Return the codes of the error classes, and those that a `Failure` is made with."""
    classes = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.DragomanError)]
    codes = {error.code for error in classes}
    for path in (repository / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Failure":
                code = node.args[1]
                if isinstance(code, ast.Constant):
                    codes.add(str(code.value))
    return codes


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_module_says_what_it_is_for(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__ and len(module.__doc__) > 10, f"{name} has no docstring"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files(document: str, repository: Path) -> None:
    path = repository / document
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (path.parent / target).exists(), f"{document} links to {target}, which is not there"


def test_python_in_the_readme_runs(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (repository / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(block, {})
    assert "agree" in capsys.readouterr().out


def test_public_names_are_sorted_and_there() -> None:
    assert list(dragoman.__all__) == sorted(dragoman.__all__)
    assert all(hasattr(dragoman, name) for name in dragoman.__all__)

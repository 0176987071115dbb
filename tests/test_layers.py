"""The import rule, as a table that is executed: which package may import which.

Stages never import one another; they meet in `model`, and `reading/read.py` composes them. A package that the table does not
know is a fault: it has no home yet.
"""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "dragoman"
BASE = {"errors", "settings", "model", "text"}
STAGES = {"reading.documents", "reading.mentions", "reading.claims"}
WORDS = BASE | {"vocab", "lang"}

# `reading.scene` holds what the stages of one document hand on; `reading` is read.py, which calls them.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "settings": {"errors"},
    "model": {"errors"},
    "text": {"errors", "model"},
    "vocab": BASE,
    "sources": BASE,
    "lang": BASE | {"vocab"},
    "register": BASE | {"vocab"},
    "reading.documents": WORDS,
    "reading.mentions": WORDS | {"reading.scene"},
    "reading.scene": WORDS,
    "reading.claims": WORDS | {"reading.scene"},
    "reading": WORDS | STAGES | {"reading.scene"},
    "views": BASE | {"vocab", "register"},
    "exports": BASE | {"vocab", "register", "views"},
    "web": BASE | {"vocab", "register", "views", "exports"},
    "run": WORDS | {"sources", "reading", "register"},
    "scale": WORDS | {"sources", "reading", "register", "run"},
    "evaluation": WORDS | {"reading"},
    "cli": WORDS | {"sources", "reading", "register", "views", "exports", "web", "run", "scale", "evaluation"},
    "": WORDS | {"reading", "register"},
}
# Single modules that may be imported from outside what the table says: the quotes of a page need the text as decoded, and the
# example of a topic is a phrase that the lexicon finds, act or no act.
EXCEPTIONS = {
    ("cli", "dragoman.reading.documents.decode"),
    ("evaluation", "dragoman.reading.mentions.lexicon"),
}

MODULES = sorted(SOURCE.rglob("*.py"))


def package_of(module: str) -> str:
    """Return the row of the table that a module such as `dragoman.reading.claims.acts` belongs to."""
    parts = module.split(".")[1:]
    for length in (2, 1):
        name = ".".join(parts[:length])
        if name in MAY_IMPORT and (length == 1 or len(parts) >= 2):
            return name
    return parts[0] if parts else ""


def name_of(path: Path) -> str:
    """Return the dotted name of a module file."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.AST) -> list[tuple[str, int]]:
    """Return the modules of ours that a tree imports, with the line; a relative import comes back as a dot."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.module if node.level == 0 and node.module else ".", node.lineno))
    return [(name, line) for name, line in found if name == "." or name.split(".")[0] == "dragoman"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_imports_only_what_the_table_allows(path: Path) -> None:
    package = package_of(name_of(path))
    assert package in MAY_IMPORT, f"{path}: package {package!r} is not in the table of tests/test_layers.py"
    for module, line in imports_of(ast.parse(path.read_text(encoding="utf-8"))):
        assert module != ".", f"{path}:{line}: relative import"
        if (package, module) in EXCEPTIONS:
            continue
        other = package_of(module)
        allowed = MAY_IMPORT[package] | {package}
        assert other in allowed, f"{path}:{line}: {package or 'dragoman'} may not import {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_of_ours_is_imported_inside_a_function(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = imports_of(node)
            assert not inner, f"{path}: {node.name} imports {inner}"


def test_modules_do_not_import_one_another_in_a_circle() -> None:
    graph = {name_of(p): {m for m, _ in imports_of(ast.parse(p.read_text(encoding="utf-8")))} for p in MODULES}
    graph.pop("dragoman", None)  # the root only passes names on, and nothing below imports it
    assert all("dragoman" not in imported for imported in graph.values())
    TopologicalSorter(graph).prepare()


def test_table_names_only_packages_that_it_defines() -> None:
    assert set().union(*MAY_IMPORT.values()) <= set(MAY_IMPORT)

"""What is imported is declared, and the lock has a version of all that is declared."""

import ast
import sys
import tomllib
from importlib.metadata import metadata, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.test_pythons import PYTHONS

ROOT = Path(__file__).parents[1]
OPTIONAL = {"torch"}  # benchmarks/training.py takes it where it is
OURS = {"benchmarks", "mlp_explorer", "tests"}
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}


def read_lines(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("-r")]


def read_requirements(name):
    return [Requirement(line) for line in read_lines(name)]


LOCK = read_requirements("requirements.lock")
RUN = read_requirements("requirements.txt")
DEVELOPMENT = read_requirements("requirements-dev.txt")


def find_imports(*names):
    """Return the packages that these files and folders import, the standard library's left out."""
    found = set()
    for name in names:
        path = ROOT / name
        for file in path.rglob("*.py") if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - OURS


def find_undeclared(imports, requirements):
    """Return the distributions of these packages that are not among the requirements."""
    known = packages_distributions() | {"torch": ["torch"]}
    declared = {canonicalize_name(requirement.name) for requirement in requirements} | OPTIONAL
    return {
        package
        for package in imports
        if not declared & {canonicalize_name(name) for name in known.get(package, [package])}
    }


def test_all_that_the_app_imports_is_declared():
    assert find_undeclared(find_imports("mlp_explorer", "streamlit_app.py"), RUN) == set()


def test_all_that_tests_and_benchmarks_import_is_declared():
    assert find_undeclared(find_imports("tests", "benchmarks"), RUN + DEVELOPMENT) == set()


def environment(python, system):
    """Return what markers ask about, on that Python and system."""
    return default_environment() | {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": system,
        "platform_system": SYSTEMS[system],
        "os_name": "nt" if system == "win32" else "posix",
        "extra": "",
    }


def holds(requirement, where):
    return requirement.marker is None or requirement.marker.evaluate(where)


def locked_versions(where):
    """Return the locked version of each distribution there; none is named twice."""
    pairs = [
        (canonicalize_name(locked.name), Version(str(locked.specifier).removeprefix("==")))
        for locked in LOCK
        if holds(locked, where)
    ]
    assert len(pairs) == len(dict(pairs))
    return dict(pairs)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS.split())
def test_the_lock_has_a_version_of_all_that_is_declared_and_each_one_is_allowed(python, system):
    versions = locked_versions(environment(python, system))
    for requirement in RUN + DEVELOPMENT:
        name = canonicalize_name(requirement.name)
        assert requirement.specifier.contains(versions[name]), requirement


def test_the_lock_has_all_that_these_need_in_turn_here():
    where = default_environment() | {"extra": ""}
    versions, seen = locked_versions(where), set()
    wanted = RUN + DEVELOPMENT
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        assert name in versions, f"{requirement}; `make lock` brings the lock up to date"
        if name not in seen:
            seen.add(name)
            parts = map(Requirement, requires(name) or [])
            wanted += [part for part in parts if holds(part, where)]


def test_the_lock_names_versions_alone_and_no_server():
    assert all(str(locked.specifier).startswith("==") and not locked.url for locked in LOCK)


def test_the_extra_for_a_graphics_card_is_the_same_tensorflow_as_it_calls_it_itself():
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [extra] = map(Requirement, about["optional-dependencies"]["gpu"])
    [plain] = [each for each in RUN if each.name == extra.name]
    assert extra.specifier == plain.specifier
    assert extra.extras <= set(metadata("tensorflow").get_all("Provides-Extra"))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements.txt", "requirements-dev.txt"])
def test_no_requirement_is_an_option_of_pip(name):
    assert not [line for line in read_lines(name) if line.startswith("-")]

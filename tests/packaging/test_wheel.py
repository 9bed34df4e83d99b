"""What gets installed is what was written: the wheel, built through the sdist, is looked into."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return next(out.glob("*.whl"))


def look_into(wheel: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/wheel_contents.py"), str(wheel)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


def without(wheel: Path, prefix: str, target: Path) -> Path:
    with ZipFile(wheel) as source, ZipFile(target, "w") as copy:
        for name in source.namelist():
            if not name.startswith(prefix):
                copy.writestr(name, source.read(name))
    return target


def test_wheel_holds_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    run = look_into(wheel)

    assert run.returncode == 0, run.stdout


def test_linked_folders_are_in_the_wheel_and_tests_are_not(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()

    assert "memos/agents/__init__.py" in names
    assert "memos/schemas/cube.py" in names
    assert "memos/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "scripts/", "agents/", "schemas/"))]


@pytest.mark.parametrize("lost", ["memos/agents/", "memos/schemas/", "memos/py.typed"])
def test_wheel_that_lacks_a_part_is_refused(wheel: Path, tmp_path: Path, lost: str) -> None:
    run = look_into(without(wheel, lost, tmp_path / wheel.name))

    assert run.returncode == 1
    assert f"missing: {lost}" in run.stdout


def test_wheel_with_a_stranger_is_refused(wheel: Path, tmp_path: Path) -> None:
    target = without(wheel, "nothing", tmp_path / wheel.name)
    with ZipFile(target, "a") as copy:
        copy.writestr("tests/__init__.py", "")

    run = look_into(target)

    assert run.returncode == 1
    assert "does not belong: tests/__init__.py" in run.stdout

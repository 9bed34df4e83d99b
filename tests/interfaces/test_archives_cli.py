"""`memos export`, `import` of what it wrote, `backup` and `restore`, at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.archives import PASSPHRASE, SECRET
from tests.interfaces.conftest import Run


@pytest.fixture
def told(run: Run) -> Run:
    run("add", f"I live in Porto. My password is {SECRET}.", "--user", "ana")
    run("add", "I love tea.", "--user", "bob")
    return run


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n")
    return path


class TestExport:
    def test_there_and_back(self, told: Run, tmp_path: Path, passphrase: Path) -> None:
        archive, new = tmp_path / "all.memos", tmp_path / "new"
        done = told("export", archive, "--all", "--passphrase-file", passphrase, "--json").json
        assert [one["user"] for one in done["users"]] == ["ana", "bob"]
        assert (done["vault"], done["secrets"]) == ("sealed", 1)
        said = told("import", archive, "--home", new, "--passphrase-file", passphrase)
        assert "ana" in said.out
        assert "imported" in said.out
        again = told("import", archive, "--home", new, "--passphrase-file", passphrase, "--json").json
        assert all(one["already_here"] for one in again["users"])
        assert "Porto" in told("ask", "Where does Ana live?", "--user", "ana", "--home", new).out

    def test_one_user_is_the_default(self, told: Run, tmp_path: Path) -> None:
        told("add", "I am me.")
        done = told("export", tmp_path / "me.memos", "--json").json
        assert [one["user"] for one in done["users"]] == ["me"]

    def test_secrets_need_a_word(self, told: Run, tmp_path: Path) -> None:
        error = told("export", tmp_path / "x.memos", "--user", "ana", "--json", code=65).error
        assert "1 secret is to be sealed" in error["message"]
        assert "--without-vault" in error["hint"]
        assert not (tmp_path / "x.memos").exists()
        done = told("export", tmp_path / "x.memos", "--user", "ana", "--without-vault")
        assert "values of secrets" in done.out
        assert SECRET.encode() not in (tmp_path / "x.memos").read_bytes()

    def test_nobody_and_everybody_do_not_go_together(self, told: Run, tmp_path: Path) -> None:
        told("export", tmp_path / "x.memos", "--all", "--user", "ana", code=65)
        told("export", tmp_path / "x.memos", "--user", "zoe", code=66)
        assert not (tmp_path / "x.memos").exists()

    @pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"x" * 4097])
    def test_a_passphrase_file_that_holds_none(self, told: Run, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "p").write_bytes(content)
        told("export", tmp_path / "x.memos", "--all", "--passphrase-file", tmp_path / "p", code=65)
        told("export", tmp_path / "x.memos", "--all", "--passphrase-file", tmp_path / "missing", code=65)
        assert not (tmp_path / "x.memos").exists()

    def test_the_longest_passphrase_file(self, told: Run, tmp_path: Path) -> None:
        (tmp_path / "p").write_bytes(b"x" * 4096)
        told("export", tmp_path / "x.memos", "--all", "--passphrase-file", tmp_path / "p")


class TestImport:
    @pytest.fixture
    def bobs(self, told: Run, tmp_path: Path) -> Path:
        told("export", tmp_path / "bob.memos", "--user", "bob")
        return tmp_path / "bob.memos"

    def test_another_users_is_refused_with_the_reason(self, told: Run, bobs: Path) -> None:
        error = told("import", bobs, "--user", "ana", "--json", code=77).error
        assert error["message"].endswith("is of bob: there is nothing of 'ana' in it.")
        assert "--as ana" in error["hint"]
        assert error["applied"] == "no"

    def test_under_another_name(self, told: Run, bobs: Path) -> None:
        assert "bob as rob" in told("import", bobs, "--as", "rob").out
        assert "tea" in told("ask", "What does Bob like?", "--user", "rob").out

    def test_a_dry_run(self, told: Run, bobs: Path, tmp_path: Path) -> None:
        assert "would come" in told("import", bobs, "--home", tmp_path / "new", "--dry-run").out
        assert not (tmp_path / "new").exists()

    def test_another_passphrase(self, told: Run, tmp_path: Path, passphrase: Path) -> None:
        told("export", tmp_path / "x.memos", "--all", "--passphrase-file", passphrase)
        (tmp_path / "other").write_text("something else entirely")
        for more in ([], ["--passphrase-file", tmp_path / "other"]):
            error = told("import", tmp_path / "x.memos", "--home", tmp_path / "new", *more, "--json", code=65).error
            assert "passphrase" in error["message"]
            assert "Nothing was imported" in error["hint"]
            assert not (tmp_path / "new").exists(), "where there was no store there is none"

    def test_an_archive_comes_alone(self, told: Run, bobs: Path, tmp_path: Path) -> None:
        (tmp_path / "x.txt").write_text("Ana: Hello\nBen: Hi\n")
        told("import", bobs, tmp_path / "x.txt", code=65)

    def test_options_of_archives_are_for_archives(self, told: Run, tmp_path: Path) -> None:
        (tmp_path / "x.txt").write_text("Ana: Hello\nBen: Hi\n")
        for option in (["--as", "zoe"], ["--without-vault"]):
            told("import", tmp_path / "x.txt", *option, code=65)


class TestBackup:
    def test_there_and_back(self, told: Run, tmp_path: Path) -> None:
        done = told("backup", tmp_path / "it.backup")
        assert "verified at operation" in done.out
        assert "vault.key" in done.out
        told("add", "I moved to Oslo.", "--user", "ana")
        error = told("restore", tmp_path / "it.backup", "--json", code=75).error
        assert "--replace" in error["hint"]
        assert "yes" in told("restore", tmp_path / "it.backup", "--replace", code=65).err
        assert "would be restored" in told("restore", tmp_path / "it.backup", "--dry-run").out
        assert "Oslo" in told("ask", "Where does Ana live?", "--user", "ana").out
        restored = told("restore", tmp_path / "it.backup", "--replace", "--yes", "--json").json
        assert (restored["replaced"], restored["dry_run"], restored["secrets"]) == (True, False, 1)
        assert "Porto" in told("ask", "Where does Ana live?", "--user", "ana").out
        assert told("doctor", "--json").json["status"] == "clean"

    def test_into_a_new_home_without_the_key_it_is_said(
        self, told: Run, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        told("backup", tmp_path / "it.backup")
        Path(environment["MEMOS_KEY_FILE"]).rename(tmp_path / "elsewhere")
        warned = told("restore", tmp_path / "it.backup", "--home", tmp_path / "new").err
        assert "is missing" in " ".join(warned.split())

    def test_an_archive_is_no_backup(self, told: Run, tmp_path: Path) -> None:
        told("export", tmp_path / "x.memos", "--user", "bob")
        assert "memos import" in told("restore", tmp_path / "x.memos", "--home", tmp_path / "new", code=65).err

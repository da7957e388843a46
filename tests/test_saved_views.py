"""Saved views: kept by all readers, never lost by a crash or by two who save at once, and shown as links."""

import json
import os
import threading
from pathlib import Path

import pytest

from ui import views_file
from ui.views_file import FILE, SavedView, ViewsError, delete, read, rename, save

LEADERS = SavedView("Ledermøtet", "overview", {"lang": "nb", "first": "2019-01"})


def names(folder: Path) -> list[str]:
    return [view.name for view in read(folder).views]


def test_nothing_saved_is_no_error(tmp_path: Path) -> None:
    assert read(tmp_path / "not made yet") == views_file.Kept(())


def test_a_view_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    save(tmp_path, LEADERS)
    assert read(tmp_path).views == (LEADERS,)


def test_views_are_listed_by_name_whatever_the_case(tmp_path: Path) -> None:
    for name in ("b", "A", "c"):
        save(tmp_path, SavedView(name, "overview", {}))
    assert names(tmp_path) == ["A", "b", "c"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "no_name"), (" \n ", "no_name"), ("x" * 81, "too_long"), ("LEDERMØTET", "taken")],
)
def test_a_name_that_cannot_be_used_is_refused_and_nothing_changes(
    tmp_path: Path, name: str, reason: str
) -> None:
    save(tmp_path, LEADERS)
    with pytest.raises(ViewsError) as refused:
        save(tmp_path, SavedView(name, "measures", {}))
    assert refused.value.reason == reason
    assert read(tmp_path).views == (LEADERS,)


def test_a_view_gets_another_name_and_keeps_its_address(tmp_path: Path) -> None:
    save(tmp_path, LEADERS)
    rename(tmp_path, "Ledermøtet", "  Styret \n 2024 ")
    assert read(tmp_path).views == (SavedView("Styret 2024", "overview", LEADERS.query),)


def test_a_view_may_change_the_case_of_its_own_name(tmp_path: Path) -> None:
    save(tmp_path, LEADERS)
    rename(tmp_path, "Ledermøtet", "LEDERMØTET")
    assert names(tmp_path) == ["LEDERMØTET"]


def test_a_view_that_someone_deleted_cannot_be_renamed(tmp_path: Path) -> None:
    with pytest.raises(ViewsError, match="gone"):
        rename(tmp_path, "Ledermøtet", "Styret")


def test_deleting_twice_is_deleting(tmp_path: Path) -> None:
    save(tmp_path, LEADERS)
    save(tmp_path, SavedView("Styret", "systems", {}))
    delete(tmp_path, "Ledermøtet")
    delete(tmp_path, "Ledermøtet")
    assert names(tmp_path) == ["Styret"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"{}", b"[1]", b'[{"name": "a"}]', b'[{"name": 1, "page": "overview", "query": {}}]', b"\xff\xfe\x00",
     b'[{"name": "a", "page": "overview", "query": {"lang": 5}}]', b'[{"name": "a", "page": "overview", "query": 7}]'],
)  # fmt: skip
def test_a_damaged_file_is_put_aside_with_its_content_and_saving_works_again(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE).write_bytes(content)
    kept = read(tmp_path)
    assert kept.views == ()
    assert kept.damaged is not None
    assert kept.damaged.read_bytes() == content
    save(tmp_path, LEADERS)
    assert read(tmp_path) == views_file.Kept((LEADERS,))


def test_everyone_who_saves_at_the_same_moment_keeps_his_view(tmp_path: Path) -> None:
    start = threading.Barrier(8)

    def one(number: int) -> None:
        start.wait()
        save(tmp_path, SavedView(f"Visning {number}", "overview", {}))

    readers = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(30)
    assert names(tmp_path) == [f"Visning {number}" for number in range(8)]


def test_a_crash_while_saving_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, LEADERS)

    def cut_off(descriptor: int) -> None:
        os.ftruncate(descriptor, len('[{"name": "hal'))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", cut_off)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path, SavedView("Styret", "overview", {}))
    monkeypatch.undo()
    assert read(tmp_path) == views_file.Kept((LEADERS,))
    save(tmp_path, SavedView("Styret", "overview", {}))
    assert names(tmp_path) == ["Ledermøtet", "Styret"]


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(ViewsError, match="unwritable"):
        save(blocked, LEADERS)


def test_a_full_list_takes_no_more(tmp_path: Path) -> None:
    views = [{"name": f"v{n}", "page": "overview", "query": {}} for n in range(500)]
    (tmp_path / FILE).write_text(json.dumps(views))
    with pytest.raises(ViewsError, match="full"):
        save(tmp_path, LEADERS)

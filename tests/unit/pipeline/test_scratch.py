from pathlib import Path

from tests.unit.pipeline.toys import other_process

LEAVER = """
import sys, tempfile
from pathlib import Path
from pipeline.scratch import scratch
for _ in range(2):
    use = scratch(Path(sys.argv[1]))
    use.__enter__()
    tempfile.mkdtemp()
    if "kill" not in sys.argv:
        use.__exit__(None, None, None)
"""


def test_temporary_files_of_a_killed_process_are_removed_by_the_next(tmp_path: Path, monkeypatch):
    temporary, link = tmp_path / "tmp", tmp_path / "scratch"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    for _ in range(2):
        with other_process(LEAVER, link, "kill"):
            (folder,) = temporary.iterdir()
            assert link.readlink() == folder
            assert len(list(folder.iterdir())) == 2
        assert list(temporary.iterdir()) == [folder]
    with other_process(LEAVER, link) as process:
        process.communicate("go on\n")
    assert not link.is_symlink()
    assert list(temporary.iterdir()) == []

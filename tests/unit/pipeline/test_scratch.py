from pathlib import Path

from tests.unit.pipeline.toys import other_process

LEAVER = """
import sys, tempfile
from pathlib import Path
from pipeline.scratch import use_scratch
use_scratch(Path(sys.argv[1]))
use_scratch(Path(sys.argv[1]))
tempfile.mkdtemp()
"""


def test_temporary_files_of_a_killed_process_are_removed_by_the_next(tmp_path: Path, monkeypatch):
    temporary, link = tmp_path / "tmp", tmp_path / "scratch"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    for _ in range(2):
        with other_process(LEAVER, link) as process:
            (folder,) = temporary.iterdir()
            assert link.readlink() == folder
            assert len(list(folder.iterdir())) == 1
            process.kill()
        assert list(temporary.iterdir()) == [folder]
    with other_process(LEAVER, link) as process:
        process.communicate("go on\n")
    assert list(temporary.iterdir()) == []

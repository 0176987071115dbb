"""The reader's figures on the project's own gold do not fall below their floors."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path


def test_figures_stay_above_their_floors() -> None:
    folder = Path(__file__).parents[1] / "gold"
    floors = tomllib.loads((folder / "floors.toml").read_text(encoding="utf-8"))
    command = [sys.executable, "-m", "dragoman.cli.main", "evaluate", str(folder), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    fallen = {
        (language, what): figures[language][what][measure]
        for language, measures in floors.items()
        for measure, floor in measures.items()
        for what, least in floor.items()
        if figures[language][what][measure] < least - 1e-9
    }
    assert not fallen

"""`dragoman languages` lists every pack and what it covers."""

from typer.testing import CliRunner

from dragoman.cli.main import app
from dragoman.lang.pack import available_packs, load_pack


def test_every_pack_is_listed_with_its_counts() -> None:
    result = CliRunner().invoke(app, ["languages"])
    assert result.exit_code == 0
    for code in available_packs():
        pack = load_pack(code)
        assert pack.name in result.stdout and pack.version in result.stdout
        assert all(str(count) in result.stdout for count in pack.counts.values())

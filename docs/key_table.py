"""Write the table of keys into the README from the registry of commands: `python docs/key_table.py`."""

from __future__ import annotations

from pathlib import Path

from tread.commands import key_table_markdown

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN = "<!-- keys:begin (made by docs/key_table.py) -->\n"
END = "<!-- keys:end -->\n"


def main() -> None:
    """Replace what stands between the two markers."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{key_table_markdown()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

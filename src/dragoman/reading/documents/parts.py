"""The parts of a page. In: the matching copy. Out: its blocks (title, heading, body, caption, boilerplate) and its date lines.

A page is read line by line as a crawler leaves it. What a line is follows from its shape, from the cues of the pack and from
where it stands: a list of related news after the article runs to the end, one before it only to the first paragraph.
"""

import re
from itertools import accumulate
from typing import Any, NamedTuple

from dragoman.lang.pack import Pack
from dragoman.text.normalise import Text

_CRUMBS = re.compile(r"\s(?:>|\u203a|\u00bb|/|\|)\s|(?:\u203a|>>)")
_DATE = re.compile(r"\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})\b|\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{4}\b")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\b|GMT|WIB|WITA|WIT\b|\bUTC\b")
_ENDS = (".", "!", "?", "\u2026", ":", ";", '."', '!"', '?"', ".)", "./.", ".'", '".', "...")
_PARAGRAPH = 22  # words from which a line is a paragraph even without a full stop


class Block(NamedTuple):
    """A run of the matching copy: `norm[start:end]` is of a kind."""

    kind: str
    start: int
    end: int


class DateLine(NamedTuple):
    """A line that says when the page was made; `printed` where it is only when it was printed or fetched."""

    start: int
    end: int
    printed: bool
    strong: bool
    after_title: bool


class Page(NamedTuple):
    """The blocks of a page in order, and its date lines."""

    blocks: list[Block]
    date_lines: list[DateLine]

    def of_kind(self, *kinds: str) -> list[Block]:
        """Return the blocks of some kinds, in order."""
        return [block for block in self.blocks if block.kind in kinds]


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    low: str
    words: int
    ends: bool


def divide(text: Text, pack: Pack) -> Page:
    """Return the parts of the page."""
    lines = _lines(text)
    cues = {
        name: pack.settings("parts", name)
        for name in ("lead", "furniture", "related", "caption", "byline", "published", "printed")
    }
    blocks: list[Block] = []
    dates: list[DateLine] = []
    remaining = [*list(accumulate(reversed([int(_is_paragraph(line)) for line in lines])))[::-1], 0]
    paragraphs = remaining[0]
    seen_body = related = to_end = title = False
    bodies = 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        kind = ""
        if related and (to_end or not _is_paragraph(line)):
            kind = "boilerplate"
        elif (cue := _starts(line.low, cues["related"])) is not None and line.words < 40:
            kind = "boilerplate"
            heading = len(line.low.strip(" :|-")) <= len(cue) + 12
            # A heading starts a list; a cue with a headline on its own line is one entry of an article that goes on.
            rest = remaining[index + 1]
            related = heading or bodies >= max(2, paragraphs - 1)
            to_end = bodies >= max(rest, 2)
        else:
            related = False
            kind = _kind(line, following, cues, seen_body, title)
        if kind in ("boilerplate", "date"):
            date_line = _date_line(line, cues, pack, title or seen_body)
            if date_line is not None:
                dates.append(date_line)
            kind = "boilerplate"
        elif kind == "body":
            seen_body = True
            bodies += _is_paragraph(line)
        elif kind == "heading" and not title and not seen_body:
            kind, title = "title", True
            crumbs = list(_CRUMBS.finditer(line.text))
            if len(crumbs) >= 2 and line.text[crumbs[-1].end() :].strip():
                # "Home > Press Releases > X meets Y": the title is the last of the crumbs.
                start = line.start + crumbs[-1].end()
                blocks.append(Block("boilerplate", line.start, start))
                blocks.append(Block(kind, start, line.end))
                continue
        blocks.append(Block(kind, line.start, line.end))
    if not title and seen_body:
        _find_short_title(lines, blocks, cues)
    return Page(blocks, _with_places(blocks, dates))


def _find_short_title(lines: list[_Line], blocks: list[Block], cues: dict[str, dict[str, Any]]) -> None:
    """Make the last line above the body that is no furniture, date or name the title, where no line was long enough for one."""
    by_start = {line.start: line for line in lines}
    first = next(index for index, block in enumerate(blocks) if block.kind == "body")
    for index in range(first - 1, -1, -1):
        line = by_start.get(blocks[index].start)
        if blocks[index].kind != "boilerplate" or line is None or not 3 <= line.words <= _PARAGRAPH or _is_date_line(line):
            continue
        low = line.low.strip(" :|.-()")
        listed = any(
            _starts(line.low, cues[name]) is not None or low in cues[name].get("whole", ())
            for name in ("lead", "furniture", "related", "caption", "byline", "published", "printed")
        )
        if not listed and not _is_name_like(line) and not _CRUMBS.search(line.text) and not any(c.isdigit() for c in line.text):
            blocks[index] = Block("title", blocks[index].start, blocks[index].end)
            return


def _with_places(blocks: list[Block], dates: list[DateLine]) -> list[DateLine]:
    """Date lines with what their place tells: below the title, or alone above the body and right above the title.

    The first line of a page is mostly the day on which it was fetched.
    """
    title = next((block.start for block in blocks if block.kind == "title"), None)
    body = next((block.start for block in blocks if block.kind == "body"), None)
    above = [date for date in dates if body is not None and date.start < body and not date.printed]
    for index, block in enumerate(blocks[1:], 1):
        if above and block.start == above[0].start and len(above) == 1:
            following = blocks[index + 1].kind if index + 1 < len(blocks) else ""
            if title is None or following == "title":
                above[0] = above[0]._replace(after_title=True)
    told = {date.start for date in above if date.after_title}
    return [
        date._replace(after_title=date.after_title or date.start in told or (title is not None and date.start > title))
        for date in dates
    ]  # fmt: skip


def _kind(line: _Line, following: _Line | None, cues: dict[str, dict[str, Any]], seen_body: bool, title: bool) -> str:
    low = line.low
    if not re.search(r"\w{2}", low) or (_starts(low, cues["furniture"]) is not None and line.words < 30):
        return "boilerplate"
    if low.strip(" .:|[]()-*") in cues["furniture"].get("whole", []):
        return "boilerplate"
    if not seen_body and (
        (_starts(low, cues["lead"]) is not None and line.words < 14) or low.strip(" :|") in cues["lead"].get("whole", [])
    ):
        return "boilerplate"
    if _is_date_line(line):
        return "date"
    if (
        line.words <= 12
        and len(_CRUMBS.findall(line.text)) >= 1
        and not line.ends
        and (not title or len(_CRUMBS.findall(line.text)) >= 2)
    ):
        return "boilerplate"
    if _is_caption(line, following, cues["caption"]):
        return "caption"
    if line.words <= 4 and _is_credit(line, cues["caption"]):
        return "boilerplate"
    if _starts(low, cues["byline"]) is not None and line.words < 12 and not line.ends:
        return "boilerplate"
    if low.startswith("(") and low.endswith(")") and line.words < 12:
        return "boilerplate"
    if line.ends or (line.words >= _PARAGRAPH and (seen_body or title)):
        return "body" if line.words >= 4 or (line.ends and line.words >= 3) else "boilerplate"
    if line.words <= 4 or (line.words <= 7 and (seen_body or line.text.isupper()) and _is_name_like(line)):
        return "boilerplate"
    if line.words > 45:
        return "body"
    return "heading"


def _is_paragraph(line: _Line) -> bool:
    return line.words >= _PARAGRAPH and line.ends


def _is_name_like(line: _Line) -> bool:
    words = re.findall(r"\w[\w.]*", re.sub(r"\(.*?\)", "", line.text))
    return bool(words) and sum(1 for word in words if word[0].isupper()) >= len(words) - 1 and len(words) <= 5


def _is_caption(line: _Line, following: _Line | None, cue: dict[str, Any]) -> bool:
    if line.words > 60:
        return False
    if line.words <= 45 and any(hold in line.low for hold in cue.get("holds", [])):
        return True
    if line.low.endswith("|") and line.words > 4:
        return True
    starts = _starts(line.low, cue)
    if starts is not None and line.words <= 30 and not starts.endswith(" "):
        return True
    return following is not None and line.words <= 40 and following.words <= 4 and _is_credit(following, cue)


def _is_credit(line: _Line, cue: dict[str, Any]) -> bool:
    bare = line.low.strip(" |()-:./")
    for hold in cue.get("holds", []):
        bare = bare.removeprefix(hold.strip(" (-")).strip(" |()-:./")
    return bare in {credit.lower() for credit in cue.get("credits", [])}


def _is_date_line(line: _Line) -> bool:
    if line.words > 22 or (line.ends and line.words > 8):
        return False
    match = _DATE.search(line.text)
    if match is None:
        return False
    digits = sum(c.isdigit() for c in line.text)
    letters = sum(c.isalpha() for c in line.text)
    timed = _TIME.search(line.text) is not None
    return (digits * 6 >= letters and (timed or letters <= 40)) or (timed and digits >= 8 and letters <= 60)


def _date_line(line: _Line, cues: dict[str, dict[str, Any]], pack: Pack, after_title: bool) -> DateLine | None:
    if _DATE.search(line.text) is None or line.words > 25:
        return None
    printed = any(hold in line.low for hold in cues["printed"].get("holds", []))
    weekdays = [name.lower() for names in pack.words("dates", "weekdays") for name in names]
    labelled = any(word in line.low for word in cues["published"].get("starts", []))
    strong = _TIME.search(line.text) is not None or labelled or any(name in line.low for name in weekdays)
    return DateLine(line.start, line.end, printed, strong, after_title)


def unwrapped(text: Text, page: Page) -> Text:
    """Return the text with the line breaks inside its blocks made spaces; offsets stay."""
    wrapped = [block for block in page.blocks if "\n" in text.norm[block.start : block.end]]
    if not wrapped:
        return text

    def joined(whole: str) -> str:
        pieces, at = [], 0
        for block in wrapped:
            pieces += [whole[at : block.start], whole[block.start : block.end].replace("\n", " ")]
            at = block.end
        return "".join((*pieces, whole[at:]))

    return text._replace(norm=joined(text.norm), fold=joined(text.fold))


def _starts(low: str, cue: dict[str, Any]) -> str | None:
    starts = cue.get("starts", [])
    if not low.startswith(tuple(starts)):
        return None
    for start in starts:
        if low.startswith(start) and (len(low) == len(start) or not (low[len(start)].isalpha() and start[-1].isalpha())):
            return str(start)
    return None


def _lines(text: Text) -> list[_Line]:
    """Return the lines that are not blank; a paragraph that is hard-wrapped counts as one line."""
    spans: list[tuple[int, int]] = []
    group: list[tuple[int, int]] = []
    at = 0
    norm = text.norm
    for raw in norm.split("\n"):
        start, end = at, at + len(raw)
        at = end + 1
        while start < end and norm[start].isspace():
            start += 1
        while end > start and norm[end - 1].isspace():
            end -= 1
        if end > start:
            group.append((start, end))
        elif group:
            spans.extend(_unwrap(group, norm))
            group = []
    spans.extend(_unwrap(group, norm))
    lines = []
    for start, end in spans:
        line = norm[start:end]
        lines.append(_Line(start, end, line, text.fold[start:end], len(line.split()), line.endswith(_ENDS)))
    return lines


def _unwrap(group: list[tuple[int, int]], norm: str) -> list[tuple[int, int]]:
    widths = [end - start for start, end in group[:-1]]
    if len(widths) < 2 or max(widths) > 110 or min(widths) < 40 or max(widths) - min(widths) > 30:
        return group
    open_ends = sum(1 for _, end in group[:-1] if norm[end - 1] not in ".!?:|")
    return [(group[0][0], group[-1][1])] if open_ends * 3 >= len(widths) * 2 else group

"""Files that are broken, packed, encrypted, turn in circles, hide text, or are no files at all."""

from __future__ import annotations

import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr
from functools import partial
from pathlib import Path

from ingest.__main__ import main as ingest
from pages import check
from tests.reliability import _pdf
from tests.reliability._reading import clear, must_answer, must_be_refused, must_read, write
from tests.reliability.attacks import LOADED, Attack

DAMAGE, PACKED, HIDDEN, DOORS = (
    "damaged files 损坏的文件",
    "bombs and circles 炸弹与循环",
    "hidden text 隐藏的文字",
    "doors 入口",
)
FORMATS = (".md", ".html", ".docx", ".xlsx", ".pdf")
_MANY = 50_000_000
_FORM = (
    b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
)
# A font by the numbers of its letters, whose widths and characters the next object says.
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
)
_WIDTHS = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 2000000000 500] >>"
_LETTERS = (
    b"begincmap 1 begincodespacerange <00000000> <ffffffff> endcodespacerange "
    b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap"
)


def _damaged(suffix: str, seed: int, folder: Path) -> str:
    """A file with some bytes changed, left out or cut off is read, or refused clearly."""
    made = random.Random(seed)  # noqa: S311 (the same on every run)
    path = write(folder / f"document{suffix}")
    content = bytearray(path.read_bytes())
    for _ in range(made.randint(1, 8)):
        start = made.randrange(len(content))
        content[start : start + made.randint(0, 9)] = made.randbytes(made.randint(0, 9))
    if seed % 3 == 0:
        del content[made.randrange(len(content)) :]
    path.write_bytes(content)
    return must_answer(path)


def _unpacked(path: Path) -> dict[str, bytes]:
    """Return the parts of a zipped file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Write a zipped file of parts."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _damaged_part(suffix: str, seed: int, folder: Path) -> str:
    """So is a zipped file of which a part is damaged and packed again."""
    made = random.Random(seed)  # noqa: S311
    path = write(folder / f"document{suffix}")
    parts = {name: bytearray(content) for name, content in _unpacked(path).items()}
    for _ in range(made.randint(1, 4)):
        part = parts[made.choice(list(parts))]
        start = made.randrange(len(part) or 1)
        part[start : start + made.randint(0, 9)] = made.choice(
            (b"", b"<", b'"', b"-1", b"9" * 12, b"&x;", b"\0", b"nan", b"A1:XFD1048576")
        )
    return must_answer(_packed(path, {name: bytes(part) for name, part in parts.items()}))


def _pdf_file(
    numbered: dict[int, bytes], trailer: bytes, words: Sequence[str], folder: Path
) -> str:
    """A PDF file made object by object is refused, and soon."""
    return must_be_refused(_pdf.write(folder / "document.pdf", numbered, trailer), *words)


def _zip_bomb(suffix: str, folder: Path) -> str:
    """A zipped file with a part that unfolds to much more than itself is refused unopened."""
    path = write(folder / f"document{suffix}")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b" " * _MANY)
    return must_be_refused(path, "times its size")


def _entities(suffix: str, part: str, folder: Path) -> str:
    """So is one with entities that unfold."""
    path = write(folder / f"document{suffix}")
    parts = _unpacked(path)
    start = parts[part].index(b"?>") + 2 if parts[part].startswith(b"<?xml") else 0
    entities = b'<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;">]>'
    parts[part] = parts[part][:start] + entities + parts[part][start:]
    return must_be_refused(_packed(path, parts), "document type")


def _deep_page(opened: str, folder: Path) -> str:
    """A page of elements in each other without end is answered."""
    path = folder / "document.html"
    path.write_text("<html><body>" + opened * 100_000, encoding="utf-8")
    return must_be_refused(path)


def _page_of_comments(folder: Path) -> str:
    """What stands in front of a page is looked at once."""
    path = folder / "document.html"
    path.write_text("<!---->" * 500 + "x", encoding="utf-8")
    return must_be_refused(path)


def _hidden_in_page(hide: str, folder: Path) -> str:
    """What a browser does not show becomes no figure, and a warning says that it is there."""
    plain, path = write(folder / "plain.html"), folder / "hidden.html"
    text = plain.read_bytes().decode("gb18030")
    text = text.replace("</head>", "<style>.unseen, s {display: none}</style></head>", 1)
    end = text.index("</table>")
    rows = hide.format("<td>2010399</td><td>987654.32</td>")
    path.write_bytes(f"{text[:end]}{rows}{text[end:]}".encode("gb18030"))
    return must_read(path, plain, "987654.32")


def _hidden_in_word(hide: str, folder: Path) -> str:
    """Neither does text that Word does not show."""
    plain = write(folder / "plain.docx")
    parts = _unpacked(plain)
    run = f"<w:p><w:r><w:rPr>{hide}</w:rPr><w:t>987654.32</w:t></w:r></w:p></w:body>"
    body = parts["word/document.xml"]
    parts["word/document.xml"] = body.replace(b"</w:body>", run.encode())
    return must_read(_packed(folder / "hidden.docx", parts), plain, "987654.32")


def _hidden_in_workbook(hide: Callable[..., object], folder: Path) -> str:
    """Nor a row, a column, a sheet or a cell that a workbook does not show."""
    import openpyxl

    plain = write(folder / "plain.xlsx")
    book = openpyxl.load_workbook(plain)
    hide(book)
    book.save(folder / "hidden.xlsx")
    return must_read(folder / "hidden.xlsx", plain, "987654.32")


def _hide_row(book: object) -> None:
    sheet = book.worksheets[-1]
    sheet.cell(sheet.max_row + 1, 1, "987654.32")
    sheet.row_dimensions[sheet.max_row].hidden = True


def _hide_column(book: object) -> None:
    sheet = book.worksheets[-1]
    cell = sheet.cell(1, sheet.max_column + 2, "987654.32")
    sheet.column_dimensions[cell.column_letter].hidden = True


def _hide_sheet(book: object) -> None:
    sheet = book.create_sheet("另")
    sheet.cell(1, 1, "987654.32")
    sheet.sheet_state = "veryHidden"


def _hide_white(book: object) -> None:
    import openpyxl

    sheet = book.worksheets[-1]
    cell = sheet.cell(sheet.max_row + 1, 1, "987654.32")
    cell.font = openpyxl.styles.Font(color="FFFFFFFF")


def _hidden_in_pdf(hide: bytes, folder: Path) -> str:
    """A PDF file with nothing but hidden figures says that there is nothing to see."""
    state = b"/ExtGState << /G << /ca 0 /CA 0 >> >>"
    numbered = _pdf.objects(o3=_pdf.page(state), o5=_pdf.stream(hide))
    return _pdf_file(numbered, b"", ("letters that are hidden",), folder)


def _door(main: Callable[[list[str]], int], make: Callable[[Path], Path], folder: Path) -> str:
    """A command refuses what is no document: it says so, returns no success, and raises nothing."""
    path = make(folder)
    said = io.StringIO()
    with redirect_stderr(said):
        status = main([str(path), "--out", str(folder / "out")])
    if status == 0:
        raise AssertionError("loaded")
    said.getvalue().encode("utf-8")
    return clear(said.getvalue())


def _named(name: bytes, folder: Path) -> str:
    """A document is loaded whatever its name, which stays in the folder and steers nothing."""
    path = write(folder / "document.md").rename(folder / os.fsdecode(name))
    said = io.StringIO()
    with redirect_stderr(said):
        status = ingest([str(path), "--out", str(folder / "out")])
    if status or "\x1b" in said.getvalue():
        raise AssertionError(said.getvalue()[:300])
    for table in (folder / "out").rglob("*.csv"):
        table.read_bytes().decode("utf-8")
    return LOADED


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "document.md")
    return folder / "document.md"


def _not_utf8(folder: Path) -> Path:
    path = folder / os.fsdecode(b"\xff\xfe\x1b[2J.md")
    path.write_text("无", encoding="utf-8")
    return path


def _loop(folder: Path) -> Path:
    (folder / "document.md").symlink_to(folder / "document.md")
    return folder / "document.md"


def _content(content: bytes, name: str, folder: Path) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def _pdfs() -> Iterator[tuple[str, dict[int, bytes], bytes, tuple[str, ...]]]:
    objects, page, stream = _pdf.objects, _pdf.page, _pdf.stream
    unfolds = ("unfolds to at most",)
    yield "a packed stream of a gigabyte", objects(o5=_pdf.packed(b" " * 10**9)), b"", unfolds
    yield "one packed twice", objects(o5=_pdf.packed(b" " * 10**9, 2)), b"", unfolds
    rows = zlib.compress(_pdf.TEXT)
    about = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2000000000 /Colors 9 >>"
    yield "rows of gigabytes", objects(o5=stream(rows, about)), b"", unfolds
    about = b"/Filter /LZWDecode"
    yield "a stream of strings", objects(o5=stream(b"\x80\x0b" * 100_000, about)), b"", unfolds
    kids = b"<< /Type /Pages /Kids [%b] /Count %b >>"
    yield "pages that are their own", objects(o2=kids % (b"2 0 R 3 0 R", b"2")), b"", ("1 pages",)
    yield "a billion pages", objects(o2=kids % (b"3 0 R", b"999999999")), b"", ("at most 600",)
    for name, numbered, trailer in (
        ("a count that is itself", objects(o2=kids % (b"3 0 R", b"6 0 R"), o6=b"6 0 R"), b""),
        ("objects in a circle", objects(o4=b"6 0 R", o6=b"4 0 R"), b""),
        ("contents that are the page", objects(o3=page(contents=b"3 0 R")), b""),
        (
            "a length that is its stream",
            objects(o5=b"<< /Length 5 0 R >>\nstream\n1\nendstream"),
            b"",
        ),
        ("an earlier table that is this one", objects(), b"/Prev 9"),
        ("a password that is itself", objects(o6=b"6 0 R"), b"/Encrypt 6 0 R"),
        (
            "an unknown encryption",
            objects(),
            b"/Encrypt << /Filter /Standard /V 99 >> /ID [(a)(b)]",
        ),
        ("a page without size", objects(o3=page().replace(b"595 842", b"0 0")), b""),
        (
            "numbers beyond all numbers",
            objects(o5=stream(b"1e999 0 0 1e999 0 0 cm " + _pdf.TEXT)),
            b"",
        ),
        ("dictionaries in each other", objects(o6=b"<< /A " * 9_999 + b">>" * 9_999), b""),
    ):
        yield name, numbered, trailer, ()
    form = {"o3": page(b"/XObject << /X 6 0 R >>"), "o5": stream(b"/X Do")}
    own = objects(**form, o6=stream(b"/X Do", _FORM % 6))
    yield "a figure that holds itself", own, b"", ()
    fan = {f"o{n}": stream(b"/X Do " * 10, _FORM % (n + 1)) for n in range(6, 30)}
    yield "figures that hold ten each", objects(**form, **fan), b"", ("too many figures",)
    wide = objects(o4=_FONT, o6=_WIDTHS)
    yield "widths of two billion letters", wide, b"", ("letters in a font",)
    font = _pdf.FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    yield "four billion letters", objects(o4=font, o6=stream(_LETTERS)), b"", ("letters in a font",)


def _attacks() -> Iterator[Attack]:
    for suffix in FORMATS:
        for seed in range(12):
            run = partial(_damaged, suffix, seed)
            yield Attack(DAMAGE, f"{suffix}, bytes changed ({seed})", run, seed > 1)
    for suffix in (".docx", ".xlsx"):
        for seed in range(20):
            run = partial(_damaged_part, suffix, seed)
            yield Attack(DAMAGE, f"a part of {suffix} changed ({seed})", run, seed > 1)
    for name, *about in _pdfs():
        is_slow = "gigabyte" in name or "twice" in name or "ten each" in name
        yield Attack(PACKED, f"PDF: {name}", partial(_pdf_file, *about), is_slow)
    for suffix, part in ((".docx", "word/document.xml"), (".xlsx", "xl/workbook.xml")):
        yield Attack(PACKED, f"{suffix} that unfolds", partial(_zip_bomb, suffix))
        yield Attack(PACKED, f"entities in {suffix}", partial(_entities, suffix, part))
    for opened in ("<div>", "<table><tr><td>", "<b>"):
        yield Attack(PACKED, f"100,000 times {opened}", partial(_deep_page, opened))
    yield Attack(PACKED, "comments in front of a page", _page_of_comments)
    for hide in (
        *("<tr hidden>{}</tr>", "<tr class=unseen>{}</tr>", "<tr style='display: none'>{}</tr>"),
        *("<tr style='visibility:hidden'>{}</tr>", "<tr style='font-size:0'>{}</tr>"),
        *("<tr style='opacity: 0.0'>{}</tr>", "<tr style='color:transparent'>{}</tr>"),
        *("<tr style='color:#fff'>{}</tr>", "<tr style='text-indent:-9999px'>{}</tr>"),
        "<tr><td><s>987654.32</s></td></tr>",
    ):
        yield Attack(HIDDEN, f"page: {hide}", partial(_hidden_in_page, hide))
    for hide in ("<w:vanish/>", '<w:color w:val="FFFFFF"/>'):
        yield Attack(HIDDEN, f"Word file: {hide}", partial(_hidden_in_word, hide))
    hides = {"row": _hide_row, "column": _hide_column, "sheet": _hide_sheet, "cell": _hide_white}
    for name, fill in hides.items():
        yield Attack(HIDDEN, f"workbook: a {name}", partial(_hidden_in_workbook, fill))
    for name, drawn in {
        "white": b"1 g " + _pdf.TEXT,
        "painted in no mode": b"3 Tr " + _pdf.TEXT,
        "see-through": b"/G gs " + _pdf.TEXT,
        "cut off": b"0 0 10 10 re W n " + _pdf.TEXT,
        "outside of the page": _pdf.TEXT.replace(b"72 700", b"-900 700"),
        "too small": _pdf.TEXT.replace(b"12 Tf", b"0.1 Tf"),
        "painted over": b"0 g " + _pdf.TEXT + b" 1 g 60 690 200 40 re f",
    }.items():
        yield Attack(HIDDEN, f"PDF: {name}", partial(_hidden_in_pdf, drawn))
    for name in (
        b"\xff\xfe.md",
        b"\x1b[2J.md",
        b"..;rm -rf.md",
        b"=1+1.md",
        b"--out",
        "‮dm.xlsx".encode(),
    ):
        yield Attack(DOORS, f"a document called {name!r}", partial(_named, name))
    doors = {
        "a folder": lambda folder: folder,
        "a file that is not there": lambda folder: folder / "none.pdf",
        "a name of 5,000 letters": lambda folder: folder / ("长" * 5_000),
        "a name that is no text": _not_utf8,
        "a link to itself": _loop,
        "a pipe": _fifo,
        "an empty file": partial(_content, b"", "empty.md"),
        "blanks": partial(_content, b"\n" * 100, "blank.md"),
        "zero bytes": partial(_content, b"\0" * 9_999, "zero.xlsx"),
        "text called PDF": partial(_content, "预算".encode(), "text.pdf"),
        "the start of a PDF file": partial(_content, b"%PDF-1.7\n", "start.pdf"),
        "the start of a zipped file": partial(_content, b"PK\3\4", "start.docx"),
        "a device": lambda folder: Path(os.devnull),
        "an endless device": lambda folder: Path("/dev/zero"),
    }
    for name, make in doors.items():
        yield Attack(DOORS, f"ingest: {name}", partial(_door, ingest, make))
        yield Attack(DOORS, f"check: {name}", partial(_door, check.main, make))


ATTACKS = list(_attacks())

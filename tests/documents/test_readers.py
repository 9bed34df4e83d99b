"""What each reader makes of its documents: sections, headings, pages, lines."""

from __future__ import annotations

import io
from email.message import EmailMessage

import docx
import PIL.Image
import PIL.ImageDraw
import pytest

from memos.documents import ocr
from memos.documents.document import Section
from memos.errors import DocumentRefused
from tests.documents.making import here, mail, nested_mail, pdf, word


def told(sections: tuple[Section, ...]) -> list[tuple[tuple[str, ...], str]]:
    return [(one.heading, " ".join(one.text.split())) for one in sections]


def test_markdown_stands_under_its_headings() -> None:
    text = "before\n\n# One\ntext\n\n## Two **b**\nmore\n```\n# no heading\n```\n\nThree\n=====\nlast\n\n# Four\n"
    document = here(text.encode(), "a.md")
    assert told(document.sections) == [
        ((), "before"),
        (("One",), "text"),
        (("One", "Two b"), "more ``` # no heading ```"),
        (("Three",), "last"),
        (("Four",), "Four"),
    ]
    assert document.title == "One"
    assert all(text[one.start :].startswith(one.text) for one in document.sections)


def test_html_keeps_headings_and_the_words_of_links_and_fetches_nothing() -> None:
    page = (
        "<html><head><title>My  page</title><style>p {}</style></head><body><h1>Top</h1>"
        "<p>Hello <a href='https://example.org/x'>world</a><img src='https://example.org/i.png' alt=' in a picture'></p>"
        "<script>alert(1)</script><h2>Below</h2><p>Text.</p></body></html>"
    )
    document = here(page.encode())
    assert told(document.sections) == [(("Top",), "Hello world in a picture"), (("Top", "Below"), "Text.")]
    assert document.title == "My page"


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display: none'>NO</p>",
        "<p style='color:red; VISIBILITY : hidden !important'>NO</p>",
        "<div hidden><div>NO</div>NO</div>",
        "<span aria-hidden=true>NO</span>",
        "<span style='font-size:0'>NO</span><span style='font-size:0.0px'>NO</span>",
        "<div style='opacity: 0'>NO<br>NO</div>",
        "<div style='position:absolute;left:-9999px'>NO</div>",
        "<p hidden>NO",
        "<ul><li hidden>NO<li>seen</ul>",
    ],
)
def test_what_a_page_hides_is_not_read(hidden: str) -> None:
    words = here(f"<html><body><p>before</p>{hidden}<p>after</p></body></html>".encode()).text.split()
    assert "NO" not in words
    assert [one for one in words if one in ("before", "after")] == ["before", "after"]


def test_what_a_page_shows_is_read_whatever_its_style() -> None:
    shown = "<p style='opacity:0.5'>a</p><p style='font-size:0.9em'>b</p><p style='margin-left:-10px'>c &lt; 5 < d</p>"
    page = f"<html><body><b hidden>NO</b>{shown}<p hidden=until-found>e</p></body></html>"
    assert here(page.encode()).text.split() == ["a", "b", "c", "<", "5", "<", "d", "e"]


def test_many_attachments_that_can_not_be_read_make_one_line() -> None:
    read = EmailMessage()
    read["Subject"] = "Files"
    read.set_content("See below.")
    for _ in range(40):
        read.add_attachment(b"", maintype="application", subtype="octet-stream")
    [note] = here(bytes(read)).notes
    assert note == "'attachment 1', 'attachment 2', 'attachment 3' and 37 more: it is empty"


def test_word_keeps_headings() -> None:
    document = here(word((1, "Plan"), (0, "We go to Porto."), (2, "Costs"), (0, "It costs 400 euros.")))
    assert told(document.sections) == [(("Plan",), "We go to Porto."), (("Plan", "Costs"), "It costs 400 euros.")]
    assert document.title == "Plan"


def test_what_word_hides_is_not_read() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("before ")
    paragraph.add_run("NO").font.hidden = True
    paragraph.add_run(" shown").font.hidden = False
    paragraph.add_run(" after").bold = True
    data = io.BytesIO()
    made.save(data)
    assert here(data.getvalue()).text.split() == ["before", "shown", "**after**"]


def test_pdf_comes_page_by_page_under_its_bookmarks() -> None:
    document = here(pdf("It begins.", "It goes on.", "It ends.", chapters=("Start", "Middle"), title="A story"))
    assert [(one.page, one.heading, one.text.strip()) for one in document.sections] == [
        (1, ("Start",), "It begins."),
        (2, ("Middle",), "It goes on."),
        (3, ("Middle",), "It ends."),
    ]
    assert (document.pages, document.title, document.notes) == (3, "A story", ())


def test_a_table_says_its_header_with_every_chunk_and_knows_its_lines() -> None:
    [section] = here(b"name;city\nAna;Lisbon\nBo;Porto\n", "a.csv").sections
    assert (section.lead, section.text.strip(), section.lines) == ("name;city", "Ana;Lisbon\nBo;Porto", (1, 3))


def test_a_table_of_a_header_alone_is_read() -> None:
    [section] = here(b"name,city\n", "a.csv").sections
    assert section.text == "name,city"


def test_code_comes_definition_by_definition() -> None:
    source = (
        '"""A module."""\n\nimport os\n\n\n@cache\ndef one():\n    return 1\n\n\nclass Two:\n    x = 1\n\n\nVALUE = 3\n'
    )
    document = here(source.encode(), "a.py")
    assert [(one.heading, one.lines) for one in document.sections] == [
        ((), (1, 3)),
        (("def one",), (6, 8)),
        (("class Two",), (11, 12)),
        ((), (15, 15)),
    ]
    script = "import x from 'y'\n\nexport async function load(a) {\n  return a\n}\n\nconst go = (b) => {\n  b()\n}\n"
    assert [one.heading for one in here(script.encode(), "a.ts").sections] == [
        (),
        ("function load(a)",),
        ("const go = (b) =>",),
    ]
    broken = "def broken(:\n    pass\n\nclass Fine:\n    pass\n"
    assert [one.heading for one in here(broken.encode(), "a.py").sections] == [("def broken(",), ("class Fine",)]


def test_a_mail_has_headers_words_and_what_is_attached() -> None:
    document = here(mail("We leave at nine.", ("plan.md", b"# Day one\nPorto\n"), ("x.zip", b"PK\x05\x06" + bytes(18))))
    assert told(document.sections) == [
        ((), "From: ana@example.org To: bo@example.org Subject: Trip"),
        ((), "We leave at nine."),
        (("plan.md", "Day one"), "Porto"),
    ]
    assert document.title == "Trip"
    [note] = document.notes
    assert note.startswith("'x.zip': it is a zip archive")


def test_a_mail_within_a_mail_stands_under_its_name() -> None:
    document = here(nested_mail(3))
    assert document.sections[-1].heading == ("mail 1", "mail 1")
    assert "the innermost" in document.sections[-1].text


def picture(words: str) -> PIL.Image.Image:
    made = PIL.Image.new("RGB", (900, 200), "white")
    PIL.ImageDraw.Draw(made).text((40, 60), words, fill="black", font_size=64)
    return made


@pytest.mark.skipif(not ocr.available(), reason="tesseract is not installed")
def test_a_picture_is_read_where_tesseract_is() -> None:
    stream = io.BytesIO()
    picture("Boarding at gate 12").save(stream, "PNG")
    document = here(stream.getvalue(), "pass.png")
    assert "gate 12" in document.text
    assert document.media_type == "image/png"


@pytest.mark.skipif(not ocr.available(), reason="tesseract is not installed")
def test_a_scanned_page_is_read_where_tesseract_is_and_an_empty_one_is_named() -> None:
    stream = io.BytesIO()
    pages = [picture("Boarding at gate 12"), PIL.Image.new("RGB", (900, 200), "white")]
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=100)
    document = here(stream.getvalue())
    assert "gate 12" in document.text
    assert document.notes == ("page 2 has no text",)


def test_a_document_without_a_word_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="no text"):
        here(pdf("", ""))

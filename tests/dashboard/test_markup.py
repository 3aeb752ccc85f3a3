"""Markup that cannot be broken into."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dashboard.markup import Markup, join, tag

HOSTILE = "<script>alert('1')</script> & \"more\""


def test_text_is_escaped_and_markup_is_not():
    inner = tag("b", HOSTILE)
    assert tag("p", inner, HOSTILE) == Markup(
        "<p><b>&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &quot;more&quot;</b>"
        "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &quot;more&quot;</p>"
    )


def test_an_attribute_cannot_be_left():
    written = tag("a", "x", href='" onclick="alert(1)')
    assert written == '<a href="&quot; onclick=&quot;alert(1)">x</a>'


def test_attributes_that_are_none_or_false_are_left_out():
    assert tag("details", open=False, class_=None) == "<details></details>"
    assert tag("details", open=True) == "<details open></details>"


def test_children_may_be_nested_and_none():
    assert join(["a", [tag("br"), None]], None, "b") == "a<br>b"


@given(st.text())
def test_whatever_the_text_it_is_read_back_as_text(text: str):
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            seen.append(data)

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag == "p"
            assert attrs == [("title", text)]

    reader = Reader(convert_charrefs=True)
    reader.feed(tag("p", text, title=text))
    reader.close()
    assert "".join(seen) == text

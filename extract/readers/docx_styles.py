"""What the styles of a Word file say of its runs."""

from collections.abc import Iterator
from functools import cache

from lxml import etree

from extract.readers.docx_numbering import W, value_at

LONGEST_CHAIN = 50  # of styles based on one another; files also have chains that are circles
# Properties of text that bear on whether it is seen, and whether it is one with its neighbours.
PROPERTIES = ("vertAlign", "position", "strike", "dstrike", "vanish")
# What the part must hold to be looked into. Most say nothing of the kind.
TELLING = [name.encode() for name in PROPERTIES]
CHARACTER_STYLE, PARAGRAPH_STYLE = W + "rStyle", W + "pStyle"


def write_out_styles(body: etree._Element, styles: etree._Element | None) -> None:
    """Write out in each run what its styles say of how its text is seen, unless it says so itself.

    Args:
        body: of the document, whose runs are changed.
        styles: root of the part styles.xml, None if there is none.
    """
    items = () if styles is None else styles.iter(W + "style")
    by_name = {style.get(W + "styleId"): style for style in items}

    @cache
    def said_by(name: str | None) -> dict[str, dict[str, str]]:
        said: dict[str, dict[str, str]] = {}
        for _ in range(LONGEST_CHAIN):
            style = by_name.get(name)
            if style is None:
                break
            for properties in style.iterchildren(W + "rPr"):
                for item in properties.iterchildren(*(W + name for name in PROPERTIES)):
                    said.setdefault(item.tag, dict(item.attrib))
            name = value_at(style, "basedOn")
        return said

    for kind in (CHARACTER_STYLE, PARAGRAPH_STYLE):  # that of the characters has the first say
        for mention in list(body.iter(kind)):
            said = said_by(mention.get(W + "val"))
            if said:
                for properties in _properties_of_runs(mention):
                    _add(properties, said)


def _properties_of_runs(mention: etree._Element) -> Iterator[etree._Element]:
    """The properties of the run, or of each run of the paragraph, that mentions a style."""
    if mention.tag == CHARACTER_STYLE:
        yield mention.getparent()
        return
    for run in mention.getparent().getparent().iterchildren(W + "r"):
        properties = run.find(W + "rPr")
        if properties is None:
            properties = etree.SubElement(run, W + "rPr")
        yield properties


def _add(properties: etree._Element, said: dict[str, dict[str, str]]) -> None:
    for tag, attributes in said.items():
        if properties.find(tag) is None:
            etree.SubElement(properties, tag, attributes)

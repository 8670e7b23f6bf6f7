"""What the character styles of a Word file say of its runs."""

from functools import cache

from lxml import etree

from extract.readers.docx_numbering import W, value_at

LONGEST_CHAIN = 50  # of styles based on one another; files also have chains that are circles


def align_as_styled(body: etree._Element, styles: etree._Element | None) -> None:
    """Write out in each run whether its style raises or lowers it, unless the run itself says.

    Args:
        body: of the document, whose runs are changed.
        styles: root of the part styles.xml, None if there is none.
    """
    items = () if styles is None else styles.iter(W + "style")
    by_name = {style.get(W + "styleId"): style for style in items}

    @cache
    def alignment(name: str | None) -> str | None:
        for _ in range(LONGEST_CHAIN):
            style = by_name.get(name)
            if style is None:
                break
            found = value_at(style, "rPr/vertAlign")
            if found:
                return found
            name = value_at(style, "basedOn")
        return None

    for mention in list(body.iter(W + "rStyle")):
        properties, found = mention.getparent(), alignment(mention.get(W + "val"))
        if found and properties.find(W + "vertAlign") is None:
            etree.SubElement(properties, W + "vertAlign", {W + "val": found})

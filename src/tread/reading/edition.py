"""The text of an article at one time, and what follows from the text alone.

Knows no annotation, but for the places that anchors were made from. Imported by `tread.reading` and `tui`.
"""

from __future__ import annotations

from collections.abc import Sequence

from tread.core.anchor import Placed
from tread.core.annotation import Anchor
from tread.core.document import Document, Paragraph
from tread.core.extent import Extent
from tread.core.folding import fingerprints


class Edition:
    """The text of an article at one time, and what follows from the text alone.

    A file that changes has another one; it is made by a worker, and taken over whole.

    captured: anchors that were made in this text, with the places that they were made from.
    """

    def __init__(self, document: Document, fingerprints: tuple[str, ...] | None = None) -> None:
        """fingerprints: of the paragraphs, where they are known."""
        self.document = document
        self.extent = Extent(document)
        self.is_whole = True
        self.captured: dict[Anchor, Placed] = {}
        self._fingerprints = fingerprints
        self._headings: list[int] | None = None

    @property
    def known_fingerprints(self) -> tuple[str, ...] | None:
        """The paragraphs' fingerprints, if they have been worked out."""
        return self._fingerprints

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The paragraphs' fingerprints, worked out when first asked for; none while more is to be read."""
        if not self.is_whole:
            return ()
        if self._fingerprints is None:
            self._fingerprints = fingerprints(self.document)
        return self._fingerprints

    @property
    def headings(self) -> list[int]:
        """The indexes of the headings, worked out when first asked for."""
        if self._headings is None:
            paragraphs = self.document.paragraphs
            self._headings = [i for i, paragraph in enumerate(paragraphs) if paragraph.kind == "heading"]
        return self._headings

    def grow(self, paragraphs: Sequence[Paragraph], characters: int) -> None:
        """More of the text has been read; it has about so many characters in all."""
        held = self.document.paragraphs
        assert isinstance(held, list), "only a document that is read gradually grows"
        if self._headings is not None:
            first = len(held)
            self._headings += [first + i for i, one in enumerate(paragraphs) if one.kind == "heading"]
        held += paragraphs
        self.extent.add(paragraphs, characters)

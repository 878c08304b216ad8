"""Images of an article, read to be drawn: local files in the article's folder or below it, and no others.

Never fetches anything, and never follows a path or a link out of that folder. Drawing takes the extra
`tread-reader[images]` (textual-image, Pillow), imported only where the setting `images` asks for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tread.core.clean import clean_line
from tread.errors import ArticleError

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_BYTES = 30_000_000
LARGEST_PIXELS = 50_000_000
_DRAWN_PIXELS = (1600, 1600)
"""As large as an image is kept for drawing; no terminal has more cells than that."""

MISSING = "Drawing images takes the extra: pip install 'tread-reader[images]'."


def prepare() -> None:
    """Ask the terminal how it draws images; only before the application has it (textual-image 0.12)."""
    try:
        import textual_image.widget  # noqa: F401
    except ImportError:
        return


def image_file(article: Path, target: str) -> Path:
    """The file that an article's image means. Raises ArticleError where it may not or cannot be read."""
    from urllib.parse import unquote

    shown = clean_line(target)
    if "://" in target or target.startswith(("data:", "//")):
        raise ArticleError(f"{shown} is not a file here.", "Images are never fetched from the network.")
    folder = article.parent.resolve()
    try:
        candidates = [(folder / name).resolve() for name in dict.fromkeys((target, unquote(target)))]
        inside = [path for path in candidates if path.is_relative_to(folder)]
        if not inside:
            raise ArticleError(f"{shown} lies outside the article's folder.", "It is not drawn.")
        path = next((path for path in inside if path.is_file()), None)
        if path is None:
            raise ArticleError(f"{shown} does not exist.", "Check the path in the article.")
        size = path.stat().st_size
    except (OSError, ValueError, RuntimeError) as error:
        raise ArticleError(f"{shown} cannot be read.", "Check the path in the article.") from error
    if size > LARGEST_BYTES:
        raise ArticleError(f"{shown} is larger than {LARGEST_BYTES // 1_000_000} MB.", "It is not drawn.")
    return path


def read_image(path: Path) -> Image:
    """An image, small enough to be drawn. Raises ArticleError; slow, so call it from a worker."""
    name = clean_line(path.name)
    try:
        import PIL.Image
    except ImportError as error:
        raise ArticleError("Images cannot be drawn.", MISSING) from error
    try:
        with PIL.Image.open(path) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise ArticleError(f"{name} has more than {LARGEST_PIXELS // 1_000_000} million pixels.")
            image.draft("RGB", _DRAWN_PIXELS)
            drawn = image.convert("RGBA" if image.mode in ("LA", "P", "PA", "RGBA") else "RGB")
            drawn.thumbnail(_DRAWN_PIXELS)
            return drawn
    except ArticleError:
        raise
    except Exception as error:  # whatever a damaged file makes a decoder raise
        raise ArticleError(f"{name} is no image that can be drawn.") from error

"""`python -m tests.texts` writes docs/texts anew; with `--alike` it lists texts that are nearly the same."""

import sys

from tests.texts.catalogue import FOLDER, catalogue, pages
from tests.texts.style import nearly_alike


def main() -> None:
    if "--alike" in sys.argv:
        sys.stdout.write("\n".join(nearly_alike(catalogue())))
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in pages().items():
        (FOLDER / name).write_text(page, encoding="utf-8")
    sys.stdout.write(f"{len(catalogue())} texts in {len(pages())} pages of docs/texts\n")


main()

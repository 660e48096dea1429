"""Every text that people see is in the catalogue, in the words of the papers, with one style of marks."""

from tests.texts.catalogue import FOLDER, catalogue, pages
from tests.texts.style import other_words, repeated, told_apart_by_marks, wrong_marks
from tests.texts.words import glossary

AGAIN = "run: python -m tests.texts"


def test_the_catalogue_is_up_to_date() -> None:
    kept = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    wanted = pages()
    stale = sorted(name for name in kept.keys() | wanted.keys() if kept.get(name) != wanted.get(name))
    assert stale == [], AGAIN


def test_texts_use_the_words_of_the_papers() -> None:
    assert list(other_words(catalogue())) == []


def test_the_words_of_the_papers_do_not_contradict_each_other() -> None:
    avoided = {spelling for one in glossary() for spelling in one.avoided}
    assert [one.word for one in glossary() if any(spelling in one.word for spelling in avoided)] == []


def test_marks_are_of_one_style() -> None:
    assert list(wrong_marks(catalogue())) == []


def test_a_sentence_of_three_modules_has_one_name() -> None:
    assert list(repeated(catalogue())) == []


def test_sentences_do_not_differ_by_their_marks_alone() -> None:
    assert list(told_apart_by_marks(catalogue())) == []

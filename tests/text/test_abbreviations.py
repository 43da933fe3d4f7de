"""Abbreviations are taken from the notes' own words, and only where the letters are the initials."""

from embeddings.text import abbreviations


def test_either_order_is_understood() -> None:
    known = abbreviations.find(
        ["They use Optical Character Recognition (OCR).", "An SLO (service level objective) is a promise."]
    )
    assert known == {"ocr": ("optical", "character", "recognition"), "slo": ("service", "level", "objective")}


def test_letters_that_are_no_initials_are_left_alone() -> None:
    assert (
        abbreviations.find(
            ["a talk by the cloud team (AWS)", "very good (WOW) indeed", "no brackets here OCR"]
        )
        == {}
    )


def test_each_form_is_given_the_other() -> None:
    known = {"ocr": ("optical", "character", "recognition")}
    assert abbreviations.other_forms("plain OCR fails", known) == ["optical", "character", "recognition"]
    assert abbreviations.other_forms("optical character recognition fails", known) == ["ocr"]
    assert abbreviations.other_forms("optical recognition of a character", known) == []

"""QTI 2.1 items, read: one in an XML file, or many in a content package.

Source: IMS Question & Test Interoperability, assessment test, section and item information model,
version 2.1.  Of its interactions those are read that our types of question can hold.
"""

from __future__ import annotations

import html

# Only names the type; what others wrote goes through defusedxml.
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Final

from chalicelib.domain.numbers import read_number
from chalicelib.domain.questions import Credit, Question
from chalicelib.importing.drafts import (
    Collector,
    Common,
    Fault,
    Imported,
    Unread,
    number_question,
    read_judgement,
    several_choices,
    short_text,
    single_choice,
    true_false,
)
from chalicelib.importing.markup import html_to_text
from chalicelib.importing.qti_package import Item, read_items

HOLE: Final = "_____"
MATCH_CORRECT: Final = "match_correct"
"""The end of the address of the template that gives all points or none."""
_TEX: Final = "application/x-tex"
_NUMERIC: Final = frozenset({"float", "integer"})


def read_qti(data: bytes) -> Imported:
    """Read an item or a package of items; raises InvalidError when it is neither, or unsafe."""
    collector = Collector()
    for item in read_items(data):
        _ItemReader(item, collector).read()
    return collector.finish()


class _ItemReader:
    """Reads one ``assessmentItem``."""

    def __init__(self, item: Item, collector: Collector) -> None:
        self._item = item
        self._root = item.element
        self._collector = collector
        self._notes: list[Fault] = []
        body = self._root.find("itemBody")
        self._body = ET.Element("itemBody") if body is None else body
        _write_formulas(self._root)
        self._interactions = [e for e in self._body.iter() if e.tag.endswith("Interaction")]
        self._text = self._read_body()

    def read(self) -> None:
        """Hand the question over, or say what is the matter with it."""
        question = self._question()
        said = self._text or self._root.get("title", "")
        if question is None:
            self._collector.skip(Unread(self._item.number, said, "unknown_type"))
        else:
            notes = (Unread(self._item.number, said, code) for code in self._notes)
            self._collector.add(question, notes)

    def _question(self) -> Question | None:
        if len(self._interactions) != 1:
            return None
        [asked] = self._interactions
        response = _Response(self._root, asked.get("responseIdentifier", ""))
        match asked.tag:
            case "choiceInteraction":
                return self._choices(asked, response)
            case "matchInteraction":
                sets = [_by_name(part) for part in asked.findall("simpleMatchSet")]
                return self._statements(sets[0], sets[1], response) if len(sets) == 2 else None  # noqa: PLR2004 - what is judged, and the judgements
            case "associateInteraction":
                named = _by_name(asked)
                told = {n: e for n, e in named.items() if self._judgement(e) is not None}
                asked_for = {n: e for n, e in named.items() if n not in told}
                return self._statements(asked_for, told, response)
            case "textEntryInteraction" | "extendedTextInteraction":
                return self._short(response)
        return None

    def _common(self) -> Common:
        return Common(
            text=self._text,
            points=_maximum(self._root),
            explanation="\n".join(self._say(e) for e in self._root.findall("modalFeedback")),
            part=self._item.part,
        )

    def _choices(self, asked: ET.Element, response: _Response) -> Question:
        offered = _by_name(asked)
        texts = [self._say(choice) for choice in offered.values()]
        right = [at for at, name in enumerate(offered) if name in response.correct]
        if not right:
            self._notes.append("no_key")
        common = self._common()
        if asked.get("maxChoices", "1") == "1" and len(right) <= 1:
            common["penalty"] = response.penalty
            return single_choice(common, texts, right[0] if right else None)
        if not response.is_even(offered):
            self._notes.append("weights_left_out")
        return several_choices(common, texts, right, self._credit(response))

    def _statements(
        self, asked: Mapping[str, ET.Element], told: Mapping[str, ET.Element], response: _Response
    ) -> Question | None:
        judgements = {name: self._judgement(element) for name, element in told.items()}
        if not asked or not told or None in judgements.values():
            return None
        judged = {}
        for pair in response.correct:
            one, _, other = pair.partition(" ")
            if other in judgements:
                judged[one] = judgements[other]
            elif one in judgements:
                judged[other] = judgements[one]
        if judged.keys() != asked.keys():
            self._notes.append("no_key")
        statements = [(self._say(e), judged.get(name) is True) for name, e in asked.items()]
        return true_false(self._common(), statements, self._credit(response))

    def _short(self, response: _Response) -> Question | None:
        common = self._common()
        if not response.correct:
            return None
        if response.base_type in _NUMERIC:
            number = read_number(next(iter(response.correct)))
            tolerance = _tolerance(self._root)
            return None if number is None else number_question(common, float(number), tolerance)
        common["penalty"] = response.penalty
        return short_text(common, response.correct)

    def _credit(self, response: _Response) -> Credit:
        processing = self._root.find("responseProcessing")
        template = "" if processing is None else processing.get("template", "")
        whole = template.endswith(MATCH_CORRECT) or not response.weights
        return Credit.ALL if whole else Credit.PARTIAL

    def _judgement(self, element: ET.Element) -> bool | None:
        return read_judgement(self._say(element))

    def _read_body(self) -> str:
        """Return what the item says around its interaction, the prompt at the end."""
        prompts = [self._say(p) for e in self._interactions for p in e.findall("prompt")]
        body = _markup(self._body, {id(element) for element in self._interactions})
        around = html_to_text(body, self._show).removesuffix(HOLE).strip()
        return "\n".join(filter(None, (around, *prompts)))

    def _say(self, element: ET.Element) -> str:
        return html_to_text(_markup(element, set()), self._show)

    def _show(self, source: str, alt: str) -> str:
        mark, fault = self._collector.take_picture(self._item.file(source), alt)
        self._notes.extend([fault] if fault else [])
        return mark


class _Response:
    """What an item declares about the answer to its interaction."""

    def __init__(self, root: ET.Element, identifier: str) -> None:
        found = root.find(f"responseDeclaration[@identifier='{identifier}']")
        declared = ET.Element("responseDeclaration") if found is None else found
        mapping = declared.find("mapping")
        self.base_type = declared.get("baseType", "")
        self.weights = dict(_weights(mapping))
        self._default = 0.0 if mapping is None else _float(mapping.get("defaultValue"))
        values = [(e.text or "").strip() for e in declared.findall("correctResponse/value")]
        rewarded = [name for name, weight in self.weights.items() if weight > 0]
        spelt = rewarded if self.base_type == "string" else []
        self.correct = tuple(dict.fromkeys([*values, *spelt] or rewarded))

    @property
    def penalty(self) -> float:
        """Points that a wrong answer costs."""
        return max(0.0, -min([self._default, *self.weights.values()]))

    def is_even(self, offered: Mapping[str, ET.Element]) -> bool:
        """Say whether all right choices are worth the same."""
        worth = {round(self.weights[n], 4) for n in offered if self.weights.get(n, 0) > 0}
        return len(worth) <= 1


def _weights(mapping: ET.Element | None) -> Iterator[tuple[str, float]]:
    for entry in () if mapping is None else mapping.findall("mapEntry"):
        yield entry.get("mapKey", ""), _float(entry.get("mappedValue"))


def _by_name(parent: ET.Element) -> dict[str, ET.Element]:
    return {e.get("identifier", ""): e for e in parent if e.get("identifier")}


def _maximum(root: ET.Element) -> float:
    """Return the points of an item: MAXSCORE's value, else SCORE's maximum, else one."""
    value = root.findtext("outcomeDeclaration[@identifier='MAXSCORE']/defaultValue/value")
    score = root.find("outcomeDeclaration[@identifier='SCORE']")
    stated = value or (None if score is None else score.get("normalMaximum"))
    return _float(stated) or 1.0


def _tolerance(root: ET.Element) -> float:
    for equal in root.iter("equal"):
        if equal.get("toleranceMode") == "absolute":
            return abs(_float((equal.get("tolerance") or "0").split()[0]))
    return 0.0


def _float(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _write_formulas(root: ET.Element) -> None:
    """Put LaTeX in the place of MathML, where MathML comes with it; else its letters stay."""
    for formula in [e for e in root.iter() if e.tag == "math"]:
        tex = next((e.text for e in formula.iter("annotation") if e.get("encoding") == _TEX), None)
        said = f"${tex.strip()}$" if tex else "".join(formula.itertext())
        tail = formula.tail
        formula.clear()
        formula.tag, formula.text, formula.tail = "span", said, tail


def _markup(element: ET.Element, holes: set[int]) -> str:
    """Return what stands inside an element as HTML, and holes in the place of some elements."""
    parts = [html.escape(element.text or "")]
    for child in element:
        if id(child) in holes:
            parts.append(HOLE if child.tag == "textEntryInteraction" else "")
        else:
            attributes = "".join(
                f' {name}="{html.escape(value)}"' for name, value in child.attrib.items()
            )
            parts.append(f"<{child.tag}{attributes}>{_markup(child, holes)}</{child.tag}>")
        parts.append(html.escape(child.tail or ""))
    return "".join(parts)

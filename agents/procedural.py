"""Procedures: how the user wants things done, how he does them, and what is done again and again. A request for once is none.

What users tell an assistant is read here, in the order it is said: corrections of a step, procedures of the assistant that a user
makes his own, how-tos over one message or several, standing instructions. What people tell each other is their own affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived, Utterance
from memos.agents.procedures.adopting import adopts, proposed_by
from memos.agents.procedures.calls import Request, requests_in
from memos.agents.procedures.corrections import Correction, find_correction
from memos.agents.procedures.following import instructions_in
from memos.agents.procedures.habits import Habit, habit_of, same_habit
from memos.agents.procedures.instructions import Instruction
from memos.agents.procedures.mending import InsertBy, Restate, Reword, applied, in_words, is_meant_by
from memos.agents.procedures.rivalry import rivals
from memos.agents.procedures.steps import MOST, Block, marker_of, speaks_of_a_step
from memos.agents.procedures.telling import Telling, asked_for, begins, continued, names_a_task, read_telling
from memos.agents.procedures.withdrawing import find_withdrawal
from memos.agents.proposal import Decline, Draft, Proposal
from memos.schemas.cube import Kind, MemCube, Procedural, Source, State
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.value import Moment

AGENT = Kind.PROCEDURAL.value

LONGEST_MESSAGE = 1_500
"""Longer messages are documents or prompts that were pasted, not talk to the assistant: no instructions are read in them."""

LONGEST_TELLING = 6_000
"""A how-to may be longer."""

RESULTS = 120
"""How many of the newest results of tools are looked at for what is done again and again."""


class ProceduralAgent:
    """Notes how the user wants things done, and how things are done."""

    kind = Kind.PROCEDURAL
    question = "How does the user want things done from now on?"

    def wants(self, perceived: Perceived) -> str | None:
        """An exchange in which a user says how something is done, corrects it, or in which tools were called."""
        if _calls_end(perceived):
            return "calls of tools"
        hints = (hint for utterance, before in _told_to_assistant(perceived) for hint in _hints(utterance, before))
        return next(hints, None)

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """A procedure for everything of the kind; those of documents and tools are none."""
        notes = _Notes(bench)
        for utterance, before in _told_to_assistant(perceived):
            notes.take(utterance, before)
        return [*notes.drafts, *_habits(perceived, bench)]


def _told_to_assistant(perceived: Perceived) -> Iterator[tuple[Utterance, Sequence[Utterance]]]:
    """What users tell an assistant, each with what was said before it."""
    everything = (*perceived.earlier, *perceived.utterances)
    people = {one.speaker for one in everything if one.message.role == "user"}
    for place in range(len(perceived.earlier), len(everything)):
        utterance = everything[place]
        message = utterance.message
        if message.role != "user" or message.trust.rank < Trust.USER.rank or len(message.content) > LONGEST_TELLING:
            continue
        if utterance.addressee not in people or utterance.addressee == utterance.speaker:
            yield utterance, everything[max(0, place - 8) : place]


def _hints(utterance: Utterance, before: Sequence[Utterance]) -> Iterator[str]:
    """What an utterance may turn out to be, without a look at what is remembered."""
    if given := next(_instructions(utterance), None):
        yield f"a standing instruction ({given[2].rule})"
    if telling := read_telling(utterance.message.content, utterance.sentences):
        yield f"how something is done ({telling.rule})"
    if continued(utterance.message.content, utterance.sentences):
        yield "steps of something"
    if any(find_correction(sentence.text) for sentence in utterance.sentences):
        yield "a correction of a step"
    if any(find_withdrawal(sentence.text) for sentence in utterance.sentences):
        yield "an instruction is taken back"
    if _adopted(utterance, before):
        yield "what the assistant proposed is to be done"


def _instructions(utterance: Utterance) -> Iterator[tuple[int, int, Instruction]]:
    if len(utterance.message.content) <= LONGEST_MESSAGE:
        yield from instructions_in(utterance.sentences)


def _adopted(utterance: Utterance, before: Sequence[Utterance]) -> tuple[Utterance, Telling] | None:
    """What the assistant has just proposed, if this takes it over."""
    if not before or before[-1].message.role != "assistant" or not adopts(utterance.message.content):
        return None
    asked = before[-2] if len(before) > 1 else None
    telling = proposed_by(before[-1], asked)
    return None if telling is None else (before[-1], telling)


class _Known(NamedTuple):
    """A procedure that is known or has just been told: what stands for it, and the messages it rests on."""

    id: str
    payload: Procedural
    messages: frozenset[str]
    told: Moment
    draft: int | None = None


class _Notes:
    """What comes of an exchange, utterance by utterance; later ones go on with, or correct, what earlier ones told."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._remembered: list[_Known] | None = None
        self.drafts: list[Draft] = []

    def take(self, utterance: Utterance, before: Sequence[Utterance]) -> None:
        """Goes on with what a user says to an assistant."""
        taken = [*self._corrections(utterance, before), *self._withdrawals(utterance)]
        adopted = _adopted(utterance, before)
        telling = read_telling(utterance.message.content, utterance.sentences)
        block = continued(utterance.message.content, utterance.sentences)
        if adopted is not None:
            assistant, proposed = adopted
            sources = (utterance.source(), assistant.source(proposed.start, proposed.end))
            self._tell(proposed.procedure, utterance, sources, "took over what the assistant proposed")
        elif telling is not None and telling.procedure.steps:
            source = utterance.source(telling.start, telling.end)
            self._tell(telling.procedure, utterance, (source,), f"told how it is done ({telling.rule}){_cut(telling)}")
            taken.append((telling.start, telling.end))
        elif block is not None and not taken and self._go_on(block, utterance, before):
            taken.append((block.start, block.end))
        for start, end, given in _instructions(utterance):
            if not any(start < stop and begin < end for begin, stop in taken):
                self._instruct(given, utterance, utterance.source(start, end))

    # -- what is told

    def _tell(self, payload: Procedural, utterance: Utterance, sources: tuple[Source, ...], how: str) -> None:
        """A new procedure, or a new version of the one of that name."""
        known = next((one for one in self._known() if _same_name(one.payload, payload)), None)
        if known is None:
            self._propose(payload, utterance, sources, f"{utterance.speaker} {how}")
        elif known.payload != payload:
            self._mend(known, payload, utterance, sources, f"{utterance.speaker} told anew how it is done")

    def _instruct(self, given: Instruction, utterance: Utterance, source: Source) -> None:
        payload = Procedural(
            title=given.title,
            trigger=given.trigger,
            steps=given.steps,
            preconditions=given.preconditions,
            entry_type=given.entry_type,
        )
        rival = next((one for one in self._known() if rivals(payload, one.payload)), None)
        if rival is None:
            self._propose(payload, utterance, (source,), f"{utterance.speaker} said how to do it ({given.rule})")
        else:
            self._mend(
                rival,
                payload,
                utterance,
                (source,),
                f"{utterance.speaker} wants it otherwise now: was {rival.payload.title!r}",
            )

    def _go_on(self, block: Block, utterance: Utterance, before: Sequence[Utterance]) -> bool:
        """Whether these are the next steps of what was being told: by the user in his last message, or as the answer to a question."""
        last = next((one for one in reversed(before) if one.speaker == utterance.speaker and not one.noise), None)
        steps = tuple(step.text for step in block.steps)
        source = utterance.source(block.start, block.end)
        if last is not None and not begins(utterance.message.content):
            known = next((one for one in self._known() if last.message.id in one.messages and one.payload.steps), None)
            if known is not None:
                payload = _with_more(known.payload, block)
                self._mend(known, payload, utterance, (source,), f"{utterance.speaker} told the next step", joins=True)
                return True
        started = self._started(last, utterance, before)
        if started is None or (len(steps) < 2 and not begins(utterance.message.content)):
            return False
        payload, sources = started
        self._tell(_with_more(payload, block), utterance, (source, *sources), "told how it is done, step by step")
        return True

    def _started(
        self, last: Utterance | None, utterance: Utterance, before: Sequence[Utterance]
    ) -> tuple[Procedural, tuple[Source, ...]] | None:
        """What steps are about to be told of: a lead in the user's last message, or the question that is being answered."""
        if last is not None:
            telling = read_telling(last.message.content, last.sentences)
            if telling is not None and not telling.procedure.steps:
                return telling.procedure, (last.source(telling.start, telling.end),)
        question = before[-1] if before and before[-1].speaker != utterance.speaker else None
        asked = asked_for(question.message.content) if question else None
        return (asked, ()) if asked is not None else None

    # -- what is corrected

    def _corrections(self, utterance: Utterance, before: Sequence[Utterance]) -> list[tuple[int, int]]:
        """Corrects steps, each in a version of its own, and says which stretches of the message did so."""
        taken = []
        for sentence in utterance.sentences:
            correction = find_correction(sentence.text)
            if correction is None:
                continue
            found = self._corrected(correction, utterance, before)
            tells = marker_of(sentence.text) is not None and not speaks_of_a_step(sentence.text)
            if found is None and not tells and self._is_of_one(correction, utterance, before):
                source = utterance.source(sentence.start, sentence.end)
                reason = f"no step that is known fits the correction: {in_words(correction.change)}"
                self.drafts.append(Decline(agent=AGENT, reason=reason, sources=(source,)))
                taken.append((sentence.start, sentence.end))
            if found is not None:
                known, payload = found
                source = utterance.source(sentence.start, sentence.end)
                change = in_words(correction.change)
                self._mend(known, payload, utterance, (source,), f"{utterance.speaker} corrected it: {change}")
                taken.append((sentence.start, sentence.end))
        return taken

    def _corrected(
        self, correction: Correction, utterance: Utterance, before: Sequence[Utterance]
    ) -> tuple[_Known, Procedural] | None:
        """The procedure that a correction means: the one it names, else the one spoken of last, if that is not long ago."""
        near = {one.message.id for one in (*before, utterance)}
        for known in self._known():
            named = is_meant_by(correction.of, known.payload)
            if named or (named is None and not near.isdisjoint(known.messages)):
                payload = applied(correction.change, known.payload)
                if payload is not None:
                    return known, payload
        return None

    def _is_of_one(self, correction: Correction, utterance: Utterance, before: Sequence[Utterance]) -> bool:
        """Whether a correction names a step by its place, of a procedure that was just spoken of."""
        near = {one.message.id for one in (*before, utterance)}
        by_place = not isinstance(correction.change, Reword | Restate | InsertBy)
        return by_place and any(known.payload.steps and not near.isdisjoint(known.messages) for known in self._known())

    def _withdrawals(self, utterance: Utterance) -> list[tuple[int, int]]:
        """Takes back what a sentence withdraws, if it can only mean one procedure, and says where."""
        taken = []
        for sentence in utterance.sentences:
            withdrawal = find_withdrawal(sentence.text)
            meant = [known for known in self._known() if withdrawal.fits(known.payload)] if withdrawal else []
            if len(meant) == 1:
                [known] = meant
                source = utterance.source(sentence.start, sentence.end)
                reason = f"{utterance.speaker} took it back: was {known.payload.title!r}"
                proposal = _proposal(self._bench.ids.new(), known.payload, utterance, (source,), reason)
                self._known().remove(known)
                self.drafts.append(proposal.model_copy(update={"intent": "retract", "replaces": known.id}))
                taken.append((sentence.start, sentence.end))
        return taken

    # -- proposals

    def _known(self) -> list[_Known]:
        """The procedures told last first; what is remembered is looked up once, if need be."""
        if self._remembered is None:
            cubes = self._bench.memories.procedures()
            self._remembered = [known for cube in cubes if (known := _of_cube(cube)) is not None]
        return self._remembered

    def _propose(self, payload: Procedural, utterance: Utterance, sources: tuple[Source, ...], reason: str) -> None:
        proposal = _proposal(self._bench.ids.new(), payload, utterance, sources, reason)
        self._note(proposal.id, payload, frozenset(source.message_id for source in sources), utterance)
        self.drafts.append(proposal)

    def _mend(
        self,
        known: _Known,
        payload: Procedural,
        utterance: Utterance,
        sources: tuple[Source, ...],
        reason: str,
        *,
        joins: bool = False,
    ) -> None:
        """A new version; what was told in this very exchange and only goes on (`joins`) stays one."""
        self._known().remove(known)
        messages = known.messages | {source.message_id for source in sources}
        draft = None if known.draft is None or not joins else self.drafts[known.draft]
        if isinstance(draft, Proposal) and known.draft is not None:
            more = tuple(dict.fromkeys((*draft.sources, *sources)))
            self.drafts[known.draft] = draft.model_copy(update={"payload": payload, "sources": more})
            self._remembered = [known._replace(payload=payload, messages=messages), *self._known()]
            return
        proposal = _proposal(self._bench.ids.new(), payload, utterance, sources, reason)
        self._note(known.id, payload, messages, utterance)
        self.drafts.append(proposal.model_copy(update={"intent": "correct", "replaces": known.id}))

    def _note(self, cube_id: str, payload: Procedural, messages: frozenset[str], utterance: Utterance) -> None:
        noted = _Known(cube_id, payload, messages, utterance.message.timestamp, len(self.drafts))
        self._remembered = [noted, *self._known()]


def _of_cube(cube: MemCube) -> _Known | None:
    """A remembered procedure that the user told; what is done by habit he can only correct by its name."""
    if not isinstance(cube.payload, Procedural) or cube.state is not State.ACTIVE:
        return None
    return _Known(cube.id, cube.payload, frozenset(cube.provenance.message_ids), cube.observed_at)


def _with_more(payload: Procedural, block: Block) -> Procedural:
    steps = (*payload.steps, *(step.text for step in block.steps))
    needs = tuple(dict.fromkeys((*payload.preconditions, *block.preconditions)))
    return payload.model_copy(update={"steps": steps, "preconditions": needs})


def _cut(telling: Telling) -> str:
    return f"; the first {MOST} of {MOST + telling.left_out} steps are kept" if telling.left_out else ""


def _same_name(one: Procedural, other: Procedural) -> bool:
    """Whether two are one procedure told twice; a name that many bear ("Checklist") is not enough, a step must be the same."""
    if not one.steps or " ".join(one.title.casefold().split()) != " ".join(other.title.casefold().split()):
        return False
    return names_a_task(other) or not set(one.steps).isdisjoint(other.steps)


def _proposal(
    proposal_id: str, payload: Procedural, utterance: Utterance, sources: tuple[Source, ...], reason: str
) -> Proposal:
    return Proposal(
        id=proposal_id,
        agent=AGENT,
        payload=payload,
        sources=sources,
        observed_at=utterance.message.timestamp,
        trust=utterance.message.trust,
        reason=reason,
    )


# -- what is done again and again


def _calls_end(perceived: Perceived) -> bool:
    """Whether this exchange shows that a request is done for which tools were called."""
    here = {one.message.position for one in perceived.utterances}
    seen = [one.message for one in (*perceived.earlier, *perceived.utterances)]
    return any(request.closed_at in here for request in requests_in(seen))


def _habits(perceived: Perceived, bench: Workbench) -> list[Draft]:
    """Requests that this exchange brings to an end, if the same was done before for like ones."""
    if not _calls_end(perceived):
        return []
    seen = (*bench.talk.around_tools(RESULTS), *(one.message for one in (*perceived.earlier, *perceived.utterances)))
    messages = {message.id: message for message in seen}
    here = {one.message.position for one in perceived.utterances}
    requests = requests_in(messages.values())
    found: dict[tuple[str, ...], Draft] = {}
    for place, request in enumerate(requests):
        habit = habit_of(request, requests[:place]) if request.closed_at in here else None
        if habit is not None:
            found[request.tools] = _habitual(habit, messages, bench)
    return list(found.values())


def _habitual(habit: Habit, messages: dict[str, StoredMessage], bench: Workbench) -> Proposal:
    """The procedure of a habit, or the next version of the one it is known by: surer, and with the evidence of this run."""
    known = next((cube for cube in bench.memories.procedures() if same_habit(habit, cube)), None)
    runs: Sequence[Request] = habit.requests[::-1]
    sources = [Source(message_id=message_id) for run in runs for message_id in run.evidence]
    times = len(habit.requests)
    payload = habit.procedure
    if known is not None and isinstance(known.payload, Procedural):
        times = max(times, round(known.confidence / max(1 - known.confidence, 0.01)) + 1)
        payload = known.payload.model_copy(update={"steps": habit.procedure.steps})
    return Proposal(
        id=bench.ids.new(),
        agent=AGENT,
        intent="assert" if known is None else "correct",
        replaces=None if known is None else known.id,
        payload=payload,
        sources=tuple(dict.fromkeys(sources)),
        observed_at=messages[runs[0].evidence[-1]].timestamp,
        trust=Trust.TOOL,
        confidence=times / (times + 1),
        reason=f"the same tools did it {times} times",
    )

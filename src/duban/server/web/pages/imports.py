"""Files in: several at once, under a mechanism in use; then the batch with how far each file is.

A mechanism is taken into use here as well: its open questions are asked once, before the files are chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duban.governing.clock import Cadence
from duban.mechanisms import MechanismError, load_all, parameters
from duban.mechanisms.parameters import General
from duban.server.documents.access import batch_for, job_for
from duban.server.documents.jobs import Wish
from duban.server.documents.queries import ENDED, progress
from duban.server.ledger.access import visible_ledgers
from duban.server.ledger.actions import Upload
from duban.server.ledger.adoption import in_use, take_into_use
from duban.server.ledger.importing import receive, retry
from duban.server.people.access import Right
from duban.server.people.queries import units_for_choice
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place
from duban.server.web.wording import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.http import HttpResponse, QueryDict

    from duban.mechanisms import Adopted, Mechanism
    from duban.mechanisms.parameters import Parameter
    from duban.server.documents.models import ImportJob
    from duban.server.ledger.models import Ledger
    from duban.server.web.doors import PageRequest

#: So many files go in one upload.
MOST = 100
#: What the list of a batch does not show, and that may be long.
LONG = ("content", "version__source", "version__reading")
CADENCES = {
    "daily": gettext_lazy("每天"),
    "weekly": gettext_lazy("每周"),
    "half-monthly": gettext_lazy("每半月"),
    "monthly": gettext_lazy("每月"),
    "bimonthly": gettext_lazy("每两月"),
    "quarterly": gettext_lazy("每季度"),
    "half-yearly": gettext_lazy("每半年"),
    "yearly": gettext_lazy("每年"),
}
#: What to do about a file that is not read; the job's own words say what happened.
STATES = {
    "waiting": (gettext_lazy("排队中"), "plain"),
    "running": (gettext_lazy("识读中"), "plain"),
    "done": (gettext_lazy("已识读"), "good"),
    "same": (gettext_lazy("以前导入过"), "plain"),
    "failed": (gettext_lazy("未能识读"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A mechanism in the gallery."""

    mechanism: Mechanism
    name: str
    purpose: str
    adopted: bool
    questions: int
    ledgers: int


@dataclass(frozen=True, slots=True)
class Question:
    """One open parameter of a mechanism: how it is asked, what was answered, and what is wrong with that."""

    key: str
    parameter: Parameter
    words: str
    depends: str
    answer: str
    choices: Sequence[tuple[str, str]]
    problem: str = ""
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A file of a batch, with what came of it."""

    job: ImportJob
    words: str
    tone: str
    ledgers: Sequence[Ledger]

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.job.state in ENDED


@require_http_methods(["GET", "HEAD", "POST"])
@opens_to(Right.IMPORT)
def bring(request: PageRequest) -> HttpResponse:
    """Choose files and what to do with them; posted, they are queued and the batch is shown."""
    gallery = choices(request)
    chosen = (request.POST if request.method == "POST" else request.GET).get("mechanism", "")
    problem, status = "", 200
    if request.method == "POST":
        files = [Upload(file.name or "", file.read()) for file in request.FILES.getlist("files")[: MOST + 1]]
        problem = _problem(files, chosen, gallery) or _day_problem(request.POST)
        if not problem:
            batch = receive(request.actor, files, _wish(request.POST), at=timezone.now())
            return HttpResponseRedirect(reverse("import_batch", args=[batch]))
        status = 422
    in_review = visible_ledgers(request.actor).filter(state="review").select_related("document", "owner")
    context = {
        "gallery": gallery,
        "chosen": chosen or next((choice.mechanism.id for choice in gallery if choice.adopted), ""),
        "problem": problem,
        "in_review": in_review.order_by("-id")[:20],
        "most": MOST,
        "units": units_for_choice(timezone.localdate()),
        "given": request.POST,
        "may_adopt": request.actor.has(Right.MANAGE_MECHANISMS),
    }
    return render(request, "imports/bring.html", context, status=status)


def _problem(files: Sequence[Upload], mechanism: str, gallery: Sequence[Choice]) -> str:
    """Why nothing was queued; empty where all is well."""
    if not files:
        return gettext("请先选择文件；可以一次选多个。")
    if len(files) > MOST:
        return gettext("一次最多上传%(most)s个文件，请分批上传。") % {"most": MOST}
    if mechanism and not any(choice.adopted and choice.mechanism.id == mechanism for choice in gallery):
        return gettext("这种机制还没有启用，请先回答它的几个问题。")
    return ""


def _day_problem(given: QueryDict) -> str:
    try:
        parse_date(given.get("dated", ""))
    except ValueError:
        return gettext("没有这一天，请写成 2026-03-06 的样子。")
    return ""


def _wish(given: QueryDict) -> Wish:
    owner = given.get("owner", "")
    return Wish(
        given.get("mechanism", ""),
        int(owner) if owner.isdecimal() else None,
        parse_date(given.get("dated", "")),
    )


def choices(request: PageRequest) -> list[Choice]:
    """The mechanisms that there are, those in use first."""
    running: dict[str, int] = {}
    for mechanism in visible_ledgers(request.actor).order_by().values_list("mechanism", flat=True):
        running[mechanism] = running.get(mechanism, 0) + 1
    found = [
        Choice(
            mechanism,
            said(mechanism.name),
            said(mechanism.purpose),
            in_use(mechanism.id) is not None,
            sum(parameter.required for parameter in parameters(mechanism).values()),
            running.get(mechanism.id, 0),
        )
        for mechanism in load_all().values()
    ]
    return sorted(found, key=lambda choice: (not choice.adopted, -choice.ledgers, choice.mechanism.id))


@require_http_methods(["GET", "HEAD", "POST"])
@opens_to(Right.MANAGE_MECHANISMS)
def adopt(request: PageRequest, mechanism: str) -> HttpResponse:
    """The open questions of a mechanism; answered, it is in use for ledgers yet to be made."""
    found = load_all().get(mechanism)
    if found is None:
        raise Http404
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            take_into_use(request.actor, mechanism, answers(found, request.POST), at=timezone.now())
        except MechanismError as error:
            problems = {fault.keys.removeprefix("answers."): fault.message for fault in error.faults}
        else:
            messages.success(request, gettext("已启用“%(name)s”，请选择文件。") % {"name": said(found.name)})
            return HttpResponseRedirect(f"{reverse('import')}?mechanism={mechanism}")
    before = in_use(mechanism)
    context = {
        "mechanism": found,
        "name": said(found.name),
        "purpose": said(found.purpose),
        "before": before,
        "questions": questions(found, request.POST or None, before, problems),
        "problems": problems,
    }
    return render(request, "imports/adopt.html", context, status=422 if problems else 200)


def answers(mechanism: Mechanism, given: QueryDict) -> dict[str, object]:
    """What was answered, in the form in which a mechanism is asked for it."""
    found: dict[str, object] = {}
    for key, parameter in parameters(mechanism).items():
        text = given.get(key, "").strip()
        match parameter.type:
            case "boolean":
                if text:
                    found[key] = text == "yes"
            case "texts":
                found[key] = [line.strip() for line in text.splitlines() if line.strip()]
            case _:
                found[key] = text
    return found


def questions(
    mechanism: Mechanism, given: QueryDict | None, before: Adopted | None, problems: Mapping[str, str]
) -> list[Question]:
    """The questions with what was answered now, else the last time."""
    kept = before.given if before else {}
    return [
        Question(
            key,
            parameter,
            said(parameter),
            said(parameter.depends),
            given.get(key, "") if given is not None else _typed(kept.get(key)),
            _options(parameter),
            _plain(problems[key], parameter) if key in problems else "",
            _typed(parameter.usual) if isinstance(parameter, General) else "",
        )
        for key, parameter in parameters(mechanism).items()
    ]


def _options(parameter: Parameter) -> list[tuple[str, str]]:
    match parameter.type:
        case "cadence":
            return [(cadence.value, str(CADENCES[cadence.value])) for cadence in Cadence]
        case "choice":
            return [(key, said(words)) for key, words in parameter.choices.items()]
        case "boolean":
            return [("yes", gettext("是")), ("no", gettext("否"))]
        case _:
            return []


def _typed(answer: object) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list | tuple):
        return "\n".join(map(str, answer))
    return "" if answer is None else str(answer)


def _plain(message: str, parameter: Parameter) -> str:
    """What is wrong with an answer, in the office's words."""
    if message.startswith("not answered"):
        return gettext("请回答这个问题。")
    if message.startswith("red at"):
        return gettext("亮红灯的百分比不能小于亮黄灯的百分比。")
    if parameter.minimum is not None or parameter.maximum is not None:
        bounds = [
            gettext("不小于%(least)s") % {"least": parameter.minimum}
            if parameter.minimum is not None
            else "",
            gettext("不大于%(most)s") % {"most": parameter.maximum} if parameter.maximum is not None else "",
        ]
        return gettext("请填数字：%(bounds)s。") % {"bounds": "，".join(filter(None, bounds))}
    return gettext("这样填不行，请看问题后面的说明。")


@require_safe
@opens_to(Right.IMPORT)
def batch(request: PageRequest, batch: UUID) -> HttpResponse:
    """How far each file of a batch is; htmx asks for the list alone until all have ended."""
    jobs = list(batch_for(request.actor, batch).select_related("version__document").defer(*LONG))
    documents = {job.version.document_id for job in jobs if job.version}
    ledgers: dict[int | None, list[Ledger]] = {}
    for ledger in visible_ledgers(request.actor).filter(document__in=documents).order_by("id"):
        ledgers.setdefault(ledger.document_id, []).append(ledger)
    lines = [
        Line(
            job,
            str(STATES[job.state][0]),
            STATES[job.state][1],
            ledgers.get(job.version.document_id, []) if job.version else [],
        )
        for job in jobs
    ]
    context = {"batch": batch, "lines": lines, "progress": progress(jobs)}
    return render(request, "imports/lines.html" if request.htmx else "imports/batch.html", context)


@require_POST
@opens_to(Right.IMPORT)
def again(request: PageRequest, job: int) -> HttpResponse:
    """Queue a file again that was not read, or was read without a ledger."""
    found = job_for(request.actor, job)
    if retry(request.actor, job, at=timezone.now()):
        messages.success(request, gettext("“%(name)s”已重新排队。") % {"name": found.file_name})
    else:
        words = gettext("“%(name)s”不能重试：原文件没有保留，或者已经识读完成。请重新上传。")
        messages.error(request, words % {"name": found.file_name})
    return HttpResponseRedirect(reverse("import_batch", args=[found.batch]))


PLACES = (Place("import", gettext_lazy("导入与审核"), 22, frozenset({Right.IMPORT})),)
urlpatterns = [
    path("imports/", bring, name="import"),
    path("imports/mechanisms/<str:mechanism>/", adopt, name="adopt"),
    path("imports/<uuid:batch>/", batch, name="import_batch"),
    path("imports/files/<int:job>/retry/", again, name="import_retry"),
]

"""One run from its beginning to its end: snapshot, judgement, tables, findings."""

from __future__ import annotations

import shutil
from contextlib import suppress

import polars as pl

from huitoukan.core.background.progress import Cancelled
from huitoukan.domain.linkage_review.enlisting import enlist
from huitoukan.domain.linkage_review.verdicts import decisions
from huitoukan.domain.policies.queries import built, drafts, pack_of
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.models import ImportedList
from huitoukan.domain.registry.queries import AsOf
from huitoukan.domain.registry.snapshots import snapshot
from huitoukan.domain.screening.actions.runs import fail, finish
from huitoukan.domain.screening.claims import Claim, claim
from huitoukan.domain.screening.enums import CAME_TO_NOTHING
from huitoukan.domain.screening.folders import every_try_of, folder_of, work_of
from huitoukan.domain.screening.models import Run
from huitoukan.domain.screening.performing.counting import count
from huitoukan.domain.screening.performing.describing import describe
from huitoukan.domain.screening.performing.identifying import identify, remove_remains
from huitoukan.domain.screening.performing.keeping import keep_tables
from huitoukan.engine.run import Judging
from huitoukan.engine.workplace import room_in
from huitoukan.messages import Mendable, say
from huitoukan.policy import Pack, parameters_on


def perform(run: int) -> None:
    """Does what was asked for, once. Cut off at any moment, it may simply be called again."""
    claimed = claim(run)
    if claimed is None:
        return
    try:
        _perform(claimed)
    except Cancelled:
        _tidy_after(claimed)
    except Mendable as error:
        _give_up(claimed, error)
    except Exception:
        _give_up(claimed, Mendable(say("run.fault")))
        raise  # it is ours: the log has to tell of it


def _give_up(claimed: Claim, why: Mendable) -> None:
    with suppress(Cancelled):  # nobody waits for it any more
        fail(claim=claimed, problem=why.message)
    _tidy_after(claimed)


def _tidy_after(claimed: Claim) -> None:
    """Unless another task has taken the run over, or even done it."""
    if Run.objects.filter(pk=claimed.run.pk, state__in=CAME_TO_NOTHING).exists():
        _tidy(claimed.run)


def _tidy(run: Run) -> None:
    """Nothing of a run that came to nothing stays."""
    shutil.rmtree(every_try_of(run), ignore_errors=True)
    if not run.is_trial:
        remove_remains(run)


def _perform(claimed: Claim) -> None:
    run = claimed.run
    _tidy(run)
    work = work_of(run)
    work.mkdir(parents=True, mode=0o700)
    pack, lists = _pack(run), _lists(run)
    known = [each for each in lists if each.kind in pack.kinds]
    with room_in(work):
        claimed.progress.start(say("run.stage_collecting"), 1)
        taken = snapshot(AsOf(run.day, run.landing), known, work / "snapshot", pack)
        parameters = parameters_on(pack, run.day)
        judging = Judging(pack, run.day, parameters, work / "judging", decisions(), progress=claimed.progress)
        result = judging.judge(taken.sheets)
        claimed.progress.start(say("run.stage_keeping"), 1)
        described = describe(result, pack, AsOf(run.day, run.landing))
        keep_tables(result, described, taken, pack, folder_of(run))
        counts = count(result, pack, described, known)
        if not run.is_trial:
            rows = pl.read_parquet(taken.rows)
            enlist(run=run.pk, result=result, pack=pack, rows=rows, writing=claimed.writing)
    if not run.is_trial:
        identify(claimed, described, pack.rules, counts["lacking"])
    shutil.rmtree(work)
    counts["passed_over"] = sorted({each.kind for each in lists} - set(pack.kinds))
    finish(claim=claimed, pack=pack, parameters=parameters, counts=counts)


def _pack(run: Run) -> Pack:
    """The version that the run was asked for under; a draft as it is now."""
    if not run.is_trial:
        return pack_of(run.policy)
    draft = drafts().filter(pk=run.policy).first()
    if draft is None:
        raise Mendable(say("run.draft_gone"))
    return built(draft)


def _lists(run: Run) -> list[ImportedList]:
    """Those that were chosen, if nobody has taken one back since."""
    lists = list(run.lists.select_related("of"))
    if not run.is_trial and any(each.of.state != ImportState.LANDED for each in lists):
        raise Mendable(say("run.list_undone"))
    return lists

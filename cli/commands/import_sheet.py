"""govpatrol import: an office's sheet into the registry."""

import getpass
from pathlib import Path

import click

from cli.group import Chosen
from cli.office import command_office
from cli.options import json_option, write_json
from cli.terminal import screen
from core.change import CHANGE_NAMES, ChangeKind
from core.clock import beijing_day
from core.subject import Account
from registry.compare import Change, Changes, compare
from registry.entries import Entering
from registry.preview import Preview, SheetError
from registry.sheet import read_sheet
from scheduler.office import Office
from scheduler.rejudge import give_anew
from scoring.standing import applies
from storage.entries import add_entries
from storage.places import list_regions, save_regions, save_units
from storage.probes import add_probes
from storage.reported import Reported, save_reported
from storage.reposts import save_tasks
from storage.subjects import get_subject, list_subjects, save_columns, save_subjects

KINDS = (
    "sites", "accounts", "sections", "columns", "units", "regions", "probes", "posts", "reposts",
    "entries",
)  # fmt: skip
MOST_REFUSED = 30


@click.command("import", help="导入表格（xlsx、xls、csv）。好的行进库，有问题的行逐行说明。")
@click.argument("kind", type=click.Choice(KINDS), metavar="|".join(KINDS))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="文件")
@click.option("--preview", is_flag=True, help="只看会怎样，不写入")
@json_option
@click.pass_obj
def command(chosen: Chosen, kind: str, file: Path, preview: bool, json_file: str | None) -> None:
    """Exit code 1 where nothing at all could go in."""
    if not file.is_file():
        raise click.ClickException(f"找不到文件 {file}。")
    with command_office(chosen) as office:
        read, changes = import_file(office, kind, file, write=not preview)
    write_json(
        json_file,
        lambda: {
            "accepted": read.accepted,
            "refused": [r.sentence for r in read.refused],
            "notes": list(read.notes),
            "changes": _changes(changes),
        },
    )
    if not read.accepted:
        raise click.ClickException("没有一行可以导入，未作任何改动。")


def import_file(
    office: Office, kind: str, file: Path, *, write: bool = True, quiet: bool = False
) -> tuple[Preview, Changes]:
    """Read, compare, apply in one transaction, tell. Raises ClickException with one sentence."""
    with office.database.read() as tx:
        regions, known = list_regions(tx), list_subjects(tx)
    try:
        today = beijing_day(office.clock())
        hosts = {s.code for s in known if not isinstance(s, Account)}
        accounts = [s for s in known if isinstance(s, Account)]
        rows = {row.id: row for row in office.rulebook.indicators}
        entering = Entering(known, rows, applies, getpass.getuser(), office.clock())
        read = read_sheet(file, kind, regions, hosts, accounts, entering, today)
    except SheetError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    except OSError as wrong:
        raise click.ClickException(f"读不了 {file}：{wrong.strerror or wrong}") from wrong
    changes = compare(known, read.subjects, read.fields)
    if write:
        _apply(office, read, changes)
    if not quiet:
        _tell(read, changes, written=write)
    return read, changes


def _apply(office: Office, read: Preview, changes: Changes) -> None:
    now = office.clock()
    with office.database.write() as tx:
        save_regions(tx, read.regions)
        save_units(tx, read.units)
        save_subjects(tx, changes.to_save, now, "导入")
        for code, columns in read.columns.items():
            for key in (f"site:{code}", f"section:{code}"):
                if get_subject(tx, key):
                    save_columns(tx, key, columns, now, "导入")
        for code, probes in read.probes.items():
            if get_subject(tx, f"site:{code}"):
                add_probes(tx, f"site:{code}", probes)
        told = [Reported(key, post, "sheet", newest) for key, post, newest in read.posts]
        save_reported(tx, told, "导入", now)
        save_tasks(tx, read.tasks, now)
        add_entries(tx, read.entries)
    for key in {entry.subject for entry in read.entries}:
        give_anew(office, key)


def _tell(read: Preview, changes: Changes, *, written: bool) -> None:
    for note in read.notes:
        screen.print(f"  {note}", style="dim")
    for row in read.refused[:MOST_REFUSED]:
        screen.print(f"  [red]未导入[/] {row.sentence}", markup=True)
    if len(read.refused) > MOST_REFUSED:
        screen.print(f"  ……另有 {len(read.refused) - MOST_REFUSED} 行未导入")
    for line in _changes(changes):
        screen.print(f"  {line}")
    done = "已导入" if written else "预览：可导入"
    screen.print(f"{done} {read.accepted} 行，未导入 {len(read.refused)} 行。")


def _changes(changes: Changes) -> list[str]:
    """What the registry will say differently, one line each; new ones are only counted."""
    lines = [f"新增 {len(changes.new)} 个"] if changes.new else []
    for kind, those in (
        (ChangeKind.RENAMED, changes.renamed),
        (ChangeKind.CLOSED, changes.closed),
        (ChangeKind.MOVED, changes.moved),
        (ChangeKind.CHANGED, changes.changed),
    ):
        lines += [f"{CHANGE_NAMES[kind]}：{_pair(one)}" for one in those]
    if changes.absent:
        names = "、".join(one.name for one in changes.absent[:5])
        lines.append(f"名录里有、表里没有的 {len(changes.absent)} 个未作改动（{names}…）")
    return lines


def _pair(change: Change) -> str:
    before, after = change.before.name, change.after.name
    return after if before == after else f"{before} → {after}"

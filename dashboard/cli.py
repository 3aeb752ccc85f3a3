"""The ``mega`` command: its options. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dashboard.rights import Right
from data.errors import MegaError

if TYPE_CHECKING:
    from dashboard.commands.session import Session

UNFORESEEN = 70
"""Exit code where the program itself is at fault (EX_SOFTWARE)."""

app = typer.Typer(
    name="mega",
    help="How close the network is to its Vision: from staff workbooks to the board's page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ImportId = Annotated[int, typer.Argument(help="The import's number in mega history.")]
Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Excel workbooks.")]
Who = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who does it; else you.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with the import.")]
PeriodCode = Annotated[str, typer.Argument(metavar="PERIOD", help="Such as 2024-Q4.")]
AsJson = Annotated[bool, typer.Option("--json", help="For other programs.")]
Language = Literal["es", "en", "pt"]


def main() -> None:
    """The entry point of the ``mega`` script."""
    app()


def now() -> datetime:
    """The one place where a command reads the clock."""
    return datetime.now().astimezone()


def default_database() -> Path:
    """Where the database lies unless told otherwise: the platform's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("mega-dashboard", appauthor=False) / "mega.duckdb"


def default_config() -> Path | None:
    """The configuration in the platform's folder for such, where there is one."""
    from platformdirs import user_config_path  # noqa: PLC0415

    path = user_config_path("mega-dashboard", appauthor=False) / "mega.toml"
    return path if path.exists() else None


@app.callback()
def options(
    context: typer.Context,
    database: Annotated[
        Path | None,
        typer.Option(envvar="MEGA_DATABASE", help="Database file; else one in your data folder."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(envvar="MEGA_CONFIG", help="Who may do what; else mega.toml, if it is there."),
    ] = None,
    who: Who = None,
    language: Annotated[
        Language | None,
        typer.Option(envvar="MEGA_LANGUAGE", help="What mega speaks; else your system's language."),
    ] = None,
) -> None:
    """Keep what every command is given."""
    from dashboard.commands.session import (  # noqa: PLC0415
        Session,
        called_with,
        person_at_the_machine,
        system_language,
    )
    from dashboard.words import words_in  # noqa: PLC0415

    words = words_in(language or system_language(os.environ))
    source = context.get_parameter_source("database")
    is_typed = source is not None and source.name == "COMMANDLINE"
    context.obj = Session(
        database=database or default_database(),
        words=words,
        now=now(),
        person=person_at_the_machine(),
        config=config or default_config(),
        called=called_with(str(database) if is_typed else None),
    )
    with telling(context) as session:
        context.obj = session.acting_as(who)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address of this machine.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port on it.")] = 8501,
    public: Annotated[
        bool,
        typer.Option("--public-read-only", help="To whoever comes, without a way to load data."),
    ] = False,
) -> None:
    """Serve the dashboard until stopped: to this machine, or to people who sign in.

    Who may sign in is said in the configuration (mega --config).
    """
    with telling(context) as session:
        from dashboard import server  # noqa: PLC0415

        session.person.need(Right.KEEP)
        server.serve(session.database, host, port, configuration=session.config, is_public=public)


@app.command()
def demo(
    context: typer.Context,
    workbooks: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Also write the workbooks it is made of to this folder."),
    ] = None,
) -> None:
    """Make a new database with illustrative data."""
    with telling(context) as session:
        from dashboard.commands.demo import make_demo  # noqa: PLC0415

        make_demo(session, workbooks)


@app.command("import")
def import_(
    context: typer.Context,
    files: Files,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")
    ] = False,
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help="Import the values without errors.")
    ] = False,
    who: Who = None,
    reason: Reason = "",
    effective_from: Annotated[
        str | None,
        typer.Option(metavar="PERIOD", help="When a strategy takes effect, such as 2025-Q1."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--map", metavar="M.toml", help="How sheets are read: see mega map."),
    ] = None,
    marked: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Also write workbooks with their problems marked there."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Import workbooks: a strategy, or values of a quarter.

    Exit code 0: imported, or nothing to change; 1: there are errors, and nothing or only the
    values without errors were imported; 2: a file or the command itself is wrong.
    """
    with telling(context) as session:
        from dashboard.commands.importing import Choice, import_files  # noqa: PLC0415
        from dashboard.commands.session import period_given  # noqa: PLC0415

        choice = Choice(
            dry_run=dry_run,
            accept_valid=accept_valid,
            reason=reason,
            effective_from=period_given(effective_from),
            mapping=mapping,
            marked=marked,
        )
        raise typer.Exit(import_files(session.acting_as(who), files, choice, as_json=as_json))


@app.command()
def template(
    context: typer.Context,
    period: Annotated[
        str, typer.Option(metavar="PERIOD", help="What is due with it: such as 2024-Q4.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="A new file.")],
    place: Annotated[
        str | None, typer.Option(metavar="CODE", help="For this place alone, such as PE.")
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="The template's language; else that of mega.")
    ] = None,
) -> None:
    """Write a workbook to fill in: the indicators due, their units, limits and last values."""
    with telling(context) as session:
        from dashboard.commands.handing_out import write_template  # noqa: PLC0415
        from dashboard.commands.session import period_of  # noqa: PLC0415
        from dashboard.words import words_in  # noqa: PLC0415

        words = words_in(language) if language else session.words
        write_template(session, period_of(period), place, output, words)


@app.command("map")
def map_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="An Excel workbook.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="M.toml", help="Write to this file.")
    ] = None,
) -> None:
    """Suggest how a workbook is read, as a TOML file to correct and hand to mega import --map.

    It names for each table its sheet, its rows of headings and what each column holds, and
    takes a place or period that holds for all of it and words to be read as others.
    """
    with telling(context) as session:
        from dashboard.commands.mapping import suggest_mapping  # noqa: PLC0415

        suggest_mapping(session, file, output)


@app.command()
def undo(context: typer.Context, number: ImportId, who: Who = None, reason: Reason = "") -> None:
    """Take an import back: what was in force before is in force again."""
    with telling(context) as session:
        from dashboard.commands.history import undo_import  # noqa: PLC0415

        undo_import(session.acting_as(who), number, reason)


@app.command()
def correct(
    context: typer.Context,
    indicator: Annotated[str, typer.Argument(metavar="CODE", help="The indicator.")],
    place: Annotated[str, typer.Option(metavar="CODE", help="The place, such as PE.")],
    period: Annotated[str, typer.Option(metavar="PERIOD", help="Such as 2024-Q4.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept.")],
    value: Annotated[str, typer.Option(metavar="NUMBER", help="What it is.")] = "",
    numerator: Annotated[str, typer.Option(metavar="NUMBER", help="Its numerator.")] = "",
    denominator: Annotated[str, typer.Option(metavar="NUMBER", help="Its denominator.")] = "",
    who: Who = None,
) -> None:
    """Put one value in the place of another, without a workbook; it is undone like an import."""
    with telling(context) as session:
        from dashboard.commands.correcting import correct_value  # noqa: PLC0415
        from dashboard.commands.session import period_of  # noqa: PLC0415
        from loaders.single import Single  # noqa: PLC0415

        one = Single(indicator, place, period_of(period), value, numerator, denominator)
        raise typer.Exit(correct_value(session.acting_as(who), one, reason))


@app.command()
def withdraw(
    context: typer.Context,
    indicator: Annotated[str, typer.Argument(metavar="CODE", help="The indicator.")],
    place: Annotated[str, typer.Option(metavar="CODE", help="The place, such as PE.")],
    period: Annotated[str, typer.Option(metavar="PERIOD", help="Such as 2024-Q4.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept.")],
    who: Who = None,
) -> None:
    """Take one value back: what counted before it counts again. It is undone like an import."""
    with telling(context) as session:
        from dashboard.commands.correcting import withdraw_value  # noqa: PLC0415
        from dashboard.commands.session import period_of  # noqa: PLC0415

        acting = session.acting_as(who)
        withdraw_value(acting, indicator, place, period_of(period), reason)


Place = Annotated[str | None, typer.Option(metavar="CODE", help="Values of this place alone.")]
Target = Annotated[str | None, typer.Option(metavar="CODE", help="Values of this indicator alone.")]


@app.command()
def review(context: typer.Context) -> None:
    """List what staff submitted, and what became of it."""
    with telling(context) as session:
        from dashboard.commands.reviewing import show_review  # noqa: PLC0415

        show_review(session)


@app.command()
def publish(
    context: typer.Context,
    number: ImportId,
    place: Place = None,
    indicator: Target = None,
    who: Who = None,
    reason: Reason = "",
) -> None:
    """Let a submission's values count: all that await review, or some."""
    with telling(context) as session:
        from dashboard.commands.reviewing import Narrowed, publish_submission  # noqa: PLC0415

        which = Narrowed(place, indicator)
        publish_submission(session.acting_as(who), number, which, reason)


@app.command("return")
def return_(
    context: typer.Context,
    number: ImportId,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What is to be corrected.")],
    place: Place = None,
    indicator: Target = None,
    who: Who = None,
) -> None:
    """Return a submission's values to who submitted them, with a note."""
    with telling(context) as session:
        from dashboard.commands.reviewing import Narrowed, return_submission  # noqa: PLC0415

        which = Narrowed(place, indicator)
        return_submission(session.acting_as(who), number, which, note)


@app.command()
def history(context: typer.Context, as_json: AsJson = False) -> None:
    """List all imports, the latest first."""
    with telling(context) as session:
        from dashboard.commands.history import show_history  # noqa: PLC0415

        show_history(session, as_json=as_json)


@app.command()
def close(context: typer.Context, period: PeriodCode, who: Who = None, reason: Reason = "") -> None:
    """Close a period: what has been reported of it counts, complete or not."""
    with telling(context) as session:
        from dashboard.commands.session import period_of  # noqa: PLC0415
        from dashboard.commands.terms import close_period  # noqa: PLC0415

        close_period(session.acting_as(who), period_of(period), reason)


@app.command()
def reopen(
    context: typer.Context, period: PeriodCode, who: Who = None, reason: Reason = ""
) -> None:
    """Take the closing of a period back."""
    with telling(context) as session:
        from dashboard.commands.session import period_of  # noqa: PLC0415
        from dashboard.commands.terms import reopen_period  # noqa: PLC0415

        reopen_period(session.acting_as(who), period_of(period), reason)


@app.command()
def exempt(
    context: typer.Context,
    period: PeriodCode,
    place: Annotated[str, typer.Option(metavar="CODE", help="The place that may, such as PE.")],
    indicator: Annotated[str, typer.Option(metavar="CODE", help="The indicator it may change.")],
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day, such as 2025-03-31.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept.")],
    who: Who = None,
) -> None:
    """Let one place change one indicator of a closed period, up to a day."""
    with telling(context) as session:
        from dashboard.commands.session import day_of, period_of  # noqa: PLC0415
        from dashboard.commands.terms import exempt as exempt_place  # noqa: PLC0415
        from data.locks import Exemption  # noqa: PLC0415

        quarter = period_of(period).last_quarter
        exemption = Exemption(quarter, place, indicator, day_of(until), reason)
        exempt_place(session.acting_as(who), exemption)


@app.command()
def comment(
    context: typer.Context,
    indicator: Annotated[str, typer.Argument(metavar="CODE", help="The indicator.")],
    period: Annotated[str, typer.Option(metavar="PERIOD", help="The quarter, as 2024-Q4.")],
    cause: Annotated[str, typer.Option(metavar="TEXT", help="Why it stands so.")],
    action: Annotated[str, typer.Option(metavar="TEXT", help="What is done about it.")] = "",
    responsible: Annotated[str, typer.Option(metavar="NAME", help="Who does it.")] = "",
    due: Annotated[str | None, typer.Option(metavar="DATE", help="By when.")] = None,
    who: Who = None,
) -> None:
    """Say why an indicator stands as it does; with an empty cause, take that back."""
    with telling(context) as session:
        from dashboard.commands.session import day_given, period_of  # noqa: PLC0415
        from dashboard.commands.terms import write_commentary  # noqa: PLC0415
        from data.commentary import Commentary  # noqa: PLC0415

        quarter = period_of(period).last_quarter
        told = Commentary(indicator, quarter, cause, action, responsible, day_given(due))
        write_commentary(session.acting_as(who), told)


@app.command()
def remind(
    context: typer.Context,
    period: Annotated[str, typer.Option(metavar="PERIOD", help="The quarter, as 2024-Q4.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print them; send nothing.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Also to those who were reminded today.")
    ] = False,
    who: Who = None,
) -> None:
    """Send each person what they owe of a quarter, by e-mail, with the template attached.

    Exit code 0: all were sent; 1: some were refused; 2: none could be sent.
    """
    with telling(context) as session:
        from dashboard.commands.reminding import remind as remind_all  # noqa: PLC0415
        from dashboard.commands.session import period_of  # noqa: PLC0415

        acting = session.acting_as(who)
        raise typer.Exit(remind_all(acting, period_of(period), dry_run=dry_run, again=again))


@app.command()
def settings(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Which one; else all are shown.")] = None,
    value: Annotated[str | None, typer.Argument(help="What it is from now on.")] = None,
    who: Who = None,
) -> None:
    """Show the numbers that the measure uses, or set one: settings collection_days 30."""
    with telling(context) as session:
        from dashboard.commands.terms import make_setting, show_settings  # noqa: PLC0415

        if name is None or value is None:
            show_settings(session)
        else:
            make_setting(session.acting_as(who), name, value)


@app.command()
def progress(
    context: typer.Context,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="PERIOD", help="Such as 2024-Q4; else the latest with counted data."),
    ] = None,
    years: Annotated[bool, typer.Option("--years", help="Every year, at its end.")] = False,
    place: Annotated[
        str | None, typer.Option(metavar="CODE", help="What is known of this place.")
    ] = None,
    area: Annotated[str | None, typer.Option(metavar="CODE", help="This area alone.")] = None,
    indicator: Annotated[
        str | None, typer.Option(metavar="CODE", help="This indicator alone.")
    ] = None,
    known_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="As known that day, such as 2024-02-01.")
    ] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="For spreadsheets.")] = False,
) -> None:
    """Show how far the indicators, the areas and the Mega have come."""
    with telling(context) as session:
        from dashboard.commands.progress import Asked, show_progress  # noqa: PLC0415

        if as_json and as_csv:
            raise MegaError("options_exclude", one="--json", other="--csv")
        if years and as_of:
            raise MegaError("options_exclude", one="--years", other="--as-of")
        asked = Asked(as_of, years, area, indicator, place, known_on)
        show_progress(session, asked, "json" if as_json else "csv" if as_csv else "table")


@app.command()
def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Check that the database is whole: every value, file, undo and number.

    Exit code 0: everything holds; 1: something does not; 2: the database cannot be read.
    """
    with telling(context) as session:
        from dashboard.commands.check import show_check  # noqa: PLC0415

        raise typer.Exit(show_check(session, as_json=as_json))


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")],
) -> None:
    """Copy the database to a file while people work, and check the copy."""
    with telling(context) as session:
        from dashboard.commands.backup import make_backup  # noqa: PLC0415

        raise typer.Exit(make_backup(session, file))


@app.command()
def restore(
    context: typer.Context,
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="A backup, or a folder of mega export.")
    ],
) -> None:
    """Make a new database of a backup, and check it."""
    with telling(context) as session:
        from dashboard.commands.backup import restore_backup  # noqa: PLC0415

        raise typer.Exit(restore_backup(session, source))


@app.command()
def export(
    context: typer.Context,
    csv: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Everything as CSV, to a new or empty folder."),
    ] = None,
    xlsx: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The values in force as a workbook, to a new file."),
    ] = None,
    strategy: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The present strategy as a workbook, to a new file."),
    ] = None,
) -> None:
    """Write everything in open formats with a dictionary, or the values or strategy as a workbook.

    What --xlsx or --strategy writes is read back by mega import as no change.
    """
    with telling(context) as session:
        from dashboard.commands import export as ways  # noqa: PLC0415

        known = {
            "--csv": (csv, ways.export_csv),
            "--xlsx": (xlsx, ways.export_xlsx),
            "--strategy": (strategy, ways.export_strategy),
        }
        given = {name: (path, write) for name, (path, write) in known.items() if path is not None}
        if not given:
            raise MegaError("one_option_of", options=", ".join(known))
        name, *others = given
        if others:
            raise MegaError("options_exclude", one=name, other=others[0])
        path, write = given[name]
        write(session, path)


@app.command("trust-clock")
def trust_clock(context: typer.Context, who: Who = None) -> None:
    """Say that this machine's clock is right, though the latest change has a later time."""
    with telling(context) as session:
        from dashboard.commands.history import go_on_from_now  # noqa: PLC0415

        go_on_from_now(session.acting_as(who))


@contextmanager
def telling(context: typer.Context) -> Iterator[Session]:
    """Say an error in the reader's words; a traceback goes to a log, never to the screen."""
    from dashboard.commands.session import say  # noqa: PLC0415

    session: Session = context.obj
    try:
        yield session
    except MegaError as error:
        say(session.words.error(error), error=True)
        raise typer.Exit(error.exit_code) from error
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except Exception as error:
        text = session.words.text(
            "The program itself failed. What happened is written in {log}: "
            "send it to whoever looks after the program.",
            log=_logged(error),
        )
        say(text, error=True)
        raise typer.Exit(UNFORESEEN) from error


def _logged(error: Exception) -> str:
    with NamedTemporaryFile(
        "w", encoding="utf-8", prefix="mega-", suffix=".log", delete=False
    ) as log:
        log.writelines(traceback.format_exception(error))
    return log.name

"""One way to change anything: page, API, phone, spreadsheet and command line all end in `run()`."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from .journal import Before, Kind, note, noted_refusal, whence, write
from .models import Act
from .schema import CommandForm
from .waiting import tried_and_kept


@dataclass(frozen=True)
class Command:
    """A verb: the service that does it and the form that says what it takes."""

    service: Callable[..., Any]
    form: type[CommandForm]
    title: Any
    offline: bool = False
    # Many at once: of a list of what forms gave, for each a result or a ValidationError; `service` is this with one.
    many: Callable[..., list[Any]] | None = None
    is_apart: Callable[[Mapping[str, Any]], bool] | None = None  # may change places with what says so too (0123)
    # Does what was typed wait for a second person? Asked of a form that is valid; what has `many` cannot wait.
    needs_second: Callable[[CommandForm], bool] | None = None

    @property
    def name(self) -> str:
        """`app.verb_noun`, the name in the table of rights, the journal and the API."""
        app = self.service.__module__.split(".services")[0].rsplit(".", 1)[-1]
        return f"{app}.{self.service.__name__}"


@dataclass(frozen=True)
class Outcome:
    """`done`, `already` (this id was done before), `waiting` (for a second person) or `rejected`, reasons by field."""

    status: str
    form: CommandForm | None
    result: Any = None
    act: Act | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def ref(self) -> Any:
        """What the act made or touched, as ids, the same for the first and every later sending."""
        return self.act.result if self.act else None


_REGISTRY: dict[str, Command] = {}


def register(*commands: Command) -> None:
    """Put commands into the one table of verbs."""
    for command in commands:
        assert _REGISTRY.setdefault(command.name, command) is command, f"{command.name} is registered twice"


def commands() -> dict[str, Command]:
    """The whole table of verbs, by name."""
    _load_all()
    return dict(sorted(_REGISTRY.items()))


@cache
def _load_all() -> None:
    autodiscover_modules("commands")


def run(
    command: Command,
    *,
    by: Any,
    data: Mapping[str, Any],
    id: uuid.UUID | None = None,
    files: Mapping[str, Any] | None = None,
    channel: str = "page",
    has_second: bool = False,
) -> Outcome:
    """Check, authorise, do and journal one act, once, in one transaction.

    `id` names the act before it is sent: the same id again changes nothing and answers `already`
    with the first result. Raises PermissionDenied where `by` may not, or where the id is another's act.
    `has_second`: a second person gave their word; else what needs one is tried, undone and kept as `waiting`.
    """
    act_id = id or uuid.uuid4()
    form = unit = None
    try:
        with transaction.atomic():
            _one_at_a_time(act_id)
            earlier = Act.objects.filter(pk=act_id).first()
            if earlier:
                return already(earlier, command, by)
            form = command.form(data, files, by=by)
            if not form.is_valid():
                note_out_of_reach(command, [form], by=by, channel=channel)
                return rejected(form)
            unit = form.unit()
            if not by.may(command.name, unit):
                raise PermissionDenied(command.name)
            if command.needs_second is not None and not has_second and command.needs_second(form):
                return Outcome("waiting", form, tried_and_kept(act_id, command, by=by, form=form, unit=unit))
            before = Before([form])
            result = command.service(by=by, **form.cleaned_data)
            act = act_of(act_id, command, by=by, channel=channel, form=form, unit=unit, before=before, result=result)
            write([act])
            return Outcome("done", form, result, act)
    except ValidationError as error:
        assert form is not None
        form.attach(error)
        return rejected(form)
    except PermissionDenied as error:
        noted_refusal(Kind.REFUSED, error, by=by, unit=unit, channel=channel, command=command.name)
        raise


def note_out_of_reach(command: Command, forms: Iterable[CommandForm], *, by: Any, channel: str) -> None:
    """One event for all of `forms` that name a record which is not there or which `by` may not see."""
    named = [name for form in forms for name in form.out_of_reach()]
    if named:
        fields, times = sorted(set(named)), len(named)
        note(Kind.OUT_OF_REACH, by=by, channel=channel, command=command.name, fields=fields, times=times)


def _one_at_a_time(act_id: uuid.UUID) -> None:
    # SQLite writes one transaction at a time already; PostgreSQL needs the second sender of an id to wait.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [act_id.int & 0x7FFF_FFFF_FFFF_FFFF])


def already(earlier: Act, command: Command, by: Any) -> Outcome:
    """The outcome of an id that comes again. Raises PermissionDenied where it named another act, or another's."""
    if (earlier.command, earlier.by_id) != (command.name, by.pk):
        raise PermissionDenied(_("Mã việc này thuộc về một việc khác."))
    return Outcome("already", None, act=earlier)


def act_of(
    id: uuid.UUID,
    command: Command,
    *,
    by: Any,
    channel: str,
    form: CommandForm,
    unit: Any,
    before: Before,
    result: Any,
) -> Act:
    """What the journal keeps of one act, not stored yet."""
    here = whence()
    return Act(
        id=id,
        command=command.name,
        by=by,
        channel=channel,
        address=here.address,
        device=here.device,
        unit_id=unit.pk,
        data=form.as_audit(),
        result=_reference(result),
        changes=before.changes(form, result),
    )


def _reference(result: Any) -> Any:
    if isinstance(result, Model):
        return {"model": result._meta.label_lower, "id": str(result.pk)}
    if isinstance(result, (list, tuple)):
        return [_reference(r) for r in result]
    return result if isinstance(result, (str, int, bool, dict)) else None


def rejected(form: CommandForm) -> Outcome:
    """The outcome of a form that was refused."""
    return Outcome("rejected", form, errors=form.errors_by_place())

"""Tables that one migration makes, made at once.

After each operation Django draws up every related model anew, and here nearly all models are related: through users,
places and clubs. So each table, index and constraint of its own would cost a tenth of a second, hundreds of times.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Makes several tables; their models are drawn up once, when all are known. They may refer to each other."""

    category = OperationCategory.ADDITION

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Know the models; what was drawn up without them goes, and is drawn up with them when asked for."""
        vars(state).pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make each table, with its indexes and constraints."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop each table, the last first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate --plan` and `sqlmigrate` say."""
        return f"Create models {', '.join(model.name for model in self.models)}"

    @property
    def migration_name_fragment(self) -> str:
        """How a migration that does only this may be called."""
        return "_".join(model.name_lower for model in self.models)


def together(*operations: Operation) -> list[Operation]:
    """The operations as `makemigrations` wrote them, with the tables they make made first and at once.

    What is added to such a table later (a field, an index, a constraint) becomes part of its making. What is done to
    tables that were there before follows in its order; from the first operation of any other kind on, as code that
    moves rows, everything stays as it is.
    """
    begin = next((n for n, one in enumerate(operations) if isinstance(one, CreateModel)), len(operations))
    end = next((n for n in range(begin, len(operations)) if not _may_wait(operations[n])), len(operations))
    made: dict[str, CreateModel] = {}
    later: list[Operation] = []
    for operation in operations[begin:end]:
        if isinstance(operation, CreateModel):
            made[operation.name_lower] = operation
        elif isinstance(operation, FieldOperation | IndexOperation) and operation.model_name_lower in made:
            made[operation.model_name_lower] = _with(made[operation.model_name_lower], operation)
        else:
            later.append(operation)
    return [*operations[:begin], *([CreateModels([*made.values()])] if made else []), *later, *operations[end:]]


def _may_wait(operation: Operation) -> bool:
    """May tables be made before it although it stands before them?"""
    if isinstance(operation, AddField) and not operation.preserve_default:
        return False  # the default is for rows that are there already
    return isinstance(operation, CreateModel | FieldOperation | IndexOperation)


def _with(model: CreateModel, operation: Operation) -> CreateModel:
    found = model.reduce(operation, "")
    assert isinstance(found, list) and len(found) == 1 and isinstance(found[0], CreateModel), operation
    return found[0]

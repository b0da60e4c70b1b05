"""Many new rows at once by COPY, with ids that are known beforehand.

``bulk_create`` sends PostgreSQL an array per column; writing those arrays costs more than the
insert. COPY runs triggers and constraints just the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


def number(model: type[models.Model], count: int) -> list[int]:
    """Take ``count`` ids from the table's sequence; they are never given out again."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model whose ids are set; IntegrityError as from any other insert."""
    if not rows:
        return
    # The proxy ``django.db.connection`` would be asked once per value.
    connection = connections[DEFAULT_DB_ALIAS]
    fields = rows[0]._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    statement = f"COPY {table} ({columns}) FROM STDIN"
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row([_value(field, row, connection) for field in fields])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _value(
    field: models.Field[Any, Any], row: models.Model, connection: BaseDatabaseWrapper
) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)

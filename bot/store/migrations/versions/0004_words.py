"""What memory is searched by: FTS5 on SQLite, a GIN index on PostgreSQL; both fold case and accents."""

# ruff: noqa: S608 - names of our own tables

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Table -> the columns that are searched. On SQLite each word table also knows the place, as one word.
_SEARCHED = {"quotes": ("text", "speaker"), "figures": ("text", "concept", "sentence")}
_ACCENTED = (
    "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž"
    "ÀÁÂÃÄÅĀĂĄÇĆĈĊČĎĐÈÉÊËĒĔĖĘĚĜĞĠĢĤĦÌÍÎÏĨĪĬĮĴĶĹĻĽĿŁÑŃŅŇÒÓÔÕÖØŌŎŐŔŖŘŚŜŞŠŢŤŦÙÚÛÜŨŪŬŮŰŲŴÝŸŶŹŻŽ"
)
_PLAIN = (
    "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz"
    "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz"
)
_JOINTS = ".-/_@:'’"  # which PostgreSQL's parser would make numbers, hosts and hyphenated words of


def upgrade() -> None:
    """Makes them, of what is stored already too."""
    if op.get_bind().dialect.name == "postgresql":
        joints = _JOINTS.replace("'", "''")
        op.execute(
            "CREATE FUNCTION pullquote_fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS "
            f"$$ SELECT translate(lower($1), '{_ACCENTED}{joints}', '{_PLAIN}{' ' * len(_JOINTS)}') $$"
        )
        for table, columns in _SEARCHED.items():
            words = " || ' ' || ".join(columns)
            op.execute(
                f"CREATE INDEX ix_{table}_words ON {table} USING gin (to_tsvector('simple', pullquote_fold({words})))"
            )
        return
    for table, columns in _SEARCHED.items():
        names = ", ".join(("place", *columns))
        new, old = (", ".join(f"{row}.{c}" for c in columns) for row in ("new", "old"))
        of = f"SELECT id, team || 'x' || channel AS place, {', '.join(columns)} FROM {table}"
        op.execute(f"CREATE VIEW {table}_words_of AS {of}")
        op.execute(
            f"CREATE VIRTUAL TABLE {table}_words USING fts5({names}, content='{table}_words_of', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2', prefix='3')"
        )
        op.execute(
            f"CREATE TRIGGER {table}_words_in AFTER INSERT ON {table} BEGIN INSERT INTO {table}_words (rowid, {names}) "
            f"VALUES (new.id, new.team || 'x' || new.channel, {new}); END"
        )
        op.execute(
            f"CREATE TRIGGER {table}_words_out AFTER DELETE ON {table} BEGIN INSERT INTO {table}_words "
            f"({table}_words, rowid, {names}) VALUES ('delete', old.id, old.team || 'x' || old.channel, {old}); END"
        )
        op.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")


def downgrade() -> None:
    """Takes them away; the quotes and figures stay."""
    if op.get_bind().dialect.name == "postgresql":
        for table in _SEARCHED:
            op.execute(f"DROP INDEX ix_{table}_words")
        op.execute("DROP FUNCTION pullquote_fold(text)")
        return
    for table in _SEARCHED:
        op.execute(f"DROP TRIGGER {table}_words_in")
        op.execute(f"DROP TRIGGER {table}_words_out")
        op.execute(f"DROP TABLE {table}_words")
        op.execute(f"DROP VIEW {table}_words_of")

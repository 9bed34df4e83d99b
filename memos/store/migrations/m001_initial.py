"""The shape every store began with. A released step is text, and stays as it is: the tables of the code go on growing."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

STATEMENTS: Final = (
    """CREATE TABLE spaces (
        number INTEGER NOT NULL,
        tenant VARCHAR NOT NULL,
        user VARCHAR NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (tenant, user)
    )""",
    """CREATE TABLE counters (
        name VARCHAR NOT NULL,
        value BIGINT NOT NULL,
        PRIMARY KEY (name)
    )""",
    """CREATE TABLE sources (
        cube INTEGER NOT NULL,
        position BIGINT NOT NULL,
        space INTEGER NOT NULL,
        PRIMARY KEY (cube, position)
    )""",
    "CREATE INDEX sources_by_position ON sources (space, position)",
    """CREATE TABLE entities (
        space INTEGER NOT NULL,
        node VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        type VARCHAR NOT NULL,
        PRIMARY KEY (space, node)
    )""",
    """CREATE TABLE edges (
        num INTEGER NOT NULL,
        space INTEGER NOT NULL,
        source VARCHAR NOT NULL,
        target VARCHAR NOT NULL,
        type VARCHAR NOT NULL,
        weight FLOAT NOT NULL,
        valid_from BIGINT,
        valid_to BIGINT,
        seq BIGINT NOT NULL,
        origin BIGINT NOT NULL,
        ended_seq BIGINT,
        PRIMARY KEY (num)
    )""",
    "CREATE INDEX edges_by_source ON edges (space, source)",
    "CREATE INDEX edges_by_target ON edges (space, target)",
    "CREATE INDEX edges_by_origin ON edges (origin)",
    "CREATE INDEX edges_by_end ON edges (ended_seq) WHERE ended_seq IS NOT NULL",
    """CREATE TABLE embeddings (
        cube INTEGER NOT NULL,
        text_hash VARCHAR NOT NULL,
        part INTEGER NOT NULL,
        space INTEGER NOT NULL,
        fingerprint VARCHAR NOT NULL,
        dimension INTEGER NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (cube, text_hash, part)
    )""",
    """CREATE TABLE watermarks (
        index_name VARCHAR NOT NULL,
        space INTEGER NOT NULL,
        watermark BIGINT NOT NULL,
        PRIMARY KEY (index_name, space)
    )""",
    """CREATE TABLE failures (
        index_name VARCHAR NOT NULL,
        space INTEGER NOT NULL,
        cube INTEGER NOT NULL,
        seq BIGINT NOT NULL,
        attempts INTEGER NOT NULL,
        error VARCHAR NOT NULL,
        parked BOOLEAN NOT NULL,
        PRIMARY KEY (index_name, space, cube)
    )""",
    """CREATE TABLE recollections (
        space INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        "query" TEXT NOT NULL,
        hits TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (space, id)
    )""",
    "CREATE INDEX recollections_by_time ON recollections (space, created_at)",
    """CREATE TABLE citations (
        space INTEGER NOT NULL,
        recollection VARCHAR NOT NULL,
        cube_id VARCHAR NOT NULL,
        cited_at BIGINT NOT NULL,
        PRIMARY KEY (space, recollection, cube_id)
    )""",
    "CREATE INDEX citations_by_time ON citations (space, cited_at)",
    """CREATE TABLE usage (
        cube INTEGER NOT NULL,
        strength FLOAT NOT NULL,
        uses INTEGER NOT NULL,
        cites INTEGER NOT NULL,
        last_used_at BIGINT,
        PRIMARY KEY (cube)
    )""",
    """CREATE TABLE weights (
        space INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        body TEXT NOT NULL,
        learned_at BIGINT NOT NULL,
        PRIMARY KEY (space, generation)
    )""",
    """CREATE TABLE settings (
        "key" VARCHAR NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key")
    )""",
    """CREATE TABLE migrations (
        name VARCHAR NOT NULL,
        applied_at BIGINT NOT NULL,
        PRIMARY KEY (name)
    )""",
    """CREATE TABLE exchanges (
        space INTEGER NOT NULL,
        op_id VARCHAR NOT NULL,
        stage VARCHAR NOT NULL,
        request_hash VARCHAR NOT NULL,
        run VARCHAR,
        agent VARCHAR,
        message_ids TEXT NOT NULL,
        received_at BIGINT NOT NULL,
        settled_at BIGINT,
        error VARCHAR NOT NULL,
        attempts INTEGER NOT NULL,
        route TEXT NOT NULL,
        failures TEXT NOT NULL,
        PRIMARY KEY (space, op_id),
        FOREIGN KEY(space) REFERENCES spaces (number)
    )""",
    "CREATE INDEX exchanges_by_stage ON exchanges (stage, space)",
    """CREATE TABLE messages (
        space INTEGER NOT NULL,
        position BIGINT NOT NULL,
        id VARCHAR NOT NULL,
        op_id VARCHAR NOT NULL,
        run VARCHAR,
        agent VARCHAR,
        role VARCHAR NOT NULL,
        name VARCHAR,
        content TEXT NOT NULL,
        timestamp BIGINT NOT NULL,
        source VARCHAR NOT NULL,
        trust VARCHAR NOT NULL,
        metadata TEXT NOT NULL,
        content_hash VARCHAR NOT NULL,
        PRIMARY KEY (space, position),
        UNIQUE (space, id),
        FOREIGN KEY(space) REFERENCES spaces (number)
    )""",
    "CREATE INDEX messages_by_op ON messages (space, op_id)",
    "CREATE INDEX messages_by_run ON messages (space, run, position)",
    """CREATE TABLE cubes (
        num INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        space INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        seq BIGINT NOT NULL,
        run VARCHAR,
        agent VARCHAR,
        position BIGINT,
        granularity VARCHAR,
        subject_key VARCHAR,
        predicate_key VARCHAR,
        object_key VARCHAR,
        path VARCHAR,
        uri VARCHAR,
        content_hash VARCHAR NOT NULL,
        text_hash VARCHAR NOT NULL,
        length INTEGER NOT NULL,
        trust VARCHAR NOT NULL,
        confidence FLOAT NOT NULL,
        observed_at BIGINT NOT NULL,
        occurred_start BIGINT,
        occurred_end BIGINT,
        valid_from BIGINT,
        valid_to BIGINT,
        expires_at BIGINT,
        created_at BIGINT NOT NULL,
        cited_first BIGINT,
        cited VARCHAR NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (num),
        UNIQUE (space, id),
        FOREIGN KEY(space) REFERENCES spaces (number)
    )""",
    "CREATE INDEX cubes_by_num ON cubes (space, num)",
    "CREATE INDEX cubes_by_uri ON cubes (space, uri) WHERE uri IS NOT NULL",
    "CREATE INDEX cubes_by_granularity ON cubes (space, granularity, run) WHERE granularity IS NOT NULL",
    "CREATE INDEX cubes_by_path ON cubes (space, path) WHERE path IS NOT NULL",
    "CREATE INDEX cubes_by_expiry ON cubes (expires_at) WHERE expires_at IS NOT NULL",
    "CREATE INDEX cubes_by_object ON cubes (space, object_key) WHERE object_key IS NOT NULL",
    "CREATE INDEX cubes_by_content ON cubes (space, content_hash)",
    "CREATE INDEX cubes_by_seq ON cubes (space, seq)",
    "CREATE INDEX cubes_by_kind ON cubes (space, kind, state)",
    "CREATE INDEX cubes_by_statement ON cubes (space, subject_key, predicate_key) WHERE subject_key IS NOT NULL",
    "CREATE INDEX cubes_by_position ON cubes (space, position) WHERE position IS NOT NULL",
    """CREATE TABLE journal (
        seq INTEGER NOT NULL,
        space INTEGER NOT NULL,
        op_id VARCHAR NOT NULL,
        ordinal INTEGER NOT NULL,
        event VARCHAR NOT NULL,
        cube INTEGER,
        kind VARCHAR,
        version INTEGER,
        "after" TEXT,
        content_hash VARCHAR,
        reverses BIGINT,
        reason VARCHAR NOT NULL,
        agent VARCHAR NOT NULL,
        confidence FLOAT NOT NULL,
        evidence TEXT NOT NULL,
        committed_at BIGINT NOT NULL,
        PRIMARY KEY (seq),
        UNIQUE (space, op_id, ordinal),
        FOREIGN KEY(space) REFERENCES spaces (number)
    )""",
    "CREATE INDEX journal_by_cube ON journal (cube, seq)",
    "CREATE INDEX journal_by_space ON journal (space, seq)",
    "CREATE INDEX journal_by_reversal ON journal (reverses) WHERE reverses IS NOT NULL",
    "CREATE UNIQUE INDEX journal_by_version ON journal (cube, version) WHERE after IS NOT NULL",
    """CREATE VIRTUAL TABLE cube_fts
           USING fts5(space, text, "window", tokenize = 'porter unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE cube_vocab USING fts5vocab('cube_fts', 'row')""",
    """CREATE TRIGGER journal_keeps_entries BEFORE DELETE ON journal
           BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
           BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """INSERT INTO counters (name, value) VALUES ('seq', 0), ('num', 0)""",
)


def m001_initial(connection: Connection) -> None:
    """The tables, the full-text index with its vocabulary, and the triggers that keep the journal append-only."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)

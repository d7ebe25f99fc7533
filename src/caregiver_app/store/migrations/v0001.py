"""Version 1: every record kind, the history of steps, and the counters that are never turned back."""

SQL = """
CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    born TEXT,
    sex TEXT NOT NULL,
    languages TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    prepared_for TEXT NOT NULL,
    question TEXT NOT NULL,
    other_illnesses TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE contact (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE document (
    id TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    date TEXT,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    origin TEXT NOT NULL,
    language TEXT NOT NULL,
    translation_of TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    in_packet INTEGER NOT NULL,
    holding TEXT NOT NULL,
    held_by TEXT NOT NULL,
    asked_on TEXT,
    file_name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    size INTEGER NOT NULL,
    format TEXT NOT NULL,
    pages INTEGER,
    trouble TEXT NOT NULL,
    trouble_detail TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE diagnosis (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    disease TEXT NOT NULL,
    subtype TEXT NOT NULL,
    stage TEXT NOT NULL,
    staging_system TEXT NOT NULL,
    risk_index TEXT NOT NULL,
    basis TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE therapy (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    "end" TEXT,
    line INTEGER,
    regimen TEXT NOT NULL,
    drugs TEXT NOT NULL,
    intent TEXT NOT NULL,
    setting TEXT NOT NULL,
    cycles TEXT NOT NULL,
    best_response TEXT NOT NULL,
    ended_because TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE response (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    line INTEGER,
    category TEXT NOT NULL,
    judged_by TEXT NOT NULL,
    criteria TEXT NOT NULL,
    deauville TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE relapse (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    line INTEGER,
    event TEXT NOT NULL,
    proven_by TEXT NOT NULL,
    site TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE scan (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    modality TEXT NOT NULL,
    region TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    finding TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE biopsy (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    specimen TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    finding TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE marker (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    marker TEXT NOT NULL,
    method TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    result TEXT NOT NULL,
    specimen TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE lab (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    test TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    reference_range TEXT NOT NULL,
    printed_flag TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE procedure (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    "end" TEXT,
    line INTEGER,
    procedure TEXT NOT NULL,
    detail TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    outcome TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE stay (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    "end" TEXT,
    reason TEXT NOT NULL,
    outcome TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE medicine (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    "end" TEXT,
    name TEXT NOT NULL,
    dose TEXT NOT NULL,
    unit TEXT NOT NULL,
    schedule TEXT NOT NULL,
    reason TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE allergy (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    substance TEXT NOT NULL,
    reaction TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE infection (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    test TEXT NOT NULL,
    result TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE fitness (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    measure TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    result TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE note (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    how_known TEXT NOT NULL,
    source TEXT NOT NULL,
    proof TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED,
    proof_page INTEGER,
    note TEXT NOT NULL
);
CREATE TABLE step (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', 'kept'))
);
CREATE TABLE change (
    step INTEGER NOT NULL REFERENCES step (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (step, position)
) WITHOUT ROWID;
CREATE INDEX change_by_record ON change (record, step);
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
);
"""

"""Version 5: the CAR-T steps, the questions, the appointments, the worksheet, and the family's words for the guide.

A medicine also says what it is and whether the oncology team knows of it.
What belongs to a round names it by its id, without a foreign key: a round that is taken out keeps its parts where they
are, unseen, and they come back with it.
"""

from typing import Final

SQL: Final = """
ALTER TABLE medicine ADD COLUMN nature TEXT NOT NULL DEFAULT '';
ALTER TABLE medicine ADD COLUMN team_told TEXT NOT NULL DEFAULT '';
CREATE TABLE wording (
    id TEXT NOT NULL PRIMARY KEY,
    guide TEXT NOT NULL,
    text TEXT NOT NULL,
    hidden INTEGER NOT NULL,
    guide_text TEXT NOT NULL
);
CREATE TABLE car_t_round (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    mode TEXT NOT NULL,
    programme TEXT,
    product TEXT NOT NULL,
    position INTEGER NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE stage_state (
    id TEXT NOT NULL PRIMARY KEY,
    round TEXT NOT NULL,
    stage TEXT NOT NULL,
    state TEXT NOT NULL,
    planned TEXT,
    done TEXT,
    note TEXT NOT NULL
);
CREATE TABLE task (
    id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    guide TEXT NOT NULL,
    round TEXT,
    stage TEXT NOT NULL,
    appointment TEXT,
    who TEXT NOT NULL,
    due TEXT,
    is_done INTEGER NOT NULL,
    done_on TEXT,
    position INTEGER NOT NULL
);
CREATE TABLE stage_paper (
    id TEXT NOT NULL PRIMARY KEY,
    round TEXT NOT NULL,
    stage TEXT NOT NULL,
    guide TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE TABLE instruction (
    id TEXT NOT NULL PRIMARY KEY,
    round TEXT NOT NULL,
    topic TEXT NOT NULL,
    text TEXT NOT NULL,
    until TEXT,
    from_whom TEXT NOT NULL,
    told_on TEXT
);
CREATE TABLE log_entry (
    id TEXT NOT NULL PRIMARY KEY,
    round TEXT NOT NULL,
    date TEXT NOT NULL,
    at TEXT NOT NULL,
    temperature TEXT NOT NULL,
    medicines TEXT NOT NULL,
    handwriting TEXT NOT NULL,
    notes TEXT NOT NULL,
    signed TEXT NOT NULL,
    also_signed TEXT NOT NULL
);
CREATE TABLE question (
    id TEXT NOT NULL PRIMARY KEY,
    guide TEXT NOT NULL,
    text TEXT NOT NULL,
    topic TEXT NOT NULL,
    audience TEXT NOT NULL,
    stage TEXT NOT NULL,
    starred INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    visits TEXT NOT NULL,
    answers TEXT NOT NULL,
    position INTEGER NOT NULL
);
CREATE TABLE appointment (
    id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    date TEXT,
    at TEXT NOT NULL,
    ends TEXT NOT NULL,
    zone TEXT NOT NULL,
    whom TEXT NOT NULL,
    place TEXT NOT NULL,
    phone TEXT NOT NULL,
    programme TEXT,
    round TEXT,
    stage TEXT NOT NULL,
    why TEXT NOT NULL,
    bring TEXT NOT NULL,
    notes TEXT NOT NULL,
    state TEXT NOT NULL,
    remind_days INTEGER NOT NULL
);
CREATE TABLE programme (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    languages TEXT NOT NULL,
    route TEXT NOT NULL,
    contact TEXT NOT NULL,
    position INTEGER NOT NULL,
    said TEXT NOT NULL,
    costs TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE treatment_option (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    said TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE opinion (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    whom TEXT NOT NULL,
    members TEXT NOT NULL,
    reason TEXT NOT NULL,
    about TEXT NOT NULL,
    question TEXT NOT NULL,
    sent_on TEXT,
    sent TEXT NOT NULL,
    answered_on TEXT,
    answer TEXT NOT NULL,
    differs TEXT NOT NULL,
    next_step TEXT NOT NULL,
    programme TEXT,
    document TEXT
);
CREATE TABLE worksheet (
    id TEXT NOT NULL PRIMARY KEY,
    goal TEXT NOT NULL,
    goal_words TEXT NOT NULL,
    wishes TEXT NOT NULL,
    tempo TEXT NOT NULL,
    exploring TEXT NOT NULL,
    question_kind TEXT NOT NULL,
    role TEXT NOT NULL,
    role_who TEXT NOT NULL,
    role_on TEXT,
    mdt TEXT NOT NULL,
    mdt_why TEXT NOT NULL,
    steps TEXT NOT NULL,
    closed TEXT NOT NULL,
    sentences TEXT NOT NULL
)
"""

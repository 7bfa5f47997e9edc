// Who works here, and a journal that also keeps what people do: people, and events of the till, of shifts and of persons
// beside those of attempts and refunds. The journal's table is made anew because a CHECK cannot be changed; every event
// is carried over as it was, so its chain of hashes holds.

export const sql = `
CREATE TABLE people (
  person_id TEXT NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 8 AND number NOT GLOB '*[^0-9]*'),
  name TEXT NOT NULL CHECK (length(name) > 0),
  role TEXT NOT NULL CHECK (role IN ('cashier', 'manager', 'owner')),
  pin TEXT NOT NULL CHECK (json_valid(pin)),
  badge TEXT CHECK (json_valid(badge)),
  limits TEXT NOT NULL CHECK (json_valid(limits)),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  shut_until INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER people_stay BEFORE DELETE ON people BEGIN SELECT RAISE (ABORT, 'people are never deleted'); END;

ALTER TABLE refunds ADD COLUMN person TEXT;
CREATE INDEX refunds_by_person ON refunds (person, requested_at) WHERE person IS NOT NULL;

CREATE TABLE events_new (
  seq INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  subject TEXT NOT NULL CHECK (subject IN ('attempt', 'refund', 'till', 'shift', 'person')),
  subject_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  from_status TEXT,
  to_status TEXT,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO events_new (seq, at, subject, subject_id, kind, from_status, to_status, detail, previous, hash)
  SELECT seq, at, subject, subject_id, kind, from_status, to_status, detail, previous, hash FROM events;
DROP TRIGGER events_stay;
DROP TRIGGER events_hold;
DROP TABLE events;
ALTER TABLE events_new RENAME TO events;
CREATE INDEX events_of_subject ON events (subject_id, seq);
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE (ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_hold BEFORE UPDATE ON events BEGIN SELECT RAISE (ABORT, 'events are never changed'); END;
`;

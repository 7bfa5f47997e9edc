// Shifts: which part of the journal each one answers for, its float, its count, its end; and an index by which the
// events that moved money are found by time. A count that was sent and a shift that ended never change: triggers hold that.

export const sql = `
CREATE TABLE shifts (
  shift_id INTEGER NOT NULL PRIMARY KEY CHECK (shift_id > 0),
  cashier TEXT,
  float_fen INTEGER NOT NULL CHECK (float_fen >= 0),
  from_seq INTEGER NOT NULL UNIQUE CHECK (from_seq > 0),
  drawer_seq INTEGER NOT NULL CHECK (drawer_seq >= from_seq),
  opened_at INTEGER NOT NULL,
  to_seq INTEGER UNIQUE CHECK (to_seq >= from_seq),
  counted_fen INTEGER CHECK (counted_fen >= 0),
  notes TEXT CHECK (json_valid(notes)),
  counted_by TEXT,
  counted_at INTEGER,
  z TEXT CHECK (json_valid(z)),
  why TEXT CHECK (length(why) > 0),
  left_fen INTEGER CHECK (left_fen BETWEEN 0 AND counted_fen),
  taken_by TEXT,
  closed_by TEXT,
  closed_at INTEGER,
  CHECK ((counted_fen IS NULL) = (to_seq IS NULL)),
  CHECK ((counted_fen IS NULL) = (counted_at IS NULL)),
  CHECK ((counted_fen IS NULL) = (z IS NULL)),
  CHECK (closed_at IS NULL OR counted_fen IS NOT NULL),
  CHECK ((left_fen IS NULL) = (closed_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX one_open_shift ON shifts ((1)) WHERE closed_at IS NULL;
CREATE INDEX events_of_money ON events (at) WHERE to_status IN ('paid', 'refunded') AND from_status <> to_status;

CREATE TRIGGER shifts_stay BEFORE DELETE ON shifts BEGIN SELECT RAISE (ABORT, 'shifts are never deleted'); END;
CREATE TRIGGER shifts_hold BEFORE UPDATE OF shift_id, cashier, float_fen, from_seq, drawer_seq, opened_at ON shifts
  BEGIN SELECT RAISE (ABORT, 'how a shift began never changes'); END;
CREATE TRIGGER counts_hold BEFORE UPDATE OF to_seq, counted_fen, notes, counted_by, counted_at, z ON shifts
  WHEN OLD.counted_fen IS NOT NULL BEGIN SELECT RAISE (ABORT, 'a count never changes'); END;
CREATE TRIGGER shift_ends_hold BEFORE UPDATE ON shifts
  WHEN OLD.closed_at IS NOT NULL BEGIN SELECT RAISE (ABORT, 'a shift that ended never changes'); END;
`;

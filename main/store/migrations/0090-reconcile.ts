// Reconciliation: a run per day and channel, what the channel said about each number in it, the lines of its bills and
// lists, and the differences. Copies of what others say, beside the money and never in its rows; a difference, once
// found, is never deleted, and never opened again: what comes back is found anew.

export const sql = `
CREATE TABLE reconcile_runs (
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  channel TEXT NOT NULL,
  run INTEGER NOT NULL CHECK (run > 0),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  orders INTEGER NOT NULL DEFAULT 0,
  refunds INTEGER NOT NULL DEFAULT 0,
  asked INTEGER NOT NULL DEFAULT 0,
  unasked INTEGER NOT NULL DEFAULT 0,
  unproved INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, channel)
) STRICT;

CREATE TABLE reconcile_answers (
  subject TEXT NOT NULL CHECK (subject IN ('order', 'refund')),
  number TEXT NOT NULL,
  run INTEGER NOT NULL,
  said TEXT NOT NULL CHECK (json_valid(said)),
  raw TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (subject, number)
) STRICT;

CREATE TABLE bills (
  bill_id INTEGER NOT NULL PRIMARY KEY,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'list')),
  name TEXT NOT NULL,
  layout TEXT NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('loading', 'applied', 'replaced')),
  rows INTEGER NOT NULL DEFAULT 0,
  first_day TEXT,
  last_day TEXT,
  imported_at INTEGER NOT NULL
) STRICT;

CREATE TABLE bill_lines (
  bill_id INTEGER NOT NULL REFERENCES bills (bill_id),
  row INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('order', 'refund')),
  at TEXT NOT NULL,
  day TEXT NOT NULL,
  order_no TEXT NOT NULL,
  channel_no TEXT NOT NULL,
  refund_no TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
  done INTEGER NOT NULL CHECK (done IN (0, 1)),
  word TEXT NOT NULL,
  PRIMARY KEY (bill_id, row)
) STRICT;
CREATE UNIQUE INDEX bill_lines_once ON bill_lines (order_no, channel_no, bill_id, kind, refund_no, amount_fen, at);
CREATE INDEX bill_lines_by_channel_no ON bill_lines (channel_no) WHERE channel_no <> '';
CREATE INDEX bill_lines_by_refund ON bill_lines (refund_no) WHERE refund_no <> '';
CREATE INDEX bill_lines_by_day ON bill_lines (day, bill_id);

CREATE TABLE differences (
  difference_id INTEGER NOT NULL PRIMARY KEY,
  day TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('channel_only', 'ours_only', 'amount', 'state', 'refund_missing', 'exception', 'open')),
  subject TEXT NOT NULL CHECK (subject IN ('order', 'refund')),
  number TEXT NOT NULL,
  trade_no TEXT,
  ours_fen INTEGER,
  theirs_fen INTEGER,
  ours_state TEXT,
  theirs_state TEXT,
  source TEXT NOT NULL CHECK (source IN ('asked', 'list', 'bill', 'book')),
  evidence TEXT,
  found_at INTEGER NOT NULL,
  owner TEXT,
  closed_at INTEGER,
  closed_how TEXT CHECK (closed_how IN ('proof', 'note')),
  closed_by TEXT,
  note TEXT,
  CHECK ((closed_at IS NULL) = (closed_how IS NULL)),
  CHECK (closed_how IS NOT 'note' OR (note IS NOT NULL AND closed_by IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX one_open_difference ON differences (day, channel, kind, subject, number) WHERE closed_at IS NULL;
CREATE INDEX differences_of_day ON differences (day, channel, kind, subject, number, difference_id);

CREATE INDEX attempts_by_wallet_number ON attempts (json_extract(settlement, '$.walletTradeNo'))
  WHERE settlement IS NOT NULL;

CREATE TRIGGER differences_stay BEFORE DELETE ON differences
  BEGIN SELECT RAISE (ABORT, 'differences are never deleted'); END;
CREATE TRIGGER differences_end_once BEFORE UPDATE ON differences WHEN OLD.closed_at IS NOT NULL
  BEGIN SELECT RAISE (ABORT, 'a difference ends once'); END;
`;

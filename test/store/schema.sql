-- user_version 110

CREATE TABLE orders (
  order_id TEXT NOT NULL PRIMARY KEY,
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  day_number INTEGER NOT NULL CHECK (day_number > 0),
  note TEXT,
  cashier TEXT,
  shift_id INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (day, day_number)
) STRICT;

CREATE TABLE order_lines (
  order_id TEXT NOT NULL REFERENCES orders (order_id),
  position INTEGER NOT NULL CHECK (position >= 0),
  barcode TEXT,
  title TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  price_fen INTEGER NOT NULL CHECK (price_fen >= 0),
  PRIMARY KEY (order_id, position)
) STRICT;

CREATE TABLE refunds (
  refund_no TEXT NOT NULL PRIMARY KEY CHECK (length(refund_no) = 21 AND refund_no GLOB '8*' AND refund_no NOT GLOB '*[^0-9]*'),
  trade_no TEXT NOT NULL REFERENCES attempts (trade_no),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  why TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('requested', 'sending', 'processing', 'unknown', 'refunded', 'refused')),
  no_answers INTEGER NOT NULL DEFAULT 0 CHECK (no_answers >= 0),
  reason TEXT,
  raw TEXT,
  requested_at INTEGER NOT NULL,
  sent_at INTEGER,
  final_at INTEGER
, person TEXT, let_go INTEGER NOT NULL DEFAULT 0 CHECK (let_go IN (0, 1))) STRICT;

CREATE UNIQUE INDEX one_open_refund ON refunds (trade_no)
  WHERE status IN ('requested', 'sending', 'processing', 'unknown');

CREATE INDEX refunds_of_attempt ON refunds (trade_no);

CREATE TABLE journal_head (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL CHECK (value >= 0)
) STRICT;

CREATE TRIGGER orders_stay BEFORE DELETE ON orders BEGIN SELECT RAISE (ABORT, 'orders are never deleted'); END;

CREATE TRIGGER refunds_stay BEFORE DELETE ON refunds BEGIN SELECT RAISE (ABORT, 'refunds are never deleted'); END;

CREATE TRIGGER orders_hold BEFORE UPDATE OF order_id, amount_fen ON orders
  BEGIN SELECT RAISE (ABORT, 'an order''s amount never changes'); END;

CREATE TRIGGER refunds_hold BEFORE UPDATE OF refund_no, trade_no, amount_fen ON refunds
  BEGIN SELECT RAISE (ABORT, 'a refund''s number and amount never change'); END;

CREATE TABLE notice_counts (
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  last_at INTEGER NOT NULL,
  PRIMARY KEY (channel, kind)
) STRICT;

CREATE TABLE "attempts" (
  trade_no TEXT NOT NULL PRIMARY KEY CHECK (length(trade_no) = 21 AND trade_no GLOB '9*' AND trade_no NOT GLOB '*[^0-9]*'),
  order_id TEXT NOT NULL REFERENCES orders (order_id),
  channel TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('pay_code', 'qr', 'mode', 'cash')),
  mode TEXT,
  wallet TEXT CHECK (wallet IN ('wechat', 'alipay', 'unionpay', 'ecny')),
  code_tail TEXT CHECK (length(code_tail) <= 4),
  amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
  given_fen INTEGER CHECK (given_fen >= amount_fen),
  leg INTEGER NOT NULL DEFAULT 0 CHECK (leg >= 0),
  status TEXT NOT NULL CHECK (status IN ('created', 'sending', 'awaiting_payer', 'unknown', 'cancelling',
    'needs_review', 'paid', 'declined', 'cancelled')),
  exception TEXT NOT NULL DEFAULT 'none' CHECK (exception IN ('none', 'paid_late', 'amount_mismatch',
    'resolved_by_hand', 'duplicate')),
  exception_settled INTEGER NOT NULL DEFAULT 0 CHECK (exception_settled IN (0, 1)),
  unclear INTEGER NOT NULL DEFAULT 0 CHECK (unclear IN (0, 1)),
  unpaid_answers INTEGER NOT NULL DEFAULT 0 CHECK (unpaid_answers >= 0),
  cancel_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (cancel_confirmed IN (0, 1)),
  asked INTEGER NOT NULL DEFAULT 0 CHECK (asked >= 0),
  watched INTEGER NOT NULL DEFAULT 0 CHECK (watched >= 0),
  watch_at INTEGER,
  reason TEXT,
  raw TEXT,
  channel_trade_no TEXT,
  settlement TEXT CHECK (json_valid(settlement)),
  code_url TEXT,
  code_expires_at INTEGER,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  final_at INTEGER,
  CHECK ((method = 'cash') = (given_fen IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX one_open_attempt ON attempts (order_id, leg)
  WHERE status IN ('created', 'sending', 'awaiting_payer', 'unknown', 'cancelling', 'needs_review');

CREATE INDEX attempts_of_order ON attempts (order_id);

CREATE INDEX attempts_by_time ON attempts (created_at);

CREATE INDEX attempts_by_channel_number ON attempts (channel_trade_no) WHERE channel_trade_no IS NOT NULL;

CREATE INDEX attempts_to_watch ON attempts (watch_at) WHERE watch_at IS NOT NULL;

CREATE TRIGGER attempts_stay BEFORE DELETE ON attempts BEGIN SELECT RAISE (ABORT, 'attempts are never deleted'); END;

CREATE TRIGGER attempts_hold BEFORE UPDATE OF trade_no, order_id, channel, amount_fen, given_fen, leg ON attempts
  BEGIN SELECT RAISE (ABORT, 'an attempt''s number and amount never change'); END;

CREATE TABLE printers (
  printer_id TEXT NOT NULL PRIMARY KEY,
  config TEXT NOT NULL CHECK (json_valid(config)),
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  talks INTEGER NOT NULL DEFAULT 0 CHECK (talks IN (0, 1)),
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;

CREATE TABLE "print_jobs" (
  job_id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'unknown', 'shift', 'day', 'test', 'drawer')),
  subject_id TEXT NOT NULL,
  reprint INTEGER NOT NULL DEFAULT 0 CHECK (reprint >= 0),
  copy INTEGER NOT NULL DEFAULT 1 CHECK (copy > 0),
  printer_id TEXT REFERENCES printers (printer_id),
  content TEXT CHECK (json_valid(content)),
  status TEXT NOT NULL CHECK (status IN ('queued', 'sending', 'proved', 'handed_over', 'uncertain', 'failed', 'cancelled')),
  reason TEXT,
  turn INTEGER CHECK (turn > 0),
  bytes INTEGER CHECK (bytes >= 0),
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  ended_at INTEGER, answer TEXT CHECK (answer IN ('came_out', 'again', 'not_needed')), answered_at INTEGER,
  UNIQUE (kind, subject_id, reprint, copy),
  UNIQUE (printer_id, turn),
  CHECK (status <> 'sending' OR (printer_id IS NOT NULL AND turn IS NOT NULL AND sent_at IS NOT NULL))
) STRICT;

CREATE INDEX print_jobs_to_do ON print_jobs (printer_id, job_id) WHERE status = 'queued';

CREATE INDEX print_jobs_by_status ON print_jobs (status, job_id);

CREATE UNIQUE INDEX one_job_at_a_time ON print_jobs (printer_id) WHERE status = 'sending';

CREATE TABLE goods (
  barcode TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  price_fen INTEGER NOT NULL CHECK (price_fen > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE held_sales (
  held_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  owed_fen INTEGER NOT NULL CHECK (owed_fen > 0),
  note TEXT,
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  held_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sqlite_sequence(name,seq);

CREATE INDEX attempts_by_status ON attempts (status, created_at, trade_no);

CREATE INDEX attempts_by_amount ON attempts (amount_fen, created_at);

CREATE INDEX attempts_by_tail ON attempts (substr(trade_no, -4));

CREATE INDEX attempts_by_channel_tail ON attempts (substr(channel_trade_no, -4)) WHERE channel_trade_no IS NOT NULL;

CREATE INDEX attempts_by_wallet_tail ON attempts (substr(json_extract(settlement, '$.walletTradeNo'), -4))
  WHERE settlement IS NOT NULL;

CREATE INDEX attempts_by_code_tail ON attempts (code_tail) WHERE code_tail IS NOT NULL;

CREATE INDEX attempts_with_exception ON attempts (created_at) WHERE exception <> 'none' AND exception_settled = 0;

CREATE INDEX refunds_by_time ON refunds (requested_at);

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

CREATE INDEX refunds_by_person ON refunds (person, requested_at) WHERE person IS NOT NULL;

CREATE TABLE "events" (
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

CREATE INDEX events_of_subject ON events (subject_id, seq);

CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE (ABORT, 'events are never deleted'); END;

CREATE TRIGGER events_hold BEFORE UPDATE ON events BEGIN SELECT RAISE (ABORT, 'events are never changed'); END;

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

CREATE TABLE refund_lines (
  refund_no TEXT NOT NULL REFERENCES refunds (refund_no),
  position INTEGER NOT NULL CHECK (position >= 0),
  count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (refund_no, position)
) STRICT, WITHOUT ROWID;

// An order may be paid by several tenders: cash, a channel's mode without a code, several attempts sent as one batch
// (their legs). Beside them: what the channel said about discounts, and when a finished attempt is asked again. The
// table is made anew because a CHECK cannot be changed; every row is carried over as it was.

export const sql = `
CREATE TABLE attempts_new (
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

INSERT INTO attempts_new (trade_no, order_id, channel, method, mode, wallet, code_tail, amount_fen, status, exception,
    unclear, unpaid_answers, cancel_confirmed, asked, reason, raw, channel_trade_no, code_url, code_expires_at,
    created_at, sent_at, final_at)
  SELECT trade_no, order_id, channel, method, mode, wallet, code_tail, amount_fen, status, exception,
    unclear, unpaid_answers, cancel_confirmed, asked, reason, raw, channel_trade_no, code_url, code_expires_at,
    created_at, sent_at, final_at FROM attempts;

DROP TRIGGER attempts_stay;
DROP TRIGGER attempts_hold;
DROP TABLE attempts;
ALTER TABLE attempts_new RENAME TO attempts;

CREATE UNIQUE INDEX one_open_attempt ON attempts (order_id, leg)
  WHERE status IN ('created', 'sending', 'awaiting_payer', 'unknown', 'cancelling', 'needs_review');
CREATE INDEX attempts_of_order ON attempts (order_id);
CREATE INDEX attempts_by_time ON attempts (created_at);
CREATE INDEX attempts_by_channel_number ON attempts (channel_trade_no) WHERE channel_trade_no IS NOT NULL;
CREATE INDEX attempts_to_watch ON attempts (watch_at) WHERE watch_at IS NOT NULL;

CREATE TRIGGER attempts_stay BEFORE DELETE ON attempts BEGIN SELECT RAISE (ABORT, 'attempts are never deleted'); END;
CREATE TRIGGER attempts_hold BEFORE UPDATE OF trade_no, order_id, channel, amount_fen, given_fen, leg ON attempts
  BEGIN SELECT RAISE (ABORT, 'an attempt''s number and amount never change'); END;
`;

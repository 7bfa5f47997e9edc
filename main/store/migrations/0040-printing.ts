// Printers, and print jobs that know theirs: order, copies, reprints, what became of each. The table is made anew because
// a CHECK cannot be changed; every row is carried over. Rows of before had no printer, so they are nobody's and print
// only when a person sends them somewhere.

export const sql = `
CREATE TABLE printers (
  printer_id TEXT NOT NULL PRIMARY KEY,
  config TEXT NOT NULL CHECK (json_valid(config)),
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  talks INTEGER NOT NULL DEFAULT 0 CHECK (talks IN (0, 1)),
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;

CREATE TABLE print_jobs_new (
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
  ended_at INTEGER,
  UNIQUE (kind, subject_id, reprint, copy),
  UNIQUE (printer_id, turn),
  CHECK (status <> 'sending' OR (printer_id IS NOT NULL AND turn IS NOT NULL AND sent_at IS NOT NULL))
) STRICT;

INSERT INTO print_jobs_new (job_id, kind, subject_id, status, created_at)
  SELECT job_id, kind, subject_id, CASE status WHEN 'sending' THEN 'uncertain' ELSE status END, created_at
  FROM print_jobs;

DROP TABLE print_jobs;
ALTER TABLE print_jobs_new RENAME TO print_jobs;

CREATE INDEX print_jobs_to_do ON print_jobs (printer_id, job_id) WHERE status = 'queued';
CREATE INDEX print_jobs_by_status ON print_jobs (status, job_id);
CREATE UNIQUE INDEX one_job_at_a_time ON print_jobs (printer_id) WHERE status = 'sending';
`;

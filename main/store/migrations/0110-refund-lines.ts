// Which lines of the order a refund is for, and that somebody has dealt with a refund that was refused.

export const sql = `
CREATE TABLE refund_lines (
  refund_no TEXT NOT NULL REFERENCES refunds (refund_no),
  position INTEGER NOT NULL CHECK (position >= 0),
  count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (refund_no, position)
) STRICT, WITHOUT ROWID;
ALTER TABLE refunds ADD COLUMN let_go INTEGER NOT NULL DEFAULT 0 CHECK (let_go IN (0, 1));
`;

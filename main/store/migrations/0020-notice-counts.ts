// How many notices of each kind each channel sent, and when the last one came. Counts only: what a notice proved stands
// in the journal.

export const sql = `
CREATE TABLE notice_counts (
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  last_at INTEGER NOT NULL,
  PRIMARY KEY (channel, kind)
) STRICT;
`;

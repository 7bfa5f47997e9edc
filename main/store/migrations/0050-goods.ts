// The shop's product list, and sales that were put aside before anything was charged. Neither is money: a list is
// replaced as a whole, and a sale put aside goes away with the order it becomes.

export const sql = `
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
`;

// Orders are found at once in a book of years: by where they stand, amount, the last digits of any of their numbers,
// and by what nobody has settled. Indexes only; no row is touched.

export const sql = `
CREATE INDEX attempts_by_status ON attempts (status, created_at, trade_no);
CREATE INDEX attempts_by_amount ON attempts (amount_fen, created_at);
CREATE INDEX attempts_by_tail ON attempts (substr(trade_no, -4));
CREATE INDEX attempts_by_channel_tail ON attempts (substr(channel_trade_no, -4)) WHERE channel_trade_no IS NOT NULL;
CREATE INDEX attempts_by_wallet_tail ON attempts (substr(json_extract(settlement, '$.walletTradeNo'), -4))
  WHERE settlement IS NOT NULL;
CREATE INDEX attempts_by_code_tail ON attempts (code_tail) WHERE code_tail IS NOT NULL;
CREATE INDEX attempts_with_exception ON attempts (created_at) WHERE exception <> 'none' AND exception_settled = 0;
CREATE INDEX refunds_by_time ON refunds (requested_at);
`;

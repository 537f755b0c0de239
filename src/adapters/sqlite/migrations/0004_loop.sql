-- Accounts get records of their own, texts are marked when they leave and not when they are
-- claimed, and the journal says under which rules a decision was made.

-- What is known of an account as a whole. The switches and the refusal are what people ask for;
-- pace and volume are in the record.
CREATE TABLE accounts (
  account TEXT PRIMARY KEY,
  version INTEGER NOT NULL,                -- one more with every write
  account_off INTEGER NOT NULL DEFAULT 0,  -- 1: the account's kill switch is on, nothing goes
  all_off INTEGER NOT NULL DEFAULT 0,      -- the same, of the switch for everything
  switched_at INTEGER,                     -- the latest turn of either
  refused_until INTEGER,                   -- the provider refused the account
  record BLOB                              -- the rest; NULL: nothing yet
) STRICT, WITHOUT ROWID;

-- A text that certainly never left is given back, and waits until then.
ALTER TABLE outbox ADD COLUMN not_before INTEGER;
-- The older version marked a text when it was claimed: it may have left.
UPDATE outbox SET state = 'handed_over' WHERE state = 'handing_over';

-- The rules that decisions were made under, by their fingerprint; what several have in common is
-- kept once.
CREATE TABLE policies (
  fingerprint TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,  -- 'playbooks/two_text.yaml'
  hash TEXT NOT NULL REFERENCES policy_sources (hash),
  PRIMARY KEY (fingerprint, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE policy_sources (
  hash TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

-- The lead's version after the decision: every decision so far was one version. And under which
-- rules it was made; NULL: not recorded.
ALTER TABLE journal ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN policy TEXT;
DROP TRIGGER journal_stays;
UPDATE journal SET version = numbered.version
  FROM (SELECT seq, row_number() OVER (PARTITION BY lead_id ORDER BY seq) AS version FROM journal)
    AS numbered
 WHERE journal.seq = numbered.seq;
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
  BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

-- Turns of a kill switch that wait: asked for before any text of the account leaves.
CREATE INDEX inbox_switches ON inbox (account, received_at)
  WHERE done = 0 AND kind = 'kill_switch';

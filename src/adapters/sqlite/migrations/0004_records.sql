-- A lead as one record, accounts with a row of their own; texts are marked when they leave and not
-- when they are claimed; the journal says under which rules a decision was made.

-- The other tables and the view go on referring to `leads`, whatever becomes of the old table.
PRAGMA legacy_alter_table = ON;
ALTER TABLE leads RENAME TO leads_3;
PRAGMA legacy_alter_table = OFF;

-- One row a lead: a person as seen by one account.
CREATE TABLE leads (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  phone TEXT NOT NULL,  -- '+14035550123', or 'withheld'

  -- Copies of what is in the record, for people and reports. Written with it, never read for a
  -- decision; version and wake_at must agree with it.
  version INTEGER NOT NULL DEFAULT 0,    -- one more with every decision
  phase TEXT NOT NULL DEFAULT 'new',
  episode INTEGER NOT NULL DEFAULT 0,    -- number of the open or last episode
  step TEXT,                             -- the next automated step
  wake_at INTEGER,                       -- when the engine is asked again
  opted_out INTEGER NOT NULL DEFAULT 0,
  assigned TEXT,                         -- whose lead it is; NULL: the owner's
  waits_since INTEGER,                   -- since when it waits for a person's answer
  name TEXT,
  trade TEXT,
  locale TEXT,
  region TEXT,

  -- What waits: the oldest event, the oldest text. And when the lead is due, because of these or of
  -- its timer; the timer rests while a text waits, whose outcome may change everything.
  event_at INTEGER,
  text_at INTEGER,
  next_at INTEGER,

  problem TEXT,  -- why this row is left out: it can't be read

  record BLOB,   -- everything that is remembered of the lead; NULL: nothing yet

  UNIQUE (account, phone)
) STRICT;

-- Records are bytes, which SQL can't write: migrate_leads.cc does, from the rows of leads_3. Until
-- then a record is empty, which no reader accepts.
INSERT INTO leads (id, account, phone, version, phase, episode, step, wake_at, opted_out, assigned,
                   waits_since, name, trade, locale, region, event_at, text_at, next_at, record)
  SELECT id, account, phone, version, phase, episode, step, wake_at, opted_out, assigned,
         waits_since, name, trade, locale, region, event_at, text_at, next_at, x''
    FROM leads_3;

-- What is known of an account as a whole.
CREATE TABLE accounts (
  account TEXT PRIMARY KEY,
  version INTEGER NOT NULL,                -- one more with every write
  account_off INTEGER NOT NULL DEFAULT 0,  -- 1: the account's kill switch is on, nothing goes
  all_off INTEGER NOT NULL DEFAULT 0,      -- the same, of the switch for everything
  switched_at INTEGER,                     -- the latest turn of either
  refused_until INTEGER,                   -- the provider refuses the account until then
  record BLOB                              -- the rest; NULL: nothing yet
) STRICT, WITHOUT ROWID;

-- The kill switch was kept in the account's withheld lead, its latest turn as a word in `memory`.
INSERT INTO accounts (account, version, account_off, all_off, switched_at)
  SELECT account, 1, account_off <> 0, all_off <> 0,
         CASE WHEN turned > 0 THEN CAST(substr(memory, turned + 12) AS INTEGER) END
    FROM (SELECT *, instr(' ' || memory, ' switched_at=') AS turned FROM leads_3)
   WHERE phone = 'withheld' AND (account_off <> 0 OR all_off <> 0 OR turned > 0);

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

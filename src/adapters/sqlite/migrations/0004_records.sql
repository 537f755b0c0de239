-- A lead as one record, and accounts with a row of their own.

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
  version INTEGER NOT NULL DEFAULT 0,      -- one more with every write
  account_off INTEGER NOT NULL DEFAULT 0,  -- 1: the account's kill switch is on, nothing goes
  all_off INTEGER NOT NULL DEFAULT 0,      -- the same, of the switch for everything
  switched_at INTEGER,                     -- the latest turn of either
  refused_until INTEGER,                   -- the provider refuses the account until then
  record BLOB                              -- the rest; NULL: nothing yet
) STRICT;

-- The kill switch was kept in the account's withheld lead, its latest turn as a word in `memory`.
INSERT INTO accounts (account, account_off, all_off, switched_at)
  SELECT account, account_off <> 0, all_off <> 0,
         CASE WHEN turned > 0 THEN CAST(substr(memory, turned + 12) AS INTEGER) END
    FROM (SELECT *, instr(' ' || memory, ' switched_at=') AS turned FROM leads_3)
   WHERE phone = 'withheld' AND (account_off <> 0 OR all_off <> 0 OR turned > 0);

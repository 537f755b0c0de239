-- Everything that textback remembers. docs/storage.md explains how to read it.
--
-- Instants are whole milliseconds since 1970-01-01T00:00:00Z; NULL is "never". What is not known,
-- or does not exist, is NULL too. Nothing in here comes from the machine's clock, and no number is
-- ever skipped: the same input leaves the same rows, however often the process was killed.

-- One row a lead: a person as seen by one account.
CREATE TABLE leads (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  phone TEXT NOT NULL,  -- '+14035550123', or 'withheld'

  -- Where the follow-up stands: LeadState, written whole with every decision.
  version INTEGER NOT NULL DEFAULT 0,
  phase TEXT NOT NULL DEFAULT 'new',
  episode INTEGER NOT NULL DEFAULT 0,
  inquiries INTEGER NOT NULL DEFAULT 0,
  step TEXT,
  due INTEGER,
  attempt INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  in_flight INTEGER NOT NULL DEFAULT 0,
  wake_at INTEGER,
  acknowledge_at INTEGER,
  acknowledged INTEGER NOT NULL DEFAULT 0,
  opted_out INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  line TEXT,
  inquiry_at INTEGER,
  last_inquiry_at INTEGER,
  last_event_at INTEGER,
  last_acknowledge_at INTEGER,
  done_at TEXT,        -- an instant a step, '0 0 1795190400000'; the rest is 0
  recent TEXT,         -- as done_at: the last automated texts
  consent_until TEXT,  -- 'inquiry=1810828800000 express=never'

  -- What is known about the person: LeadProfile.
  name TEXT,
  trade TEXT,
  zone TEXT,
  region TEXT,
  postal_code TEXT,
  locale TEXT,

  -- What waits: the oldest event, the oldest text. And when the lead is due, because of these or of
  -- its timer; the timer rests while a text waits, whose outcome may change everything.
  event_at INTEGER,
  text_at INTEGER,
  next_at INTEGER,

  problem TEXT,  -- why this row is left out: it can't be read

  UNIQUE (account, phone)
) STRICT;

-- Every event that was acknowledged, once.
CREATE TABLE inbox (
  seq INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  event_id TEXT NOT NULL,
  lead_id INTEGER NOT NULL REFERENCES leads (id),
  at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,               -- JSON
  done INTEGER NOT NULL DEFAULT 0,  -- 1: decided on, see journal
  UNIQUE (account, event_id)
) STRICT;

CREATE INDEX inbox_waiting ON inbox (lead_id, received_at) WHERE done = 0;

-- Every decision, with all that it was made from (R72).
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  lead_id INTEGER NOT NULL REFERENCES leads (id),
  now INTEGER NOT NULL,
  event_id TEXT NOT NULL,  -- '' for a wake-up
  at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,      -- JSON
  decision TEXT NOT NULL   -- JSON
) STRICT;

-- Every text that was ever decided on. The key is used once (R60).
CREATE TABLE outbox (
  lead_id INTEGER NOT NULL REFERENCES leads (id),
  episode INTEGER NOT NULL,
  step TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued',
  -- The decision that made it. No foreign key: the text goes in before its decision, for its key
  -- may be taken, and a deferred key makes SQLite search the whole table at every decision.
  journal_seq INTEGER NOT NULL,
  class TEXT NOT NULL,
  basis TEXT NOT NULL,
  from_line TEXT,  -- NULL: the transport chooses
  decided_at INTEGER NOT NULL,
  send_by INTEGER,
  segments INTEGER NOT NULL,
  body TEXT NOT NULL,
  settled_at INTEGER,
  provider_id TEXT,
  code TEXT,
  PRIMARY KEY (lead_id, episode, step, attempt)
) STRICT, WITHOUT ROWID;

-- The ledger of consent: on what basis a text could go, since when, until when, and what proves it.
CREATE TABLE consent (
  seq INTEGER PRIMARY KEY,
  lead_id INTEGER NOT NULL REFERENCES leads (id),
  journal_seq INTEGER NOT NULL REFERENCES journal (seq),
  basis TEXT NOT NULL,
  at INTEGER,
  expires_at INTEGER,
  withdrawn INTEGER NOT NULL,
  evidence TEXT NOT NULL
) STRICT;

-- What people were asked to do.
CREATE TABLE tasks (
  seq INTEGER PRIMARY KEY,
  lead_id INTEGER NOT NULL REFERENCES leads (id),
  journal_seq INTEGER NOT NULL REFERENCES journal (seq),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

-- Journal and ledger are evidence: nothing in them changes, not even by mistake.
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
  BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps BEFORE DELETE ON journal
  BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER consent_stays BEFORE UPDATE ON consent
  BEGIN SELECT raise(ABORT, 'the consent ledger is append-only'); END;
CREATE TRIGGER consent_keeps BEFORE DELETE ON consent
  BEGIN SELECT raise(ABORT, 'the consent ledger is append-only'); END;

-- For reading: texts with their lead and times in words.
CREATE VIEW texts AS
  SELECT account, phone,
         account || '/' || phone || '/' || outbox.episode || '/' || outbox.step || '/'
           || outbox.attempt AS key,
         outbox.episode, outbox.step, outbox.attempt, state, class, basis, from_line,
         strftime('%Y-%m-%dT%H:%M:%SZ', decided_at / 1000, 'unixepoch') AS decided,
         strftime('%Y-%m-%dT%H:%M:%SZ', settled_at / 1000, 'unixepoch') AS settled,
         segments, body, provider_id, code, journal_seq
    FROM outbox JOIN leads ON leads.id = outbox.lead_id;

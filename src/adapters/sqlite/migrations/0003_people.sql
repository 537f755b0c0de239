-- The people's side of a lead, answers to STOP and HELP, and the account's switch.

-- Whose lead it is, and whether that person has taken it; since when it waits for somebody, and when
-- they are told again.
ALTER TABLE leads ADD COLUMN assigned TEXT;
ALTER TABLE leads ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN waits_since INTEGER;
ALTER TABLE leads ADD COLUMN nudge_at INTEGER;
-- When the long follow-up is taken up again.
ALTER TABLE leads ADD COLUMN rearm_at INTEGER;
-- An answer that is due or out; a ready text that is a person's to send.
ALTER TABLE leads ADD COLUMN answer TEXT;
ALTER TABLE leads ADD COLUMN with_person INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN looped INTEGER NOT NULL DEFAULT 0;
-- Of the account's withheld lead: the kill switch.
ALTER TABLE leads ADD COLUMN account_off INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN all_off INTEGER NOT NULL DEFAULT 0;
-- What else is remembered between two events, as 'name=number' words; see docs/storage.md.
ALTER TABLE leads ADD COLUMN memory TEXT;

-- What the lead wrote, and the ready text with its key.
ALTER TABLE tasks ADD COLUMN quote TEXT;
ALTER TABLE tasks ADD COLUMN text_key TEXT;
ALTER TABLE tasks ADD COLUMN body TEXT;

-- What the words of a text were, and what a lead's replies leave behind.

-- Which kind of inquiry opened the episode, so whose playbook it follows: a form's or a text's may
-- be another than a missed call's. Episodes from before this column follow that of missed calls.
ALTER TABLE leads ADD COLUMN inquiry TEXT NOT NULL DEFAULT 'missed_call';
ALTER TABLE leads ADD COLUMN last_inquiry TEXT NOT NULL DEFAULT 'missed_call';
ALTER TABLE leads ADD COLUMN wrong_number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN paused_until INTEGER;

ALTER TABLE outbox ADD COLUMN variant TEXT NOT NULL DEFAULT 'plain';
ALTER TABLE outbox ADD COLUMN locale TEXT;
ALTER TABLE outbox ADD COLUMN arm TEXT;  -- of the step's A/B test; NULL: it has none

DROP VIEW texts;
CREATE VIEW texts AS
  SELECT account, phone,
         account || '/' || phone || '/' || outbox.episode || '/' || outbox.step || '/'
           || outbox.attempt AS key,
         outbox.episode, outbox.step, outbox.attempt, state, class, basis, from_line,
         strftime('%Y-%m-%dT%H:%M:%SZ', decided_at / 1000, 'unixepoch') AS decided,
         strftime('%Y-%m-%dT%H:%M:%SZ', settled_at / 1000, 'unixepoch') AS settled,
         segments, body, variant, outbox.locale, arm, provider_id, code, journal_seq
    FROM outbox JOIN leads ON leads.id = outbox.lead_id;

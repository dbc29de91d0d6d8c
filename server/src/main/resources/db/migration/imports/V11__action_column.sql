-- Rows may delete users.
ALTER TABLE import_passes ADD COLUMN deleted bigint NOT NULL DEFAULT 0;
-- One list again, of all kinds of passes: what a row does and what an undo does.
ALTER TABLE import_verdicts ADD CONSTRAINT import_verdicts_verdict_check
    CHECK (verdict IN ('CREATE', 'UPDATE', 'DELETE', 'REMOVE', 'UNCHANGED', 'SKIP', 'ERROR'));

-- Compressing the blocks of a file takes longer than writing them, and they are kept for some days only.
ALTER TABLE export_blocks ALTER COLUMN content SET STORAGE EXTERNAL;

-- Whether the people of this instance have phone numbers. One row.
CREATE TABLE phone_settings (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    numbers text    NOT NULL DEFAULT 'OPTIONAL' CHECK (numbers IN ('OFF', 'OPTIONAL', 'REQUIRED')),
    version integer NOT NULL DEFAULT 1
);
INSERT INTO phone_settings DEFAULT VALUES;

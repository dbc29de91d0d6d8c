-- Which thread of a mailbox a Message-ID belongs to, also one of a message that isn't there: who answers names it (RFC 5322
-- 3.6.4). The first 16 octets of its SHA-256.
CREATE TABLE mail_references (
    owner_id        uuid NOT NULL,
    reference       uuid NOT NULL,
    organization_id uuid NOT NULL,
    thread_id       uuid NOT NULL,
    PRIMARY KEY (owner_id, reference)
);
CALL muster_protect('mail_references');

-- What is there stays in the threads it has; answers to it find it.
INSERT INTO mail_references (owner_id, reference, organization_id, thread_id)
SELECT f.owner_id, encode(substring(sha256(convert_to(i.id, 'UTF8')) FROM 1 FOR 16), 'hex')::uuid, m.organization_id, m.thread_id
FROM mail_messages m
JOIN mail_folders f ON f.id = m.folder_id
CROSS JOIN LATERAL (
    SELECT substring(encode(substring(m.header FROM 1 FOR 65536), 'escape')
        FROM '(?i)(?:^|\n)message-id:[ \t\r\n]*<([^<>\s]{1,250})>') AS id) AS i
WHERE i.id IS NOT NULL
ORDER BY m.saved_at
ON CONFLICT (owner_id, reference) DO NOTHING;

-- What was done to one user and he is to be told of; many changes within minutes are one row.
CREATE TABLE account_news (
    organization_id uuid        NOT NULL,
    user_id         uuid        NOT NULL,
    news            text        NOT NULL CHECK (news IN ('RIGHTS', 'DISABLED', 'ENABLED', 'REMOVED')),
    -- Who did it first, by the name of then.
    told_by         text        NOT NULL,
    due_at          timestamptz NOT NULL,
    PRIMARY KEY (organization_id, user_id, news)
);
CREATE INDEX account_news_due ON account_news (due_at);
CALL muster_protect('account_news');

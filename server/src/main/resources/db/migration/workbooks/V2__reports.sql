-- Reports on users in the form of a workbook, made by a job; what is asked for is written from the blocks.
CREATE TABLE user_reports (
    id              uuid        PRIMARY KEY,
    organization_id uuid        NOT NULL,
    job_id          uuid        NOT NULL,
    created_by      uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    -- Somebody has one at a time.
    running         boolean     NOT NULL DEFAULT true,
    -- Whether it is for some users, not for all.
    selected        boolean     NOT NULL,
    row_count       bigint      NOT NULL DEFAULT 0,
    last_user_id    uuid,
    -- How many blocks there may be of each sheet.
    steps           bigint      NOT NULL DEFAULT 0,
    -- Roles, permissions and mailboxes as they were at the start.
    head            jsonb       NOT NULL
);
CREATE UNIQUE INDEX user_reports_running ON user_reports (organization_id, created_by) WHERE running;
CREATE INDEX user_reports_newest ON user_reports (organization_id, created_by, id DESC);
CREATE INDEX user_reports_by_age ON user_reports (created_at);
CALL muster_protect('user_reports');

CREATE TABLE user_report_users (
    report_id       uuid NOT NULL REFERENCES user_reports (id) ON DELETE CASCADE,
    organization_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    PRIMARY KEY (report_id, user_id)
);
CALL muster_protect('user_report_users');

CREATE TABLE user_report_blocks (
    report_id       uuid    NOT NULL REFERENCES user_reports (id) ON DELETE CASCADE,
    organization_id uuid    NOT NULL,
    -- Users and their account: the zero id. Else the mailbox whose sheet it is.
    mailbox_id      uuid    NOT NULL,
    number          bigint  NOT NULL,
    content         jsonb   NOT NULL,
    PRIMARY KEY (report_id, mailbox_id, number)
);
CALL muster_protect('user_report_blocks');

package io.muster.mailengine;

/** The statement by which the webmail reads the rows of a list. */
final class GlanceStatement {

    private static final String COUNTED =
            """
            SELECT count(*) AS messages, count(*) FILTER (WHERE x.flags & 1 = 0) AS unseen
            FROM (SELECT y.flags FROM mail_messages y
                  WHERE y.organization_id = :organization AND y.folder_id = d.folder_id AND y.thread_id = d.thread_id
                  ORDER BY y.received_at DESC, y.uid DESC LIMIT 1000) AS x
            """;

    private GlanceStatement() {}

    /**
     * @param page selects folder and number of what is shown
     * @param threads whether a row says how much of its thread is in its folder; else it stands for
     *     its message alone
     */
    static String of(String page, boolean threads) {
        // How long a header may be, and what follows, where only a row of a list is made of it.
        return """
        WITH page AS MATERIALIZED (
            %s),
        threads AS MATERIALIZED (
            SELECT d.folder_id, d.thread_id, c.messages, c.unseen
            FROM (SELECT DISTINCT m.folder_id, m.thread_id FROM page p
                  JOIN mail_messages m ON m.organization_id = :organization AND m.folder_id = p.folder_id AND m.uid = p.uid) AS d
            CROSS JOIN LATERAL (
                %s) AS c)
        SELECT m.folder_id, m.uid, m.thread_id, m.received_at, m.size, m.flags, %s,
            substring(m.header FROM 1 FOR 65536) || CASE
                WHEN m.body IS NOT NULL THEN m.body
                ELSE (SELECT substring(b.body FROM 1 FOR 32768) FROM mail_bodies b
                      WHERE b.organization_id = m.organization_id AND b.hash = m.body_hash)
            END AS beginning
        FROM page p
        JOIN mail_messages m ON m.organization_id = :organization AND m.folder_id = p.folder_id AND m.uid = p.uid
        JOIN threads t ON t.thread_id = m.thread_id AND t.folder_id = m.folder_id
        """
                .formatted(
                        page,
                        threads ? COUNTED : "SELECT 1 AS messages, 1 AS unseen",
                        threads
                                ? "t.messages, t.unseen"
                                : "1 AS messages, 1 - (m.flags & 1) AS unseen");
    }
}

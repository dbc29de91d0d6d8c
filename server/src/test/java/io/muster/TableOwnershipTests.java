package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads the SQL in the sources: names put together at run time escape it. */
class TableOwnershipTests {

    private static final Pattern CREATED =
            Pattern.compile(
                    "(?i)\\bCREATE\\s+(?:UNLOGGED\\s+)?(?:TABLE|(?:MATERIALIZED\\s+)?VIEW)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\\w+)");

    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

    private static final Pattern STATEMENT =
            Pattern.compile("\\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|FROM|JOIN)\\b");

    /** Words that use FROM or UPDATE for something other than a table. */
    private static final Pattern NO_TABLE =
            Pattern.compile(
                    "(?i)\\bDISTINCT\\s+FROM\\b|\\bFOR\\s+(NO\\s+KEY\\s+)?UPDATE\\b|\\bDO\\s+UPDATE\\b"
                            + "|\\b(extract|substring|trim|overlay)\\s*\\([^()]*\\)|--.*");

    private static final Pattern USED =
            Pattern.compile(
                    "\\b(?:FROM|JOIN|INTO|UPDATE|USING)\\s+(?:ONLY\\s+|LATERAL\\s+)?([a-z_]\\w*)\\b(?!\\s*\\()");

    /** The further tables of {@code FROM a x, b y}. */
    private static final Pattern NEXT =
            Pattern.compile("\\G(?:\\s+(?:AS\\s+)?[a-z_]\\w*)?\\s*,\\s*([a-z_]\\w*)\\b(?!\\s*\\()");

    private static final Pattern COMMON_TABLE_EXPRESSION =
            Pattern.compile(
                    "\\b(\\w+)\\s*(?:\\([\\w\\s,]*\\)\\s*)?AS\\s+(?:(?:NOT\\s+)?MATERIALIZED\\s+)?\\(");

    @Test
    void aModuleTouchesOnlyTablesItCreates() {
        Map<String, String> owners = owners();
        List<String> offences = new ArrayList<>();
        for (Path file : Sources.files(Sources.JAVA, ".java")) {
            Path relative = Sources.JAVA.relativize(file);
            String module =
                    relative.getNameCount() == 1 ? Sources.ROOT : relative.getName(0).toString();
            for (String table : tables(Sources.read(file))) {
                String owner = owners.get(table);
                if (owner == null) {
                    offences.add(
                            "%s names table %s, which no migration creates: mend the name or add it to db/migration/%s"
                                    .formatted(relative, table, module));
                } else if (!owner.equals(module)) {
                    offences.add(
                            "%s names table %s, which belongs to %s: ask that module's facade, or keep a copy from its events"
                                    .formatted(relative, table, owner));
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void readsTheTablesOfAStatement() {
        assertThat(
                        tables(
                                """
                                jdbc.sql(\"""
                                    WITH mine AS (SELECT id FROM users u, units n WHERE u.x IS DISTINCT FROM n.x)
                                    INSERT INTO copies SELECT extract(day FROM made) FROM mine
                                    JOIN LATERAL unnest(:ids) i ON true LEFT JOIN roles ON true
                                    FOR UPDATE SKIP LOCKED
                                    \""");
                                jdbc.sql("UPDATE jobs SET done = true FROM pg_class");
                                log.info("a mail FROM somebody");
                                """))
                .containsExactlyInAnyOrder("users", "units", "copies", "roles", "jobs");
    }

    private static Map<String, String> owners() {
        var owners = new HashMap<String, String>();
        for (Path file : Sources.files(Sources.MIGRATIONS, ".sql")) {
            String module = Sources.MIGRATIONS.relativize(file).getName(0).toString();
            Matcher created = CREATED.matcher(Sources.read(file));
            while (created.find()) {
                String before = owners.put(created.group(1), module);
                assertThat(before)
                        .as("two modules create table %s: rename one", created.group(1))
                        .isIn(null, module);
            }
        }
        return owners;
    }

    private static Set<String> tables(String source) {
        var tables = new HashSet<String>();
        Matcher literal = LITERAL.matcher(source);
        while (literal.find()) {
            boolean block = literal.group(1) != null;
            String text = block ? literal.group(1) : literal.group(2);
            String sql = NO_TABLE.matcher(text).replaceAll(" ");
            // A one-line string may be a sentence, so only one that begins like SQL counts.
            Matcher statement = STATEMENT.matcher(sql);
            if (block ? statement.find() : statement.lookingAt()) {
                tables.addAll(tablesOf(sql));
            }
        }
        return tables;
    }

    private static Set<String> tablesOf(String sql) {
        var tables = new HashSet<String>();
        Matcher used = USED.matcher(sql);
        while (used.find()) {
            tables.add(used.group(1));
            Matcher next = NEXT.matcher(sql).region(used.end(), sql.length());
            while (next.find()) {
                tables.add(next.group(1));
            }
        }
        Matcher local = COMMON_TABLE_EXPRESSION.matcher(sql);
        while (local.find()) {
            tables.remove(local.group(1));
        }
        tables.removeIf(name -> name.startsWith("pg_") || name.equals("information_schema"));
        return tables;
    }
}

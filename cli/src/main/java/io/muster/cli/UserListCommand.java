package io.muster.cli;

import io.muster.cli.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists users. */
@Command(name = "list", description = "Lists users: all of them, or those who match.")
final class UserListCommand implements Callable<Integer> {

    private final Session session;

    @Mixin private UserFilterOptions filter = new UserFilterOptions();

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description =
                    "account, displayName, type, state, signInMethod, department, title, lastSignInAt, lastUsedAt or createdAt;"
                            + " with - before it for the other direction, as in --sort=-createdAt.")
    private String sort = "displayName";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many; all when left out.")
    private long limit;

    @Option(
            names = "--columns",
            paramLabel = "COLUMN",
            split = ",",
            description = "Any of: ${COMPLETION-CANDIDATES}.")
    private List<Shown> columns =
            List.of(Shown.ACCOUNT, Shown.NAME, Shown.STATE, Shown.TYPE, Shown.UNIT);

    @Option(names = "--count", description = "Only say how many there are.")
    private boolean count;

    UserListCommand(Session session) {
        this.session = session;
    }

    /** What can be shown of a user. */
    enum Shown {
        ACCOUNT("account"),
        NAME("displayName"),
        STATE("state"),
        TYPE("type"),
        UNIT("unitId"),
        DEPARTMENT("department"),
        TITLE("title"),
        PHONE("phone"),
        SIGN_IN_METHOD("signInMethod"),
        LAST_SIGN_IN("lastSignInAt"),
        LAST_USED("lastUsedAt"),
        EXPIRES("expiresOn"),
        CREATED("createdAt"),
        ID("id");

        private final String member;

        Shown(String member) {
            this.member = member;
        }

        Column column(Units units) {
            String header = name().replace('_', ' ');
            return switch (this) {
                case STATE, TYPE, SIGN_IN_METHOD ->
                        Column.left(header, row -> Output.word(Json.text(row, member)));
                case UNIT -> Column.left(header, row -> units.path(Json.text(row, member)));
                case LAST_SIGN_IN, LAST_USED, CREATED ->
                        Column.left(header, row -> Output.time(Json.text(row, member)));
                case EXPIRES, ACCOUNT, NAME, DEPARTMENT, TITLE, PHONE, ID ->
                        Column.of(header, member);
            };
        }

        @Override
        public String toString() {
            return Output.word(name()).replace(' ', '-');
        }
    }

    @Override
    public Integer call() {
        String users = session.organization() + "/users";
        Query query = Query.of(filter.filter(session));
        if (count) {
            var answer = session.api().get(users + "/count", query);
            session.output().one(answer, "count", Map.of("Users", Json.text(answer, "count")));
            return ExitCode.OK.number();
        }
        if (limit < 0) {
            throw Failure.usage("--limit: a list has at least one row.");
        }
        var pages = new Pages(session.api(), users, query.with("sort", sort), limit);
        Units units =
                !session.output().json() && columns.contains(Shown.UNIT)
                        ? Units.seen(session)
                        : new Units(Map.of());
        session.output()
                .list(
                        pages,
                        "account",
                        columns.stream().map(column -> column.column(units)).toList());
        return ExitCode.OK.number();
    }
}

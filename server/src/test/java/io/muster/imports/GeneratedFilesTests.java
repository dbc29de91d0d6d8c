package io.muster.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.Ids;
import io.muster.testing.MusterTest;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Files of all sorts of rows, one after the other into one organization, so that each finds the
 * users of those before it: the check foretells every verdict of the run. How many files says the
 * system property {@code muster.files}.
 */
@MusterTest
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class GeneratedFilesTests {

    private static final int FILES = Integer.getInteger("muster.files", 30);

    /** Few, so that rows meet in one user. */
    private static final int NAMES = 80;

    /** More than are handled at once. */
    private static final int LONG = 1_150;

    /** More than are handled at once where passwords are hashed. */
    private static final int LONG_WITH_PASSWORDS = 130;

    private final long seed = Long.getLong("muster.seed", System.nanoTime());
    private final Random chance = new Random(seed);

    @Autowired private World world;

    private ImportDesk desk;
    private String domain;
    private String unique;

    @BeforeEach
    void anOwnerAtTheDeskOfAnOrganizationWithNeighbours() {
        unique = Ids.next().toString().replace("-", "");
        domain = unique + ".example";
        OrganizationScope acme = world.organization("Acme " + unique);
        world.owner(acme, "owner@" + domain);
        world.owner(acme, "other.owner@" + domain);
        OrganizationScope other = world.organization("Other " + unique);
        world.user(other, "foreign@" + domain);
        desk = new ImportDesk(world.signedIn("owner@" + domain), acme);
    }

    @Test
    void areRunAsTheCheckForetold() {
        for (int number = 1; number <= FILES; number++) {
            String content = generated();
            ImportDesk.File file = desk.file(content);
            file.configure(options());
            JsonNode foretold = file.check();
            JsonNode became = file.run();
            String which = "file %d of seed %d:%n%s".formatted(number, seed, content);
            assertThat(all(file, "RUN")).as(which).isEqualTo(all(file, "CHECK"));
            assertThat(became).as(which).isEqualTo(foretold);
        }
    }

    private Map<String, Object> options() {
        return Map.of(
                "existing",
                one("UPDATE", "UPDATE", "UPDATE", "SKIP"),
                "createUnits",
                chance.nextBoolean(),
                "newPasswords",
                one("TEMPORARY", "NONE"),
                "temporaryPassword",
                ImportDesk.TEMPORARY);
    }

    private String generated() {
        Map<String, Supplier<String>> cells = new LinkedHashMap<>();
        cells.put("E-mail", this::address);
        others().forEach((header, cell) -> {
            if (chance.nextInt(3) == 0) {
                cells.put(header, cell);
            }
        });
        boolean hashes = cells.containsKey("Password");
        int rows =
                chance.nextInt(20) == 0
                        ? hashes ? LONG_WITH_PASSWORDS : LONG
                        : 1 + chance.nextInt(20);
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", cells.keySet()));
        for (int row = 0; row < rows; row++) {
            lines.add(
                    chance.nextInt(40) == 0
                            ? one("too,few", "", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p")
                            : cells.values().stream()
                                    .map(Supplier::get)
                                    .collect(Collectors.joining(",")));
        }
        return String.join("\n", lines) + "\n";
    }

    private Map<String, Supplier<String>> others() {
        Map<String, Supplier<String>> others = new LinkedHashMap<>();
        others.put("Username", () -> one("", "", name() + "." + unique, "not a name\u0001"));
        others.put("Last name", () -> one("", "Smith", "Jones", "=cmd", "x".repeat(300)));
        others.put(
                "Action",
                () ->
                        one(
                                "", "create", "update", "upsert", "disable", "enable", "move",
                                "delete", "promote"));
        others.put("Unit", () -> one("", "North", "North/Harbour", "South", "//", "north"));
        others.put("Enabled", () -> one("", "yes", "no", "perhaps"));
        others.put("Allow incoming", () -> one("", "yes", "no"));
        others.put("Sign-in method", () -> one("", "password", "default", "smoke signals"));
        others.put("Roles", () -> one("", "Help desk", "Auditor; Help desk", "No such role"));
        others.put("Password", () -> one("", "", "", "", "", "secret", "a quiet plum harbour"));
        others.put(
                "Password hash",
                () -> one("", "{SSHA}/qfl644HPVG8x/v+lLBpBAy1xj5zYWx0c2FsdA==", "$9$unknown"));
        others.put("Must change password", () -> one("", "yes", "no"));
        others.put("Password changes disabled", () -> one("", "yes", "no"));
        others.put("Birthday", () -> one("", "1980-12-31", "1980-02-30"));
        others.put("Notes", () -> one("", "\"two\nlines\"", "'=1+1"));
        others.put("Mailbox size limit", () -> one("", "", "1 GiB", "default", "500", "much"));
        others.put(
                "Aliases",
                () ->
                        one(
                                "",
                                "",
                                name() + "@" + domain,
                                name() + "+tag@" + domain + ";" + name() + "@" + domain,
                                "foreign@" + domain,
                                "no address"));
        others.put("IMAP", () -> one("", "yes", "no", "perhaps"));
        others.put("Language", () -> one("", "de", "Klingon-"));
        return others;
    }

    private String address() {
        return switch (chance.nextInt(25)) {
            case 0 -> "";
            case 1 -> "not an address";
            case 2 -> "foreign@" + domain;
            case 3 -> "owner@" + domain;
            case 4 -> "other.owner@" + domain;
            case 5 -> name().toUpperCase(Locale.ROOT) + "@" + domain;
            default -> name() + "@" + domain;
        };
    }

    private String name() {
        return "n" + chance.nextInt(NAMES);
    }

    private String one(String... of) {
        return of[chance.nextInt(of.length)];
    }

    /** Every verdict with all that it says; of a new user only the run knows the id. */
    private static List<String> all(ImportDesk.File file, String pass) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = file.at("/verdicts?limit=500&pass=" + pass + cursor).json();
            for (JsonNode verdict : page.at("/items")) {
                all.add(
                        String.join(
                                " ",
                                verdict.at("/line").asString(),
                                verdict.at("/name").asString(),
                                verdict.at("/verdict").asString(),
                                verdict.at("/reasons").toString(),
                                verdict.at("/changes").toString()));
            }
            cursor = page.at("/next").isNull() ? "" : "&cursor=" + page.at("/next").asString();
        } while (!cursor.isEmpty());
        return all;
    }
}

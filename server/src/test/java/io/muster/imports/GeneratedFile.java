package io.muster.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A file made by chance from the people of an organization and some who aren't in it: right rows,
 * wrong rows and rows that get in each other's way.
 */
final class GeneratedFile {

    static final List<String> OWNERS = List.of("olga", "otto", "oona");
    static final List<String> PEOPLE = List.of("ann", "bob", "cid", "dan", "eve", "fay");

    private static final List<String> STRANGERS =
            List.of("nina", "ned", "nora", "foreign", "keeper");
    private static final List<String> ACTIONS =
            List.of(
                    "",
                    "",
                    "create",
                    "update",
                    "create or update",
                    "disable",
                    "disable",
                    "enable",
                    "move",
                    "delete",
                    "delete",
                    "promote");
    private static final List<String> UNITS = List.of("", "", "", "Sales", "Sales/North", "Lab");
    private static final List<String> FLAGS = List.of("", "", "", "yes", "no", "perhaps");
    private static final List<String> ROLES =
            List.of("", "", "", "", "Help desk", "Organization owner", "Nobody's role");
    private static final List<String> METHODS = List.of("", "", "", "", "password", "directory");
    private static final List<String> PASSWORDS = List.of("", "", "", "a quiet plum harbour", "x");

    private final Random chance;
    private final String domain;

    /**
     * @param seed the same gives the same file
     * @param domain of everybody's address; a logon name is the name, a dot and the domain
     */
    GeneratedFile(long seed, String domain) {
        this.chance = new Random(seed);
        this.domain = domain;
    }

    String content() {
        List<String> rows = new ArrayList<>();
        rows.add(
                "E-mail,Username,Action,Title,Unit,Enabled,Allow incoming,Roles,Sign-in method,Password");
        int all = 4 + chance.nextInt(24);
        // Now and then rows so far apart that a run handles them in other steps than the check.
        boolean far = chance.nextInt(4) == 0;
        for (int i = 0; i < all; i++) {
            rows.add(row());
            if (far && chance.nextInt(8) == 0) {
                for (int filler = 0; filler < 110; filler++) {
                    rows.add("nobody" + filler + "@" + domain + ",,update,,,,,,,");
                }
            }
        }
        return String.join("\n", rows) + "\n";
    }

    private String row() {
        String name = name();
        String address = chance.nextInt(12) == 0 ? "" : name + "@" + domain;
        String logonName = chance.nextInt(3) == 0 ? name() + "." + domain : "";
        return String.join(
                ",",
                chance.nextInt(30) == 0 ? "not an address" : address,
                logonName,
                one(ACTIONS),
                "Title " + chance.nextInt(3),
                one(UNITS),
                one(FLAGS),
                one(FLAGS),
                one(ROLES),
                one(METHODS),
                one(PASSWORDS));
    }

    private String name() {
        return switch (chance.nextInt(4)) {
            case 0 -> one(OWNERS);
            case 1 -> one(STRANGERS);
            default -> one(PEOPLE);
        };
    }

    boolean flag() {
        return chance.nextBoolean();
    }

    private String one(List<String> texts) {
        return texts.get(chance.nextInt(texts.size()));
    }
}

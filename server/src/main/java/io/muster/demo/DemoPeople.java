package io.muster.demo;

import io.muster.demo.DemoNames.Name;
import io.muster.demo.DemoOrganization.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files from which the people of an organization are imported: the same ones each time. */
final class DemoPeople {

    static final String TRAINEE = "Trainee";
    static final String CONTRACTOR = "Contractor";
    static final String RECEPTIONIST = "Receptionist";

    /** What the owner later disables, deletes and expires the passwords of. */
    private static final Set<String> ACTED_ON = Set.of(TRAINEE, CONTRACTOR, RECEPTIONIST);

    private static final int STARTERS = 6;
    private static final int SIGNED_IN = 6;
    private static final int LOCKED = 2;
    private static final List<String> HEADER =
            List.of(
                    "E-mail address",
                    "First name",
                    "Last name",
                    "Title",
                    "Department",
                    "Company",
                    "Office phone",
                    "Mobile phone",
                    "Unit",
                    "Roles",
                    "Enabled",
                    "Password hash",
                    "Work city",
                    "Work country",
                    "Time zone",
                    "Language",
                    "External id");

    private final DemoOrganization plan;
    private final String hash;
    private final Random random;
    private final Set<String> addresses = new HashSet<>();
    private final List<String> activeAddresses = new ArrayList<>();
    private int number;

    /**
     * @param hash of the password that those who have one share
     */
    DemoPeople(DemoOrganization plan, String hash) {
        this.plan = plan;
        this.hash = hash;
        this.random = new Random(plan.name().hashCode());
        addresses.add(plan.owner());
    }

    /** All but the owner and the new starters. */
    String file() {
        return Stream.concat(
                        Stream.of(row(HEADER)),
                        Stream.generate(this::person).limit(plan.size() - 1L - STARTERS))
                .collect(Collectors.joining());
    }

    /** A few more, of whom two were written down wrongly. */
    String newStarters() {
        return Stream.concat(
                        Stream.of(row(HEADER)),
                        Stream.concat(
                                Stream.generate(this::person).limit(STARTERS),
                                Stream.of(
                                        row(unreachable("Robin", "Hale", "robin.hale[at]gmail")),
                                        row(unreachable("Kim", "Okafor", "")))))
                .collect(Collectors.joining());
    }

    /** The addresses of some who have been here since. */
    List<String> whoSignedIn() {
        return activeAddresses.subList(0, SIGNED_IN);
    }

    /** The addresses of some who don't come in: they are to be locked. */
    List<String> whoMistyped() {
        return activeAddresses.subList(SIGNED_IN, SIGNED_IN + LOCKED);
    }

    private String person() {
        number++;
        Name name =
                DemoNames.of(plan.cultures().get(random.nextInt(plan.cultures().size())), random);
        Unit unit = plan.units().get(random.nextInt(plan.units().size()));
        String title = unit.titles().get(random.nextInt(unit.titles().size()));
        String roles = roles();
        boolean enabled = !roles.isEmpty() || random.nextInt(30) != 0;
        boolean waits = roles.isEmpty() && random.nextInt(16) == 0;
        String address = address(name);
        if (enabled && !waits && !ACTED_ON.contains(title)) {
            activeAddresses.add(address);
        }
        return row(
                List.of(
                        address,
                        name.first(),
                        name.last(),
                        title,
                        unit.department(),
                        plan.name(),
                        plan.phone() + (1_000 + number),
                        random.nextInt(3) == 0 ? plan.phone() + "9" + (1_000 + number) : "",
                        unit.path(),
                        roles,
                        enabled ? "enabled" : "disabled",
                        waits ? "" : hash,
                        plan.city(),
                        plan.country(),
                        plan.timeZone(),
                        plan.language(),
                        "%s-%05d".formatted(plan.domain().substring(0, 3), number)));
    }

    /** The first ones run the organization; later one in forty looks after a few units. */
    private String roles() {
        return switch (number) {
            case 1, 2 -> "Organization administrator";
            case 3, 4, 5, 6 -> "Help desk";
            case 7 -> "Auditor";
            case 8 -> "Help desk;Auditor";
            default -> number % 40 == 0 ? plan.role() : "";
        };
    }

    private String address(Name name) {
        String local = DemoNames.latin(name.first() + " " + name.last());
        String address = local + "@" + plan.domain();
        for (int namesake = 2; !addresses.add(address); namesake++) {
            address = local + namesake + "@" + plan.domain();
        }
        return address;
    }

    private List<String> unreachable(String first, String last, String address) {
        List<String> cells = new ArrayList<>(List.of(address, first, last));
        while (cells.size() < HEADER.size()) {
            cells.add("");
        }
        return cells;
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> '"' + cell + '"').collect(Collectors.joining(","))
                + "\r\n";
    }
}

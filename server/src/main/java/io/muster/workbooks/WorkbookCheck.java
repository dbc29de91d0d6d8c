package io.muster.workbooks;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.domains.AddressPlace;
import io.muster.domains.Domains;
import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.mailboxes.MailboxGifts;
import io.muster.roles.Gifts.Gift;
import io.muster.roles.Roles;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks a workbook wholly before anything is made of it: what stands in it, and whether the actor
 * may make it so. The run asks nothing else.
 */
@Component
class WorkbookCheck {

    private final Offers offers;
    private final Roles roles;
    private final MailboxGifts mailboxes;
    private final Domains domains;
    private final Provisioning provisioning;
    private final Scopes scopes;

    WorkbookCheck(
            Offers offers,
            Roles roles,
            MailboxGifts mailboxes,
            Domains domains,
            Provisioning provisioning,
            Scopes scopes) {
        this.offers = offers;
        this.roles = roles;
        this.mailboxes = mailboxes;
        this.domains = domains;
        this.provisioning = provisioning;
        this.scopes = scopes;
    }

    CheckedWorkbook check(OrganizationScope scope, byte[] content) {
        try (XlsxFile file = XlsxFile.open(content)) {
            return scopes.in(scope, () -> new Pass(scope)).check(file);
        } catch (Unreadable refused) {
            return CheckedWorkbook.refused(refused);
        }
    }

    /** One way through one file. */
    private final class Pass {

        private final OrganizationScope scope;
        private final Findings errors = new Findings();
        private final Findings ignored = new Findings();
        private final GiftCells account;
        private final GiftCells onMailbox;

        Pass(OrganizationScope scope) {
            this.scope = scope;
            Offer offer = offers.of(scope);
            var known = roles.all(scope);
            this.account = new GiftCells(Permission.Level.ORGANIZATION, known, offer);
            this.onMailbox = new GiftCells(Permission.Level.MAILBOX, known, offer);
        }

        CheckedWorkbook check(XlsxFile file) throws Unreadable {
            UsersSheet users = new UsersSheet(errors);
            Map<String, String> sheets = new HashMap<>();
            file.sheets().forEach(name -> sheets.put(name.strip().toLowerCase(Locale.ROOT), name));
            String usersSheet = sheets.get("users");
            if (usersSheet == null) {
                errors.add("", "", "no-users-sheet", "The file has no sheet Users.");
                return new CheckedWorkbook(List.of(), errors, ignored);
            }
            users.read(file, usersSheet);
            Map<EmailAddress, UsersSheet.Row> people = users.people();
            Map<EmailAddress, Gift> given = new HashMap<>();
            String accountSheet = sheets.get("account");
            if (accountSheet != null) {
                GrantSheet sheet =
                        new GrantSheet(accountSheet, account, people.keySet(), errors, ignored);
                sheet.read(file);
                if (sheet.id() != null && !sheet.id().equals(scope.organization().value())) {
                    errors.add(
                            accountSheet,
                            "A1",
                            "other-organization",
                            "This sheet is for another organization.");
                }
                given.putAll(sheet.gifts());
            }
            Map<EmailAddress, Map<MailboxId, Gift>> onMailboxes =
                    readMailboxes(file, people.keySet());
            check(usersSheet, people);
            return new CheckedWorkbook(
                    people.values().stream()
                            .map(row ->
                                    row.person(
                                            given.get(row.address()),
                                            onMailboxes.getOrDefault(row.address(), Map.of())))
                            .toList(),
                    errors,
                    ignored);
        }

        private Map<EmailAddress, Map<MailboxId, Gift>> readMailboxes(
                XlsxFile file, Set<EmailAddress> people) throws Unreadable {
            Map<MailboxId, GrantSheet> read = new HashMap<>();
            for (String name : file.sheets()) {
                if (SheetNames.isOurs(name)) {
                    continue;
                }
                GrantSheet sheet = new GrantSheet(name, onMailbox, people, errors, ignored);
                sheet.read(file);
                if (sheet.id() == null) {
                    continue;
                }
                GrantSheet earlier = read.putIfAbsent(new MailboxId(sheet.id()), sheet);
                if (earlier != null) {
                    errors.add(
                            name,
                            "A1",
                            "mailbox-twice",
                            "The sheet %s is for this mailbox already.".formatted(earlier.name()));
                }
            }
            Map<MailboxId, Integer> wanted = new HashMap<>();
            read.forEach((id, sheet) -> wanted.put(id, sheet.gifts().size()));
            mailboxes
                    .against(scope, wanted)
                    .forEach((id, why) -> {
                        GrantSheet sheet = read.get(id);
                        // Who gives nothing on a mailbox needs no right to.
                        if (sheet != null
                                && (why == MailboxGifts.Against.NO_SUCH_MAILBOX
                                        || !sheet.gifts().isEmpty())) {
                            errors.add(sheet.name(), "A1", code(why), sentence(why));
                        }
                    });
            Map<EmailAddress, Map<MailboxId, Gift>> gifts = new HashMap<>();
            read.forEach((id, sheet) ->
                    sheet.gifts()
                            .forEach((address, gift) ->
                                    gifts.computeIfAbsent(address, _ -> new HashMap<>())
                                            .put(id, gift)));
            return gifts;
        }

        /**
         * What only the rows of Users are asked: where the address lies, and whether it is free.
         */
        private void check(String sheet, Map<EmailAddress, UsersSheet.Row> people) {
            Set<DomainName> named =
                    people.keySet().stream().map(EmailAddress::domain).collect(Collectors.toSet());
            Map<DomainName, AddressPlace> places =
                    scopes.in(scope, () -> domains.placesOf(scope, named));
            List<UsersSheet.Row> rows = new ArrayList<>();
            people.values().stream()
                    .sorted(Comparator.comparingInt(UsersSheet.Row::number))
                    .forEach(row -> {
                        String against =
                                against(
                                        places.getOrDefault(
                                                row.address().domain(), AddressPlace.FREE));
                        if (against == null) {
                            rows.add(row);
                        } else {
                            errors.add(
                                    sheet,
                                    UsersSheet.EMAIL,
                                    row.number(),
                                    "domain-not-active",
                                    row.address() + ": " + against);
                        }
                    });
            List<ProvisioningPlan> plans =
                    provisioning.plan(
                            scope,
                            rows.stream()
                                    .map(row -> People.wanted(row.person(null, Map.of())))
                                    .toList());
            for (int i = 0; i < rows.size(); i++) {
                if (plans.get(i) instanceof ProvisioningPlan.Refused refused) {
                    errors.add(
                            sheet,
                            UsersSheet.EMAIL,
                            rows.get(i).number(),
                            refused.code(),
                            rows.get(i).address() + ": " + refused.message());
                }
            }
        }
    }

    private static @Nullable String against(AddressPlace place) {
        return switch (place) {
            case OWN_ACTIVE, FREE -> null;
            case OWN_INACTIVE -> "The domain is not active. Activate it first.";
            case FOREIGN -> "The domain belongs to another organization.";
            case UNPROVED -> "The organization has not proved the domain. Prove it first.";
            case OUTSIDE ->
                    "The address is outside of the organization's active domains. Invite this person instead.";
        };
    }

    static String code(MailboxGifts.Against why) {
        return switch (why) {
            case NO_SUCH_MAILBOX -> "no-such-mailbox";
            case NOT_PERMITTED -> "not-permitted";
            case MORE_RIGHTS -> "more-rights";
            case TOO_MANY -> "too-many-users";
        };
    }

    static String sentence(MailboxGifts.Against why) {
        return switch (why) {
            case NO_SUCH_MAILBOX -> "There is no such mailbox in this organization.";
            case NOT_PERMITTED -> "You lack the permission to give access to mailboxes.";
            case MORE_RIGHTS -> "The mailbox belongs to somebody who holds rights that you lack.";
            case TOO_MANY -> "At most 1,000 users can be given access to one mailbox.";
        };
    }
}

package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.access.Passwords;
import io.muster.imports.ImportPass.Numbered;
import io.muster.imports.ImportRow.Fault;
import io.muster.imports.Verdict.Answer;
import io.muster.kernel.EmailAddress;
import io.muster.users.AccountExpiry;
import io.muster.users.LogonName;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningActs;
import io.muster.users.ProvisioningPlan;
import io.muster.users.SignInMethod;
import io.muster.users.WantedAct;
import io.muster.users.WantedUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads rows by the mapping of their columns and looks up what they name. */
@Component
class RowIntake {

    private final RowLookups lookups;
    private final Provisioning provisioning;
    private final ProvisioningActs acts;

    RowIntake(RowLookups lookups, Provisioning provisioning, ProvisioningActs acts) {
        this.lookups = lookups;
        this.provisioning = provisioning;
        this.acts = acts;
    }

    /**
     * @param refused the verdicts of rows that can't be taken, by their numbers
     * @param candidates the others, in the order of the file
     */
    record Intake(
            RowReader reader,
            Map<Long, Verdict> refused,
            List<Candidate> candidates,
            RowLookups.Found found) {}

    Intake take(OrganizationScope scope, UserImport file, List<Numbered> rows) {
        RowReader reader = reader(file);
        Map<Long, Verdict> refused = new HashMap<>();
        Map<Numbered, ImportRow.Usable> usable = new LinkedHashMap<>();
        for (Numbered numbered : rows) {
            switch (read(reader, numbered.row())) {
                case ImportRow.Usable row -> usable.put(numbered, row);
                case ImportRow.Refused(_, List<Fault> faults) ->
                        refused.put(numbered.number(), refused(reader, numbered, faults));
            }
        }
        RowLookups.Found found = lookups.find(scope, usable.values(), file.options().createUnits());
        usable.entrySet()
                .removeIf(entry -> {
                    List<Fault> faults = faults(reader, entry.getValue(), found);
                    if (!faults.isEmpty()) {
                        Numbered numbered = entry.getKey();
                        refused.put(numbered.number(), refused(reader, numbered, faults));
                    }
                    return !faults.isEmpty();
                });
        return new Intake(reader, refused, candidates(scope, usable, found), found);
    }

    private RowReader reader(UserImport file) {
        Map<ImportField, Integer> columns = new EnumMap<>(ImportField.class);
        List<@Nullable ImportField> fields = file.options().fields();
        for (int column = 0; column < fields.size(); column++) {
            ImportField field = fields.get(column);
            if (field != null) {
                columns.put(field, column);
            }
        }
        return new RowReader(
                file.columns(),
                new ColumnMapping(columns),
                provisioning.takesPhoneNumbers() ? Set.of() : ImportField.PHONES);
    }

    private static ImportRow read(RowReader reader, CsvRow row) {
        return switch (row) {
            case CsvRow.Cells cells -> reader.read(cells);
            case CsvRow.Faulty(long line, _, String code, String message) ->
                    new ImportRow.Refused(line, List.of(new Fault(null, code, message)));
            case CsvRow.Unreadable(long line, String code, String message) ->
                    new ImportRow.Refused(line, List.of(new Fault(null, code, message)));
        };
    }

    private static Verdict refused(RowReader reader, Numbered numbered, List<Fault> faults) {
        CsvRow row = numbered.row();
        return new Verdict(
                numbered.number(),
                row.line(),
                reader.name(row),
                Answer.ERROR,
                faults,
                List.of(),
                null);
    }

    private static List<Fault> faults(
            RowReader reader, ImportRow.Usable row, RowLookups.Found found) {
        List<Fault> faults = new ArrayList<>(found.faults(row, reader));
        String hash = row.values().get(ImportField.PASSWORD_HASH);
        if (hash != null) {
            Passwords.hashFaults("passwordHash", hash)
                    .forEach(fault ->
                            faults.add(
                                    reader.fault(
                                            ImportField.PASSWORD_HASH,
                                            fault.code(),
                                            "can't be used. " + fault.message() + ".")));
        }
        return faults;
    }

    private List<Candidate> candidates(
            OrganizationScope scope,
            Map<Numbered, ImportRow.Usable> usable,
            RowLookups.Found found) {
        List<WantedUser> wanted = new ArrayList<>();
        List<ProvisioningActs.Wish> wishes = new ArrayList<>();
        for (ImportRow.Usable row : usable.values()) {
            if (RowAction.of(row.values()).isAct()) {
                wishes.add(wish(row, found));
            } else {
                wanted.add(wanted(row, found));
            }
        }
        Iterator<ProvisioningPlan> plans = provisioning.plan(scope, wanted).iterator();
        Iterator<ProvisioningPlan> planned =
                wishes.isEmpty()
                        ? Collections.emptyIterator()
                        : acts.plan(scope, wishes).iterator();
        List<Candidate> candidates = new ArrayList<>();
        usable.forEach((numbered, row) -> {
            ProvisioningPlan plan =
                    RowAction.of(row.values()).isAct() ? planned.next() : plans.next();
            candidates.add(new Candidate(numbered.number(), row, found.roles(row), plan));
        });
        return candidates;
    }

    private static ProvisioningActs.Wish wish(ImportRow.Usable row, RowLookups.Found found) {
        Map<ImportField, String> values = row.values();
        WantedAct act =
                switch (RowAction.of(values)) {
                    case ENABLE -> new WantedAct.Enable();
                    case DISABLE -> new WantedAct.Disable(flag(values, ImportField.ALLOW_INCOMING));
                    case MOVE -> new WantedAct.Move(found.unit(row).orElseThrow());
                    case DELETE -> new WantedAct.Delete();
                    case CREATE, UPDATE, CREATE_OR_UPDATE -> throw new IllegalStateException();
                };
        return new ProvisioningActs.Wish(address(values), logonName(values), act);
    }

    private static @Nullable EmailAddress address(Map<ImportField, String> values) {
        String address = values.get(ImportField.ADDRESS);
        return address == null ? null : EmailAddress.valueOf(address);
    }

    private static @Nullable LogonName logonName(Map<ImportField, String> values) {
        String name = values.get(ImportField.LOGON_NAME);
        return name == null ? null : new LogonName(name);
    }

    private static WantedUser.Expected expected(Map<ImportField, String> values) {
        return switch (RowAction.of(values)) {
            case CREATE -> WantedUser.Expected.NEW;
            case UPDATE -> WantedUser.Expected.KNOWN;
            case CREATE_OR_UPDATE, ENABLE, DISABLE, MOVE, DELETE ->
                    WantedUser.Expected.NEW_OR_KNOWN;
        };
    }

    private static WantedUser wanted(ImportRow.Usable row, RowLookups.Found found) {
        Map<ImportField, String> values = row.values();
        String method = values.get(ImportField.SIGN_IN_METHOD);
        return new WantedUser(
                address(values),
                logonName(values),
                expected(values),
                profile -> ProfileFields.with(profile, values),
                found.unit(row).orElse(null),
                method == null ? null : SignInMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                flag(values, ImportField.ENABLED),
                flag(values, ImportField.ALLOW_INCOMING),
                flag(values, ImportField.PASSWORD_CHANGES_DISABLED),
                expiry(values));
    }

    private static @Nullable AccountExpiry expiry(Map<ImportField, String> values) {
        String value = values.get(ImportField.EXPIRES_ON);
        return value == null ? null : AccountExpiry.parse(value).orElseThrow();
    }

    private static @Nullable Boolean flag(Map<ImportField, String> values, ImportField field) {
        String value = values.get(field);
        return value == null ? null : Boolean.valueOf(value);
    }
}

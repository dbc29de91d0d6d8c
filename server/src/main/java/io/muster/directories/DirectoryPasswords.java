package io.muster.directories;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.controls.PasswordExpiredControl;
import io.muster.access.OrganizationScope;
import io.muster.access.PasswordCheck;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.directories.DirectoryFault.Step;
import io.muster.directories.EntrySearch.Found;
import io.muster.directories.LinkedUsers.NewLink;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Looks at passwords by signing in to the directory as the user's entry. The entry is found anew
 * each time by what stays the same in it: a name that once was his may be another's by now.
 */
@Component
class DirectoryPasswords implements PasswordCheck {

    /** After that no other directory is asked for somebody whom nobody has linked. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(20);

    /** Whoever configured the directory may less than the user. */
    private static final String LESSER = "CONFIGURED_WITH_LESSER_RIGHTS";

    private final DirectoryRepository directories;
    private final LinkedUsers links;
    private final DirectoryVisits visits;
    private final RememberedPasswords remembered;
    private final DirectoryNames names;
    private final Vouching vouching;
    private final Scopes scopes;
    private final AuditLog audit;

    DirectoryPasswords(
            DirectoryRepository directories,
            LinkedUsers links,
            DirectoryVisits visits,
            RememberedPasswords remembered,
            DirectoryNames names,
            Vouching vouching,
            Scopes scopes,
            AuditLog audit) {
        this.directories = directories;
        this.links = links;
        this.visits = visits;
        this.remembered = remembered;
        this.names = names;
        this.vouching = vouching;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What came of an entry. */
    private record Looked(Verdict verdict, Optional<Found> entry) {

        static Looked nothing(String reason) {
            return new Looked(new Verdict.NotLooked(reason), Optional.empty());
        }
    }

    @Override
    public Verdict check(Question question) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), question.organization());
        try {
            Optional<LinkedUser> link = scopes.in(scope, () -> links.find(scope, question.user()));
            return link.isPresent()
                    ? ofLinked(scope, question, link.get())
                    : ofUnlinked(scope, question);
        } catch (DirectoryFailure failure) {
            return new Verdict.Unavailable(failure.fault().name());
        }
    }

    private Verdict ofLinked(OrganizationScope scope, Question question, LinkedUser link)
            throws DirectoryFailure {
        Directory directory =
                scopes.in(scope, () -> directories.find(scope, link.directory())).orElse(null);
        if (directory == null) {
            return new Verdict.Wrong("");
        }
        UserId user = question.user();
        if (!vouching.vouches(directory, scope, user)) {
            return new Verdict.NotLooked(LESSER);
        }
        if (question.eachTime() && remembered.knows(user, directory, question.password())) {
            return new Verdict.Right();
        }
        Looked looked = look(directory, link.entryId(), question.password());
        if (!(looked.verdict() instanceof Verdict.Right)) {
            remembered.forget(user);
            return looked.verdict();
        }
        if (question.eachTime()) {
            remembered.remember(user, directory, question.password());
        }
        looked.entry()
                .filter(entry -> !entry.distinguishedName().equals(link.distinguishedName()))
                .ifPresent(entry ->
                        scopes.run(
                                scope,
                                () -> links.renamed(scope, user, entry.distinguishedName())));
        return looked.verdict();
    }

    private Looked look(Directory directory, String entryId, String password)
            throws DirectoryFailure {
        if (!directory.settings().carriesPasswords()) {
            return new Looked(new Verdict.Unavailable("NOT_ENCRYPTED"), Optional.empty());
        }
        return visits.visit(
                directory,
                connection -> {
                    List<Found> found = EntrySearch.byId(connection, directory.settings(), entryId);
                    return found.size() == 1
                            ? new Looked(
                                    bind(
                                            connection,
                                            found.getFirst().distinguishedName(),
                                            password),
                                    Optional.of(found.getFirst()))
                            : Looked.nothing("ENTRY_GONE");
                });
    }

    /** The connection is the user's afterwards. */
    private static Verdict bind(LDAPConnection connection, String name, String password) {
        try {
            BindResult signedIn = connection.bind(new SimpleBindRequest(name, password));
            return PasswordExpiredControl.get(signedIn) == null
                    ? new Verdict.Right()
                    : new Verdict.Closed(Reason.PASSWORD_OVER);
        } catch (LDAPException fault) {
            return verdict(fault);
        }
    }

    /**
     * Active Directory tells that an account is disabled or has expired to who gives the right
     * password only, that it is locked to everybody: so that is told to nobody.
     */
    static Verdict verdict(LDAPException fault) {
        DirectoryFault meant = DirectoryDoor.failure(fault, Step.CREDENTIALS).fault();
        return switch (fault.getResultCode().intValue()) {
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE ->
                    switch (meant) {
                        case ACCOUNT_DISABLED -> new Verdict.Closed(Reason.DISABLED);
                        case ACCOUNT_EXPIRED -> new Verdict.Closed(Reason.EXPIRED);
                        case PASSWORD_EXPIRED -> new Verdict.Closed(Reason.PASSWORD_OVER);
                        case ACCOUNT_LOCKED -> new Verdict.Wrong(meant.name());
                        default -> new Verdict.Wrong("");
                    };
            // 389 Directory Server answers so for accounts that are switched off or locked.
            case ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
                    ResultCode.CONSTRAINT_VIOLATION_INT_VALUE,
                    ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE,
                    ResultCode.NO_SUCH_OBJECT_INT_VALUE,
                    ResultCode.INVALID_DN_SYNTAX_INT_VALUE ->
                    new Verdict.Wrong("REFUSED_" + fault.getResultCode().intValue());
            default -> new Verdict.Unavailable(meant.name());
        };
    }

    /**
     * Somebody whose entry nobody has named: it is the only one, in all directories of his
     * organization, with one of his names, and becomes his with the first right password.
     */
    private Verdict ofUnlinked(OrganizationScope scope, Question question) throws DirectoryFailure {
        Directory holder = null;
        List<Found> found = new ArrayList<>();
        long began = System.nanoTime();
        boolean lesser = false;
        for (Directory directory : scopes.in(scope, () -> directories.all(scope))) {
            // Not even that he is one of several: else he could be kept out so.
            if (!vouching.vouches(directory, scope, question.user())) {
                lesser = true;
                continue;
            }
            if (System.nanoTime() - began > LONGEST_SEARCH.toNanos()) {
                throw new DirectoryFailure(DirectoryFault.TOO_SLOW, Step.FILTER, null);
            }
            List<Found> here =
                    visits.visit(
                            directory,
                            connection ->
                                    EntrySearch.byNames(
                                            connection, directory.settings(), question.names()));
            found.addAll(here);
            holder = here.isEmpty() ? holder : directory;
        }
        if (holder == null || found.size() != 1) {
            String none = lesser ? LESSER : "NO_ENTRY";
            return new Verdict.NotLooked(found.isEmpty() ? none : "SEVERAL_ENTRIES");
        }
        if (!found.getFirst().agrees(question.names())) {
            return new Verdict.NotLooked("ADDRESS_OF_ANOTHER");
        }
        Directory directory = holder;
        AttributeMapping values = found.getFirst().values();
        if (values.entryId().isEmpty() || isAnothers(scope, directory, values.entryId())) {
            return new Verdict.NotLooked("ENTRY_OF_ANOTHER");
        }
        Looked looked = look(directory, values.entryId(), question.password());
        return looked.verdict() instanceof Verdict.Right
                        && !link(scope, question.user(), directory, looked.entry().orElseThrow())
                ? new Verdict.Wrong("ENTRY_OF_ANOTHER")
                : looked.verdict();
    }

    private boolean isAnothers(OrganizationScope scope, Directory directory, String entryId) {
        return scopes.in(
                scope, () -> !links.find(scope, directory.id(), List.of(entryId)).isEmpty());
    }

    /** False where the entry became another's meanwhile. */
    private boolean link(OrganizationScope scope, UserId user, Directory directory, Found entry) {
        String entryId = entry.values().entryId();
        try {
            scopes.run(
                    scope,
                    () -> {
                        links.insert(
                                scope,
                                directory.id(),
                                List.of(
                                        new NewLink(
                                                user,
                                                entryId,
                                                entry.values().logonName(),
                                                entry.distinguishedName())));
                        audit.record(
                                scope,
                                Change.done(
                                        "directories.user-linked",
                                        "user",
                                        user.value(),
                                        entry.distinguishedName(),
                                        Map.of(),
                                        Map.of(
                                                "directory",
                                                directory.settings().name(),
                                                "entry",
                                                entry.distinguishedName())));
                    });
            return true;
        } catch (DuplicateKeyException _) {
            // Perhaps he himself came in twice at once.
            return scopes.in(scope, () -> links.find(scope, user))
                    .filter(link -> link.entryId().equals(entryId))
                    .isPresent();
        }
    }

    @Override
    public Optional<UserId> named(String name) {
        return names.whose(name);
    }

    @Override
    public Optional<String> directoryOf(OrganizationId organization, UserId user) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), organization);
        return scopes.in(
                scope,
                () ->
                        links.find(scope, user)
                                .flatMap(link -> directories.find(scope, link.directory()))
                                .map(directory -> directory.settings().name()));
    }

    @Override
    public boolean anywhere() {
        return directories.anywhere();
    }
}

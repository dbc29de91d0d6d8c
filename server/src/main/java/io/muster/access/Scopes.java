package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in one transaction that the database itself holds to the scope: row-level security lets
 * through rows of that organization only. Work inside work joins the transaction.
 */
@Component
public class Scopes {

    private static final Logger LOG = LoggerFactory.getLogger(Scopes.class);

    private final TransactionTemplate transactions;
    private final TransactionTemplate savepoints;
    private final JdbcClient jdbc;
    private final HeldRights rights;
    private final AccountRepository accounts;
    private final KnownOrganizations organizations;

    Scopes(
            PlatformTransactionManager transactionManager,
            JdbcClient jdbc,
            HeldRights rights,
            AccountRepository accounts,
            KnownOrganizations organizations) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.savepoints = new TransactionTemplate(transactionManager);
        this.savepoints.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.jdbc = jdbc;
        this.rights = rights;
        this.accounts = accounts;
        this.organizations = organizations;
    }

    /** Runs the work in a transaction on the organization's rows. */
    public <T extends @Nullable Object> T in(OrganizationScope scope, Supplier<T> work) {
        return run(scope.organization().toString(), work);
    }

    /** Runs the work in a transaction on all rows of the instance. */
    public <T extends @Nullable Object> T in(InstanceScope scope, Supplier<T> work) {
        Objects.requireNonNull(scope);
        return run("", work);
    }

    /** As {@link #in(OrganizationScope, Supplier)}, for work without a result. */
    public void run(OrganizationScope scope, Runnable work) {
        this.<@Nullable Object>in(
                scope,
                () -> {
                    work.run();
                    return null;
                });
    }

    /** As {@link #in(InstanceScope, Supplier)}, for work without a result. */
    public void run(InstanceScope scope, Runnable work) {
        this.<@Nullable Object>in(
                scope,
                () -> {
                    work.run();
                    return null;
                });
    }

    /**
     * Tries work inside the current transaction; when it throws, what it wrote is undone, the fault
     * is logged and the transaction goes on. For the items of a job, of which one must not stop the
     * others.
     *
     * @throws RuntimeException as it came, when the same work may succeed later: see {@link
     *     PassingFaults}
     */
    public <T> Optional<T> trial(Supplier<T> work) {
        try {
            return Optional.of(Objects.requireNonNull(savepoints.execute(_ -> work.get())));
        } catch (RuntimeException fault) {
            if (PassingFaults.has(fault)) {
                throw fault;
            }
            LOG.warn("Undone and passed over", fault);
            return Optional.empty();
        }
    }

    /**
     * Does work inside the current transaction and then takes back what it wrote and locked, for
     * whoever asks what the work would do.
     */
    public <T> T rehearsal(Supplier<T> work) {
        return Objects.requireNonNull(
                savepoints.execute(savepoint -> {
                    T result = work.get();
                    savepoint.setRollbackOnly();
                    return result;
                }));
    }

    /**
     * The scope of the server's own machinery: the job runner, the mail sender, set-up, sign-in.
     * Which classes may ask for it is listed in the architecture tests; an endpoint never may.
     */
    public InstanceScope machinery() {
        return new InstanceScope(Actor.SYSTEM);
    }

    /** The whole of one organization, for whoever already may work on the whole instance. */
    public OrganizationScope organization(InstanceScope scope, OrganizationId organization) {
        return new OrganizationScope(organization, scope.actor(), EnumSet.allOf(Permission.class));
    }

    /**
     * What a user may do in an organization now, for a job that goes on in his name. Nothing when
     * he is no longer a member.
     */
    public Optional<OrganizationScope> resume(
            InstanceScope machinery, Actor starter, OrganizationId organization) {
        if (starter.user().equals(Actor.SYSTEM.user())) {
            return Optional.of(organization(machinery, organization));
        }
        return in(machinery, () -> rights.in(starter.user(), organization))
                .map(held -> new OrganizationScope(organization, starter, held));
    }

    /**
     * The decision point: the scope of a caller in an organization, nothing where he has no place
     * in it or where it is switched off.
     */
    Optional<OrganizationScope> decide(Actor actor, OrganizationId organization) {
        return in(
                        machinery(),
                        () ->
                                accounts.isClosed(organization) && !rights.everywhere(actor.user())
                                        ? Optional.<Set<Permission>>empty()
                                        : rights.in(actor.user(), organization)
                                                .filter(held ->
                                                        !held.contains(
                                                                        Permission
                                                                                .INSTANCE_ORGANIZATIONS)
                                                                || organizations.exists(
                                                                        organization)))
                .map(permissions -> new OrganizationScope(organization, actor, permissions));
    }

    /** Whether an organization is switched off: nobody works in it then, guests neither. */
    public boolean isSwitchedOff(OrganizationId organization) {
        return in(machinery(), () -> accounts.isClosed(organization));
    }

    boolean isSystemAdministrator(UserId user) {
        return in(machinery(), () -> rights.everywhere(user));
    }

    private <T extends @Nullable Object> T run(String organization, Supplier<T> work) {
        return transactions.<T>execute(_ -> {
            if (!(TransactionSynchronizationManager.getResource(Entered.class)
                    instanceof Entered entered)) {
                Entered first = new Entered(organization);
                TransactionSynchronizationManager.bindResource(Entered.class, first);
                TransactionSynchronizationManager.registerSynchronization(first);
                enter(organization);
                return work.get();
            }
            String outer = entered.organization;
            if (organization.equals(outer)) {
                return work.get();
            }
            enter(organization);
            entered.organization = organization;
            try {
                T result = work.get();
                enter(outer);
                return result;
            } finally {
                // After a fault the roll-back restores the database's settings by itself.
                entered.organization = outer;
            }
        });
    }

    private void enter(String organization) {
        jdbc.sql(
                        """
                        SELECT set_config('muster.organization', :organization, true),
                               set_config('muster.instance', :instance, true)
                        """)
                .param("organization", organization)
                .param("instance", organization.isEmpty() ? "on" : "off")
                .query()
                .singleRow();
    }

    /**
     * What the transaction's connection is held to now; kept beside the transaction, also while it
     * is suspended.
     */
    private static final class Entered implements TransactionSynchronization {

        private String organization;

        Entered(String organization) {
            this.organization = organization;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Entered.class);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Entered.class, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Entered.class);
        }
    }
}

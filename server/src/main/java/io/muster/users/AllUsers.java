package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Many users of an organization, read in portions: for exports, imports and reports. */
@Component
public class AllUsers {

    private final ProvisioningRepository repository;
    private final UserLineRepository lines;
    private final UserSelections selections;
    private final Scopes scopes;

    AllUsers(
            ProvisioningRepository repository,
            UserLineRepository lines,
            UserSelections selections,
            Scopes scopes) {
        this.repository = repository;
        this.lines = lines;
        this.selections = selections;
        this.scopes = scopes;
    }

    /** How many there are; deleted ones don't count. */
    public long count(OrganizationScope scope) {
        return scopes.in(scope, () -> repository.count(scope));
    }

    /** Those of the users whose home the organization is, deleted ones too. */
    public Map<UserId, User> find(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(scope, () -> repository.find(scope, users, false));
    }

    /**
     * The next portion of all but the deleted, in the order of the ids, which is that of their
     * making.
     *
     * @param after the last id of the portion before, null for the first portion
     */
    public List<User> after(OrganizationScope scope, @Nullable UserId after, int most) {
        return scopes.in(scope, () -> repository.after(scope, after, most));
    }

    /** As {@link #after}, as lines with these cells. */
    public UserLines linesAfter(
            OrganizationScope scope, List<UserCell> cells, @Nullable UserId after, int most) {
        return scopes.in(scope, () -> lines.after(scope, cells, after, most));
    }

    /** Those of them that are there, deleted ones too, as lines in the order of the ids. */
    public UserLines linesOf(OrganizationScope scope, List<UserCell> cells, List<UserId> users) {
        return scopes.in(scope, () -> lines.of(scope, cells, users));
    }

    /** Those of them that are there, in the order of the ids. */
    public List<User> of(OrganizationScope scope, List<UserId> users) {
        return scopes.in(
                scope,
                () ->
                        repository.find(scope, users, false).values().stream()
                                .sorted(Comparator.comparing(user -> user.id().value()))
                                .toList());
    }

    /** Hands out the ids of those whom a selection means at this moment, in portions. */
    public void selected(
            OrganizationScope scope, UserSelection selection, Consumer<List<UserId>> sink) {
        selections.each(scope, selection, sink);
    }
}

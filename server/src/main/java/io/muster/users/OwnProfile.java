package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Version;
import io.muster.organizations.Organization;
import io.muster.organizations.OrganizationSettings;
import io.muster.organizations.Organizations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What people may do with their own profile. */
@Component
class OwnProfile {

    private final UserRepository repository;
    private final UserEditing editing;
    private final UserReading reading;
    private final UserDefaults defaults;
    private final Organizations organizations;
    private final UserLinks links;
    private final Accounts accounts;
    private final Scopes scopes;
    private final JsonMapper json;

    OwnProfile(
            UserRepository repository,
            UserEditing editing,
            UserReading reading,
            UserDefaults defaults,
            Organizations organizations,
            UserLinks links,
            Accounts accounts,
            Scopes scopes,
            JsonMapper json) {
        this.repository = repository;
        this.editing = editing;
        this.reading = reading;
        this.defaults = defaults;
        this.organizations = organizations;
        this.links = links;
        this.accounts = accounts;
        this.scopes = scopes;
        this.json = json;
    }

    /**
     * Somebody's own user in his home organization.
     *
     * @param locked whether the organization lets nobody of his kind edit anything
     */
    record Own(OrganizationScope home, User user, List<OwnField> editable, boolean locked) {}

    Own of(Actor actor) {
        OrganizationId home = scopes.in(scopes.machinery(), () -> repository.home(actor.user()));
        OrganizationScope scope = scopes.resume(scopes.machinery(), actor, home).orElseThrow();
        User user = reading.find(scope, actor.user()).orElseThrow();
        boolean locked =
                user.corporate()
                        && organizations
                                .find(scope)
                                .map(Organization::settings)
                                .filter(OrganizationSettings::locksCorporateProfiles)
                                .isPresent();
        return new Own(scope, user, locked ? List.of() : defaults.read(scope).ownFields(), locked);
    }

    /**
     * The fields that differ from what the user was shown although they are not for him to edit.
     * What administrators keep for themselves he is not shown, so he can only leave it empty.
     */
    Set<String> notEditable(Own own, UserProfile wanted) {
        Set<String> free = own.editable().stream().map(OwnField::text).collect(Collectors.toSet());
        ChangedFields changed =
                ChangedFields.between(
                        fields(own.user().profile().withoutRemarks()), fields(wanted));
        return changed.after().keySet().stream()
                .filter(field -> !free.contains(field.replaceFirst("\\..*", "")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    UserEdit save(Own own, Version read, UserProfile wanted) {
        boolean barred =
                scopes.in(own.home(), () -> accounts.passwordStanding(own.home(), own.user().id()))
                        .changeBarred();
        return editing.edit(
                own.home(),
                own.user().id(),
                read,
                new UserEditing.Settings(
                        wanted.withRemarksOf(own.user().profile()),
                        own.user().signInMethod(),
                        barred));
    }

    /** Mails the proof of the own address; returns the rule against it. */
    Optional<UserRule> verify(Actor actor) {
        Own own = of(actor);
        return scopes.in(own.home(), () -> links.sendVerification(own.home(), own.user()));
    }

    private Map<?, ?> fields(UserProfile profile) {
        return json.convertValue(ProfileForm.of(profile), Map.class);
    }
}

package io.muster.users;

import io.muster.access.Credentials;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.RoleId;
import io.muster.roles.Grants.Outcome;
import io.muster.roles.LeaverGrants;
import io.muster.roles.LeaverGrants.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts of an offboarding that take away what somebody may and what he gets in with. */
@Configuration(proxyBeanMethods = false)
class OffboardingRights {

    @Bean
    OffboardingWork revocationOfTokensOfLeavers(Credentials credentials) {
        return new OfCredentials(
                OffboardingPart.REVOKE_TOKENS,
                (scope, leaver) -> credentials.tokens(scope, leaver.user()),
                (scope, leaver) ->
                        credentials.revokeTokens(scope, leaver.user(), leaver.account()));
    }

    @Bean
    OffboardingWork removalOfFactorsOfLeavers(Credentials credentials) {
        return new OfCredentials(
                OffboardingPart.REMOVE_FACTORS,
                (scope, leaver) -> credentials.factors(scope, leaver.user()),
                (scope, leaver) ->
                        credentials.removeFactors(scope, leaver.user(), leaver.account()));
    }

    @Bean
    OffboardingWork takingOfRolesOfLeavers(LeaverGrants grants, JsonMapper json) {
        return new OfRoles(grants, json);
    }

    private interface Removal {
        void of(OrganizationScope scope, Leaver leaver);
    }

    /** Secrets that are gone come back only by their user. */
    private record OfCredentials(
            OffboardingPart part,
            BiFunction<OrganizationScope, Leaver, List<String>> names,
            Removal removal)
            implements OffboardingWork {

        @Override
        public Verdict judge(OrganizationScope scope, Leaver leaver) {
            List<String> found = names.apply(scope, leaver);
            return found.isEmpty() ? new Verdict.Nothing() : new Verdict.Due(found);
        }

        @Override
        public @Nullable String act(OrganizationScope scope, Leaver leaver) {
            removal.of(scope, leaver);
            return null;
        }
    }

    /** What somebody held, kept for taking it back. */
    record Former(Set<UUID> roles, Set<Permission> permissions) {}

    private record OfRoles(LeaverGrants grants, JsonMapper json) implements OffboardingWork {

        @Override
        public OffboardingPart part() {
            return OffboardingPart.TAKE_ROLES;
        }

        @Override
        public Verdict judge(OrganizationScope scope, Leaver leaver) {
            Given given = grants.given(scope, leaver.user());
            if (given.isNothing()) {
                return new Verdict.Nothing();
            }
            List<String> names = new ArrayList<>(given.names());
            given.permissions().stream().map(Permission::text).sorted().forEach(names::add);
            return verdict(grants.wouldTakeAll(scope, leaver.user()), names);
        }

        @Override
        public @Nullable String act(OrganizationScope scope, Leaver leaver) {
            Given given = grants.given(scope, leaver.user());
            grants.takeAll(scope, leaver.user());
            return json.writeValueAsString(
                    new Former(
                            given.roles().stream().map(RoleId::value).collect(Collectors.toSet()),
                            given.permissions()));
        }

        @Override
        public Verdict takeBack(OrganizationScope scope, Leaver leaver, String before) {
            Former former = json.readValue(before, Former.class);
            return verdict(
                    grants.giveBack(
                            scope,
                            leaver.user(),
                            former.roles().stream().map(RoleId::new).collect(Collectors.toSet()),
                            former.permissions()),
                    List.of());
        }

        private static Verdict verdict(Outcome outcome, List<String> names) {
            return switch (outcome) {
                case Outcome.Changed() -> new Verdict.Due(names);
                case Outcome.Unchanged() -> new Verdict.Nothing();
                case Outcome.ChangedMeanwhile() -> refused(UserRule.CHANGED_SINCE);
                case Outcome.Refused refused -> refused(UserRoles.rule(refused));
            };
        }

        private static Verdict refused(UserRule why) {
            return new Verdict.Refused(why.code(), why.sentence());
        }
    }
}

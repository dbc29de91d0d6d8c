package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts of an offboarding that are acts on the user, as an administrator does them by hand. */
@Configuration(proxyBeanMethods = false)
class OffboardingActs {

    @Bean
    OffboardingWork disablingOfLeavers(UserActs acts, UserReading reading, JsonMapper json) {
        return new ByAct(
                OffboardingPart.DISABLE,
                leaver -> new UserAct.Disable(leaver.mail() != Leaver.MailWish.CLOSED),
                acts,
                reading,
                json);
    }

    @Bean
    OffboardingWork closingOfMailOfLeavers(UserActs acts, UserReading reading, JsonMapper json) {
        return new ByAct(
                OffboardingPart.CLOSE_MAIL, _ -> new UserAct.Disable(false), acts, reading, json);
    }

    @Bean
    OffboardingWork deletionOfLeavers(UserActs acts, UserReading reading, JsonMapper json) {
        return new ByAct(OffboardingPart.DELETE, _ -> new UserAct.Delete(), acts, reading, json);
    }

    /** Asks {@link UserActs}, so that the same rules hold. */
    private record ByAct(
            OffboardingPart part,
            Function<Leaver, UserAct> wanted,
            UserActs acts,
            UserReading reading,
            JsonMapper json)
            implements OffboardingWork {

        @Override
        public Verdict judge(OrganizationScope scope, Leaver leaver) {
            UserId user = leaver.user();
            return verdict(acts.judge(scope, wanted.apply(leaver), List.of(user)).get(user));
        }

        @Override
        public @Nullable String act(OrganizationScope scope, Leaver leaver) {
            UserId user = leaver.user();
            FormerSettings before =
                    acts.performed(scope, wanted.apply(leaver), List.of(user)).before().get(user);
            return before == null ? null : json.writeValueAsString(before);
        }

        @Override
        public Verdict takeBack(OrganizationScope scope, Leaver leaver, String before) {
            UserId user = leaver.user();
            UserState left =
                    part == OffboardingPart.DELETE ? UserState.DELETED : UserState.DISABLED;
            if (reading.find(scope, user).filter(now -> now.state() == left).isEmpty()) {
                return refused(UserRule.CHANGED_SINCE);
            }
            FormerSettings former = json.readValue(before, FormerSettings.class);
            UserAct opposite =
                    part == OffboardingPart.DELETE
                            ? new UserAct.Restore(null)
                            : former.state() == UserState.DISABLED
                                    ? new UserAct.Disable(
                                            Boolean.TRUE.equals(former.allowIncoming()))
                                    : new UserAct.Enable();
            return verdict(acts.perform(scope, opposite, List.of(user)).get(user));
        }

        private static Verdict verdict(UserAct.@Nullable Verdict verdict) {
            return switch (verdict) {
                case null -> refused(UserRule.GONE);
                case UserAct.Verdict.Done() -> new Verdict.Due(List.of());
                case UserAct.Verdict.Unchanged(var _) -> new Verdict.Nothing();
                case UserAct.Verdict.Refused(var why, var sentence) ->
                        new Verdict.Refused(why.code(), sentence);
            };
        }

        private static Verdict refused(UserRule why) {
            return new Verdict.Refused(why.code(), why.sentence());
        }
    }
}

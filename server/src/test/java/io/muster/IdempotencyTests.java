package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OncePerKey;
import io.muster.testing.MusterTest;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A new operation either takes a key or says here why it takes none. */
@MusterTest
class IdempotencyTests {

    /** Operations that take no {@code Idempotency-Key}, each with the reason. */
    private static final Map<Pattern, String> WITHOUT_KEY =
            Map.ofEntries(
                    because(
                            "/sign-(in|out)(/.*)?",
                            "what it makes is a session, whose proof is secret"),
                    because("/setup", "done once, the second is refused"),
                    because(
                            "/password-resets(/\\{token})?",
                            "open to all: a key belongs to somebody"),
                    because("/email-verifications/\\{token}", "open to all; a link works once"),
                    because("/me/tokens", "the answer holds a secret, which is not kept"),
                    because(
                            "/me/(totp|passkeys|recovery-codes)(/.*)?",
                            "the answer holds a secret"),
                    because("/me/password", "the second is refused: the old password is another"),
                    because("/me/sessions/actions/end-others", "done twice is done once"),
                    because("/me/notices(/.*)?/read", "done twice is done once"),
                    because(
                            "/me/mail/folders/\\{folderId}/messages/actions/.*",
                            "done twice is done once"),
                    because(
                            "/me/mail/mailboxes/\\{mailboxId}/folders",
                            "the second is refused: the name is taken"),
                    because("/me/mail/uploads", "the body is a file; one sent twice expires"),
                    because("/me/mail/drafts", "kept twice is one draft more, which is seen"),
                    because(
                            "/me/mail/messages",
                            "the second is refused: its draft is gone with the first"),
                    because("/me/impersonation/actions/(leave|end)", "done twice is done once"),
                    because(
                            ".*/users/\\{userId}/actions/impersonate",
                            "what it makes ends by itself where no tab uses it"),
                    because(".*/users/\\{userId}/actions/disconnect", "done twice is done once"),
                    because(
                            ".*/mail-queue/\\{queuedMailId}/(retry|give-up)",
                            "done twice is done once"),
                    because("/me/email-verification", "replaces the link that was sent before"),
                    because(
                            ".*/users/\\{userId}/actions/(enable|disable|set-expiry|move|delete|restore|purge|expire-password)",
                            "done twice is done once"),
                    because(
                            ".*/users/\\{userId}/actions/reset-password",
                            "the answer holds a secret"),
                    because(
                            "/organizations/\\{organizationId}/actions/(switch-off|switch-on|make-default|(require-proved|allow-unproved)-domains)",
                            "done twice is done once"),
                    because(
                            ".*/domains/\\{domainId}/actions/verify",
                            "looks again, which is meant"),
                    because(
                            ".*/domains/\\{domainId}/actions/(activate|deactivate|delete)",
                            "the second is refused"),
                    because(
                            ".*/mailboxes/\\{mailboxId}/actions/(archive|unarchive|delete)",
                            "done twice is done once"),
                    because(".*/users/\\{userId}/mailbox", "done twice is done once"),
                    because(
                            ".*/mailboxes/\\{mailboxId}/aliases(/actions/remove)?",
                            "done twice is done once"),
                    because(
                            ".*/mail-groups/\\{mailGroupId}/members(/actions/remove)?",
                            "done twice is done once"),
                    because(
                            ".*/mailbox-groups/\\{mailboxGroupId}/mailboxes(/actions/remove)?",
                            "done twice is done once"),
                    because(
                            "/me/invitations/\\{invitationId\\}/(accept|decline|leave)",
                            "the second is refused"),
                    because("/me/invitations/proof", "done twice is done once"),
                    because(
                            ".*/invitations/\\{invitationId\\}/actions/(resend|revoke)",
                            "the second is refused"),
                    because("/registrations/\\{token\\}", "its link works once"),
                    because("/registration/codes", "the second within a minute is refused"),
                    because("/registration/proofs", "a code works once"),
                    because(
                            "/organizations/\\{organizationId\\}/invitations/check",
                            "makes nothing"),
                    because(".*/preview", "makes nothing"),
                    because(
                            ".*/offboardings/\\{offboardingId}/(cancel|take-back)",
                            "done twice is done once"),
                    because(".*/audit/verify", "makes nothing"),
                    because(".*/jobs/\\{jobId}/cancel", "the second is refused"),
                    because("/outbox/\\{mailId}/resend", "the second is refused"),
                    because("/mail-signing", "the second is refused"),
                    because(
                            "/mail-signing/\\{signingKeyId}/actions/check",
                            "looks again, which is meant"),
                    because("/relay/test", "tries the relay anew, which is meant"),
                    because(
                            ".*/directories(/\\{directoryId})?/actions/test",
                            "tries the directory anew, which is meant"),
                    because(".*/directories/\\{directoryId}/actions/browse", "makes nothing"),
                    because(
                            ".*/directories/\\{directoryId}/actions/import",
                            "reads the directory, for which no transaction may be open; one sent twice makes no user twice"),
                    because(
                            ".*/imports/\\{importId}/mapping",
                            "the second is refused: it read another version"),
                    because(
                            "/organizations/\\{organizationId}/imports",
                            "a file is longer than what is kept; one sent twice makes no user"),
                    because("/organizations/\\{organizationId}/workbooks/check", "makes nothing"),
                    because(
                            "/organizations/\\{organizationId}/workbooks",
                            "a file is longer than what is kept; of one sent twice the second is refused: its people are there"));

    @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void whatMakesSomethingTakesAKey() {
        assertThat(
                        withoutKey()
                                .filter(path ->
                                        WITHOUT_KEY.keySet().stream()
                                                .noneMatch(known -> known.matcher(path).matches())))
                .as("put @OncePerKey on these, or say here why not")
                .isEmpty();
    }

    @Test
    void noReasonIsLeftOver() {
        assertThat(WITHOUT_KEY.keySet())
                .allMatch(known -> withoutKey().anyMatch(path -> known.matcher(path).matches()));
    }

    private Stream<String> withoutKey() {
        return requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .filter(operation ->
                        operation.getValue().getBeanType().getPackageName().startsWith("io.muster.")
                                && posts(operation.getKey())
                                && !operation.getValue().hasMethodAnnotation(OncePerKey.class))
                .flatMap(operation -> operation.getKey().getPatternValues().stream())
                .map(path -> path.substring("/api/v1".length()));
    }

    private static boolean posts(RequestMappingInfo operation) {
        return operation.getMethodsCondition().getMethods().contains(RequestMethod.POST);
    }

    private static Map.Entry<Pattern, String> because(String path, String reason) {
        return Map.entry(Pattern.compile(path), reason);
    }
}

package io.muster.notifications;

import io.muster.access.Actor;
import io.muster.access.SignedIn;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.Problem;
import io.muster.notifications.NoticeKind.Channel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The bell of whoever is signed in, over all organizations in which he has a place. */
@RestController
@RequestMapping("/api/v1/me")
class NoticeEndpoint {

    private final Notices notices;

    NoticeEndpoint(Notices notices) {
        this.notices = notices;
    }

    /**
     * @param count counting ends at 100
     */
    record UnreadCount(int count) {}

    /**
     * @param until the newest notice that was shown
     */
    record ReadUntil(NoticeId until) {}

    record NoticeChoices(List<NoticeChoice> items) {}

    /**
     * @param bell whether the bell shows this kind
     * @param email whether mails tell of it; null where there are none
     */
    record NoticeChoice(String kind, boolean bell, @Nullable Boolean email) {}

    /** Lists notices, newest first. They are kept for 90 days. */
    @SignedIn(tokens = true)
    @GetMapping("/notices")
    Page<NoticeRepository.NoticeView> list(
            Actor actor,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return notices.list(actor, Keyset.byId("notices", limit, cursor), unread);
    }

    @SignedIn(tokens = true)
    @GetMapping("/notices/unread")
    UnreadCount unread(Actor actor) {
        return new UnreadCount(notices.unread(actor));
    }

    @SignedIn
    @PostMapping("/notices/{noticeId}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(Actor actor, @PathVariable NoticeId noticeId) {
        if (!notices.read(actor, noticeId)) {
            throw Problem.notFound("notice").refusal();
        }
    }

    /** Marks a notice and all older ones as read. */
    @SignedIn
    @PostMapping("/notices/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void readAll(Actor actor, @RequestBody ReadUntil request) {
        notices.readUntil(actor, request.until());
    }

    @SignedIn
    @GetMapping("/notice-choices")
    NoticeChoices choices(Actor actor) {
        Set<NoticeKind> noBell = notices.switchedOff(actor, Channel.BELL);
        Set<NoticeKind> noMail = notices.switchedOff(actor, Channel.EMAIL);
        return new NoticeChoices(
                Arrays.stream(NoticeKind.values())
                        .map(kind ->
                                new NoticeChoice(
                                        kind.text(),
                                        !noBell.contains(kind),
                                        kind.channels().contains(Channel.EMAIL)
                                                ? !noMail.contains(kind)
                                                : null))
                        .toList());
    }

    /** Replaces the choices; kinds that are not named are on. */
    @SignedIn
    @PutMapping("/notice-choices")
    NoticeChoices choose(Actor actor, @RequestBody NoticeChoices request) {
        Set<NoticeKind> noBell = EnumSet.noneOf(NoticeKind.class);
        Set<NoticeKind> noMail = EnumSet.noneOf(NoticeKind.class);
        for (NoticeChoice choice : request.items()) {
            NoticeKind kind =
                    NoticeKind.parse(choice.kind())
                            .orElseThrow(() ->
                                    Problem.invalid(
                                                    "items",
                                                    "unknown",
                                                    "There is no such kind of notice.")
                                            .refusal());
            if (!choice.bell()) {
                noBell.add(kind);
            }
            if (Boolean.FALSE.equals(choice.email())) {
                noMail.add(kind);
            }
        }
        notices.choose(actor, Channel.BELL, noBell);
        notices.choose(actor, Channel.EMAIL, noMail);
        return choices(actor);
    }
}

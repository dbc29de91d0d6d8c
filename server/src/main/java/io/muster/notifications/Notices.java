package io.muster.notifications;

import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.Keyset;
import io.muster.kernel.Page;
import io.muster.kernel.UserId;
import io.muster.notifications.NoticeKind.Channel;
import io.muster.notifications.NoticeRepository.Reader;
import io.muster.roles.Memberships;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The bell: tells people what concerns them and keeps what each of them has read. */
@Component
public class Notices {

    private final NoticeRepository repository;
    private final NoticeChoiceRepository choices;
    private final LiveUpdates live;
    private final Memberships memberships;
    private final Scopes scopes;

    Notices(
            NoticeRepository repository,
            NoticeChoiceRepository choices,
            LiveUpdates live,
            Memberships memberships,
            Scopes scopes) {
        this.repository = repository;
        this.choices = choices;
        this.live = live;
        this.memberships = memberships;
        this.scopes = scopes;
    }

    /** Writes a notice, in the transaction of what it tells of; browsers learn of it at once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(OrganizationScope scope, Audience audience, Notice notice) {
        scopes.run(
                scope,
                () -> {
                    repository.insert(scope.organization(), audience, notice);
                    live.changed(scope, LiveTopic.NOTICES, audience);
                });
    }

    /** Whether a user wants to be told of this kind by this way. */
    boolean wants(UserId user, NoticeKind kind, Channel channel) {
        return !choices.switchedOff(user, channel).contains(kind);
    }

    Page<NoticeRepository.NoticeView> list(Actor actor, Keyset keyset, boolean unread) {
        return scopes.in(scopes.machinery(), () -> repository.list(reader(actor), keyset, unread));
    }

    /** How many notices wait to be read; counting ends at 100. */
    int unread(Actor actor) {
        return scopes.in(scopes.machinery(), () -> repository.unread(reader(actor)));
    }

    /** False when there is no such notice for this reader. */
    boolean read(Actor actor, NoticeId notice) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    boolean seen = repository.markRead(reader(actor), notice);
                    if (seen) {
                        live.changedFor(actor.user(), LiveTopic.NOTICES);
                    }
                    return seen;
                });
    }

    /** Marks a notice and all before it as read: those that the reader had before his eyes. */
    void readUntil(Actor actor, NoticeId newest) {
        scopes.run(
                scopes.machinery(),
                () -> {
                    repository.markReadUntil(actor.user(), newest);
                    live.changedFor(actor.user(), LiveTopic.NOTICES);
                });
    }

    Set<NoticeKind> switchedOff(Actor actor, Channel channel) {
        return scopes.in(scopes.machinery(), () -> choices.switchedOff(actor.user(), channel));
    }

    void choose(Actor actor, Channel channel, Set<NoticeKind> off) {
        scopes.run(scopes.machinery(), () -> choices.replace(actor.user(), channel, off));
    }

    private Reader reader(Actor actor) {
        Memberships.Rights rights = memberships.of(actor);
        return new Reader(
                actor.user(),
                rights.everywhere(),
                rights.byOrganization().entrySet().stream()
                        .flatMap(place ->
                                place.getValue().stream()
                                        .map(Permission::text)
                                        .map(text -> new Reader.Right(place.getKey(), text)))
                        .toList(),
                choices.switchedOff(actor.user(), Channel.BELL));
    }
}

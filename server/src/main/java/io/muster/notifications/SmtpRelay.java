package io.muster.notifications;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The relay that the system administrator set, as a way out for mails: before any other. */
@Component
@Order(1)
class SmtpRelay implements Delivery {

    private final RelayRepository repository;
    private final SmtpSender sender;

    SmtpRelay(RelayRepository repository, SmtpSender sender) {
        this.repository = repository;
        this.sender = sender;
    }

    @Override
    public boolean open() {
        return repository.exists();
    }

    @Override
    public Handover hand(Letter letter) {
        return repository
                .find()
                .map(relay -> sender.hand(relay, letter))
                .orElseGet(() -> new Handover.Closed("no-relay"));
    }
}

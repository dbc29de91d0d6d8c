package io.muster.users;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells on the server's output where the console is and, while there is no administrator, the link
 * to make one.
 */
@Component
class SetupLink {

    private final Setup setup;

    SetupLink(Setup setup) {
        this.setup = setup;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null) {
            String address = "http://localhost:" + web.getWebServer().getPort();
            System.out.println("Muster is ready: " + address);
            if (setup.needed()) {
                System.out.println(
                        "Set up this instance: " + address + "/setup?token=" + setup.token());
            }
        }
    }
}

package io.muster.notifications;

import org.springframework.stereotype.Component;

/** Makes the links in mails. */
@Component
public class Links {

    private final String base;

    Links(LinkSettings settings) {
        String address =
                settings.publicAddress() == null
                        ? "http://localhost:" + settings.port()
                        : settings.publicAddress().toString();
        this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /**
     * The address of a page of the console.
     *
     * @param path begins with a slash; what comes from people in it is already percent-encoded
     */
    public String to(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash");
        }
        return base + path;
    }
}

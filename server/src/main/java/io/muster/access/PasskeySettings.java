package io.muster.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * To whom passkeys belong (WebAuthn Level 3, 5.1.3: the relying party): the host of the public
 * address. Where none is set, the host that the browser asked: a passkey answers only the host that
 * it was made for, so another host's page gets nothing from it.
 *
 * @param publicAddress {@code https://muster.example.org}
 */
@ConfigurationProperties("muster")
record PasskeySettings(@Nullable URI publicAddress) {

    /**
     * @param id the host, which passkeys are bound to
     * @param origin the only pages whose answers are taken: scheme, host and port
     */
    record RelyingParty(String id, String origin) {

        static RelyingParty of(String scheme, String host, int port) {
            boolean usual = port == -1 || port == (scheme.equals("https") ? 443 : 80);
            return new RelyingParty(host, scheme + "://" + host + (usual ? "" : ":" + port));
        }
    }

    RelyingParty relyingParty(HttpServletRequest request) {
        URI address = publicAddress;
        return address == null
                ? RelyingParty.of(
                        request.getScheme(), request.getServerName(), request.getServerPort())
                : RelyingParty.of(address.getScheme(), address.getHost(), address.getPort());
    }
}

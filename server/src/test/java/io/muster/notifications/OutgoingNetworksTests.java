package io.muster.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingNetworksTests {

    private static final OutgoingNetworks NONE = new OutgoingNetworks(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1.2.3",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "192.168.255.255",
                "169.254.169.254",
                "169.254.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12:3456:789a::1",
                "fec0::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "100::1",
                "2001::1"
            })
    void anInnerAddressIsNotReached(String address) {
        assertThat(NONE.allows(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1"})
    void aPublicAddressIsReached(String address) {
        assertThat(NONE.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "fd12::1"})
    void anInnerAddressIsReachedWhereTheOperatorAllowsIt(String address) {
        var some = new OutgoingNetworks(List.of("10.1.0.0/16", "fd12::/16"));
        assertThat(some.allows(InetAddress.ofLiteral(address))).isTrue();
        assertThat(some.allows(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0", "10.0.0.0/33", "example.org/8", "10.0.0.0/x", "/8", "::/129"})
    void aTypingErrorStopsTheStart(String network) {
        assertThatThrownBy(() -> new OutgoingNetworks(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(network);
    }
}

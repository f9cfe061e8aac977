package dev.tally.access;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from: the other end of its connection, or, where that is a proxy which the operator trusts, the last
 * address in {@code X-Forwarded-For} that is none. What stands before that one the client may have written itself.
 */
@Singleton
class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int IPV4_BYTES = 4;

    /** Of an IPv6 address the part that one customer of a provider has to himself: a network of 64 bits. */
    private static final int NETWORK_BYTES = 8;

    private final List<IpSubnetFilterRule> proxies;

    ClientAddress(LimitsConfig config) {
        this.proxies = config.trustedProxies().orElse(List.of()).stream()
                .map(ClientAddress::network)
                .toList();
    }

    /** The address as text, or the network that it is in; empty where the connection has none. */
    String of(HttpServerRequest request) {
        Optional<InetAddress> client = Optional.ofNullable(request.remoteAddress())
                .map(SocketAddress::hostAddress)
                .flatMap(ClientAddress::parsed);
        if (client.filter(this::isProxy).isPresent()) {
            client = forwardedFor(request, client);
        }
        return client.map(ClientAddress::text).orElse("");
    }

    private Optional<InetAddress> forwardedFor(HttpServerRequest request, Optional<InetAddress> proxy) {
        String[] hops =
                String.join(",", request.headers().getAll(FORWARDED_FOR)).split(",", -1);
        Optional<InetAddress> nearest = proxy;
        for (int i = hops.length - 1; i >= 0; i--) {
            Optional<InetAddress> hop = parsed(hops[i].strip());
            if (hop.isEmpty()) {
                return nearest;
            }
            nearest = hop;
            if (!isProxy(hop.get())) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isProxy(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return proxies.stream().anyMatch(network -> network.matches(socket));
    }

    private static String text(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV4_BYTES
                ? address.getHostAddress()
                : NetUtil.bytesToIpAddress(Arrays.copyOf(Arrays.copyOf(bytes, NETWORK_BYTES), bytes.length));
    }

    /** Never asks the DNS. */
    private static Optional<InetAddress> parsed(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of this length is one", e);
        }
    }

    private static IpSubnetFilterRule network(String text) {
        String[] parts = text.strip().split("/", 2);
        try {
            InetAddress address = parsed(parts[0]).orElseThrow(IllegalArgumentException::new);
            int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.getAddress().length * Byte.SIZE;
            return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "TALLY_LIMITS_TRUSTED_PROXIES has '" + text
                            + "', which is neither an address nor a network such as 10.0.0.0/8",
                    e);
        }
    }
}

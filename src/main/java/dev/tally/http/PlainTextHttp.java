package dev.tally.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Speaks HTTP/1.1 where there is no TLS. A client that asks to go on in HTTP/2 while it is sending a body would be allowed
 * to by the server, which then reads all of the body into memory, however large, before anybody asks for it.
 */
@Singleton
class PlainTextHttp implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}

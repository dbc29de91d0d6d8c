package io.muster.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the plain classes of this module known to Spring, so that they stay free of it. */
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

    @Bean
    PasswordHashes passwordHashes() {
        return new PasswordHashes();
    }
}

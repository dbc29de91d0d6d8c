package io.muster.access;

import io.muster.kernel.InstanceKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the plain classes of this module known to Spring, so that they stay free of it. */
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

    @Bean
    PasswordHashes passwordHashes() {
        return new PasswordHashes();
    }

    @Bean
    PasswordRules passwordRules() {
        return new PasswordRules(CommonPasswords.shipped());
    }

    @Bean
    Secrets secrets(InstanceKey key) {
        return new Secrets(key.derive("secrets"));
    }
}

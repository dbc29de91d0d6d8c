package io.muster;

import java.time.DateTimeException;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Refuses moments outside of the years 1 to 9999: RFC 3339 has no others, and the database has room
 * for fewer than Java.
 */
@Configuration(proxyBeanMethods = false)
class MomentRefusal implements WebMvcConfigurer {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    /** A moment as RFC 3339 writes it. */
    private static Instant moment(String text) {
        Instant moment = Instant.parse(text);
        if (moment.isBefore(FIRST) || !moment.isBefore(AFTER_LAST)) {
            throw new DateTimeException("Outside of the years 1 to 9999");
        }
        return moment;
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, MomentRefusal::moment);
    }

    @Bean
    JacksonModule momentsOfTheCalendar() {
        return new SimpleModule().addDeserializer(Instant.class, new Moment());
    }

    private static final class Moment extends StdScalarDeserializer<Instant> {

        Moment() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString("");
            try {
                return moment(text);
            } catch (DateTimeException unreadable) {
                return (Instant)
                        context.handleWeirdStringValue(
                                Instant.class, text, "a moment is written as 2026-01-02T03:04:05Z");
            }
        }
    }
}

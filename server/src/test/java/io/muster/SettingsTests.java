package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.ByteArrayResource;

class SettingsTests {

    private static final String EXAMPLE =
            Sources.read(Sources.REPOSITORY.resolve("muster.yaml.example"));

    private static final Pattern READ_DIRECTLY =
            Pattern.compile(
                    "(?:getProperty|getRequiredProperty)\\(\\s*\"(muster\\.[a-z.-]+)\"|\\$\\{(muster\\.[a-z.-]+)");

    @Test
    void everySettingStandsInTheExample() {
        assertThat(names(withOptionalOnes(EXAMPLE)))
                .as("names in muster.yaml.example: add each new setting with its default there")
                .isEqualTo(settings().keySet());
    }

    @Test
    void theExampleShowsTheDefaults() {
        Map<String, String> defaults = new TreeMap<>();
        // A list that is empty by default has no value to show: it stands there as an example only.
        settings()
                .forEach((name, value) ->
                        value.filter(text -> !text.isEmpty())
                                .ifPresent(text -> defaults.put(name, text)));
        assertThat(values(EXAMPLE))
                .as("values in muster.yaml.example: they are the defaults of the settings records")
                .isEqualTo(defaults);
    }

    @Test
    void everySettingReadByNameIsOneOfARecord() {
        assertThat(settings().keySet())
                .as(
                        "names read in sources: make them components of a @ConfigurationProperties record")
                .containsAll(
                        Sources.files(Sources.REPOSITORY.resolve("server/src/main"), "").stream()
                                .filter(file -> file.toString().matches(".*\\.(java|yaml)"))
                                .flatMap(
                                        file -> READ_DIRECTLY.matcher(Sources.read(file)).results())
                                .map(SettingsTests::name)
                                .collect(Collectors.toSet()));
    }

    private static String name(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    /** Takes the mark off the settings without a default. */
    private static String withOptionalOnes(String yaml) {
        return yaml.replaceAll("(?m)^(\\s*)#(?=[a-z-]+:)", "$1");
    }

    private static Set<String> names(String yaml) {
        return values(yaml).keySet();
    }

    private static Map<String, String> values(String yaml) {
        var reader = new YamlPropertiesFactoryBean();
        reader.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        var values = new TreeMap<String, String>();
        Objects.requireNonNull(reader.getObject())
                .forEach((name, value) -> values.put(name.toString(), value.toString()));
        values.values().removeIf(String::isEmpty);
        return values;
    }

    /** The names of all settings with their defaults. */
    private static Map<String, Optional<String>> settings() {
        var settings = new TreeMap<String, Optional<String>>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.muster")) {
            if (type.isAnnotatedWith(ConfigurationProperties.class)) {
                add(
                        type.reflect().getAnnotation(ConfigurationProperties.class).value(),
                        type.reflect(),
                        settings);
            }
        }
        return settings;
    }

    private static void add(String prefix, Class<?> type, Map<String, Optional<String>> settings) {
        RecordComponent[] components = type.getRecordComponents();
        // A record's components and the parameters of its constructor are the same list.
        Parameter[] parameters = type.getDeclaredConstructors()[0].getParameters();
        for (int i = 0; i < components.length; i++) {
            String name = prefix + "." + dashed(components[i].getName());
            if (components[i].getType().isRecord()) {
                add(name, components[i].getType(), settings);
            } else {
                settings.put(
                        name,
                        Optional.ofNullable(parameters[i].getAnnotation(DefaultValue.class))
                                .map(value -> String.join(",", value.value())));
            }
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}

package io.muster.users;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Fields of profiles by their names in the API. */
@Component
class ProfileValues {

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS =
            new TypeReference<>() {};

    private final JsonMapper json;

    ProfileValues(JsonMapper json) {
        this.json = json;
    }

    Map<String, @Nullable Object> of(UserProfile profile) {
        return new HashMap<>(json.convertValue(ProfileForm.of(profile), FIELDS));
    }

    /** The profile with these values, which were in a profile before, put over its own. */
    UserProfile with(UserProfile profile, Map<String, ?> values) {
        Map<String, @Nullable Object> fields = of(profile);
        fields.putAll(values);
        return json.convertValue(fields, ProfileForm.class)
                .checked(new FieldCheck(), profile.displayName());
    }
}

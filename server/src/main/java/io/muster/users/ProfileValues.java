package io.muster.users;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Fields of profiles by their names in the API; a part of a part is named with a dot. */
@Component
class ProfileValues {

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS =
            new TypeReference<>() {};

    private final JsonMapper json;

    ProfileValues(JsonMapper json) {
        this.json = json;
    }

    Map<String, @Nullable Object> of(UserProfile profile) {
        return ChangedFields.flat(json.convertValue(ProfileForm.of(profile), FIELDS));
    }

    /** The profile with these values, which were in a profile before, put over its own. */
    UserProfile with(UserProfile profile, Map<String, ?> values) {
        ObjectNode fields = json.valueToTree(ProfileForm.of(profile));
        values.forEach((name, value) -> {
            int dot = name.indexOf('.');
            ObjectNode part = dot < 0 ? fields : (ObjectNode) fields.path(name.substring(0, dot));
            part.set(name.substring(dot + 1), json.valueToTree(value));
        });
        return json.treeToValue(fields, ProfileForm.class)
                .checked(new FieldCheck(), profile.displayName());
    }
}

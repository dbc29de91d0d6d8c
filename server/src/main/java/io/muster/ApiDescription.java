package io.muster;

import com.fasterxml.jackson.databind.JavaType;
import io.muster.access.Actor;
import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.OncePerKey;
import io.muster.access.OpenToAll;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.SignedIn;
import io.muster.kernel.RoleId;
import io.muster.kernel.UnitId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * How the API describes itself (OpenAPI 3.1): each operation with its permission, each field with
 * whether it is always there. The console's types and the authorization tests are made from this.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(
                        OrganizationScope.class,
                        InstanceScope.class,
                        Actor.class,
                        ClassUtils.resolveClassName(
                                OrganizationScope.class.getPackageName() + ".Caller", null))
                // Ids in a filter are single values, not objects of their own.
                .addSimpleTypesForParameterObject(UnitId.class, RoleId.class);
    }

    /** Names the operation, its area and what it needs. */
    @Bean
    OperationCustomizer operations() {
        return (operation, method) -> {
            String area = method.getBeanType().getPackageName();
            operation.setTags(List.of(area.substring(area.lastIndexOf('.') + 1)));
            operation.setOperationId(operationId(method));
            Needs needs = method.getMethodAnnotation(Needs.class);
            OpenToAll open = method.getMethodAnnotation(OpenToAll.class);
            if (needs != null) {
                operation.addExtension("x-permission", permissions(needs));
            } else {
                operation.addExtension("x-permission", open == null ? "signed-in" : "open");
            }
            SignedIn signedIn = method.getMethodAnnotation(SignedIn.class);
            if (open == null) {
                SecurityRequirement session = new SecurityRequirement().addList("session");
                SecurityRequirement token = new SecurityRequirement().addList("token");
                operation.setSecurity(
                        signedIn == null || signedIn.tokens()
                                ? List.of(session, token)
                                : List.of(session));
            }
            if (method.hasMethodAnnotation(OncePerKey.class)) {
                operation.addParametersItem(idempotencyKey());
            }
            refusals(operation, open == null);
            return operation;
        };
    }

    private static Parameter idempotencyKey() {
        return new HeaderParameter()
                .name("Idempotency-Key")
                .required(false)
                .description(
                        "Sent again within 24 hours, the same request with the same key gets the first answer"
                                + " again; another request with it is refused.")
                .schema(new Schema<String>().type("string").minLength(1).maxLength(100));
    }

    /**
     * The permissions of which one lets in, as in {@code grants:assign|grants:revoke}, and {@code
     * own} where one's own needs none.
     */
    private static String permissions(Needs needs) {
        String permissions =
                Stream.concat(Stream.of(needs.value()), Stream.of(needs.or()))
                        .map(Permission::text)
                        .collect(Collectors.joining("|"));
        return needs.orOwn() ? permissions + "|own" : permissions;
    }

    private static String operationId(HandlerMethod method) {
        String endpoint = method.getBeanType().getSimpleName().replaceFirst("Endpoint$", "");
        return endpoint.substring(0, 1).toLowerCase(Locale.ROOT)
                + endpoint.substring(1)
                + "_"
                + method.getMethod().getName();
    }

    private static void refusals(Operation operation, boolean signedIn) {
        ApiResponses responses = operation.getResponses();
        // Spring's own guess at error answers; ours all have the one form below.
        responses.keySet().removeIf(status -> status.startsWith("4") || status.startsWith("5"));
        if (signedIn) {
            responses.addApiResponse("401", problem("Not signed in"));
            responses.addApiResponse("403", problem("Not permitted"));
        }
        responses.addApiResponse("default", problem("Refused; the type tells why"));
    }

    private static ApiResponse problem(String description) {
        return new ApiResponse()
                .description(description)
                .content(
                        new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType()
                                                .schema(
                                                        new Schema<>()
                                                                .$ref(
                                                                        "#/components/schemas/"
                                                                                + PROBLEM))));
    }

    /**
     * Marks which components of a record may be null; what that means for "required" is decided for
     * the whole.
     */
    @Bean
    ModelConverter nullness() {
        return new ModelConverter() {
            @Override
            public @Nullable Schema<?> resolve(
                    AnnotatedType type,
                    ModelConverterContext context,
                    Iterator<ModelConverter> chain) {
                Schema<?> schema =
                        chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
                Class<?> raw = raw(type);
                if (schema != null && raw != null && raw.isRecord()) {
                    mark(target(schema, context), raw);
                }
                return schema;
            }
        };
    }

    private static @Nullable Class<?> raw(AnnotatedType type) {
        JavaType java = Json31.mapper().constructType(type.getType());
        return java == null ? null : java.getRawClass();
    }

    private static @Nullable Schema<?> target(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels()
                        .get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static void mark(@Nullable Schema<?> schema, Class<?> type) {
        if (schema == null || schema.getProperties() == null) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Schema<?> property = schema.getProperties().get(component.getName());
            if (property != null) {
                boolean nullable =
                        component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                                || component.getType() == java.util.Optional.class;
                if (nullable) {
                    schema.addExtension("x-nullable-" + component.getName(), true);
                }
            }
        }
    }

    /**
     * Where the API is: on the server that describes it. Without one, the description would name
     * the address of whoever asked second.
     */
    @Bean
    OpenAPI description() {
        return new OpenAPI().servers(List.of(new Server().url("/")));
    }

    /**
     * The whole: title, ways to sign in, the form of refusals, "required", everything in a stable
     * order.
     */
    @Bean
    OpenApiCustomizer whole() {
        return api -> {
            api.setInfo(
                    new Info()
                            .title("Muster")
                            .version("v1")
                            .description(
                                    "The people of a communications system: one API for the console, the command line and you."));
            Components components = api.getComponents();
            components.addSecuritySchemes(
                    "session",
                    new SecurityScheme()
                            .type(SecurityScheme.Type.APIKEY)
                            .in(SecurityScheme.In.COOKIE)
                            .name("muster_session"));
            components.addSecuritySchemes(
                    "token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
            components.addSchemas(PROBLEM, problemSchema());
            components.setSchemas(new TreeMap<>(components.getSchemas()));
            api.getPaths().forEach(ApiDescription::nameEveryPathParameter);
            new RequiredFields(api).decide();
        };
    }

    /**
     * A handler takes the scope, not the organization's id: what the address names is a parameter
     * all the same.
     */
    private static void nameEveryPathParameter(String path, PathItem item) {
        List<String> names = PATH_PARAMETER.matcher(path).results().map(m -> m.group(1)).toList();
        for (Operation operation : item.readOperations()) {
            List<Parameter> parameters =
                    new ArrayList<>(
                            Objects.requireNonNullElse(operation.getParameters(), List.of()));
            for (String name : names.reversed()) {
                if (parameters.stream().noneMatch(given -> name.equals(given.getName()))) {
                    Schema<?> id = new Schema<>();
                    id.setTypes(Set.of("string"));
                    id.setFormat("uuid");
                    Parameter missing = new PathParameter().name(name);
                    missing.setSchema(id);
                    parameters.addFirst(missing);
                }
            }
            if (!parameters.isEmpty()) {
                operation.setParameters(parameters);
            }
        }
    }

    private static Schema<?> problemSchema() {
        return Json31.mapper()
                .convertValue(
                        Map.of(
                                "type",
                                "object",
                                "description",
                                "RFC 9457; further members by type",
                                "required",
                                List.of("type", "title", "status", "detail", "errors"),
                                "properties",
                                Map.of(
                                        "type", Map.of("type", "string"),
                                        "title", Map.of("type", "string"),
                                        "status", Map.of("type", "integer"),
                                        "detail", Map.of("type", "string"),
                                        "instance", Map.of("type", "string"),
                                        "errors",
                                                Map.of(
                                                        "type",
                                                        "array",
                                                        "items",
                                                        Map.of(
                                                                "type", "object",
                                                                "required",
                                                                        List.of(
                                                                                "field", "code",
                                                                                "message"),
                                                                "properties",
                                                                        Map.of(
                                                                                "field",
                                                                                        Map.of(
                                                                                                "type",
                                                                                                "string"),
                                                                                "code",
                                                                                        Map.of(
                                                                                                "type",
                                                                                                "string"),
                                                                                "message",
                                                                                        Map.of(
                                                                                                "type",
                                                                                                "string")))))),
                        Schema.class);
    }
}

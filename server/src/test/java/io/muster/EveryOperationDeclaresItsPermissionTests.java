package io.muster;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.Actor;
import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.OpenToAll;
import io.muster.access.OrganizationScope;
import io.muster.access.SignedIn;
import io.muster.testing.MusterTest;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@MusterTest
class EveryOperationDeclaresItsPermissionTests {

    @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void exactlyOneDeclarationStandsOnEveryOperation() {
        assertThat(operations().filter(operation -> declarations(operation.getValue()) != 1))
                .as("put exactly one of @Needs, @SignedIn, @OpenToAll on these")
                .isEmpty();
    }

    @Test
    void whatNeedsAPermissionOfAnOrganizationTakesItsScopeFromThePath() {
        assertThat(
                        operations()
                                .filter(operation -> needs(operation) && !ofInstance(operation))
                                .filter(operation ->
                                        !takes(operation, OrganizationScope.class)
                                                || !path(operation).contains("{organizationId}")))
                .as("take an OrganizationScope and name {organizationId} in the path")
                .isEmpty();
    }

    @Test
    void whatNeedsAPermissionOfTheInstanceTakesTheInstanceScope() {
        assertThat(
                        operations()
                                .filter(operation -> needs(operation) && ofInstance(operation))
                                .filter(operation ->
                                        !takes(operation, InstanceScope.class)
                                                || takes(operation, OrganizationScope.class)))
                .as("take an InstanceScope and no OrganizationScope")
                .isEmpty();
    }

    @Test
    void permissionsOfWhichOneLetsInAreOfOneLevel() {
        assertThat(
                        operations()
                                .filter(EveryOperationDeclaresItsPermissionTests::needs)
                                .filter(operation -> {
                                    Needs needs =
                                            operation.getValue().getMethodAnnotation(Needs.class);
                                    return needs != null
                                            && Arrays.stream(needs.or())
                                                    .anyMatch(other ->
                                                            other.level() != needs.value().level());
                                }))
                .isEmpty();
    }

    @Test
    void whatIsOpenToAllTakesNobodysScope() {
        assertThat(
                        operations()
                                .filter(operation ->
                                        operation.getValue().hasMethodAnnotation(OpenToAll.class))
                                .filter(operation ->
                                        takes(operation, OrganizationScope.class)
                                                || takes(operation, InstanceScope.class)
                                                || takes(operation, Actor.class)))
                .isEmpty();
    }

    private Stream<Map.Entry<RequestMappingInfo, HandlerMethod>> operations() {
        return requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .filter(operation ->
                        operation
                                .getValue()
                                .getBeanType()
                                .getPackageName()
                                .startsWith("io.muster."));
    }

    private static long declarations(HandlerMethod method) {
        return Stream.of(Needs.class, SignedIn.class, OpenToAll.class)
                .filter(method::hasMethodAnnotation)
                .count();
    }

    private static boolean needs(Map.Entry<RequestMappingInfo, HandlerMethod> operation) {
        return operation.getValue().hasMethodAnnotation(Needs.class);
    }

    private static boolean ofInstance(Map.Entry<RequestMappingInfo, HandlerMethod> operation) {
        Needs needs = operation.getValue().getMethodAnnotation(Needs.class);
        return needs != null && needs.value().ofInstance();
    }

    private static boolean takes(
            Map.Entry<RequestMappingInfo, HandlerMethod> operation, Class<?> type) {
        return Arrays.stream(operation.getValue().getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == type);
    }

    private static String path(Map.Entry<RequestMappingInfo, HandlerMethod> operation) {
        return String.join(" ", operation.getKey().getPatternValues());
    }
}

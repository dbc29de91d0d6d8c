package io.muster;

import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses a body that lacks what its record needs: every component that isn't marked as nullable,
 * in whatever record, list or map it stands. All that is missing is named at once, so no endpoint
 * meets a null that its types rule out.
 */
@RestControllerAdvice
class MissingMembers extends RequestBodyAdviceAdapter {

    /** A list of ten thousand nulls needs no ten thousand sentences. */
    private static final int MOST_TOLD = 100;

    @Override
    public boolean supports(
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter) {
        List<FieldError> missing = new ArrayList<>();
        if (body instanceof Record read) {
            members("", read, missing);
        }
        if (!missing.isEmpty()) {
            throw Problem.invalid(missing).refusal();
        }
        return body;
    }

    private static void members(String path, Record read, List<FieldError> missing) {
        if (!read.getClass().getPackageName().startsWith("io.muster")) {
            return;
        }
        for (RecordComponent component : read.getClass().getRecordComponents()) {
            look(
                    path.isEmpty() ? component.getName() : path + "." + component.getName(),
                    value(read, component.getAccessor()),
                    component.getAnnotatedType(),
                    missing);
        }
    }

    private static void look(
            String path, @Nullable Object value, AnnotatedType type, List<FieldError> missing) {
        if (missing.size() >= MOST_TOLD) {
            return;
        }
        switch (value) {
            case null -> {
                if (isNeeded(type)) {
                    missing.add(new FieldError(path, "required", "This is needed."));
                }
            }
            case Record inner -> members(path, inner, missing);
            case Collection<?> all when type instanceof AnnotatedParameterizedType of -> {
                AnnotatedType each = of.getAnnotatedActualTypeArguments()[0];
                int at = 0;
                for (Object one : all) {
                    look(path + "[" + at++ + "]", one, each, missing);
                }
            }
            case Map<?, ?> map when type instanceof AnnotatedParameterizedType of -> {
                AnnotatedType each = of.getAnnotatedActualTypeArguments()[1];
                map.forEach((key, one) -> look(path + "." + key, one, each, missing));
            }
            default -> {}
        }
    }

    private static boolean isNeeded(AnnotatedType type) {
        return !type.isAnnotationPresent(Nullable.class)
                && !(type.getType() instanceof TypeVariable<?>);
    }

    private static @Nullable Object value(Record read, Method accessor) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(read);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

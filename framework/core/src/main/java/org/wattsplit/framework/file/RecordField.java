package org.wattsplit.framework.file;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record's component as a field of a file: its name there, and whether the file may leave it out. */
record RecordField(RecordComponent component) {
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    /** The fields of a record, in order. */
    static RecordField[] of(Class<?> type) {
        return Stream.of(type.getRecordComponents()).map(RecordField::new).toArray(RecordField[]::new);
    }

    String name() {
        return SNAKE.translate(component.getName());
    }

    boolean nullable() {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The default as YAML. */
    Optional<String> otherwise() {
        return Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
    }

    boolean required() {
        return !nullable() && otherwise().isEmpty();
    }
}

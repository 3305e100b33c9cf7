package org.wattsplit.framework.file;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record's component is where a file leaves it out, so that the file may. A component that may be null needs none:
 * it is null then. Every other one must be in the file.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The value as YAML, for example <code>{}</code>, {@code []} or {@code 1.0}. */
    String value();
}

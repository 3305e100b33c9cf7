package org.wattsplit.framework.testbed;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.wattsplit.framework.provider.NodeKind;
import org.wattsplit.framework.request.Condition;

/**
 * A part of {@link Dynamics} of a program's own: what else disturbs link, cloud or device, and what a scheduler sees of it.
 * A file names its kind and its fields, which are those of a record:
 *
 * <pre>{@code
 * dynamics:
 *   parts:
 *   - {kind: microwave, period_s: 60, share: 0.3}
 * }</pre>
 *
 * <p>Without a disturbance every share is 1; none is above 1, so that no request costs less than in a world at rest.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface DynamicsPart {
    /** What it lets a scheduler observe, besides what others do; none by default. */
    default List<Condition> conditions() {
        return List.of();
    }

    /** Whether chance moves it. */
    boolean random();

    /** Starts it at time 0, with its chance drawn from a seed. */
    Course start(long seed);

    /** A part as it moves. Times are milliseconds since its start and never run backwards. */
    interface Course {
        /** The share of the link's rate that is left for a transfer that begins at a time, above 0, at most 1. */
        default double linkShare(double timeMillis) {
            return 1;
        }

        /** The share of the cloud node that is left for a tail that begins at a time, above 0, at most 1. */
        default double cloudShare(double timeMillis) {
            return 1;
        }

        /** The share of its set clock that the device has for a head that begins at a time, above 0, at most 1. */
        default double clockShare(double timeMillis) {
            return 1;
        }

        /** What is observed at a time of one of its {@linkplain DynamicsPart#conditions conditions}; finite. */
        default double observe(Condition condition, double timeMillis) {
            throw new IllegalStateException("not of this part: " + condition);
        }

        /** Is told of the power in watts that the device draws from a time on. */
        default void draw(double watts, double fromMillis, double millis) {}
    }

    /** A kind of such parts, as files name it. */
    interface Kind extends NodeKind<DynamicsPart> {
        /** The kind of a record. */
        static Kind of(Class<? extends DynamicsPart> type, String description) {
            record Of(Class<? extends DynamicsPart> type, String description) implements Kind {}
            return new Of(type, description);
        }
    }
}

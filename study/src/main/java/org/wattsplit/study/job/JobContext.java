package org.wattsplit.study.job;

import java.util.function.Consumer;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.provider.Registry;

/**
 * What jobs are run with.
 *
 * @param registry what is found by name
 * @param producer what files name as their producer
 * @param display is shown how far they are
 * @param notes is told, in a line each, what whoever waits for a job should know before it ends
 */
public record JobContext(Registry registry, Producer producer, Progress.Display display, Consumer<String> notes) {
    /** What the class path holds, on this machine, without a word. */
    public static JobContext quiet() {
        return new JobContext(Registry.installed(), Host.producer(), Progress.Display.NONE, line -> {});
    }

    /** The same with another registry. */
    public JobContext with(Registry other) {
        return new JobContext(other, producer, display, notes);
    }

    /** The same, shown to somebody. */
    public JobContext with(Progress.Display other) {
        return new JobContext(registry, producer, other, notes);
    }

    /** The same, told to somebody. */
    public JobContext with(Consumer<String> other) {
        return new JobContext(registry, producer, display, other);
    }

    /** The same, whose tasks are shown as parts of something: {@code CoInference-v2, learner 2 of 5 (sac): training}. */
    public JobContext within(String whole) {
        return with((Progress.Display) (task, total) -> display.begin(whole + ": " + task, total));
    }
}

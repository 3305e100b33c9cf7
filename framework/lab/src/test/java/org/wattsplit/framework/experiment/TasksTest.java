package org.wattsplit.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;

final class TasksTest {
    @Test
    void resultsAndProgressComeInTheTasksOrder() {
        CountDownLatch later = new CountDownLatch(1);
        List<Integer> told = new ArrayList<>();
        List<Callable<String>> tasks = List.of(
                () -> {
                    assertThat(later.await(1, TimeUnit.MINUTES)).isTrue();
                    return "first";
                },
                () -> {
                    later.countDown();
                    return "second";
                });
        assertThat(Tasks.run(2, tasks, told::add)).containsExactly("first", "second");
        assertThat(told).containsExactly(1, 2);
    }

    @Test
    void whatATaskThrowsIsThrownAndNoOtherIsBegun() {
        InputException refused = InputException.of("a task", "good", "bad");
        List<String> begun = new ArrayList<>();
        List<Callable<String>> tasks = List.of(
                () -> {
                    throw refused;
                },
                () -> {
                    new CountDownLatch(1).await();
                    return "interrupted before";
                },
                () -> {
                    begun.add("third");
                    return "third";
                });
        assertThatThrownBy(() -> Tasks.run(1, tasks)).isSameAs(refused);
        assertThat(begun).isEmpty();
    }

    @Test
    void whatIsNoRuntimeExceptionIsWrapped() {
        List<Callable<String>> tasks = List.of(() -> {
            throw new IOException("gone");
        });
        assertThatThrownBy(() -> Tasks.run(1, tasks))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("gone");
    }
}

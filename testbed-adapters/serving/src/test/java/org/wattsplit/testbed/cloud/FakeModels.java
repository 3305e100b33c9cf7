package org.wattsplit.testbed.cloud;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** Models for tests, counted as they open and close. */
final class FakeModels implements ModelRepository {
    static final String SUM = "sum";

    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    /** Counted down when model {@code slow} begins. */
    final CountDownLatch slowBegins = new CountDownLatch(1);
    /** Counted down when model {@code slow} may end: it takes as long as a test wants it to. */
    final CountDownLatch slowEnds = new CountDownLatch(1);

    private final Map<String, UnaryOperator<List<Tensor>>> models = new LinkedHashMap<>();

    FakeModels() {
        models.put(SUM, FakeModels::sums);
        models.put("sum2", FakeModels::sums);
        models.put("sum3", FakeModels::sums);
        models.put("slow", inputs -> {
            slowBegins.countDown();
            try {
                slowEnds.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return sums(inputs);
        });
        models.put("broken", inputs -> {
            throw new IllegalStateException("the weights are gone");
        });
        models.put("poor", inputs -> List.of());
    }

    /** The sum of each row, and of all. */
    private static List<Tensor> sums(List<Tensor> inputs) {
        float[] elements = inputs.get(0).toArray();
        float[] rows = new float[elements.length / 3];
        float all = 0;
        for (int i = 0; i < elements.length; i++) {
            rows[i / 3] += elements[i];
            all += elements[i];
        }
        return List.of(Tensor.of(Shape.of(rows.length), rows), Tensor.of(Shape.of(1), all));
    }

    @Override
    public Set<String> names() {
        return models.keySet();
    }

    @Override
    public HostedModel open(String name) {
        UnaryOperator<List<Tensor>> model = models.get(name);
        if (model == null) {
            throw InputException.unknown("the model", name, names());
        }
        opened.incrementAndGet();
        // Loading takes a while, in which others ask for the same model.
        LockSupport.parkNanos(5_000_000);
        return new Fake(name, model);
    }

    private final class Fake implements HostedModel {
        private final String name;
        private final UnaryOperator<List<Tensor>> function;
        private boolean isClosed;

        Fake(String name, UnaryOperator<List<Tensor>> function) {
            this.name = name;
            this.function = function;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<TensorMetadata> inputs() {
            return List.of(new TensorMetadata("x", "FP32", List.of(TensorMetadata.ANY, 3L)));
        }

        @Override
        public List<TensorMetadata> outputs() {
            return List.of(
                    new TensorMetadata("rows", "FP32", List.of(TensorMetadata.ANY)),
                    new TensorMetadata("all", "FP32", List.of(1L)));
        }

        @Override
        public List<Tensor> infer(List<Tensor> inputs) {
            if (isClosed) {
                throw new IllegalStateException("closed while in use");
            }
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                return function.apply(inputs);
            } finally {
                running.decrementAndGet();
            }
        }

        @Override
        public void close() {
            isClosed = true;
            closed.incrementAndGet();
        }
    }
}

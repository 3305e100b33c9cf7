package org.wattsplit.study.run;

import java.util.function.IntConsumer;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.runlog.StepListener;

/** A listener that also counts the requests that another one is told of. */
public final class CountedListener implements StepListener {
    private final StepListener inner;
    private final IntConsumer counter;

    /** Around that listener, which it closes; the counter is given how many more are done. */
    public CountedListener(StepListener inner, IntConsumer counter) {
        this.inner = inner;
        this.counter = counter;
    }

    @Override
    public boolean alreadyComplete() {
        return inner.alreadyComplete();
    }

    @Override
    public int passKnown() {
        int known = inner.passKnown();
        counter.accept(known);
        return known;
    }

    @Override
    public void prepare() {
        inner.prepare();
    }

    @Override
    public void onStep(int action, Step step, long decisionNanos) {
        inner.onStep(action, step, decisionNanos);
        counter.accept(1);
    }

    @Override
    public void learned(PolicyFile.About about, Learner learner) {
        inner.learned(about, learner);
    }

    @Override
    public void onComplete() {
        inner.onComplete();
    }

    @Override
    public void close() {
        inner.close();
    }
}

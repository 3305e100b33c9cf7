package org.wattsplit.study.evaluate;

import java.util.function.IntConsumer;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.rollout.Moment;
import org.wattsplit.framework.runlog.RunListener;

/** A listener that also counts the requests that another one is told of. */
public final class CountedListener implements RunListener {
    private final RunListener inner;
    private final IntConsumer counter;

    /** Around that listener, which it closes; the counter is given how many more are done. */
    public CountedListener(RunListener inner, IntConsumer counter) {
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
    public void onReset(Reset reset) {
        inner.onReset(reset);
    }

    @Override
    public void onDecision() {
        inner.onDecision();
    }

    @Override
    public void onOutcome(Moment moment) {
        inner.onOutcome(moment);
        counter.accept(1);
    }

    @Override
    public void onLearned(PolicyFile.About about, Learner learner) {
        inner.onLearned(about, learner);
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

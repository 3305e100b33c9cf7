package org.wattsplit.testbed.onnx;

import org.wattsplit.framework.check.Check;

/**
 * How ONNX Runtime runs a model in halves.
 *
 * @param intraOpThreads threads that share the work of an operator; 0 lets the runtime take all physical cores
 * @param sessions how many halves, the whole included, stay loaded; at least 1
 * @param cacheBytes the most bytes that files of halves take on disk
 * @param exact whether the runtime leaves out what joins operators across a cut and so rounds in another order than both
 *     halves: its blocked layout of convolutions, and sums joined with a layer normalisation. Halves then give the whole's
 *     output bit for bit; a network of convolutions takes a third longer, one of depthwise convolutions several times as
 *     long. Otherwise outputs differ in the last digits of a float, about one in a million.
 */
public record OnnxOptions(int intraOpThreads, int sessions, long cacheBytes, boolean exact) {
    /** All physical cores, four halves, 4 GB on disk, as fast as the runtime can. */
    public static final OnnxOptions DEFAULT = new OnnxOptions(0, 4, 4L << 30, false);

    public OnnxOptions {
        Check.that(intraOpThreads >= 0, "the threads of an operator", "at least 0", intraOpThreads);
        Check.that(sessions >= 1, "the halves that stay loaded", "at least 1", sessions);
        Check.that(cacheBytes > 0, "the bytes of the cache", "above 0", cacheBytes);
    }

    /** The same with that many threads. */
    public OnnxOptions withIntraOpThreads(int threads) {
        return new OnnxOptions(threads, sessions, cacheBytes, exact);
    }

    /** The same with that many halves that stay loaded. */
    public OnnxOptions withSessions(int loaded) {
        return new OnnxOptions(intraOpThreads, loaded, cacheBytes, exact);
    }

    /** The same with that bound on disk. */
    public OnnxOptions withCacheBytes(long bytes) {
        return new OnnxOptions(intraOpThreads, sessions, bytes, exact);
    }

    /** The same with halves that give the whole's output bit for bit, or not. */
    public OnnxOptions withExact(boolean isExact) {
        return new OnnxOptions(intraOpThreads, sessions, cacheBytes, isExact);
    }
}

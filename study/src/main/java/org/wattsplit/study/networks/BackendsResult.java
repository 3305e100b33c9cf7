package org.wattsplit.study.networks;

/**
 * Times of an architecture in both backends.
 *
 * @param name the architecture
 * @param repeats runs of each
 * @param onnxMs median in ONNX Runtime
 * @param dl4jMs median in Deeplearning4j
 * @param ratio how many times as long Deeplearning4j took
 */
public record BackendsResult(String name, int repeats, double onnxMs, double dl4jMs, double ratio) {}

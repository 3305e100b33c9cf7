package org.wattsplit.study.profile;

import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.profile.ProfileInfo;

/**
 * What was measured.
 *
 * @param model the network
 * @param backend what ran it
 * @param configurations configurations of the space
 * @param measured those of them that were measured
 * @param rows rows of the table
 * @param fastestMs least mean latency of a configuration
 * @param slowestMs greatest mean latency of one
 * @param switchMs median time of a change of the hardware setting
 * @param blocks how well the edge's energies are known
 * @param out the dataset's folder
 */
public record ProfileResult(
        String model,
        String backend,
        int configurations,
        int measured,
        int rows,
        double fastestMs,
        double slowestMs,
        double switchMs,
        ProfileInfo.@Nullable Blocks blocks,
        String out) {}

package org.wattsplit.study.simtoreal;

import java.nio.file.Path;
import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.TestbedChoice;

/**
 * Which logged runs are set beside what.
 *
 * @param folders folders with runs in them, at least one
 * @param data the data of the runs
 * @param testbed what expects outcomes
 */
public record SimToRealPlan(List<Path> folders, Data data, TestbedChoice testbed) {
    public SimToRealPlan {
        folders = List.copyOf(Check.notEmpty("the folders", folders));
    }
}

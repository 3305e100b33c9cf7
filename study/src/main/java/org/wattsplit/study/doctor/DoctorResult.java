package org.wattsplit.study.doctor;

import java.util.List;

/**
 * What a machine, and a live testbed, can do.
 *
 * @param findings what was looked at
 * @param complete whether nothing that the testbed needs is missing; true where none was asked for
 */
public record DoctorResult(List<Finding> findings, boolean complete) {
    public DoctorResult {
        findings = List.copyOf(findings);
    }
}

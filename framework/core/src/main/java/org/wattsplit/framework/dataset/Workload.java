package org.wattsplit.framework.dataset;

import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.request.Request;

/**
 * A sequence of requests.
 *
 * @param name the workload's name within its dataset
 * @param closedLoop whether a request arrives when the one before it is answered, so that arrival times say nothing
 * @param requests the requests in order, at least one
 */
public record Workload(String name, boolean closedLoop, List<Request> requests) {
    public Workload {
        Check.notBlank("the workload's name", name);
        requests = List.copyOf(Check.notEmpty("the requests of workload " + name, requests));
    }

    /** The checksum of its requests, whatever its name. */
    public String checksum() {
        StringBuilder text = new StringBuilder().append(closedLoop).append('\n');
        for (Request request : requests) {
            text.append(request.id())
                    .append(' ')
                    .append(request.model())
                    .append(' ')
                    .append(request.arrivalMillis())
                    .append(' ')
                    .append(request.deadlineMillis())
                    // Sums of workloads that know no batches stay what they were.
                    .append(request.batch() == 1 ? "" : " " + request.batch())
                    .append('\n');
        }
        return Checksum.ofText(text.toString());
    }

    /** The first requests only. */
    public Workload first(int count) {
        return new Workload(name, closedLoop, requests.subList(0, Math.min(count, requests.size())));
    }
}

package org.wattsplit.agents.planning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.wattsplit.agents.index.DeadlineIndex;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.request.Request;

/**
 * The least total cost over the whole sequence of requests, by a backward dynamic programme over hardware settings. It
 * knows every request beforehand: a bound on all agents of its action set where outcomes are deterministic.
 */
public final class ClairvoyantAgent implements Agent {
    private final List<Request> requests;
    private final int[] settings;
    private final int[] slots;
    private final int[][] best;
    private final ActionSet actions;
    private int position;

    /** An agent of that context, which must hold the requests; plans here. */
    public ClairvoyantAgent(AgentContext context) {
        requests = context.requests();
        actions = context.actions();
        settings = IntStream.concat(
                        IntStream.of(context.initialSetting()),
                        IntStream.range(0, actions.size()).map(actions::settingIndex))
                .distinct()
                .sorted()
                .toArray();
        slots = new int[actions.space().settings()];
        Arrays.fill(slots, -1);
        for (int slot = 0; slot < settings.length; slot++) {
            slots[settings[slot]] = slot;
        }
        best = plan(context);
    }

    /** The best action by request and slot of the current hardware setting. */
    private int[][] plan(AgentContext context) {
        int count = settings.length;
        List<DeadlineIndex[][]> byKind = context.kinds().all().stream()
                .map(kind -> moves(context, kind.allowed()))
                .toList();
        int[][] plan = new int[requests.size()][count];
        double[] after = new double[count];
        for (int i = requests.size() - 1; i >= 0; i--) {
            double deadline = requests.get(i).deadlineMillis();
            DeadlineIndex[][] moves = byKind.get(context.kinds().indexOf(requests.get(i)));
            double[] now = new double[count];
            for (int from = 0; from < count; from++) {
                now[from] = Double.POSITIVE_INFINITY;
                for (int to = 0; to < count; to++) {
                    DeadlineIndex move = moves[from][to];
                    double total = move == null ? Double.POSITIVE_INFINITY : move.costOf(deadline) + after[to];
                    if (move != null && total < now[from]) {
                        now[from] = total;
                        plan[i][from] = move.choose(deadline);
                    }
                }
            }
            after = now;
        }
        return plan;
    }

    /** For each pair of slots the index of the allowed actions that lead from one to the other; null where none does. */
    private DeadlineIndex[][] moves(AgentContext context, ActionMask allowed) {
        int count = settings.length;
        int[] fronts = SettingFronts.of(context);
        DeadlineIndex[][] moves = new DeadlineIndex[count][count];
        for (int from = 0; from < count; from++) {
            for (int to = 0; to < count; to++) {
                int target = settings[to];
                int[] candidates = Arrays.stream(fronts)
                        .filter(action -> allowed.allows(action) && actions.settingIndex(action) == target)
                        .toArray();
                if (candidates.length > 0) {
                    moves[from][to] = move(context, settings[from], target, candidates);
                }
            }
        }
        return moves;
    }

    private DeadlineIndex move(AgentContext context, int from, int to, int[] candidates) {
        double[] latency = new double[actions.size()];
        double[] cost = new double[actions.size()];
        for (int action : candidates) {
            latency[action] = actions.latencyMillis(action) + context.changes().millis(from, to);
            cost[action] = actions.servingCost(action, context.weights())
                    + context.changes().joules(from, to);
        }
        return DeadlineIndex.of(
                candidates,
                latency,
                cost,
                latency,
                context.weights().joulesPerMiss(),
                context.weights().lateness(1));
    }

    @Override
    public void reset() {
        position = 0;
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        if (position >= requests.size()) {
            throw new IllegalStateException("Expected at most " + requests.size() + " requests in an episode");
        }
        int action = best[position][slots[observation.settingIndex()]];
        position++;
        return mask.allows(action) ? action : mask.first();
    }

    /** Makes it. */
    public static final class Provider implements AgentProvider {
        @Override
        public String name() {
            return "clairvoyant";
        }

        @Override
        public String description() {
            return "the least total cost of the whole sequence, known beforehand";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("all requests in order, expected outcomes of its actions, what a change of the"
                    + " hardware setting and a miss cost");
        }

        @Override
        public boolean bound() {
            return true;
        }

        @Override
        public Agent create(AgentContext context) {
            return new ClairvoyantAgent(context);
        }
    }
}

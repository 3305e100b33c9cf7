package org.wattsplit.testbed.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * A {@link ComputationGraph} of one input and one output in two halves. It can be cut after every vertex that all paths from
 * the input to the output go through; where a residual connection leads around a vertex there is no cut. Cutting changes no
 * bit of the output.
 *
 * <p>Both halves share the graph's parameters, which are in memory from the beginning: loading does nothing. Tensors may
 * have another batch than one. Images are channels first. One thread at a time.
 */
public final class Dl4jSplitModel implements SplitModel {
    private final String name;
    private final ComputationGraph graph;
    private final Topology topology;
    private final List<CutPoint> cuts;
    /** Positions of the cuts' vertices. */
    private final List<Integer> positions;

    private boolean closed;

    private Dl4jSplitModel(
            String name, ComputationGraph graph, Topology topology, List<Integer> positions, List<CutPoint> cuts) {
        this.name = name;
        this.graph = graph;
        this.topology = topology;
        this.positions = List.copyOf(positions);
        this.cuts = List.copyOf(cuts);
    }

    /**
     * A graph's halves.
     *
     * @param graph initialised; it belongs to the model, which closes it
     * @param inputShape for a batch of one: 1 x channels x height x width, or 1 x features
     * @throws IllegalArgumentException for a graph of several inputs or outputs, or a tensor at a cut whose shape depends on
     *     more than that
     */
    public static Dl4jSplitModel of(String name, ComputationGraph graph, Shape inputShape) {
        Check.notBlank("the name of a network", name);
        Topology topology = Topology.of(graph);
        Map<String, Shape> shapes = shapes(graph, topology, inputShape);
        return new Dl4jSplitModel(name, graph, topology, topology.cuts(), cuts(topology, shapes));
    }

    private static Map<String, Shape> shapes(ComputationGraph graph, Topology topology, Shape inputShape) {
        // A clone, since the inference may add reshaping between layers to what it reads.
        Map<String, InputType> types =
                graph.getConfiguration().clone().getLayerActivationTypes(true, false, inputType(inputShape));
        Map<String, Shape> shapes = new HashMap<>();
        for (GraphVertex vertex : topology.vertices()) {
            InputType type = types.get(vertex.getVertexName());
            shapes.put(vertex.getVertexName(), vertex.isInputVertex() || type == null ? inputShape : shape(type));
        }
        return shapes;
    }

    private static InputType inputType(Shape shape) {
        List<Long> sizes = shape.sizes();
        Check.that(
                (sizes.size() == 2 || sizes.size() == 4) && sizes.get(0) == 1,
                "the shape of the input",
                "1 x features or 1 x channels x height x width",
                shape);
        return sizes.size() == 2
                ? InputType.feedForward(sizes.get(1))
                : InputType.convolutional(sizes.get(2), sizes.get(3), sizes.get(1));
    }

    private static Shape shape(InputType type) {
        long[] sizes = type.getShape(true);
        sizes[0] = 1;
        return Shape.of(sizes);
    }

    private static List<CutPoint> cuts(Topology topology, Map<String, Shape> shapes) {
        List<GraphVertex> vertices = topology.vertices();
        long[] flops = new long[vertices.size() + 1];
        long[] parameters = new long[vertices.size() + 1];
        for (int i = 0; i < vertices.size(); i++) {
            GraphVertex vertex = vertices.get(i);
            Shape output = shape(shapes, vertex.getVertexName());
            List<String> inputs = topology.inputs(vertex.getVertexName());
            Shape input = inputs.isEmpty() ? output : shape(shapes, inputs.get(0));
            flops[i + 1] = flops[i] + Flops.of(vertex, input, output);
            parameters[i + 1] = parameters[i] + vertex.numParams();
        }
        List<CutPoint> cuts = new ArrayList<>();
        for (int position : topology.cuts()) {
            String vertex = vertices.get(position).getVertexName();
            cuts.add(new CutPoint(
                    cuts.size(),
                    vertex,
                    shape(shapes, vertex),
                    flops[position + 1],
                    flops[vertices.size()] - flops[position + 1],
                    parameters[position + 1],
                    parameters[vertices.size()] - parameters[position + 1]));
        }
        return cuts;
    }

    private static Shape shape(Map<String, Shape> shapes, String vertex) {
        Shape shape = shapes.get(vertex);
        if (shape == null) {
            throw new IllegalStateException("Expected a shape of vertex " + vertex);
        }
        return shape;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape inputShape() {
        return cuts.get(0).shape();
    }

    @Override
    public Shape outputShape() {
        return cuts.get(cuts.size() - 1).shape();
    }

    @Override
    public List<CutPoint> cuts() {
        return cuts;
    }

    /**
     * The cut after a vertex.
     *
     * @throws IllegalArgumentException for a vertex that is none between input and output, or that a path goes around
     */
    public CutPoint cutAfter(String vertex) {
        int position = topology.position(vertex);
        Check.that(position >= 0, "a vertex to cut after", "one between input and output", vertex);
        int cut = positions.indexOf(position);
        Check.that(
                cut >= 0,
                "a vertex to cut after",
                () -> "on every path from input to output",
                vertex + ", which " + topology.around(position) + " goes around");
        return cuts.get(cut);
    }

    @Override
    public Tensor whole(Tensor input) {
        check(0, input);
        return tensor(graph.outputSingle(false, array(input)));
    }

    @Override
    public Tensor head(int cut, Tensor input) {
        check(cut);
        check(0, input);
        return run(0, positions.get(cut), input);
    }

    @Override
    public Tensor tail(int cut, Tensor boundary) {
        check(cut, boundary);
        return run(positions.get(cut), topology.vertices().size() - 1, boundary);
    }

    /** Does nothing but check: the parameters of both halves are in memory. */
    @Override
    public void load(int cut, Half half) {
        check(cut);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            graph.close();
        }
    }

    private void check(int cut) {
        Check.that(!closed, "network " + name, "open", "a closed one");
        Check.range("a cut of network " + name, 0, cuts.size() - 1, cut);
    }

    private void check(int cut, Tensor tensor) {
        check(cut);
        List<Long> expected = cuts.get(cut).shape().sizes();
        List<Long> given = tensor.shape().sizes();
        Check.that(
                given.size() == expected.size()
                        && given.subList(1, given.size()).equals(expected.subList(1, expected.size())),
                "a tensor at cut " + cut + " of network " + name,
                "of shape " + cuts.get(cut).shape() + " but for the batch",
                tensor.shape());
    }

    /** The output of the vertex at one position, from the output of the vertex at another before it. */
    private Tensor run(int from, int to, Tensor tensor) {
        if (from == to) {
            return tensor;
        }
        LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
        INDArray output = array(tensor);
        // What reshapes between layers asks the graph's input for the batch, and nothing else of it.
        graph.setInput(0, output);
        pass(from, output, to, memory);
        for (int position = from + 1; position <= to; position++) {
            GraphVertex vertex = topology.vertices().get(position);
            output = vertex.doForward(false, memory);
            vertex.clear();
            pass(position, output, to, memory);
        }
        return tensor(output);
    }

    /** Gives a vertex's output to those that read it, as far as they run. */
    private void pass(int position, INDArray output, int to, LayerWorkspaceMgr memory) {
        VertexIndices[] readers = topology.vertices().get(position).getOutputVertices();
        if (readers == null || position == to) {
            return;
        }
        for (VertexIndices reader : readers) {
            GraphVertex vertex = graph.getVertices()[reader.getVertexIndex()];
            if (topology.position(vertex.getVertexName()) >= 0) {
                vertex.setInput(reader.getVertexEdgeNumber(), output, memory);
            }
        }
    }

    private static INDArray array(Tensor tensor) {
        return Nd4j.create(tensor.toArray(), tensor.shape().toArray(), 'c');
    }

    private static Tensor tensor(INDArray array) {
        return Tensor.of(
                Shape.of(array.shape()), array.dup('c').reshape(array.length()).toFloatVector());
    }
}

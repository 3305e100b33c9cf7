package org.wattsplit.study.networks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.study.networks.NetworkTrainResult.Member;
import org.wattsplit.study.networks.NetworkTrainResult.Sent;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.family.FamilyWeights;
import org.wattsplit.testbed.family.NetworkFamilies;
import org.wattsplit.testbed.family.NetworkFamily;
import org.wattsplit.testbed.family.PictureAccuracy;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.pictures.LabelledPicture;
import org.wattsplit.testbed.pictures.Pictures;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.training.FamilyTraining;

/** Trains a family of networks on drawn pictures, and tells how well its members read others. */
public final class NetworkTrainJob {
    /** Those that leave so few bits that accuracies tell them from none. */
    private static final List<String> CODECS = List.of("int8", "int4", "int2", "int1");

    /** Pictures that are sent together. */
    private static final int PAGE = 200;

    private final NetworkTrainPlan plan;
    private final JobContext context;

    private NetworkTrainJob(NetworkTrainPlan plan, JobContext context) {
        this.plan = plan;
        this.context = context;
    }

    /**
     * Runs a plan.
     *
     * @throws org.wattsplit.framework.check.InputException where the plan breaks a rule
     */
    public static NetworkTrainResult run(NetworkTrainPlan plan, JobContext context) {
        try (WriteLock mine = WriteLock.of(plan.out())) {
            AtomicFile.requireAbsent(plan.out(), plan.replace());
            return new NetworkTrainJob(plan, context).run();
        }
    }

    private NetworkTrainResult run() {
        NetworkFamily family = NetworkFamilies.of(plan.family());
        FamilyTraining training = plan.training();
        FamilyWeights shared = weights(train("training", done -> training.train(family, done)));
        shared.write(plan.out());
        List<LabelledPicture> pictures = Pictures.unseen(plan.pictures());
        List<Member> members = new ArrayList<>();
        for (Map<String, String> values : family.variants()) {
            PictureAccuracy accuracy = accuracy(shared, values, pictures);
            @Nullable Double separate = null;
            if (plan.separate()) {
                ArrayStore alone = train(
                        "training " + family.memberName(values),
                        done -> training.trainAlone(family.chain(values), done));
                separate = accuracy(weights(alone), values, pictures).share();
            }
            members.add(new Member(
                    values, accuracy.share(), accuracy.standardError(), separate, sent(shared, values, pictures)));
        }
        return new NetworkTrainResult(
                context.producer(), family.name(), plan.seed(), plan.steps(), plan.codecs(), plan.pictures(), members);
    }

    /** What is trained, and told how many steps are done. */
    @FunctionalInterface
    private interface Trained {
        ArrayStore run(IntConsumer done);
    }

    private ArrayStore train(String title, Trained trained) {
        try (Progress progress = context.display().begin(title, plan.steps())) {
            return trained.run(progress::reached);
        }
    }

    private FamilyWeights weights(ArrayStore arrays) {
        return new FamilyWeights(
                new FamilyWeights.About(
                        new FileHeader(
                                FamilyWeights.FORMAT,
                                ArrayStore.VERSION,
                                plan.seed(),
                                Checksum.ofText(plan.training().toString()),
                                Map.of(),
                                plan.command(),
                                context.producer()),
                        plan.family()),
                arrays);
    }

    private static PictureAccuracy accuracy(
            FamilyWeights weights, Map<String, String> values, List<LabelledPicture> pictures) {
        try (Scratch scratch = new Scratch()) {
            Path file = scratch.folder().resolve(weights.family().memberName(values) + ".onnx");
            weights.writeMember(values, file);
            try (SplitModel model = Cuts.open(file, scratch, OnnxOptions.DEFAULT)) {
                return PictureAccuracy.of(model, pictures);
            }
        }
    }

    /** The accuracies of a member that is cut, pictures sent by the page as in a profile. */
    private static List<Sent> sent(FamilyWeights weights, Map<String, String> values, List<LabelledPicture> pictures) {
        NetworkFamily family = weights.family();
        List<Codec> codecs = CODECS.stream().map(Codecs.installed()::get).toList();
        List<Sent> all = new ArrayList<>();
        try (Scratch scratch = new Scratch()) {
            Path file = scratch.folder().resolve(family.memberName(values) + ".onnx");
            weights.writeMember(values, Math.min(PAGE, pictures.size()), file);
            try (SplitModel model = Cuts.open(file, scratch, OnnxOptions.DEFAULT)) {
                for (int cut = 0; cut < family.lastCut(); cut++) {
                    OptionalInt own = family.cut(values, model.cuts(), cut);
                    if (own.isPresent()) {
                        List<PictureAccuracy> read = PictureAccuracy.of(model, own.getAsInt(), codecs, pictures);
                        for (int i = 0; i < codecs.size(); i++) {
                            all.add(new Sent(
                                    cut, codecs.get(i).name(), read.get(i).share()));
                        }
                    }
                }
            }
        }
        return all;
    }
}

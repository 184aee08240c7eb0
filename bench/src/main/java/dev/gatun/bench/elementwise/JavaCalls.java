package dev.gatun.bench.elementwise;

import dev.gatun.Tensor;
import java.util.Optional;
import java.util.function.Function;

/** What a user of Gatun writes for each operation. The result is a tensor, or of {@code argmax} a number. */
final class JavaCalls {
    /** What {@link Operation#SCALE} multiplies with. */
    static final float FACTOR = 2.5f;

    private JavaCalls() {}

    /** With a fresh result. */
    static Function<Inputs, Object> fresh(Operation operation) {
        return switch (operation) {
            case ADD -> in -> in.a().add(in.b());
            case MUL_ADD -> in -> in.a().mul(in.b()).add(in.c());
            case ADD_ROW -> in -> in.a().add(in.row());
            case ADD_COLUMN -> in -> in.a().add(in.column());
            case SCALE -> in -> in.a().mul(FACTOR);
            case RELU -> in -> in.a().relu();
            case EXP -> in -> in.a().exp();
            case TANH -> in -> in.a().tanh();
            case GREATER -> in -> in.a().gt(in.b());
            case WHERE -> in -> Tensor.where(in.mask(), in.a(), in.b());
            case TRANSPOSE -> in -> in.a().t().contiguous();
            case SLICE -> in -> in.a().slice(1, 0, in.a().size(1), 2).contiguous();
            case SUM -> in -> in.a().sum();
            case SUM_ROWS -> in -> in.a().sum(1);
            case SUM_COLUMNS -> in -> in.a().sum(0);
            case ARGMAX -> in -> in.a().argmax();
            case MUL_SUM -> in -> in.a().mulSum(in.b(), 1);
            case ADD_RELU -> in -> in.a().addRelu(in.row());
        };
    }

    /** Into memory that is there; empty where Gatun has no such form. */
    static Optional<Function<Inputs, Object>> out(Operation operation) {
        return switch (operation) {
            case ADD -> Optional.of(in -> in.a().add(in.b(), in.out()));
            case MUL_ADD -> Optional.of(in -> in.a().mul(in.b(), in.out()).add(in.c(), in.out()));
            case ADD_ROW -> Optional.of(in -> in.a().add(in.row(), in.out()));
            case ADD_COLUMN -> Optional.of(in -> in.a().add(in.column(), in.out()));
            case SCALE -> Optional.of(in -> in.a().mul(in.factor(), in.out()));
            case RELU -> Optional.of(in -> in.a().relu(in.out()));
            case EXP -> Optional.of(in -> in.a().exp(in.out()));
            case TANH -> Optional.of(in -> in.a().tanh(in.out()));
            case GREATER -> Optional.of(in -> in.a().gt(in.b(), in.out()));
            case WHERE -> Optional.of(in -> Tensor.where(in.mask(), in.a(), in.b(), in.out()));
            case TRANSPOSE -> Optional.of(in -> into(in.out(), in.a().t()));
            case SLICE ->
                Optional.of(in -> into(in.out(), in.a().slice(1, 0, in.a().size(1), 2)));
            case ADD_RELU -> Optional.of(in -> in.a().addRelu(in.row(), in.out()));
            case SUM, SUM_ROWS, SUM_COLUMNS, ARGMAX, MUL_SUM -> Optional.empty();
        };
    }

    private static Tensor into(Tensor out, Tensor view) {
        view.copyTo(out);
        return out;
    }
}

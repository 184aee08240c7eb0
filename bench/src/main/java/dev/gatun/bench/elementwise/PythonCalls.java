package dev.gatun.bench.elementwise;

/** What a user of NumPy or PyTorch writes for each operation: statements of Python. */
final class PythonCalls {
    private PythonCalls() {}

    static String of(ElementwiseCase of, Contender contender) {
        return switch (contender) {
            case NUMPY -> numpy(of);
            case NUMPY_OUT -> numpyOut(of.operation());
            case TORCH -> torch(of.operation());
            case TORCH_OUT -> torchOut(of.operation());
            case FRESH, WORKSPACE, OUT, TRIAD ->
                throw new IllegalArgumentException(contender + " is not written in Python");
        };
    }

    private static String numpy(ElementwiseCase of) {
        return switch (of.operation()) {
            case ADD -> "a + b";
            case MUL_ADD -> "a * b + c";
            case ADD_ROW -> "a + row";
            case ADD_COLUMN -> "a + column";
            case SCALE -> "a * 2.5";
            case RELU -> "np.maximum(a, 0)";
            case EXP -> "np.exp(a)";
            case TANH -> "np.tanh(a)";
            case GREATER -> "a > b";
            case WHERE -> "np.where(mask, a, b)";
            case TRANSPOSE -> "np.ascontiguousarray(a.T)";
            case SLICE -> "np.ascontiguousarray(a[:, ::2])";
            case SUM -> "a.sum()";
            case SUM_ROWS -> "a.sum(axis=1)";
            case SUM_COLUMNS -> "a.sum(axis=0)";
            case ARGMAX -> "a.argmax()";
            // The faster of the two: einsum takes 4 us to begin with, and twice as little for 1000x1000.
            case MUL_SUM -> of.small() ? "(a * b).sum(axis=1)" : "np.einsum('ij,ij->i', a, b)";
            case ADD_RELU -> "np.maximum(a + row, 0)";
        };
    }

    private static String numpyOut(Operation operation) {
        return switch (operation) {
            case ADD -> "np.add(a, b, out=out)";
            case MUL_ADD -> "np.multiply(a, b, out=out); np.add(out, c, out=out)";
            case ADD_ROW -> "np.add(a, row, out=out)";
            case ADD_COLUMN -> "np.add(a, column, out=out)";
            case SCALE -> "np.multiply(a, 2.5, out=out)";
            case RELU -> "np.maximum(a, 0, out=out)";
            case EXP -> "np.exp(a, out=out)";
            case TANH -> "np.tanh(a, out=out)";
            case GREATER -> "np.greater(a, b, out=out)";
            case WHERE -> "np.copyto(out, b); np.copyto(out, a, where=mask)"; // where has no out=
            case TRANSPOSE -> "np.copyto(out, a.T)";
            case SLICE -> "np.copyto(out, a[:, ::2])";
            case ADD_RELU -> "np.add(a, row, out=out); np.maximum(out, 0, out=out)";
            case SUM, SUM_ROWS, SUM_COLUMNS, ARGMAX, MUL_SUM -> throw notCompared(operation);
        };
    }

    private static String torch(Operation operation) {
        return switch (operation) {
            case ADD -> "a + b";
            case MUL_ADD -> "a * b + c";
            case ADD_ROW -> "a + row";
            case ADD_COLUMN -> "a + column";
            case SCALE -> "a * 2.5";
            case RELU -> "torch.relu(a)";
            case EXP -> "torch.exp(a)";
            case TANH -> "torch.tanh(a)";
            case GREATER -> "a > b";
            case WHERE -> "torch.where(mask, a, b)";
            case TRANSPOSE -> "a.t().contiguous()";
            case SLICE -> "a[:, ::2].contiguous()";
            case SUM -> "a.sum()";
            case SUM_ROWS -> "a.sum(dim=1)";
            case SUM_COLUMNS -> "a.sum(dim=0)";
            case ARGMAX -> "a.argmax()";
            case MUL_SUM -> "(a * b).sum(dim=1)";
            case ADD_RELU -> "torch.relu(a + row)";
        };
    }

    private static String torchOut(Operation operation) {
        return switch (operation) {
            case ADD -> "torch.add(a, b, out=out)";
            case MUL_ADD -> "torch.mul(a, b, out=out).add_(c)";
            case ADD_ROW -> "torch.add(a, row, out=out)";
            case ADD_COLUMN -> "torch.add(a, column, out=out)";
            case SCALE -> "torch.mul(a, 2.5, out=out)";
            case RELU -> "torch.clamp_min(a, 0, out=out)"; // relu has no out=
            case EXP -> "torch.exp(a, out=out)";
            case TANH -> "torch.tanh(a, out=out)";
            case GREATER -> "torch.gt(a, b, out=out)";
            case WHERE -> "torch.where(mask, a, b, out=out)";
            case TRANSPOSE -> "out.copy_(a.t())";
            case SLICE -> "out.copy_(a[:, ::2])";
            case ADD_RELU -> "torch.add(a, row, out=out).relu_()";
            case SUM, SUM_ROWS, SUM_COLUMNS, ARGMAX, MUL_SUM -> throw notCompared(operation);
        };
    }

    private static IllegalArgumentException notCompared(Operation operation) {
        return new IllegalArgumentException("Gatun has no out for " + operation.id());
    }
}

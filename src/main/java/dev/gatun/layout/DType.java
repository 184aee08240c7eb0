package dev.gatun.layout;

/** What one element of a tensor is. It stands here, below memory and operations, as all of them speak of it. */
public enum DType {
    /** IEEE 754 binary32, four bytes; PyTorch's {@code torch.float32}. */
    FLOAT32(4),
    /** One byte, 0 or 1; PyTorch's {@code torch.bool}. */
    BOOL(1);

    private final long byteSize;

    DType(long byteSize) {
        this.byteSize = byteSize;
    }

    /**
     * The size of an element.
     *
     * @return bytes
     */
    public long byteSize() {
        return byteSize;
    }
}

package dev.gatun.bench.measure;

/** What is being done, for somebody who waits; told by whoever measures. */
public interface Progress extends AutoCloseable {
    /** Tells nobody. */
    Progress SILENT = new Progress() {
        @Override
        public void row(String what) {}

        @Override
        public void part(double share) {}

        @Override
        public void close() {}
    };

    /** The next row begins; the one before it is done. */
    void row(String what);

    /** How much of the row is done, from 0 to 1. */
    void part(double share);

    @Override
    void close();
}

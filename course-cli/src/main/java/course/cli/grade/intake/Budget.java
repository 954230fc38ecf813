package course.cli.grade.intake;

/// How much of one submission is looked at. A clone of the course with its version control and its
/// compiled classes stays far below; what goes beyond is not an exercise.
final class Budget {

    static final int MOST_ENTRIES = 20_000;
    static final int MOST_SOURCE_BYTES = 5 * 1024 * 1024;
    static final int MOST_ZIPS = 20;

    private static final String ADVICE = " Hand in the folders src/exercise/java, nothing else.";

    private int entries;
    private int sourceBytes;
    private int zips;

    /// One more file or folder was found.
    void entry() throws TooMuch {
        entries++;
        check(entries <= MOST_ENTRIES, String.format("%,d files and folders", MOST_ENTRIES));
    }

    /// So many bytes of Java sources were read; those of a refused file count too.
    void source(int bytes) throws TooMuch {
        sourceBytes += bytes;
        check(sourceBytes <= MOST_SOURCE_BYTES, "5 MB of Java sources");
    }

    /// One more zip is opened.
    void zip() throws TooMuch {
        zips++;
        check(zips <= MOST_ZIPS, MOST_ZIPS + " zips");
    }

    private static void check(boolean within, String limit) throws TooMuch {
        if (!within) {
            throw new TooMuch("Nothing was taken: it has more than " + limit + "." + ADVICE);
        }
    }
}

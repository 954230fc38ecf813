package course.cli.grade.judge;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What the code of a student may use of the JDK: all that an exercise could need, and nothing with
/// which code could forge what is said about it. No JUnit, no reflection, no class loaders, no
/// writing of files, no changing of what the whole JVM uses.
///
/// `System.exit`, threads, processes and sockets are not refused: the sandbox deals with them.
final class Policy {

    private static final List<String> PACKAGES =
            List.of("java/", "javax/crypto/", "javax/net/", "javax/security/auth/", "jdk/net/");

    private static final String LESSON = "lesson\\d\\d/.*";

    /// Class, member and descriptor, in this form: `java/lang/System.setProperties(...`. A method
    /// that is not here, in a class of the packages above, may be used.
    private static final Pattern REFUSED =
            Pattern.compile(
                    String.join(
                            "|",
                            // Reflection. The compiler itself uses what Bootstrap allows.
                            "java/lang/(reflect|invoke|runtime|instrument|foreign|management|module|classfile)/.*",
                            "java/lang/(ClassLoader|ModuleLayer|Module|StackWalker|Compiler)\\b.*",
                            "java/lang/Thread\\.(get|set)ContextClassLoader\\(.*",
                            "java/(beans|rmi|applet|awt)/.*",
                            "java/net/(URLClassLoader|spi/).*",
                            "java/net/\\w+\\.set\\w*Factory\\(.*",
                            "java/security/(SecureClassLoader|Provider|ProtectionDomain|AccessController)\\b.*",
                            "java/security/Security\\.(add|insert|remove|set)\\w+\\(.*",
                            "java/util/(ServiceLoader|spi/|prefs/)\\b.*",
                            "java/util/logging/(FileHandler|LogManager)\\b.*",
                            // What the whole JVM uses.
                            "java/lang/System\\.(setProperty|setProperties|getProperties|clearProperty|load|loadLibrary|setSecurityManager)\\(.*",
                            "java/lang/Runtime\\.(load|loadLibrary)\\(.*",
                            // Writing files.
                            "java/io/(FileWriter|FileOutputStream|RandomAccessFile)\\b.*",
                            "java/io/(PrintStream|PrintWriter)\\.<init>\\(Ljava/(lang/String|io/File);.*",
                            "java/util/Formatter\\.<init>\\(Ljava/(lang/String|io/File);.*",
                            "java/io/File\\.(create|delete|mkdir|rename|set)\\w*\\(.*",
                            "java/nio/file/Files\\.(write|create|delete|move|set|newOutputStream|newBufferedWriter)\\w*\\(.*",
                            "java/nio/file/Files\\.copy\\(.*Ljava/nio/file/Path;\\[Ljava/nio/file/CopyOption;\\).*",
                            "java/nio/file/StandardOpenOption\\.(?!READ:).*",
                            "java/nio/file/(spi/|FileSystems\\.newFileSystem\\().*"));

    /// A class may be asked what it is, not what it has.
    private static final Pattern OF_CLASS =
            Pattern.compile(
                    "getName|getSimpleName|getTypeName|getPackageName|getCanonicalName|toString"
                            + "|is\\w+|cast|getComponentType|getEnumConstants|getSuperclass"
                            + "|componentType|arrayType|getInterfaces|getModifiers|getPackage|descriptorString"
                            + "|desiredAssertionStatus|hashCode|equals");

    /// What the compiler makes by itself of lambdas, `+` between strings, records and `switch`.
    private static final Set<String> BOOTSTRAPS =
            Set.of(
                    "java/lang/invoke/LambdaMetafactory",
                    "java/lang/invoke/StringConcatFactory",
                    "java/lang/invoke/ConstantBootstraps",
                    "java/lang/invoke/SerializedLambda",
                    "java/lang/runtime/ObjectMethods",
                    "java/lang/runtime/SwitchBootstraps");

    private Policy() {}

    /// What the class uses and must not, in words, in order.
    static Set<String> breaches(ClassModel type) {
        Set<String> breaches = new TreeSet<>();
        for (PoolEntry entry : type.constantPool()) {
            switch (entry) {
                case ClassEntry used -> foreign(used).ifPresent(breaches::add);
                case MemberRefEntry used -> refused(used).ifPresent(breaches::add);
                default -> {}
            }
        }
        return breaches;
    }

    private static Optional<String> foreign(ClassEntry entry) {
        String name = elementOf(entry.asInternalName());
        boolean known =
                name.matches(LESSON)
                        || name.length() == 1
                        || PACKAGES.stream().anyMatch(name::startsWith);
        return known ? Optional.empty() : Optional.of(inWords(name));
    }

    private static Optional<String> refused(MemberRefEntry entry) {
        String owner = elementOf(entry.owner().asInternalName());
        String member = entry.name().stringValue();
        if (BOOTSTRAPS.contains(owner)) {
            return Optional.empty();
        }
        boolean refused =
                owner.equals("java/lang/Class")
                        ? !OF_CLASS.matcher(member).matches()
                        : REFUSED.matcher(full(owner, entry)).matches();
        return refused
                ? Optional.of(inWords(owner) + (member.equals("<init>") ? "" : "." + member))
                : Optional.empty();
    }

    private static String full(String owner, MemberRefEntry entry) {
        return owner
                + "."
                + entry.name().stringValue()
                + (entry instanceof FieldRefEntry ? ":" : "")
                + entry.type().stringValue();
    }

    /// `[[Ljava/lang/String;` is `java/lang/String`, and `[I` is `I`.
    private static String elementOf(String name) {
        String element = name.replaceFirst("^\\[+", "");
        return element.equals(name) || !element.endsWith(";")
                ? element
                : element.substring(1, element.length() - 1);
    }

    private static String inWords(String internalName) {
        return internalName.replace('/', '.').replace('$', '.');
    }
}

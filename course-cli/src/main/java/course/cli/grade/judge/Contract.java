package course.cli.grade.judge;

import java.io.IOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the classes of a lesson's exercises must offer: the public members that both the stub and
/// our solution have, and whatever the tests use.
final class Contract {

    private final Map<String, ClassModel> solution;
    private final Map<String, ClassModel> stubs;
    private final Set<String> usedByTests;

    private record Member(String name, String type, AccessFlags flags, boolean isMethod) {

        String key(String owner) {
            return owner + "." + name + type;
        }

        boolean is(AccessFlag flag) {
            return flags.has(flag);
        }
    }

    Contract(ClassFolder solution, ClassFolder stubs, ClassFolder tests) throws IOException {
        this.solution = solution.classes();
        this.stubs = stubs.classes();
        usedByTests = new HashSet<>();
        for (ClassModel test : tests.classes().values()) {
            for (PoolEntry entry : test.constantPool()) {
                if (entry instanceof MemberRefEntry used) {
                    usedByTests.add(
                            used.owner().asInternalName()
                                    + "."
                                    + used.name().stringValue()
                                    + used.type().stringValue());
                }
            }
        }
    }

    /// What is wrong with the student's classes, a sentence each. Only classes that are among them
    /// are looked at, and of those that are nested only the ones that are not private.
    List<String> breaches(Map<String, ClassModel> student, String outermost) {
        List<String> breaches = new ArrayList<>();
        solution.forEach((name, ours) -> {
            boolean counts = name.equals(outermost) || name.startsWith(outermost + "$");
            if (counts && stubs.containsKey(name) && !isHidden(name, ours)) {
                breaches.addAll(breaches(name, ours, Optional.ofNullable(student.get(name))));
            }
        });
        return breaches;
    }

    /// Anonymous, local and private classes are nobody's business.
    private static boolean isHidden(String name, ClassModel type) {
        return name.matches(".*\\$\\d.*") || type.flags().has(AccessFlag.SYNTHETIC);
    }

    private List<String> breaches(String name, ClassModel ours, Optional<ClassModel> student) {
        Map<String, Member> stub = members(stubs.get(name));
        if (student.isEmpty()) {
            boolean needed =
                    members(ours).values().stream()
                            .anyMatch(member -> isNeeded(name, member, stub));
            return needed ? List.of("The class " + inWords(name) + " is missing.") : List.of();
        }
        List<String> breaches = new ArrayList<>(kindBreaches(name, ours, student.get()));
        Map<String, Member> theirs = members(student.get());
        members(ours).values().stream()
                .filter(member -> isNeeded(name, member, stub))
                .filter(member -> !isKept(member, theirs))
                .map(member -> sentence(name, member, theirs))
                .forEach(breaches::add);
        return breaches;
    }

    private boolean isNeeded(String owner, Member member, Map<String, Member> stub) {
        if (member.is(AccessFlag.PRIVATE) || !stub.containsKey(member.name + member.type)) {
            return false;
        }
        return member.is(AccessFlag.PUBLIC) || usedByTests.contains(member.key(owner));
    }

    private static boolean isKept(Member ours, Map<String, Member> theirs) {
        Member kept = theirs.get(ours.name + ours.type);
        return kept != null
                && kept.is(AccessFlag.STATIC) == ours.is(AccessFlag.STATIC)
                && (kept.is(AccessFlag.PUBLIC) || !ours.is(AccessFlag.PUBLIC))
                && !kept.is(AccessFlag.PRIVATE);
    }

    private static List<String> kindBreaches(String name, ClassModel ours, ClassModel theirs) {
        List<String> breaches = new ArrayList<>();
        for (AccessFlag kind :
                List.of(AccessFlag.INTERFACE, AccessFlag.ABSTRACT, AccessFlag.ENUM)) {
            if (ours.flags().has(kind) != theirs.flags().has(kind)) {
                breaches.add(
                        inWords(name)
                                + (ours.flags().has(kind) ? " must be " : " must not be ")
                                + (kind == AccessFlag.ABSTRACT
                                        ? "abstract."
                                        : article(kind) + "."));
            }
        }
        Set<String> interfaces = names(theirs.interfaces());
        names(ours.interfaces()).stream()
                .filter(wanted -> !interfaces.contains(wanted))
                .forEach(wanted ->
                        breaches.add(inWords(name) + " must implement " + inWords(wanted) + "."));
        return breaches;
    }

    private static String article(AccessFlag kind) {
        return kind == AccessFlag.ENUM ? "an enum" : "an interface";
    }

    private static Set<String> names(List<ClassEntry> classes) {
        return classes.stream().map(ClassEntry::asInternalName).collect(Collectors.toSet());
    }

    private static Map<String, Member> members(ClassModel type) {
        Map<String, Member> members = new TreeMap<>();
        for (MethodModel method : type.methods()) {
            add(
                    members,
                    method.methodName().stringValue(),
                    method.methodType().stringValue(),
                    method.flags(),
                    true);
        }
        for (FieldModel field : type.fields()) {
            add(
                    members,
                    field.fieldName().stringValue(),
                    field.fieldType().stringValue(),
                    field.flags(),
                    false);
        }
        return members;
    }

    private static void add(
            Map<String, Member> members,
            String name,
            String type,
            AccessFlags flags,
            boolean isMethod) {
        if (!flags.has(AccessFlag.SYNTHETIC) && !name.equals("<clinit>")) {
            members.put(name + type, new Member(name, type, flags, isMethod));
        }
    }

    /// `UtfFrame.encode(String) is missing, or has other parameters, or is not public static.`
    private static String sentence(String owner, Member ours, Map<String, Member> theirs) {
        String shown = shown(owner, ours);
        Optional<Member> other =
                theirs.values().stream()
                        .filter(one -> one.isMethod == ours.isMethod && one.name.equals(ours.name))
                        .filter(one -> !ours.isMethod || parameters(one).equals(parameters(ours)))
                        .filter(one -> !one.type.equals(ours.type))
                        .findFirst();
        if (other.isPresent()) {
            return shown + " must be of type " + type(ours) + ", not " + type(other.get()) + ".";
        }
        String modifiers =
                (ours.is(AccessFlag.PUBLIC) ? "public" : "")
                        + (ours.is(AccessFlag.STATIC) ? " static" : "");
        return shown
                + " is missing"
                + (ours.isMethod ? ", or has other parameters" : "")
                + (modifiers.isBlank()
                        ? ", or is private."
                        : ", or is not " + modifiers.strip() + ".");
    }

    private static String shown(String owner, Member member) {
        if (!member.isMethod) {
            return inWords(owner) + "." + member.name;
        }
        return member.name.equals("<init>")
                ? "new " + inWords(owner) + parameters(member)
                : inWords(owner) + "." + member.name + parameters(member);
    }

    private static String parameters(Member method) {
        return MethodTypeDesc.ofDescriptor(method.type).parameterList().stream()
                .map(Contract::name)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String type(Member member) {
        return name(
                member.isMethod
                        ? MethodTypeDesc.ofDescriptor(member.type).returnType()
                        : ClassDesc.ofDescriptor(member.type));
    }

    private static String name(ClassDesc type) {
        return type.displayName().replace('$', '.');
    }

    private static String inWords(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }
}

package dev.gatun;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import org.junit.jupiter.api.Test;

/** The direction in which packages may use each other; docs of the house, kept true. */
class ArchitectureTest {
    private static final JavaClasses GATUN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackagesOf(Tensor.class);

    @Test
    void packagesUseEachOtherInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.gatun..")
                .layer("ladder")
                .definedBy("dev.gatun.ladder")
                .layer("tensor")
                .definedBy("dev.gatun")
                .layer("einsum")
                .definedBy("dev.gatun.einsum")
                .layer("gemm")
                .definedBy("dev.gatun.gemm")
                .layer("elementwise")
                .definedBy("dev.gatun.elementwise")
                .layer("parallel")
                .definedBy("dev.gatun.parallel")
                .layer("memory")
                .definedBy("dev.gatun.memory")
                .layer("layout")
                .definedBy("dev.gatun.layout")
                .optionalLayer("bindings")
                .definedBy("dev.gatun.bindings..")
                .whereLayer("ladder")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("tensor")
                .mayOnlyBeAccessedByLayers("ladder")
                .whereLayer("einsum")
                .mayOnlyBeAccessedByLayers("tensor")
                .whereLayer("gemm")
                .mayOnlyBeAccessedByLayers("einsum", "tensor", "ladder")
                .whereLayer("elementwise")
                .mayOnlyBeAccessedByLayers("gemm", "einsum", "tensor")
                .whereLayer("parallel")
                .mayOnlyBeAccessedByLayers("elementwise", "gemm", "tensor")
                .whereLayer("parallel")
                .mayNotAccessAnyLayer()
                .whereLayer("memory")
                .mayOnlyBeAccessedByLayers("elementwise", "gemm", "einsum", "tensor")
                .whereLayer("bindings")
                .mayOnlyBeAccessedByLayers("gemm", "ladder")
                .check(GATUN);
        slices().matching("dev.gatun.(*)..").should().beFreeOfCycles().check(GATUN);
    }

    @Test
    void nativeCallsStayInTheBindings() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gatun.bindings..")
                .and()
                .haveNameNotMatching("dev.gatun.memory.Lifetimes")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Linker.class, SymbolLookup.class)
                .check(GATUN);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gatun.bindings..")
                .and()
                .haveNameNotMatching("dev.gatun.memory.Lifetimes")
                .should()
                .callMethodWhere(target(owner(type(MemorySegment.class))).and(target(name("reinterpret"))))
                .check(GATUN);
    }
}

package dev.gatun.bench.ladder;

/**
 * One way to compute the product.
 *
 * @param id its name in tables and files, such as {@code torch.einsum}
 * @param label the same for a person
 * @param code the line of code that is the tier
 */
public record Tier(String id, String label, String code) {}

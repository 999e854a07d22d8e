"""The public record as static pages, from the published file and nothing else."""

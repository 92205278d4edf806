import type { Harness } from '../harness/harness.ts'

/** Context of a bench, with a folder for a CPU profile of the product when one is wanted. */
export type BenchHarness = Harness & { readonly profile?: string | undefined }

/**
 * Defines a bench: it measures, prints a report in Markdown with the targets, then one line of JSON.
 *
 * @returns its run, which returns the exit code: 0 when every goal was reached
 */
export function defineBench<Figures extends { reached: boolean }>(definition: {
  measure: (harness: BenchHarness) => Promise<Figures>
  report: (figures: Figures) => string
}): (harness: BenchHarness) => Promise<number> {
  return async harness => {
    const figures = await definition.measure(harness)
    harness.say(definition.report(figures))
    harness.say(JSON.stringify(figures))
    return figures.reached ? 0 : 1
  }
}

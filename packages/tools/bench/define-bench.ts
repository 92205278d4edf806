import type { Harness } from '../harness/harness.ts'

/**
 * Context of a bench. `profile` is the folder for a CPU profile of the product; undefined for none. `before`
 * is the commit that the bench `versions` compares with.
 */
export type BenchHarness = Harness & {
  readonly profile?: string | undefined
  readonly before?: string | undefined
}

/**
 * Defines a bench. It measures, prints a report in Markdown with the targets, then prints one line of JSON.
 *
 * @returns the function that runs the bench and returns the exit code: 0 when every target was reached
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

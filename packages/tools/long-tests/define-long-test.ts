import { parseArgs } from 'node:util'
import { type Harness, type Need, withHarness } from '../harness/harness.ts'

/** Values of number options, by option name. */
export type Numbers<Name extends string> = Readonly<Record<Name, number>>

/** Bounds of a number option, and its default (`usual`). */
interface Range {
  readonly usual: number
  readonly least?: number
  readonly most: number
}

/** Test that takes minutes. It passes with exit code 0. */
export interface LongTest {
  readonly name: string
  /** Claim that the test proves when it passes. */
  readonly proves: string
  /** Options used in `npm run test:long` (`inAll`), and those used with `--full` (`inFull`). */
  readonly inAll: Readonly<Record<string, number>>
  readonly inFull: Readonly<Record<string, number>>
  /** Runs the test in this process and returns the exit code. */
  readonly run: (args: string[]) => Promise<number>
}

interface Definition<Name extends string> {
  readonly name: string
  readonly proves: string
  readonly needs?: readonly Need[]
  readonly options?: Readonly<Record<Name, Range>>
  readonly inAll?: Partial<Numbers<Name>>
  readonly inFull?: Partial<Numbers<Name>>
  /** Imports the code of the test. Imported late, so that listing the tests loads none of them. */
  readonly load: () => Promise<{ run: (harness: Harness, numbers: Numbers<Name>) => Promise<number> }>
}

/** Defines a long test. Its options are given as `--NAME N` on the command line. */
export function defineLongTest<Name extends string = never>(definition: Definition<Name>): LongTest {
  const { name, proves, needs = ['apps'], options, inAll = {}, inFull = {}, load } = definition
  return {
    name,
    proves,
    inAll,
    inFull,
    run: async args => {
      const read = readNumbers<Name>(options, args)
      if (typeof read === 'string') {
        console.log(read)
        return 1
      }
      const { run } = await load()
      return withHarness(needs, harness => run(harness, read))
    }
  }
}

/**
 * Parses number options from a command line.
 *
 * @returns the numbers, or an error message when one of them is invalid
 */
export function readNumbers<Name extends string>(
  options: Readonly<Record<Name, Range>> | undefined,
  args: string[]
): Numbers<Name> | string {
  const ranges: [string, Range][] = Object.entries(options ?? {})
  const { values } = parseArgs({
    args,
    options: Object.fromEntries(ranges.map(([name]) => [name, { type: 'string' as const }]))
  })
  const numbers = ranges.map(([name, range]) => [name, Number(values[name] ?? range.usual)] as const)
  for (const [at, [name, { least = 1, most }]] of ranges.entries()) {
    const [, number = Number.NaN] = numbers[at] ?? []
    if (!Number.isInteger(number) || number < least || number > most)
      return `--${name} is "${values[name]}"; give a number from ${least} to ${most}.`
  }
  return Object.fromEntries(numbers) as Numbers<Name>
}

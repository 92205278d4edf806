import { parseArgs } from 'node:util'
import { type Harness, type Need, withHarness } from '../harness/harness.ts'

/** Numbers by the names of the options that set them. */
export type Numbers<Name extends string> = Readonly<Record<Name, number>>

/** Bounds of a number, and its value when the command line does not name it. */
interface Range {
  readonly usual: number
  readonly least?: number
  readonly most: number
}

/** A test that takes minutes; it passes with exit code 0. */
export interface LongTest {
  readonly name: string
  /** Claim that holds when it passes. */
  readonly proves: string
  /** Options in `npm run test:long`, and those of `--full`. */
  readonly inAll: Readonly<Record<string, number>>
  readonly inFull: Readonly<Record<string, number>>
  /** Runs it in this process and returns the exit code. */
  readonly run: (args: string[]) => Promise<number>
}

interface Definition<Name extends string> {
  readonly name: string
  readonly proves: string
  readonly needs?: readonly Need[]
  readonly options?: Readonly<Record<Name, Range>>
  readonly inAll?: Partial<Numbers<Name>>
  readonly inFull?: Partial<Numbers<Name>>
  /** Imports its code, which is late so that a list of the tests loads none of it. */
  readonly load: () => Promise<{ run: (harness: Harness, numbers: Numbers<Name>) => Promise<number> }>
}

/** Defines a long test; its options are `--NAME N` on the command line. */
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
 * Reads numbers from a command line.
 *
 * @returns a sentence when one of them is wrong
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

import { wordChar } from './char-tests.ts'
import type { CompiledPattern } from './compile-pattern.ts'
import type { Anchor } from './parse-pattern.ts'

/** Start and end of a group in code points; null for a group that did not match. */
export type Span = [from: number, to: number] | null

/** Spans of the whole match, followed by the spans of its groups in order. */
export type PatternMatch = [[from: number, to: number], ...Span[]]

/** Maximum number of steps of one search, which takes about 0.2 s. */
const MOST_STEPS = 3_000_000

/**
 * Attempt to match, one of several that advance together. `at` is its next instruction, `saved` its group
 * boundaries so far. `entered` is the level of the outermost repetition that was entered since the last
 * consumed character; 0 if there is none. Such a repetition has matched only the empty text so far, like
 * those inside it.
 */
interface Thread {
  at: number
  entered: number
  saved: readonly number[]
}

const isWordAt = (codes: readonly number[], index: number): boolean => wordChar(codes[index] ?? -1)

const holdsAt = (anchor: Anchor, codes: readonly number[], index: number): boolean => {
  switch (anchor) {
    case 'start':
      return index === 0
    case 'end':
      return index === codes.length
    case 'word-edge':
      return isWordAt(codes, index - 1) !== isWordAt(codes, index)
    case 'no-word-edge':
      return isWordAt(codes, index - 1) === isWordAt(codes, index)
  }
}

const spanOf = (saved: readonly number[], group: number): Span => {
  const [from, to] = [saved[group * 2], saved[group * 2 + 1]]
  return from === undefined || to === undefined ? null : [from, to]
}

/**
 * Creates a function that finds the first match at or after an index, or returns `null`. Follows all
 * alternatives simultaneously (a Pike VM), so the time is linear in text and pattern. Counts steps over all
 * calls.
 *
 * @throws an error after too many steps
 */
export const createMatcher = (
  { program, start, groups, levels }: CompiledPattern,
  codes: readonly number[]
): ((from: number) => PatternMatch | null) => {
  // The round in which each instruction was added last, by the level it was entered from, so that none is followed twice.
  const addedIn = new Int32Array(program.length * (levels + 1))
  let round = 0
  let steps = 0

  /**
   * Adds a thread for each instruction that can be reached without consuming a character, in order of
   * preference.
   */
  const addThread = (threads: Thread[], first: Thread, index: number): void => {
    const stack = [first]
    for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
      const { at, entered, saved } = thread
      if (++steps > MOST_STEPS) throw new Error('The search takes too many steps.')
      const key = at * (levels + 1) + entered
      if (addedIn[key] === round) continue
      addedIn[key] = round
      const instruction = program[at]
      switch (instruction?.kind) {
        case 'split':
          stack.push({ at: instruction.or, entered, saved }, { at: instruction.to, entered, saved })
          break
        case 'enter':
          stack.push({ at: instruction.to, entered: entered || instruction.level, saved })
          break
        case 'leave':
          if (entered === 0) stack.push({ at: instruction.to, entered, saved })
          break
        case 'save': {
          const next = saved.slice()
          // A copy costs as much as some steps.
          steps += next.length >> 3
          next[instruction.slot] = index
          stack.push({ at: instruction.to, entered, saved: next })
          break
        }
        case 'anchor':
          if (holdsAt(instruction.at, codes, index)) stack.push({ at: instruction.to, entered, saved })
          break
        case 'char':
        case 'match':
          threads.push(thread)
          break
        case undefined:
          break
      }
    }
  }

  return from => {
    round++
    let threads: Thread[] = []
    let found: readonly number[] | null = null
    for (let index = from; index <= codes.length; index++) {
      if (found === null) addThread(threads, { at: start, entered: 0, saved: [] }, index)
      const code = codes[index] ?? -1
      const next: Thread[] = []
      round++
      for (const { at, saved } of threads) {
        const instruction = program[at]
        if (instruction?.kind === 'match') {
          found = saved
          // What comes behind is less preferred.
          break
        }
        if (++steps > MOST_STEPS) throw new Error('The search takes too many steps.')
        if (instruction?.kind === 'char' && code >= 0 && instruction.test(code))
          addThread(next, { at: instruction.to, entered: 0, saved }, index + 1)
      }
      threads = next
      if (threads.length === 0 && found !== null) break
    }
    const whole = found === null ? null : spanOf(found, 0)
    if (found === null || whole === null) return null
    const saved = found
    return [whole, ...Array.from({ length: groups }, (_, group) => spanOf(saved, group + 1))]
  }
}

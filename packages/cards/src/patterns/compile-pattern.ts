import type { CharTest } from './char-tests.ts'
import { type Anchor, type PatternNode, parsePattern } from './parse-pattern.ts'

/**
 * Instruction of a compiled pattern. `to` is the preferred next instruction, `or` the alternative. `enter`
 * and `leave` surround an optional repetition that can match the empty text. `level` is the nesting depth of
 * such repetitions; the outermost has 1.
 */
export type Instruction =
  | { kind: 'char'; test: CharTest; to: number }
  | { kind: 'anchor'; at: Anchor; to: number }
  | { kind: 'save'; slot: number; to: number }
  | { kind: 'split'; to: number; or: number }
  | { kind: 'enter'; level: number; to: number }
  | { kind: 'leave'; to: number }
  | { kind: 'match' }

/** Compiled pattern, ready for searching. */
export interface CompiledPattern {
  program: Instruction[]
  start: number
  groups: number
  /** Maximum nesting depth of `enter`. */
  levels: number
}

/** Maximum number of instructions of a pattern, with counted repetitions expanded. */
const MOST_INSTRUCTIONS = 5_000
/**
 * Maximum number of parts of a pattern once its counts are expanded: `a{3}` contains three. Also counts parts
 * without instructions.
 */
const MOST_PARTS = 50_000

const TOO_LARGE = 'its counts in braces make it too large'

/** Program under construction. */
interface Draft {
  program: Instruction[]
  parts: number
  levels: number
}

/** Returns true for a part that can match the empty text. */
const canBeEmpty = (node: PatternNode): boolean => {
  switch (node.kind) {
    case 'char':
      return false
    case 'anchor':
      return true
    case 'sequence':
      return node.nodes.every(canBeEmpty)
    case 'choice':
      return node.nodes.some(canBeEmpty)
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.node)
    case 'group':
      return canBeEmpty(node.node)
  }
}

/**
 * Adds the instructions of a part; they end by continuing at the instruction `next`. Returns the index of the
 * first one.
 */
const emit = (draft: Draft, node: PatternNode, next: number, level = 0): number => {
  const { program } = draft
  if (++draft.parts > MOST_PARTS) throw new Error(TOO_LARGE)
  const add = (instruction: Instruction): number => {
    if (program.length >= MOST_INSTRUCTIONS) throw new Error(TOO_LARGE)
    return program.push(instruction) - 1
  }
  switch (node.kind) {
    case 'char':
      return add({ kind: 'char', test: node.test, to: next })
    case 'anchor':
      return add({ kind: 'anchor', at: node.at, to: next })
    case 'group': {
      const end = add({ kind: 'save', slot: node.index * 2 + 1, to: next })
      return add({ kind: 'save', slot: node.index * 2, to: emit(draft, node.node, end, level) })
    }
    case 'sequence':
      return node.nodes.reduceRight((after, part) => emit(draft, part, after, level), next)
    case 'choice':
      return node.nodes
        .map(part => emit(draft, part, next, level))
        .reduceRight((or, to) => add({ kind: 'split', to, or }))
    case 'repeat': {
      const split = (inside: number, after: number): Instruction =>
        node.lazy ? { kind: 'split', to: after, or: inside } : { kind: 'split', to: inside, or: after }
      const guarded = canBeEmpty(node.node)
      /**
       * Adds an optional repetition. Iterations that match the empty text do not count (ECMA-262,
       * RepeatMatcher).
       */
      const emitOptional = (after: number): number => {
        if (!guarded) return emit(draft, node.node, after, level)
        draft.levels = Math.max(draft.levels, level + 1)
        const leave = add({ kind: 'leave', to: after })
        const body = emit(draft, node.node, leave, level + 1)
        return add({ kind: 'enter', level: level + 1, to: body })
      }
      let at = next
      if (node.most === Number.POSITIVE_INFINITY) {
        const loop = add({ kind: 'split', to: next, or: next })
        program[loop] = split(emitOptional(loop), next)
        at = loop
      } else {
        for (let times = node.least; times < node.most; times++) at = add(split(emitOptional(at), next))
      }
      for (let times = 0; times < node.least; times++) at = emit(draft, node.node, at, level)
      return at
    }
  }
}

/** Compiles a pattern. On failure, returns the reason as the middle of a sentence. */
export const compilePattern = (
  pattern: string,
  ignoreCase: boolean
): { ok: true; compiled: CompiledPattern } | { ok: false; why: string } => {
  const parsed = parsePattern(pattern, ignoreCase)
  if (!parsed.ok) return parsed
  const program: Instruction[] = [{ kind: 'match' }]
  try {
    const draft: Draft = { program, parts: 0, levels: 0 }
    const start = emit(draft, { kind: 'group', node: parsed.node, index: 0 }, 0)
    return { ok: true, compiled: { program, start, groups: parsed.groups, levels: draft.levels } }
  } catch (thrown) {
    return { ok: false, why: thrown instanceof Error ? thrown.message : 'it cannot be read' }
  }
}

import { type Binding, coerce, type Json, type Pill, parseJson, type ValueType } from '@hookwright/model'

/** Part of the content of a text field: text or a pill. */
export type TextPart = string | Pill

/** Removes empty texts and merges adjacent texts. */
export const tidyParts = (parts: TextPart[]): TextPart[] => {
  const tidy: TextPart[] = []
  for (const part of parts) {
    const last = tidy.at(-1)
    if (part === '') continue
    if (typeof part === 'string' && typeof last === 'string') tidy[tidy.length - 1] = last + part
    else tidy.push(part)
  }
  return tidy
}

/** Formats a literal as text for editing. */
export const typedOf = (value: Json): string => {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Returns the parts that the field of a binding shows. */
export const partsOf = (binding: Binding | null): TextPart[] => {
  if (binding === null) return []
  if (binding.kind === 'literal') return tidyParts([typedOf(binding.value)])
  return binding.kind === 'pill' ? [binding] : tidyParts(binding.parts)
}

/**
 * Parses typed JSON without loss. A number that would lose digits stays text. Returns undefined if the text
 * is not JSON.
 */
export const typedJson = (text: string): Json | undefined => {
  const read = parseJson(text)
  // What was read of JSON is JSON.
  return read.ok && !read.droppedKeys ? (read.value as Json) : undefined
}

/**
 * Parses typed text as a literal of a type. Text that does not fit stays text, which the problem check
 * reports.
 */
export const literalFor = (typed: string, type: ValueType): Json => {
  if (!type.list && (type.kind === 'text' || type.kind === 'date' || type.kind === 'any')) return typed
  const value = typedJson(typed)
  return value !== undefined && value !== null && coerce(value, type).ok ? value : typed
}

/** Converts the parts of a text field to a binding of a type. Returns null if there are no parts. */
export const bindingOf = (parts: TextPart[], type: ValueType): Binding | null => {
  const tidy = tidyParts(parts)
  const [first, ...rest] = tidy
  if (first === undefined) return null
  if (rest.length > 0) return { kind: 'text', parts: tidy }
  return typeof first === 'string' ? { kind: 'literal', value: literalFor(first, type) } : first
}

/** Returns the parts that a field shows once they are saved, because saving may normalize a literal. */
export const asSaved = (parts: TextPart[], type: ValueType): TextPart[] => partsOf(bindingOf(parts, type))

/** Caret position in a text: the index of the part, and the character offset in this part. */
export interface Caret {
  part: number
  offset: number
}

/** Splits parts into caret steps. A step is one character or one pill. */
const stepsOf = (parts: TextPart[]): string[] =>
  parts.flatMap(part => (typeof part === 'string' ? [...part] : [JSON.stringify(part)]))

const sameSteps = (one: string[], other: string[]): number => {
  const differs = one.findIndex((step, index) => step !== other[index])
  return differs === -1 ? one.length : differs
}

/** Returns the number of caret steps from a position to the end. */
const stepsBehind = (parts: TextPart[], { part, offset }: Caret): number => {
  const [here, ...behind] = parts.slice(part)
  if (here === undefined) return 0
  return stepsOf([typeof here === 'string' ? here.slice(offset) : here, ...behind]).length
}

/** Returns the caret position after a number of steps. */
const caretAfter = (parts: TextPart[], steps: number): Caret => {
  let left = steps
  for (const [part, each] of parts.entries()) {
    const here = stepsOf([each])
    if (left === 0) return { part, offset: 0 }
    if (typeof each === 'string' && left <= here.length)
      return { part, offset: here.slice(0, left).join('').length }
    left -= here.length
  }
  return { part: parts.length, offset: 0 }
}

/**
 * Compares the parts of a field before and after a change, and returns the caret position after the change.
 * If several are possible, such as after a character was repeated, the one nearest to the old caret is used.
 */
export const caretBehindChange = (before: TextPart[], now: TextPart[], caret: Caret | null): Caret => {
  const one = stepsOf(before)
  const other = stepsOf(now)
  const least = Math.min(one.length, other.length)
  const ahead = sameSteps(one, other)
  const behind = Math.min(sameSteps(one.toReversed(), other.toReversed()), least)
  const fewest = Math.min(ahead + behind, least) - Math.min(ahead, least)
  const wanted = caret === null ? fewest : stepsBehind(before, caret)
  return caretAfter(now, other.length - Math.min(Math.max(wanted, fewest), behind))
}

/** Inserts parts at the caret, or at the end without a caret. */
export const putParts = (parts: TextPart[], more: TextPart[], caret: Caret | null): TextPart[] => {
  const at = caret === null ? parts.length : caret.part
  const split = parts[at]
  if (caret === null || typeof split !== 'string') return tidyParts(parts.toSpliced(at, 0, ...more))
  const pieces = [split.slice(0, caret.offset), ...more, split.slice(caret.offset)]
  return tidyParts(parts.toSpliced(at, 1, ...pieces))
}

/** Returns true for prose: text with a space that does not start like JSON, a list or markup. */
const isProse = (texts: string[]): boolean =>
  texts.some(text => /\s/.test(text)) && !/^\s*[{[<]/.test(texts[0] ?? '')

/** Inserts a pill at the caret. In prose, a space separates it from adjacent pills. */
export const putPill = (parts: TextPart[], pill: Pill, caret: Caret | null): TextPart[] => {
  const put = putParts(parts, [pill], caret)
  const texts = put.filter(part => typeof part === 'string')
  if (!isProse(texts)) return put
  const at = put.indexOf(pill)
  const isPillAt = (place: number): boolean => typeof put[place] === 'object'
  const [before, behind] = [isPillAt(at - 1) ? [' '] : [], isPillAt(at + 1) ? [' '] : []]
  return put.toSpliced(at, 1, ...before, pill, ...behind)
}

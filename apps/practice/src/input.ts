import type { z } from 'zod'
import { type Answer, refusal } from './answer.ts'

/** Parsed input of a request, or the error answer if it is invalid. */
export type Read<T> = { ok: true; value: T } | { ok: false; answer: Answer }

/**
 * Parses a request's body or query by its schema. Invalid input becomes an answer of status 422 with a
 * sentence for each error.
 */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): Read<T> {
  if (input === undefined) {
    const message =
      'The request has no JSON body. Send a JSON object and the header Content-Type: application/json.'
    return { ok: false, answer: refusal(422, 'invalid_input', message) }
  }
  const parsed = schema.safeParse(input)
  if (parsed.success) return { ok: true, value: parsed.data }
  const message = parsed.error.issues.map(sentenceOf).join(' ')
  return { ok: false, answer: refusal(422, 'invalid_input', message) }
}

/** Returns the message "Must be …" with the choices of an enum field. */
export const mustBeOneOf = (values: readonly string[]): string =>
  `must be one of ${values.map(value => `"${value}"`).join(', ')}`

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map(key => `"${key}"`).join(', ')
    return `The request has unknown fields: ${names}. Remove them or correct their spelling.`
  }
  if (issue.path.length === 0) return 'The request must be a JSON object. Send one in braces.'
  return `The field "${issue.path.join('.')}" ${issue.message}.`
}

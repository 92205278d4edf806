import { validate } from '@readme/openapi-parser'
import type { ImportNote } from './document.ts'

/** Maximum number of violations to report. */
const MOST = 50

const notesOf = (found: readonly { message: string }[]): ImportNote[] =>
  found.slice(0, MOST).map(({ message }) => ({
    place: 'validation',
    reason: (message.split('\n')[0] ?? '').trim().slice(0, 300)
  }))

/**
 * Validates a parsed document against its specification and returns the violations. A document with
 * violations can still be imported. External references are not followed.
 */
export const validateDocument = async (document: unknown): Promise<ImportNote[]> => {
  try {
    // The parser replaces references in what it is given.
    const copy = structuredClone(document)
    const result = await validate(copy as Parameters<typeof validate>[0], {
      resolve: { external: false },
      dereference: { circular: 'ignore' }
    })
    if (result.valid) return notesOf(result.warnings)
    const more =
      result.additionalErrors > 0
        ? [{ message: `The document has ${result.additionalErrors} more violations.` }]
        : []
    return notesOf([...result.errors, ...more])
  } catch (thrown) {
    // Broken references end the validation.
    return notesOf([{ message: thrown instanceof Error ? thrown.message : String(thrown) }])
  }
}

import { nameOfValue } from './coerce.ts'
import { conversionErrorsIn, typeWithArticle } from './conversion-error.ts'

/** First list returned by a helper flow, or the reason why there is none, as a sentence. */
export type ReturnedList = { ok: true; list: unknown[] } | { ok: false; what: string }

/**
 * Returns the first list in a helper flow's outputs, given by id.
 * @param wanted description of the expected list, as the end of a sentence
 */
export const returnedListOf = (result: Record<string, unknown> | null, wanted: string): ReturnedList => {
  if (result === null) return { ok: false, what: `It has no Return card, so it returns nothing; ${wanted}` }
  const [unfit] = Object.values(conversionErrorsIn(result) ?? {})
  if (unfit !== undefined) {
    const found = typeWithArticle(unfit.found)
    return {
      ok: false,
      what: `Its output “${unfit.label}” is ${found}, but ${unfit.wanted} is declared; ${wanted}`
    }
  }
  const values = Object.values(result)
  const list = values.find(Array.isArray)
  if (list !== undefined) return { ok: true, list }
  const found = values.map(nameOfValue).join(', ') || 'nothing'
  return { ok: false, what: `It returned ${found} instead of a list; ${wanted}` }
}

import type { OpenedRun } from './api-types.ts'

const MOST_NAMED = 6

/** Describes mapped values that a delivery did not have, as sentences. */
export const formatMissing = (missing: OpenedRun['missing']): string[] => {
  if (missing === null) return []
  const { list, places } = missing
  const said: string[] = []
  if (list !== null)
    said.push(
      list.is === 'missing'
        ? `${list.name} is not in this delivery, so there were 0 records and nothing ran for them.`
        : `${list.name} is empty in this delivery, so there were 0 records and nothing ran for them.`
    )
  if (places.length > 0) {
    const named = places.slice(0, MOST_NAMED).join(', ')
    const more = places.length > MOST_NAMED ? ` and ${places.length - MOST_NAMED} more` : ''
    const [were, them] =
      places.length === 1 ? ['1 mapped place was', 'it'] : [`${places.length} mapped places were`, 'them']
    said.push(`${were} not in this delivery, so nothing came of ${them}: ${named}${more}.`)
  }
  return said
}

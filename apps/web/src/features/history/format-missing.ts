import { formatCount } from '../../kit/page/format-count.ts'
import type { OpenedRun } from './api-types.ts'

const MOST_NAMED = 6

/**
 * Describes mapped values that were missing in a delivery, as sentences: “2 mapped fields are missing in this
 * delivery and therefore empty: Name, Email.”
 */
export const formatMissing = (missing: OpenedRun['missing']): string[] => {
  if (missing === null) return []
  const { list, places } = missing
  const said: string[] = []
  if (list !== null)
    said.push(
      list.is === 'missing'
        ? `${list.name} is missing in this delivery, so there were no records to run.`
        : `${list.name} is empty in this delivery, so there were no records to run.`
    )
  if (places.length > 0) {
    const named = places.slice(0, MOST_NAMED).join(', ')
    const more = places.length > MOST_NAMED ? ` and ${places.length - MOST_NAMED} more` : ''
    said.push(
      `${formatCount(places.length, 'mapped field is', 'mapped fields are')} missing in this delivery and therefore empty: ${named}${more}.`
    )
  }
  return said
}

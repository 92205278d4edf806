import { formatCount } from '../../../kit/page/format-count.ts'
import type { LostValue } from './lost-values.ts'

/** Describes a lost value: “2 fields use it, but “Greet” no longer has this output.” */
export const formatLost = ({ source, cause, places }: LostValue): string => {
  const used = formatCount(places.length, 'field uses', 'fields use')
  if (cause === 'output') return `${used} this value, but “${source}” no longer has this output.`
  if (source === 'another flow')
    return `${used} this value, but the value exists only in the flow that the cards were copied from.`
  return source === null
    ? `${used} this value, but the card that outputs the value is not in this flow.`
    : `${used} this value, but the card “${source}” is no longer in this flow.`
}

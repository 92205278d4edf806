import { type FieldAt, fieldOfSetting } from '@hookwright/cards/views'
import { Pill } from '@hookwright/model'

/** Returns the card and field that an element belongs to; null for none, and for a setting. */
export const placeOf = (element: Element | null): FieldAt | null => {
  const name = element?.closest('[data-site]')?.getAttribute('data-site')
  const [card, block, field] = name?.split('|') ?? []
  if (card === undefined || field === undefined || field.startsWith(fieldOfSetting(''))) return null
  return { card, field, ...(block === undefined || block === '' ? {} : { block }) }
}

/** Returns the pill that an element is, or is part of; null for none. */
export const pillOf = (element: Element | null): Pill | null => {
  const said = element?.closest('[data-pill]')?.getAttribute('data-pill')
  const read = said === null || said === undefined ? null : Pill.safeParse(JSON.parse(said))
  return read?.success ? read.data : null
}

import { auditedActOf } from '@hookwright/model'
import type { ListedEntry } from './api-types.ts'
import { roleChoices } from './format-member.ts'

/** Describes an entry: what was done, with the settings that say more. */
export const formatAct = ({ act, notes }: Pick<ListedEntry, 'act' | 'notes'>): string => {
  const title = auditedActOf(act)?.title ?? act
  if (notes.rollBack === true) return 'Rolled back to a version'
  if (notes.paused !== undefined) return notes.paused === true ? 'Paused' : 'Continued'
  if (notes.visible !== undefined) return notes.visible === true ? 'Showed a version' : 'Hid a version'
  if (notes.on !== undefined) {
    return notes.on === true ? 'Turned an alert endpoint on' : 'Turned an alert endpoint off'
  }
  const role = roleChoices.find(({ value }) => value === notes.role)?.label
  const more = [
    ...(role === undefined ? [] : [role]),
    ...(notes.to === undefined ? [] : [`to ${notes.to}`]),
    ...(notes.flows === undefined ? [] : [`flows: ${notes.flows}`]),
    ...(notes.payloadDays === undefined ? [] : [`${notes.payloadDays} and ${notes.metadataDays} days`])
  ]
  return more.length === 0 ? title : `${title} (${more.join(', ')})`
}

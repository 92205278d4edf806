import { type AuditGroup, auditedActOf, auditGroups } from '@hookwright/model'
import type { ListedEntry } from './api-types.ts'
import { roleChoices } from './format-member.ts'

/** Groups of audited actions, as choices of the audit log's filter. */
export const auditGroupChoices = Object.entries(auditGroups).map(([value, label]) => ({
  // The entries of a constant object are its own keys.
  value: value as AuditGroup,
  label
}))

/** Parses the group of actions that a URL selects; undefined if it is unknown. */
export const auditGroupIn = (text: string | undefined): AuditGroup | undefined =>
  auditGroupChoices.find(({ value }) => value === text)?.value

/**
 * Describes an entry of the audit log: the title of the action, with important settings in parentheses, as in
 * “… (Viewer)” for a role.
 */
export const formatAct = ({ act, notes }: Pick<ListedEntry, 'act' | 'notes'>): string => {
  const title = auditedActOf(act)?.title ?? act
  if (notes.rollBack === true) return 'Rolled back to a version'
  if (notes.paused !== undefined) return notes.paused === true ? 'Paused' : 'Resumed'
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

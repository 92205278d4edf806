import type { Field } from '@hookwright/model'

/**
 * Parameters of a subscription at the practice service. An option with one of the names supplies the value.
 */
const known = [
  { key: 'eventType', names: ['eventtype', 'event', 'type'] },
  { key: 'department', names: ['department'] }
]

const plain = (label: string): string => label.toLowerCase().replace(/[ _-]/g, '')

/** Converts the label of an option to a key: “Event type” becomes `eventType`. */
export const keyOfLabel = (label: string): string =>
  label.toLowerCase().replace(/[^\p{L}\p{N}]+(\p{L}|\p{N})?/gu, (_, next: string = '') => next.toUpperCase())

/**
 * Returns the parameters of the practice service, each with the option that matches it. `field` is null if no
 * option matches.
 */
export const requestedKeys = (fields: Field[]): { key: string; field: Field | null }[] =>
  known.map(({ key, names }) => {
    const named = names.flatMap(name => fields.filter(field => plain(field.label) === name))
    return { key, field: named[0] ?? null }
  })

import type { Field } from '@hookwright/model'

/** What the practice service is told of a subscription beside its URL, and what an option for it may be called. */
const known = [
  { key: 'eventType', names: ['eventtype', 'event', 'type'] },
  { key: 'department', names: ['department'] }
]

const plain = (label: string): string => label.toLowerCase().replace(/[ _-]/g, '')

/** Which of these fields says what the practice service asks for, by its key there; null where none does. */
export const wishKeys = (fields: Field[]): { key: string; field: Field | null }[] =>
  known.map(({ key, names }) => {
    const named = names.flatMap(name => fields.filter(field => plain(field.label) === name))
    return { key, field: named[0] ?? null }
  })

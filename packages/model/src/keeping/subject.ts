import { type OutputGroup, outputTypeOf } from '../fields/field.ts'
import type { FieldId } from '../kernel/ids.ts'
import { REDACTED } from './redact-value.ts'

/**
 * Maximum length of an event's subject in lists, in characters. The subject names the person or thing of the
 * event.
 */
const MOST = 80

/** Labels of outputs that may hold a secret. Their values are never a subject. */
const secretLabel = /secret|token|passw|passphrase|credential|signature|api ?key|private ?key|\bpin\b/i

/** Returns the letters and digits of a label in lower case, so “First name” and “first_name” are equal. */
const plain = (label: string): string => label.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

interface Candidate {
  id: FieldId
  label: string
  isText: boolean
}

const isOneOf =
  (...labels: string[]) =>
  ({ label }: Candidate): boolean =>
    labels.includes(label)

const endsIn =
  (...ends: string[]) =>
  ({ label }: Candidate): boolean =>
    ends.some(end => label.endsWith(end))

const isFirstName = isOneOf('firstname', 'givenname', 'forename')
const isLastName = isOneOf('lastname', 'surname', 'familyname')

/**
 * Labels of outputs that can identify an event, most specific first. A number is accepted only for the last
 * two.
 */
const telling: { fits: (candidate: Candidate) => boolean; mayBeNumber?: true }[] = [
  { fits: isOneOf('name', 'fullname', 'displayname', 'realname') },
  { fits: isOneOf('title', 'subject', 'summary', 'headline') },
  { fits: isOneOf('email', 'mail', 'emailaddress', 'login', 'username', 'handle') },
  { fits: endsIn('name', 'title', 'subject', 'email', 'login') },
  { fits: endsIn('number', 'reference', 'issuekey'), mayBeNumber: true },
  { fits: isOneOf('id'), mayBeNumber: true }
]

/**
 * Returns the outputs of an event that may name its subject, such as a person. Each list contains field ids
 * that belong together; the most specific list comes first. Chosen by label; outputs with a label of a secret
 * are left out.
 */
export const subjectFieldsOf = (groups: readonly OutputGroup[]): FieldId[][] => {
  const candidates = groups
    .flatMap(({ fields }) => fields)
    .flatMap((field): Candidate[] => {
      const { kind, list } = outputTypeOf(field)
      const isText = kind === 'text' || kind === 'any'
      if (list || !(isText || kind === 'number') || secretLabel.test(field.label)) return []
      return [{ id: field.id, label: plain(field.label), isText }]
    })
  const [first, last] = [candidates.find(isFirstName), candidates.find(isLastName)]
  const person = first && last ? [[first.id, last.id]] : []
  const [name, ...others] = telling.map(({ fits, mayBeNumber }) =>
    candidates.filter(each => (each.isText || mayBeNumber === true) && fits(each)).map(({ id }) => [id])
  )
  const lists = [...(name ?? []), ...person, ...others.flat()]
  return lists.filter((ids, at) => lists.findIndex(([id]) => id === ids[0]) === at)
}

/** Placeholder for a connection's secret in stored values. */
const HIDDEN = '•••'

const textOf = (value: unknown): string | null => {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || value.includes(REDACTED) || value.includes(HIDDEN)) return null
  const line = value.replace(/\s+/g, ' ').trim()
  return line === '' ? null : line
}

/**
 * Returns the subject of an event as one short line, such as a person's name. It comes from the first entry
 * of `fields` with a value; `null` if none has one.
 */
export const subjectOf = (
  fields: readonly FieldId[][],
  outputs: Readonly<Record<FieldId, unknown>>
): string | null => {
  for (const ids of fields) {
    const parts = ids.flatMap(id => textOf(Object.hasOwn(outputs, id) ? outputs[id] : null) ?? [])
    if (parts.length === 0) continue
    const line = [...parts.join(' ')]
    return line.length > MOST ? `${line.slice(0, MOST - 1).join('')}…` : line.join('')
  }
  return null
}

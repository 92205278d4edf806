import { type KeySource, proofOf, type Receiving, type Scheme } from '@hookwright/model'
import { measures } from '../../view/measures.ts'
import { linesOfMessage } from '../../view/row.ts'
import type { RowsInput } from '../../view/rows-input.ts'
import { algorithmLabels, formatPlace } from './format-receiving.ts'
import { readReceiving } from './rule-problems.ts'

/** Formats the source of a key, for the end of a sentence: “key from the Registration Data”. */
const formatKey = (key: KeySource, fields: readonly { id: string; label: string }[]): string => {
  switch (key.from) {
    case 'connection':
      return key.field === ''
        ? 'key to be chosen'
        : `key from connection field ${fields.find(({ id }) => id === key.field)?.label ?? key.field}`
    case 'generated':
      return 'one key per subscription'
    case 'registration':
      return 'key from the Registration Data'
    case 'captured':
      return 'key stored by a handshake'
    case 'public':
      return 'public key on the card'
    case 'certificate':
      return 'certificate of the service'
    case 'jwks':
      return 'key set of the service'
  }
}

const formatScheme = (
  { algorithm, signature, key }: Scheme,
  fields: readonly { id: string; label: string }[]
): string =>
  `${algorithm === 'token' ? 'a secret' : algorithmLabels[algorithm]} in ${formatPlace(signature)}, ${formatKey(key, fields)}`

/** Returns true if the scheme's key has not been chosen yet. */
const isKeyless = ({ key }: Scheme): boolean => key.from === 'connection' && key.field === ''

/**
 * Returns the card's summary of who can send to the Event URLs, with its severity: “Unsigned: anyone who
 * knows the Event URL can send.”
 */
export const summarize = (
  receiving: Receiving,
  fields: readonly { id: string; label: string }[]
): { tone: 'ok' | 'warn' | 'err'; text: string } => {
  const { verify, handshake } = receiving
  const [first] = verify
  const answered =
    handshake.length === 0
      ? ''
      : ` Answers ${handshake.length === 1 ? '1 handshake' : `${handshake.length} handshakes`}.`
  if (first === undefined)
    return { tone: 'err', text: `Unsigned: anyone who knows the Event URL can send requests.${answered}` }
  const others = verify.length - 1
  const rest = others === 0 ? '' : `, or ${others === 1 ? '1 other signature' : `${others} other signatures`}`
  const said = `${formatScheme(first, fields)}${rest}.${answered}`
  if (verify.some(isKeyless)) return { tone: 'warn', text: `Key missing: ${said}` }
  return proofOf(receiving) === 'content'
    ? { tone: 'ok', text: `Signed: ${said}` }
    : { tone: 'warn', text: `Content not signed: ${said}` }
}

/** Width available for the summary next to its icon, including the card's padding, in pixels. */
const WIDTH = measures.wideCard - 24

/** Returns the height of the summary, in pixels. */
export const heightOfReceiving = ({ card, catalog }: Pick<RowsInput, 'card' | 'catalog'>): number =>
  linesOfMessage(summarize(readReceiving(card), catalog.connectionFields).text, WIDTH) *
    measures.messageLine +
  measures.fieldGap

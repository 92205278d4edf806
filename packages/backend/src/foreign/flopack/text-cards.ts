import type { DraftInput, Source } from '../draft-flow.ts'
import { createFieldNames } from '../labels.ts'
import {
  add,
  type CardJob,
  type Convert,
  constant,
  exposeOutput,
  exposeValue,
  extraInputs,
  fieldValue,
  from,
  given,
  inputOf,
  inputValueOrEmpty,
  insert,
  outputOf,
  remark,
  typed
} from './card-job.ts'
import { nameOfField } from './pack.ts'
import { typedValue } from './read-flopack.ts'

const chip = /\{\{\{?\s*([^{}]+?)\s*\}?\}\}/g

/** Returns the parts of a text, with the values of its placeholders such as `Dear {{{key}}}`. */
const chipsOf = (job: CardJob): (string | Source)[] => {
  const field = inputOf(job, '_text_')
  const text = String((field && typedValue(field)) ?? '')
  const parts: (string | Source)[] = []
  let at = 0
  for (const match of text.matchAll(chip)) {
    parts.push(text.slice(at, match.index))
    at = match.index + match[0].length
    const value = given(job, match[1] ?? '')
    if (value?.kind === 'source') parts.push(value.source)
    else if (value?.kind === 'text') parts.push(...value.parts)
    else if (value?.kind === 'value')
      parts.push(typeof value.value === 'string' ? value.value : JSON.stringify(value.value))
  }
  return [...parts, text.slice(at)].filter(part => part !== '')
}

const compose: Convert = job => {
  exposeOutput(
    job,
    'output',
    add(job, { type: 'compose', config: {}, inputs: { text: { kind: 'text', parts: chipsOf(job) } } }),
    'output'
  )
  return null
}

const concat: Convert = job => {
  const names = createFieldNames('text')
  const inputs: Record<string, DraftInput | undefined> = {}
  const fields = extraInputs(job, []).map(field => {
    const name = names.add(nameOfField(field))
    inputs[name.id] = fieldValue(job, field)
    return name
  })
  exposeOutput(
    job,
    'output',
    add(job, { type: 'concatenate', config: { fields, separator: '' }, inputs }),
    'output'
  )
  return null
}

/** Returns a conversion for a card with the same inputs in both products. */
const same =
  (type: string, inputs: Record<string, string>, output: [string, string], config = {}): Convert =>
  job => {
    const mapped = Object.fromEntries(
      Object.entries(inputs).map(([ours, theirs]) => [ours, given(job, theirs)])
    )
    exposeOutput(job, output[0], add(job, { type, config, inputs: mapped }), output[1])
    return null
  }

const split: Convert = job => {
  const inputs = { text: given(job, 'string'), separator: inputValueOrEmpty(job, 'delimiter') }
  exposeOutput(job, 'output', add(job, { type: 'split', config: {}, inputs }), 'output')
  return null
}

/** Inserts a card that turns an empty position into -1, as in Okta Workflows. */
const orMinusOne = (job: CardJob, position: Source | null): Source | null => {
  const value = from(position)
  const config = {
    operator: 'is-empty',
    fields: [{ id: 'position', label: 'Position', dataType: { kind: 'number', list: false } }]
  }
  const inputs = { left: value, 'then.position': constant(-1), 'else.position': value }
  return insert(job, { type: 'assign-if', config, inputs }).out('position')
}

/** Returns a conversion for a card that finds a text in another text. */
const find =
  (type: string): Convert =>
  job => {
    const skipped = typed(job, 'index')
    if (typeof skipped === 'number' && skipped > 0)
      remark(job, 'In Hookwright, the search begins at the start of the text.')
    const inputs = { text: given(job, 'string'), find: inputValueOrEmpty(job, 'substr') }
    const found = add(job, { type, config: {}, inputs })
    exposeValue(job, outputOf(job, 'output'), orMinusOne(job, found.out('position')))
    return null
  }

const match: Convert = job => {
  const inputs = { text: given(job, 'string'), pattern: inputValueOrEmpty(job, 'target') }
  const found = add(job, { type: 'find-pattern', config: { ignoreCase: false }, inputs })
  exposeValue(job, outputOf(job, 'output'), orMinusOne(job, found.out('position')))
  return null
}

/** Escapes a text to a pattern that matches exactly this text. */
const patternOf = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

const asReplacement = (text: string): string => text.replaceAll('$', '$$$$')

const replace: Convert = job => {
  const all = typed(job, 'global') === true
  const sensitive = typed(job, 'sensitive') !== false
  const find = inputValueOrEmpty(job, 'src')
  const replacement = inputValueOrEmpty(job, 'dest')
  const text = given(job, 'string')
  if (all && sensitive) {
    const added = add(job, { type: 'replace', config: {}, inputs: { text, find, replacement } })
    exposeOutput(job, 'output', added, 'output')
    return null
  }
  if (find?.kind !== 'value' || replacement?.kind !== 'value')
    return 'In Hookwright, Replace is case-sensitive and changes every match. The original settings can be converted only for typed texts.'
  const one = patternOf(String(find.value))
  const to = asReplacement(String(replacement.value))
  // The text before the first match is kept, and what follows it cannot match any more.
  const inputs = all
    ? { text, pattern: constant(one), replacement: constant(to) }
    : { text, pattern: constant(`^([\\s\\S]*?)${one}`), replacement: constant(`$1${to}`) }
  const added = add(job, { type: 'replace-patterns', config: { ignoreCase: !sensitive }, inputs })
  exposeOutput(job, 'output', added, 'output')
  return null
}

const replaceAny: Convert = job => {
  const patterns = job.card.node.model.inputs
    .filter(({ group }) => group === 'patterns')
    .map(field => fieldValue(job, field))
  const texts = patterns.flatMap(value => (value?.kind === 'value' ? [String(value.value)] : []))
  if (texts.length < patterns.length)
    return 'A pattern is mapped, but the import can combine only typed patterns.'
  if (typed(job, 'global') === false) remark(job, 'Hookwright replaces all matches, not only the first one.')
  const sources = texts.filter(text => text !== '')
  const inputs = {
    text: given(job, 'text'),
    pattern: constant(
      sources.length === 1 ? (sources[0] ?? '') : sources.map(text => `(?:${text})`).join('|')
    ),
    replacement: inputValueOrEmpty(job, 'replacement')
  }
  const config = { ignoreCase: typed(job, 'case sensitive') !== true }
  exposeOutput(job, 'output', add(job, { type: 'replace-patterns', config, inputs }), 'output')
  return null
}

const plainText = { text: 'string' }
const output: [string, string] = ['output', 'output']

/** Conversions of text functions, by function name. */
export const textCards: Record<string, Convert> = {
  'string.compose': compose,
  'string.concat': concat,
  'string.split': split,
  'string.substr': same('text-segment', { text: 'string', start: 'start', end: 'end' }, output),
  'string.toLowerCase': same('to-lower-case', plainText, output),
  'string.toUpperCase': same('to-upper-case', plainText, output),
  'string.trim': same('trim', plainText, output),
  'string.length': same('text-length', plainText, ['length', 'length']),
  'string.find': find('text-find'),
  'string.indexOf': find('text-find'),
  'string.lastIndexOf': find('text-find-last'),
  'string.match': match,
  'string.replace': replace,
  'string.replaceAny': replaceAny,
  'string.random': same('random-text', { length: 'length' }, output, { characters: 'letters-digits' }),
  'string.base64': same('base64', plainText, output, { urlSafe: false }),
  'string.base64Decode': same('base64-decode', plainText, output),
  'url.encodeComponent': same('url-encode', plainText, output, { spaceAsPlus: false }),
  'url.decodeComponent': same('url-decode', plainText, output, { plusAsSpace: false }),
  'json.parse': same('json-parse', plainText, output),
  'json.stringify': same('json-stringify', { value: 'object' }, output, { pretty: false })
}

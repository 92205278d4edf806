import { type Binding, type Card, type Flow, one, type Pill, pill, text } from '@hookwright/model'
import { type ApiInput, type ApiInputs, groupsOf, readInputs } from './action-inputs.ts'
import type { ApiDocument, ImportNote } from './document.ts'
import {
  cardOf,
  configOfGroups,
  constructCards,
  type DrawnField,
  flowOf,
  outputField,
  requestConfig
} from './draw-cards.ts'
import { createNamer } from './names.ts'
import { type ApiBody, type ApiOperation, answerOf, bodyOf, parametersOf } from './operations.ts'
import { outputsOfSchema } from './outputs.ts'

const START = 'start'
const REQUEST = 'request'

/** Port ids that the start card of an action defines itself. */
const reservedPorts = ['selected-outputs', 'loaded']

/**
 * Returns the URL of a request. Path parameters are replaced by their values. A parameter without a value
 * becomes empty.
 */
export const urlOf = (base: string, path: string, pillFor: (parameter: string) => Pill | null): Binding => {
  const parts = `${base}${path}`.split(/(\{[^{}/]*\})/).filter(part => part !== '')
  const filled = parts.flatMap((part): (string | Pill)[] => {
    if (!part.startsWith('{') || !part.endsWith('}')) return [part]
    const value = pillFor(part.slice(1, -1))
    return value === null ? [] : [value]
  })
  if (filled.every(part => typeof part === 'string'))
    return { kind: 'literal', value: filled.join('') || '/' }
  return text(...filled)
}

const pillOf = ({ field }: ApiInput): Pill => pill(START, field.id)

/**
 * Returns the cards that build an object from inputs, and the binding that reads the object. Both are empty
 * without inputs.
 */
const objectOf = (
  id: string,
  title: string,
  inputs: readonly ApiInput[]
): { cards: Card[]; value: Record<string, Binding> } => {
  if (inputs.length === 0) return { cards: [], value: {} }
  const keys = inputs.map(input => ({
    ...{ name: input.name, binding: pillOf(input), dataType: input.field.dataType }
  }))
  const cards = constructCards(
    id,
    title,
    keys.map(({ name, ...value }) => [name, value])
  )
  return { cards, value: { [id]: pill(id, 'output') } }
}

/**
 * Returns the parts of an action flow that send a body. They are the cards that build it, and the inputs and
 * settings of the request card.
 */
const sentBody = (
  body: ApiBody | null,
  inputs: ApiInputs
): { cards: Card[]; inputs: Record<string, Binding>; config: Card['config'] } => {
  if (body === null) return { cards: [], inputs: {}, config: {} }
  if (inputs.wholeBody !== null) {
    const isText = body.format === 'text' || body.format === 'binary'
    const config = { bodyFormat: isText ? 'text' : 'auto' }
    return { cards: [], inputs: { body: pillOf(inputs.wholeBody) }, config }
  }
  if (body.format === 'form' || body.format === 'multipart') {
    const form = inputs.body.map(({ name, field }) => ({ id: `form.${field.id}`, name }))
    return {
      cards: [],
      inputs: Object.fromEntries(inputs.body.map(input => [`form.${input.field.id}`, pillOf(input)])),
      config: { bodyFormat: body.format, form }
    }
  }
  if (inputs.body.length === 0) return { cards: [], inputs: {}, config: {} }
  const { cards } = objectOf('body', 'Body', inputs.body)
  const isWhole = inputs.body.every(({ field }) => field.required)
  // A service would take null for a value, so keys without one are left out.
  const cleared = cardOf('clear-empty', 'sent', {
    title: 'Without empty values',
    config: { nested: false },
    inputs: { object: pill('body', 'output') }
  })
  return {
    cards: isWhole ? cards : [...cards, cleared],
    inputs: { body: pill(isWhole ? 'body' : 'sent', 'output') },
    config: { bodyFormat: 'json' }
  }
}

/** Converts an operation to an action flow: start, request and outputs. */
export const actionFlow = (params: {
  document: ApiDocument
  operation: ApiOperation
  /** Text before the operation's path in the URL. Empty for a path below the base URL of the connector. */
  base: string
  note: (note: ImportNote) => void
}): Flow => {
  const { document, operation, base, note } = params
  const place = operation.key
  const namer = createNamer(reservedPorts)
  const stated = bodyOf(document, operation)
  if (stated !== null && operation.method === 'GET')
    note({ place, reason: 'A GET request has no body; that of the document was left out.' })
  const body = operation.method === 'GET' ? null : stated
  const parameters = withPathParameters(operation.path, parametersOf(document, operation))
  const inputs = readInputs({ document, parameters, body, namer, place, note })
  const start = cardOf('action', START, {
    config: { options: [], groups: configOfGroups(groupsOf(inputs)) }
  })
  const query = objectOf('query', 'Query', inputs.query)
  const headers = objectOf('headers', 'Headers', inputs.headers)
  const sent = sentBody(body, inputs)
  const answer = answerOf(document, operation)
  const isFile = answer?.format === 'binary'
  const request = cardOf('raw-request', REQUEST, {
    title: operation.name,
    config: requestConfig({ method: operation.method, ...sent.config, ...(isFile && { asFile: true }) }),
    inputs: {
      url: urlOf(base, operation.path, parameter => {
        const input = inputs.path.find(({ name }) => name === parameter)
        return input === undefined ? null : pillOf(input)
      }),
      ...query.value,
      ...headers.value,
      ...sent.inputs
    }
  })
  const outputs = outputsOf(document, answer, operation, note)
  const last = cardOf('return-outputs', 'return', {
    config: { groups: configOfGroups([{ id: 'response', name: 'Response', ...outputs }]), runMode: false },
    inputs: outputs.inputs
  })
  return flowOf([start, ...query.cards, ...headers.cards, ...sent.cards, request, last])
}

/** Adds path parameters that the document does not declare. */
const withPathParameters = (path: string, declared: ReturnType<typeof parametersOf>) => {
  const known = new Set(declared.filter(({ in: where }) => where === 'path').map(({ name }) => name))
  const named = [...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name = '']) => name)
  const missing = [...new Set(named)].filter(name => !known.has(name))
  return [
    ...declared.filter(({ in: where, name }) => where !== 'path' || named.includes(name)),
    ...missing.map(name => ({
      ...{ name, in: 'path', isRequired: true, separator: null, style: '' },
      schema: { type: 'string' }
    }))
  ]
}

const outputsOf = (
  document: ApiDocument,
  answer: ApiBody | null,
  { key }: ApiOperation,
  note: (note: ImportNote) => void
): { fields: DrawnField[]; inputs: Record<string, Binding> } => {
  const single = (
    id: string,
    label: string,
    kind: 'number' | 'text' | 'file',
    field: string
  ): { fields: DrawnField[]; inputs: Record<string, Binding> } => ({
    fields: [outputField({ id, label }, { dataType: one(kind), isGuessed: false })],
    inputs: { [id]: pill(REQUEST, field) }
  })
  switch (answer?.format) {
    case undefined:
      return single('statusCode', 'Status code', 'number', 'statusCode')
    case 'binary':
      return single('file', 'File', 'file', 'file')
    case 'json':
      return outputsOfSchema({
        ...{ document, note, whole: 'result' },
        schema: answer?.schema,
        from: { card: REQUEST, field: 'json' },
        place: `${key} ▸ response`
      })
    default:
      return single('body', 'Body', 'text', 'body')
  }
}

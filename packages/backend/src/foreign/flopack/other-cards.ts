import type { Json } from '@hookwright/model'
import type { DraftInput, Source } from '../draft-flow.ts'
import { createFieldNames } from '../labels.ts'
import {
  add,
  type CardJob,
  type Convert,
  conditionOf,
  constant,
  exposeOutput,
  exposeValue,
  extraInputs,
  fieldValue,
  from,
  given,
  inputOf,
  insert,
  isUsed,
  outputOf,
  remark,
  typed
} from './card-job.ts'
import { nameOfField } from './pack.ts'
import { typedValue } from './read-flopack.ts'

const arithmetic =
  (type: string): Convert =>
  job => {
    const added = add(job, { type, config: {}, inputs: { left: given(job, 'a'), right: given(job, 'b') } })
    exposeOutput(job, 'output', added, 'output')
    return null
  }

/** Converts Divide. Rounds to the number of decimals set on the original card. */
const divide: Convert = job => {
  const added = add(job, {
    type: 'number-divide',
    config: {},
    inputs: { left: given(job, 'a'), right: given(job, 'b') }
  })
  const digits = inputOf(job, 'decimals') === undefined ? undefined : given(job, 'decimals')
  const round = (number: Source | null, places: DraftInput): Source | null =>
    insert(job, { type: 'number-round', config: {}, inputs: { number: from(number), digits: places } }).out(
      'output'
    )
  const quotient = added.out('output')
  const rounded = digits === undefined ? quotient : round(quotient, digits)
  exposeValue(job, outputOf(job, 'output'), rounded)
  if (isUsed(job, 'percentage')) {
    const inputs = { left: from(quotient), right: constant(100) }
    const hundred = insert(job, { type: 'number-multiply', config: {}, inputs }).out('output')
    const parts = [digits === undefined ? hundred : round(hundred, digits), '%'].filter(part => part !== null)
    const text = insert(job, { type: 'compose', config: {}, inputs: { text: { kind: 'text', parts } } })
    exposeValue(job, outputOf(job, 'percentage'), text.out('output'))
  }
  return null
}

const round =
  (type: string): Convert =>
  job => {
    const digits = given(job, 'decimals') ?? given(job, 'precision')
    const inputs = { number: given(job, 'a'), ...(digits && { digits }) }
    exposeOutput(job, 'output', add(job, { type, config: {}, inputs }), 'output')
    return null
  }

/** Formula functions that Hookwright also supports. */
const calls = new Set(['abs', 'ceil', 'floor', 'round', 'sqrt', 'min', 'max'])

const formula: Convert = job => {
  const field = inputOf(job, '_text_')
  const text = String((field && typedValue(field)) ?? '')
  const inputs: Record<string, DraftInput | undefined> = {}
  const fields: { id: string; label: string }[] = []
  const written = text.replace(/\{\{\{?\s*([^{}]+?)\s*\}?\}\}/g, (_whole, key: string) => {
    const id = `x${fields.length + 1}`
    fields.push({ id, label: id })
    inputs[id] = given(job, key)
    return id
  })
  const unknown = (written.match(/[A-Za-z_]\w*/g) ?? []).filter(
    name => !calls.has(name) && inputs[name] === undefined && !/^x\d+$/.test(name)
  )
  if (unknown.length > 0 || !/^[\w\s.+\-*/%^(),]*$/.test(written) || written.trim() === '')
    return 'The formula uses functions or characters that the Formula card does not support. Use other cards instead.'
  exposeOutput(
    job,
    'output',
    add(job, { type: 'formula', config: { formula: written, fields }, inputs }),
    'output'
  )
  return null
}

const random: Convert = job => {
  const [least, most] = extraInputs(job, [])
  const inputs = { minimum: fieldValue(job, least), maximum: fieldValue(job, most) }
  exposeOutput(job, 'output', add(job, { type: 'random-integer', config: {}, inputs }), 'output')
  return null
}

const compare: Convert = job => {
  const { operator, inputs } = conditionOf(job)
  exposeOutput(job, 'result', add(job, { type: 'compare', config: { operator }, inputs }), 'result')
  return null
}

const boolean =
  (type: string): Convert =>
  job => {
    const names = createFieldNames('value')
    const inputs: Record<string, DraftInput | undefined> = {}
    const fields = extraInputs(job, []).map(field => {
      const name = names.add(nameOfField(field))
      inputs[name.id] = fieldValue(job, field)
      return name
    })
    const added = add(job, {
      type,
      config: type === 'boolean-not' ? {} : { fields },
      inputs: type === 'boolean-not' ? { value: fieldValue(job, extraInputs(job, [])[0]) } : inputs
    })
    exposeValue(job, job.card.node.model.outputs[0], added.out('result'))
    return null
  }

const algorithms = new Set(['sha1', 'sha256', 'sha384', 'sha512', 'md5'])

const algorithmOf = (value: Json): string | null => {
  const name = String(value ?? '')
    .toLowerCase()
    .replace(/^rsa-|-/g, '')
  return algorithms.has(name) ? name : null
}

const hmac: Convert = job => {
  const algorithm = algorithmOf(typed(job, 'algorithm'))
  if (algorithm === null)
    return `The HMAC card does not support the algorithm “${String(typed(job, 'algorithm'))}”.`
  const digest = typed(job, 'digest')
  if (digest !== 'hex' && digest !== 'base64' && digest !== null)
    remark(job, `The HMAC card does not support the digest “${String(digest)}”, so Base64 was chosen.`)
  const config = { algorithm, encoding: digest === 'hex' ? 'hex' : 'base64', keyEncoding: 'text' }
  exposeOutput(
    job,
    'output',
    add(job, { type: 'hmac', config, inputs: { text: given(job, 'data'), key: given(job, 'key') } }),
    'digest'
  )
  return null
}

const hash: Convert = job => {
  const algorithm = algorithmOf(typed(job, 'algorithm'))
  if (algorithm === null)
    return `The Hash card does not support the algorithm “${String(typed(job, 'algorithm'))}”.`
  const config = { algorithm, encoding: typed(job, 'digest') === 'base64' ? 'base64' : 'hex' }
  const added = add(job, {
    type: 'hash',
    config,
    inputs: { text: given(job, 'data') ?? given(job, 'string') }
  })
  exposeOutput(job, 'output', added, 'digest')
  return null
}

/** Computes an output with an additional card, if later cards use the output. */
export const computed = (job: CardJob, key: string, make: () => Source | null): void => {
  if (isUsed(job, key)) exposeValue(job, outputOf(job, key), make())
}

/** Conversions of number, True/False and signature functions, by function name. */
export const otherCards: Record<string, Convert> = {
  'math.add': arithmetic('number-add'),
  'math.subtract': arithmetic('number-subtract'),
  'math.multiply': arithmetic('number-multiply'),
  'math.divide': divide,
  'math.round': round('number-round'),
  'math.ceil': round('number-round-up'),
  'math.expression': formula,
  'math.random': random,
  'boolean.compare': compare,
  'boolean.and': boolean('boolean-and'),
  'boolean.or': boolean('boolean-or'),
  'boolean.xor': boolean('boolean-xor'),
  'boolean.not': boolean('boolean-not'),
  'crypto.hmac': hmac,
  'crypto.hash': hash
}

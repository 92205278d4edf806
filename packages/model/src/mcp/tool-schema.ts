import { coerce } from '../fields/coerce.ts'
import { fileOfBytes } from '../fields/content-file.ts'
import { type DataType, nameOfType, one } from '../fields/data-type.ts'
import type { Field, OutputGroup } from '../fields/field.ts'
import { outputTypeOf } from '../fields/field.ts'
import type { FlowSignature } from '../flows/signature.ts'
import { decodeBase64 } from '../kernel/base64.ts'
import { type FieldId, isReservedName } from '../kernel/ids.ts'
import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts'
import { schemaOfType } from './event-schema.ts'
import type { ObjectSchema } from './tool.ts'

/** Argument of a tool: the key that clients use, and the field of the action that it fills. */
export interface ToolArgument {
  key: string
  field: Field
  /** Label, unique among the arguments of the tool. */
  label: string
}

/** One output of an action as part of a tool's result, with the key that clients read. */
export interface ToolOutput {
  key: string
  field: OutputGroup['fields'][number]
}

/** Maximum length of a key that all clients accept, in characters. */
const LONGEST_KEY = 56

/** Converts a label to a key of letters, digits and underscores; empty if none remain. */
const keyOf = (label: string): string =>
  label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, LONGEST_KEY)
    .replace(/^_+|_+$/g, '')

/** Returns and reserves the first free name among `name`, `name 2`, `name 3`, … */
const takeFree = (taken: Set<string>, name: string, separator: string): string => {
  let free = name
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name}${separator}${number}`
  taken.add(free.toLowerCase())
  return free
}

/**
 * Returns a unique key for each label, in order. A label without Latin letters or digits gets the key
 * `fallback`.
 */
const keysOf = (labels: readonly string[], fallback: string): string[] => {
  const taken = new Set<string>()
  return labels.map(label => {
    const key = keyOf(label)
    return takeFree(taken, key === '' || isReservedName(key) ? fallback : key, '_')
  })
}

/**
 * Returns the options whose values determine the dynamic fields of an action. A tool call cannot set these
 * options.
 */
export const steeringOptionsOf = ({ inputGroups = [], outputs }: FlowSignature): Set<FieldId> =>
  new Set(
    [...inputGroups, ...outputs].flatMap(({ dynamic }) =>
      dynamic === undefined
        ? []
        : Object.values(dynamic.inputs).flatMap(from => ('option' in from ? [from.option] : []))
    )
  )

/**
 * Returns the arguments of an action's tool: its options and inputs, without `fixed` fields and without
 * options that determine dynamic fields.
 */
export const toolArgumentsOf = (signature: FlowSignature, fixed: ReadonlySet<FieldId>): ToolArgument[] => {
  const steering = steeringOptionsOf(signature)
  const fields = [
    ...signature.options,
    ...(signature.inputGroups ?? []).flatMap(group => group.fields)
  ].filter(({ id }) => !fixed.has(id) && !steering.has(id))
  const keys = keysOf(
    fields.map(({ label }) => label),
    'value'
  )
  const labels = new Set<string>()
  return fields.map((field, index) => ({
    key: keys[index] ?? '',
    field,
    label: takeFree(labels, field.label.slice(0, 95), ' ')
  }))
}

/**
 * Returns the outputs of an action as values of a tool's result. Outputs of dynamic groups are unknown at
 * this point and left out.
 */
export const toolOutputsOf = ({ outputs }: Pick<FlowSignature, 'outputs'>): ToolOutput[] => {
  const fields = outputs.flatMap(group => group.fields)
  const keys = keysOf(
    fields.map(({ label }) => label),
    'value'
  )
  return fields.map((field, index) => ({ key: keys[index] ?? '', field }))
}

/** Returns the JSON Schema of a file that a client sends or receives. */
const fileSchema = (isSent: boolean): JsonObject => ({
  type: 'object',
  properties: {
    name: { type: 'string' },
    type: { type: 'string', description: 'Media type' },
    ...(isSent ? { content: { type: 'string', contentEncoding: 'base64' } } : { size: { type: 'integer' } })
  },
  required: isSent ? ['name', 'content'] : ['name']
})

/** Returns the values that a client may choose from; `null` if any value of the type is allowed. */
const chosenFrom = ({ choices, dataType }: Field): Json[] | null =>
  choices?.from === 'static' && choices.rows.length > 0
    ? choices.rows.map(({ value }) => (dataType.kind === 'number' ? Number(value) : value))
    : null

/**
 * Returns a text that describes a dropdown's values to a client: “1: Low; 2: High”. `null` if the values need
 * no description.
 */
const choiceHint = ({ choices }: Field): string | null => {
  if (choices === undefined) return null
  if (choices.from === 'flow') return 'The id of one of the values that the service offers.'
  const named = choices.rows.filter(({ display, value }) => display !== value)
  return named.length === 0 ? null : named.map(({ display, value }) => `${value}: ${display}`).join('; ')
}

const argumentSchema = ({ field, label }: ToolArgument): JsonObject => {
  const { dataType } = field
  const chosen = chosenFrom(field)
  const hint = choiceHint(field)
  const schema: JsonObject =
    chosen === null ? schemaOfType(dataType, fileSchema(true)) : withEnum(dataType, chosen)
  return { ...schema, title: label, ...(hint !== null && { description: hint }) }
}

const withEnum = (dataType: DataType, chosen: Json[]): JsonObject =>
  dataType.list
    ? { type: 'array', items: { ...schemaOfType(one(dataType.kind), fileSchema(true)), enum: chosen } }
    : { ...schemaOfType(dataType, fileSchema(true)), enum: chosen }

/** Returns the JSON Schema of a tool's arguments. */
export const inputSchemaOf = (args: readonly ToolArgument[]): ObjectSchema => ({
  type: 'object',
  properties: Object.fromEntries(args.map(argument => [argument.key, argumentSchema(argument)])),
  required: args.flatMap(({ key, field }) => (field.required ? [key] : [])),
  additionalProperties: false
})

/** States of a tool call, as used in its result. */
export const callStates = ['done', 'running', 'awaiting_approval'] as const
export type CallState = (typeof callStates)[number]

/** Returns the JSON Schema of a tool's result: the state of the call, its run, and the outputs once it is done. */
export const outputSchemaOf = (outputs: readonly ToolOutput[]): ObjectSchema => ({
  type: 'object',
  properties: {
    state: { type: 'string', enum: [...callStates] },
    runId: { type: 'string', description: 'Id of the run in the history of Hookwright' },
    outputs: {
      type: 'object',
      description: 'Values from the service once the call is done',
      properties: Object.fromEntries(
        outputs.map(({ key, field }) => {
          const type = outputTypeOf(field)
          const schema: JsonObject =
            type.kind === 'any'
              ? {}
              : { anyOf: [schemaOfType(field.dataType, fileSchema(false)), { type: 'null' }] }
          return [key, { ...schema, title: field.label }]
        })
      )
    }
  },
  required: ['state', 'runId']
})

/**
 * Values of a call's arguments by key, converted to the types of the action's fields. If they are invalid,
 * the error sentences instead.
 */
export type ReadArguments = { ok: true; values: Record<string, unknown> } | { ok: false; flaws: string[] }

/** Converts a file sent by a client; `undefined` for a value without a name and content. */
const readFile = (value: unknown, newId: () => string): unknown => {
  if (!isJsonObject(value) || typeof value.name !== 'string' || typeof value.content !== 'string')
    return undefined
  const bytes = decodeBase64(value.content)
  if (bytes === null) return undefined
  const type = typeof value.type === 'string' ? value.type : ''
  return fileOfBytes(bytes, { id: newId(), name: value.name, type })
}

const readFiles = (value: unknown, isList: boolean, newId: () => string): unknown => {
  if (!isList) return readFile(value, newId)
  if (!Array.isArray(value)) return undefined
  const files = value.map(each => readFile(each, newId))
  return files.includes(undefined) ? undefined : files
}

const isChoice = (value: unknown, chosen: Json[] | null): boolean =>
  chosen === null ||
  (Array.isArray(value) ? value.every(each => chosen.includes(each)) : chosen.includes(value as Json))

/** Converts one argument, or returns an error sentence. */
const readArgument = (
  { key, field }: ToolArgument,
  value: unknown,
  newId: () => string
): { value: unknown } | { flaw: string } => {
  const { dataType, required } = field
  if (value === undefined || value === null) {
    return required ? { flaw: `The argument “${key}” is required. Add it.` } : { value: null }
  }
  const wanted = nameOfType(dataType)
  const given = dataType.kind === 'file' ? readFiles(value, dataType.list, newId) : value
  const read = given === undefined ? null : coerce(given, dataType)
  if (read === null) {
    return { flaw: `The argument “${key}” must be a ${wanted} with its name, and its content in Base64.` }
  }
  if (!read.ok)
    return { flaw: `The argument “${key}” must be of type ${wanted}, not ${read.found}. Change it.` }
  const chosen = chosenFrom(field)
  if (!isChoice(read.value, chosen)) {
    return {
      flaw: `The argument “${key}” must be one of ${(chosen ?? []).slice(0, 20).join(', ')}. Change it.`
    }
  }
  return { value: read.value }
}

/** Validates the arguments of a call and converts them to the types of the fields. Never throws. */
export const readArguments = (
  args: readonly ToolArgument[],
  given: Record<string, unknown>,
  newId: () => string
): ReadArguments => {
  const known = new Set(args.map(({ key }) => key))
  const flaws = Object.keys(given)
    .filter(key => !known.has(key))
    .map(key => `The tool has no argument “${key.slice(0, 80)}”. Remove it.`)
  const values: Record<string, unknown> = {}
  for (const argument of args) {
    const { key } = argument
    const read = readArgument(argument, Object.hasOwn(given, key) ? given[key] : null, newId)
    if ('flaw' in read) flaws.push(read.flaw)
    else values[key] = read.value
  }
  return flaws.length === 0 ? { ok: true, values } : { ok: false, flaws: flaws.slice(0, 20) }
}

/** Maximum length of a tool name that all clients accept, in characters. */
const LONGEST_NAME = 60

/**
 * Returns the tool name of an action: the first free name among `connector_action`, `connector_action_2`, …
 */
export const toolNameOf = (connectorName: string, actionName: string, taken: ReadonlySet<string>): string => {
  const parts = [keyOf(connectorName).slice(0, 24) || 'connector', keyOf(actionName) || 'action']
  const name = parts.join('_').slice(0, LONGEST_NAME).replace(/_+$/, '')
  return takeFree(new Set(taken), name, '_')
}

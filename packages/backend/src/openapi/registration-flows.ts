import {
  type Card,
  type Field,
  type Flow,
  literal,
  nameOfPath,
  one,
  type Path,
  pill
} from '@hookwright/model'
import { urlOf } from './action-flow.ts'
import type { ApiDocument, ImportNote } from './document.ts'
import { cardOf, constructCards, type DrawnField, fieldOf, flowOf, requestConfig } from './draw-cards.ts'
import { type ApiRegistration, findList, findListedUrl, idKeyIn } from './find-registrations.ts'
import { createNamer } from './names.ts'
import { type ApiOperation, parametersOf } from './operations.ts'
import { type RegistrationBody, readRegistrationBody, type TypeInput } from './registration-body.ts'

/** Flows that open, close and list subscriptions, and the values that events pass to them. */
export interface RegistrationFlows {
  registration: Flow
  deregistration: Flow | null
  listing: Flow | null
  /** Values that each user of an event enters, with the roles of the flows that use them. */
  asked: { field: Pick<Field, 'id' | 'label'>; roles: ('registration' | 'deregistration' | 'listing')[] }[]
  type: TypeInput | null
  hasSecret: boolean
}

const START = 'start'
const REQUEST = 'request'

/** Output ids that the start cards of helper flows define themselves. */
const reserved = ['eventUrl', 'signingSecret', 'registrationData', 'lapsedData']

/** Timeout of a registration request in seconds. A registration may take 60 seconds in total. */
const LONGEST_REQUEST = 60

const parametersIn = (path: string): string[] => [
  ...new Set([...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name = '']) => name))
]

/** Converts the operations of a registration to flows. */
export const registrationFlows = (params: {
  document: ApiDocument
  registration: ApiRegistration
  base: string
  note: (note: ImportNote) => void
}): RegistrationFlows => {
  const { document, registration, base, note } = params
  const { create, remove, list, idAt } = registration
  const namer = createNamer(reserved)
  const inPath = new Map(
    parametersIn(create.path).map(name => [name, { id: namer.idOf(name), label: namer.labelOf(name, '') }])
  )
  const body = readRegistrationBody(document, registration, namer)
  for (const name of body.open)
    note({
      place: `${create.key} ▸ body ${name.slice(0, 80)}`,
      reason:
        'The value is required, but the document does not contain one. Map a value in the registration flow.'
    })
  noteParameters(document, [create, remove, list], note)

  const inputsOf = (extra: readonly DrawnField[] = []) => [
    ...[...inPath.values()].map(field => ({ ...fieldOf(field, one('text'), true) })),
    ...extra.map(field => ({ ...field }))
  ]
  const pillOfParameter = (parameter: string) => {
    const field = inPath.get(parameter)
    return field === undefined ? null : pill(START, field.id)
  }
  const idKey = idAt.at(-1) ?? 'id'
  const typeFields = body.type === null ? [] : [fieldOf(body.type, body.type.dataType, true)]
  const askedFields = body.asked.map(field => fieldOf(field, one('text'), true))

  const registrationFlow = flowOf([
    cardOf('webhook-registration', START, { config: { inputs: inputsOf([...typeFields, ...askedFields]) } }),
    ...createCards(create, body, urlOf(base, create.path, pillOfParameter)),
    cardOf('return-error-if', 'check', {
      title: 'Check the id',
      config: { operator: 'is-empty' },
      inputs: {
        left: pill(REQUEST, 'json', idAt),
        message: literal('The service returned no subscription id. Check the subscriptions there.')
      }
    }),
    ...constructCards('data', 'Registration Data', [
      [idKey, { binding: pill(REQUEST, 'json', idAt), dataType: one('text') }]
    ]),
    cardOf('registration-return', 'return', { inputs: { registrationData: pill('data', 'output') } })
  ])

  return {
    registration: registrationFlow,
    deregistration: remove === null ? null : removeFlow(remove, { base, idKey, inputsOf, pillOfParameter }),
    listing: list === null ? null : listFlow({ ...params, list, inputsOf, pillOfParameter }),
    asked: [
      ...[...inPath.values()].map(field => ({
        field,
        roles: ['registration' as const, 'deregistration' as const, 'listing' as const]
      })),
      ...body.asked.map(field => ({ field, roles: ['registration' as const] }))
    ],
    ...{ type: body.type, hasSecret: body.hasSecret }
  }
}

/** Adds notes about required query and header parameters, which these requests do not send. */
const noteParameters = (
  document: ApiDocument,
  operations: readonly (ApiOperation | null)[],
  note: (note: ImportNote) => void
): void => {
  for (const operation of operations) {
    if (operation === null) continue
    for (const { name, isRequired, in: where } of parametersOf(document, operation))
      if (isRequired && where !== 'path')
        note({
          place: `${operation.key} ▸ parameter ${name.slice(0, 80)}`,
          reason: 'The parameter is required but has no value. Map a value in the flow.'
        })
  }
}

const createCards = (
  create: ApiOperation,
  { format, keys }: RegistrationBody,
  url: Card['inputs'][string]
): Card[] => {
  const config = requestConfig({ method: create.method, timeoutSeconds: LONGEST_REQUEST, expectJson: true })
  if (format === 'form') {
    const fields = keys.flatMap(([name, value], index) =>
      'binding' in value ? [{ id: `f${index + 1}`, name, binding: value.binding }] : []
    )
    return [
      cardOf('raw-request', REQUEST, {
        title: create.name,
        config: { ...config, bodyFormat: 'form', form: fields.map(({ id, name }) => ({ id, name })) },
        inputs: { url, ...Object.fromEntries(fields.map(({ id, binding }) => [id, binding])) }
      })
    ]
  }
  return [
    ...constructCards('wish', 'Subscription', keys),
    cardOf('raw-request', REQUEST, {
      title: create.name,
      config: { ...config, bodyFormat: 'json' },
      inputs: { url, body: pill('wish', 'output') }
    })
  ]
}

interface HelperInputs {
  inputsOf: () => DrawnField[]
  pillOfParameter: (parameter: string) => ReturnType<typeof pill> | null
}

const removeFlow = (
  remove: ApiOperation,
  { base, idKey, inputsOf, pillOfParameter }: HelperInputs & { base: string; idKey: string }
): Flow =>
  flowOf([
    cardOf('webhook-deregistration', START, { config: { inputs: inputsOf() } }),
    cardOf('object-get', 'id', {
      title: 'Which subscription',
      inputs: { object: pill(START, 'registrationData'), path: literal(nameOfPath([idKey])) }
    }),
    cardOf('raw-request', REQUEST, {
      title: remove.name,
      config: requestConfig({ method: 'DELETE' }),
      inputs: { url: urlOf(base, remove.path, name => pillOfParameter(name) ?? pill('id', 'value')) }
    })
  ])

const listFlow = (
  params: HelperInputs & {
    document: ApiDocument
    registration: ApiRegistration
    list: ApiOperation
    base: string
    note: (note: ImportNote) => void
  }
): Flow | null => {
  const { document, registration, list, base, note, inputsOf, pillOfParameter } = params
  const found = findList(document, list)
  const url = found === null ? null : findListedUrl(document, found, registration.urlAt)
  if (found === null || url === null) {
    note({
      place: list.key,
      reason: 'The response has no list of entries with a URL, so no Webhook list flow was created.'
    })
    return null
  }
  const stored = registration.idAt.at(-1) ?? 'id'
  const idKey = idKeyIn(found.items, stored) ?? 'id'
  const record = (path: Path) => pill('return', 'record', path)
  return flowOf([
    cardOf('list-registrations', START, { config: { inputs: inputsOf() } }),
    cardOf('raw-request', REQUEST, {
      title: list.name,
      config: requestConfig({ method: 'GET', expectJson: true }),
      inputs: { url: urlOf(base, list.path, pillOfParameter) }
    }),
    cardOf('listing-return', 'return', {
      inputs: {
        list: pill(REQUEST, 'json', found.at),
        id: record([idKey]),
        eventUrl: record(url),
        // The deregistration flow reads the id at the same key.
        ...(idKey === stored && { registrationData: record([]) })
      }
    })
  ])
}

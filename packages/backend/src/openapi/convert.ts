import { type Authentication, createFlowNames, Fault, type Flow, type Id, literal } from '@hookwright/model'
import type { FlowContent } from '@hookwright/model/files'
import { actionFlow } from './action-flow.ts'
import { authenticationOf } from './authentication.ts'
import { type ImportNote, textOf } from './document.ts'
import { cardOf, flowOf, requestConfig } from './draw-cards.ts'
import { eventFlow, type LinkedRegistration } from './event-flow.ts'
import type { ApiRegistration } from './find-registrations.ts'
import type { ApiOperation } from './operations.ts'
import type { IndexedDocument } from './outline.ts'
import { registrationFlows } from './registration-flows.ts'
import { loginLeftOut, ownServerOf, readBase, serversOf } from './servers.ts'

/** Operation, event or registration in one of several OpenAPI documents. */
export interface ApiPick {
  /** Index of the document. */
  document: number
  key: string
}

/** Parts of documents that a maker chose to import. */
export interface ApiChoice {
  operations: ApiPick[]
  events: ApiPick[]
  /**
   * Registration for the chosen webhooks; null for none. Each callback is registered by the operation that
   * declares it.
   */
  registration: ApiPick | null
  /** Keys of the security schemes, in order. */
  schemes: string[]
  baseUrl: string
}

/** Flow that a conversion creates, with its kind. */
export interface ConvertedFlow extends FlowContent {
  kind: 'action' | 'event' | 'registration' | 'deregistration' | 'listing' | 'authping'
}

/** Connector, or additions to a connector, created from documents. */
export interface Conversion {
  description: string
  docsUrl: string | null
  authentication: Authentication
  flows: ConvertedFlow[]
  notes: ImportNote[]
}

/**
 * Path patterns of operations that can test a connection, best pattern first. They return the signed-in
 * account or the state of the service.
 */
const pings = [/\/(me|self|whoami|current[-_]?user|users?\/me)$/i, /\/(user|account|profile|session)$/i]

const pingOf = ({ operations }: IndexedDocument): ApiOperation | null => {
  const plain = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'))
  for (const pattern of pings) {
    const found = plain.find(({ path }) => pattern.test(path))
    if (found !== undefined) return found
  }
  return null
}

/**
 * Converts the chosen parts of documents to flows, with the authentication of their connector. Throws `openapi.part-gone`
 * for a choice that is not in the documents.
 */
export const convertDocuments = (params: {
  documents: readonly IndexedDocument[]
  choice: ApiChoice
  /** Base URL of the connector that gets the flows, as text; null for a new connector. */
  connectorBase: string | null
  /** Names of the connector's flows. */
  takenNames: readonly string[]
  newId: () => Id
}): Conversion => {
  const { documents, choice, connectorBase, newId } = params
  const notes: ImportNote[] = []
  const note = (added: ImportNote): void => {
    notes.push(added)
  }
  const flows: ConvertedFlow[] = []
  const names = createFlowNames(params.takenNames)
  const add = (kind: ConvertedFlow['kind'], wanted: string, doc: Flow, description = ''): Id => {
    const name = names.take(wanted)
    const id = newId()
    flows.push({
      ...{ id, kind, name, doc, active: true, saveAll: true },
      description: description.slice(0, 2_000)
    })
    return id
  }
  const documentAt = (pick: ApiPick): IndexedDocument => {
    const document = documents[pick.document]
    if (document === undefined) throw new Fault('openapi.part-gone', { part: pick.key.slice(0, 200) })
    return document
  }
  const found = <Part extends { key: string }>(parts: readonly Part[], { key }: ApiPick): Part => {
    const part = parts.find(each => each.key === key)
    if (part === undefined) throw new Fault('openapi.part-gone', { part: key.slice(0, 200) })
    return part
  }

  const servers = documents.map(({ document }) => serversOf(document)[0] ?? null)
  const ofBase = connectorBase ?? servers.find(server => server !== null) ?? null

  /**
   * Returns the text before an operation's path in its URL. Empty for a path below the base URL, otherwise
   * the URL of another server.
   */
  const baseFor = (index: number, operation: ApiOperation): string => {
    const own = ownServerOf(operation) ?? servers[index] ?? null
    if (own === null || own === ofBase || own.includes('{')) return ''
    note({
      place: operation.key,
      reason: `The operation uses the server ${own.slice(0, 200)} instead of the base URL. Allow the host on the Authentication page to send credentials to it.`
    })
    return own
  }

  const linked = new Map<string, LinkedRegistration>()
  const link = (index: number, registration: ApiRegistration): LinkedRegistration => {
    const key = `${index} ${registration.key}`
    const known = linked.get(key)
    if (known !== undefined) return known
    const { document } = documentAt({ document: index, key })
    const base = baseFor(index, registration.create)
    const made = registrationFlows({ document, registration, base, note })
    const { create, remove, list } = registration
    if (made.deregistration === null)
      note({
        place: create.key,
        reason:
          'No operation deletes the subscription that this operation creates, so there is no deregistration flow.'
      })
    if (made.hasSecret)
      note({
        place: create.key,
        reason:
          'The service signs requests with the signing secret of the subscription. Choose the receiving rules on the event’s card.'
      })
    const added: LinkedRegistration = {
      ...{ asked: made.asked, type: made.type },
      registrationFlowId: add('registration', 'Webhook registration', made.registration, create.key),
      deregistrationFlowId:
        made.deregistration === null
          ? null
          : add('deregistration', 'Webhook deregistration', made.deregistration, remove?.key),
      listingFlowId: made.listing === null ? null : add('listing', 'Webhook list', made.listing, list?.key)
    }
    linked.set(key, added)
    return added
  }

  const chosen = choice.registration
  const ofWebhooks = (): LinkedRegistration | null =>
    chosen === null ? null : link(chosen.document, found(documentAt(chosen).registrations, chosen))

  for (const pick of choice.events) {
    const { document, events, registrations } = documentAt(pick)
    const event = found(events, pick)
    const own =
      event.callback === null
        ? undefined
        : registrations.find(({ key }) => key === event.callback?.operation.key)
    const registration = own === undefined ? ofWebhooks() : link(pick.document, own)
    const doc = eventFlow({ document, event, registration, note })
    add('event', event.name, doc, textOf(event.node.description))
  }
  for (const pick of choice.operations) {
    const { document, operations } = documentAt(pick)
    const operation = found(operations, pick)
    const base = baseFor(pick.document, operation)
    const doc = actionFlow({ document, operation, base, note })
    add('action', operation.name, doc, textOf(operation.node.description) || operation.key)
  }

  const base = readBase(
    choice.baseUrl,
    documents.map(({ document }) => document)
  )
  if (connectorBase === null && base.hadLogin) note({ place: 'base URL', reason: loginLeftOut })
  if (connectorBase === null && base.fields.length > 0 && base.allowedHosts.length === 0)
    note({
      place: 'base URL',
      reason:
        'The host of the base URL is entered in each connection, and only that host gets the credentials. Leave the allowed hosts on the Authentication page empty.'
    })
  const [first] = documents
  const ping =
    connectorBase === null && choice.schemes.length > 0 && first !== undefined ? pingOf(first) : null
  if (ping !== null && !params.takenNames.includes('_authping'))
    add('authping', '_authping', pingFlow(ping), ping.key)
  return {
    description: documents.find(({ description }) => description !== '')?.description ?? '',
    docsUrl: documents.find(({ docsUrl }) => docsUrl !== null)?.docsUrl ?? null,
    authentication: authenticationOf({
      ...{ schemes: choice.schemes, base, note },
      documents: documents.map(({ document }) => document)
    }),
    flows,
    notes: [
      ...notes,
      ...documents.flatMap(({ document }) =>
        [...document.refused].map(([place, reason]) => ({ place, reason }))
      )
    ]
  }
}

/** Returns a flow that tests a connection with an operation without parameters. */
const pingFlow = ({ path, name }: ApiOperation): Flow =>
  flowOf([
    cardOf('authping', 'start', {}),
    cardOf('raw-request', 'request', {
      title: name,
      config: requestConfig({ method: 'GET' }),
      inputs: { url: literal(path) }
    })
  ])

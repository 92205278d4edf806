import { cutText } from '@hookwright/model'
import { createDraftFlow } from '../draft-flow.ts'
import type { ConvertOptions, ForeignReading } from '../report.ts'
import { nameOfCard } from './card-job.ts'
import { convertFlow } from './convert-flow.ts'
import {
  allCards,
  createPack,
  type Pack,
  type PlannedFlow,
  planFields,
  planStubs,
  returnedFields,
  startFields
} from './pack.ts'
import {
  type Flo,
  type FloCard,
  type FlopackFile,
  functionOf,
  MOST_FLOWS,
  serviceOf
} from './read-flopack.ts'
import { isMapped, readsOutputs } from './result-uses.ts'
import { linesOfFields } from './service-cards.ts'
import { wireFlow } from './wire-flow.ts'

const planFlows = (pack: Pack, flows: readonly Flo[]): void => {
  const docs = flows.map(({ data }) => data)
  const uses = readsOutputs(docs)
  const mapped = isMapped(docs)
  for (const { id, name, description, data } of flows) {
    const wired = wireFlow(data)
    const { fields, implicit, isRaw } = returnedFields(wired, uses.has(id))
    const outputs = planFields(fields).slice(0, 199)
    const planned = pack.plan({
      ...{ name, description: description ?? '', saveAll: data.log, doc: data, implicit, isRaw, outputs },
      inputs: planFields(startFields(wired)).slice(0, 200),
      givesObject: !isRaw && outputs.length > 0 && mapped.has(id)
    })
    pack.flows.set(id, planned)
  }
}

const serviceName = (card: FloCard): string => {
  const { service } = serviceOf(card)
  const bare = service.replace(/_[0-9a-f]{32}$/, '').replace(/\d+_\d+$|\d+$/, '')
  return `${bare.charAt(0).toUpperCase()}${bare.slice(1)} ${nameOfCard(card)}`
}

/**
 * Creates a stub flow in place of an operation of a service. It returns an error until somebody adds its
 * cards.
 */
const draftStub = (pack: Pack, stub: PlannedFlow, key: string, example: FloCard | undefined): void => {
  const draft = createDraftFlow(pack)
  const strip: string[] = []
  const [service = '', operation = ''] = key.split(' ')
  const asField = ({ id, label, type }: PlannedFlow['inputs'][number]) => ({
    ...{ id, label, fieldType: 'text-field', required: false },
    dataType: { kind: type.kind, list: type.list }
  })
  draft.add(strip, { type: 'helper-flow', config: { inputs: stub.inputs.map(asField) } })
  const about = `Placeholder for the action “${operation}” of “${service}”. Either add Raw Request here to send the request, and delete the cards Note and Return Error, or replace the cards that call this flow with the action of a connector.`
  const settings = example === undefined ? [] : linesOfFields(example.node.model.inputs)
  const text = [about, ...(settings.length === 0 ? [] : ['Example of its settings:', ...settings])].join('\n')
  draft.add(strip, { type: 'note', config: { text: cutText(text, 10_000) } })
  const message = `The flow “${stub.name}” is a stub: the action “${operation}” of “${service}” is not available yet. Add the cards of the action.`
  draft.add(strip, {
    type: 'return-error',
    config: {},
    inputs: { message: { kind: 'value', value: message } }
  })
  if (stub.outputs.length > 0)
    draft.add(strip, { type: 'return', config: { fields: stub.outputs.map(asField) } })
  const { id, name } = stub
  const description = cutText(
    `Stub created by an import for the action “${operation}” of “${service}”.`,
    2_000
  )
  pack.done.push({ id, name, description, active: true, saveAll: true, doc: draft.flow(strip) })
}

/** Creates the stubs that converted flows call. */
const draftStubs = (pack: Pack, flows: readonly Flo[]): void => {
  const called = new Set(
    pack.done.flatMap(({ doc }) =>
      Object.values(doc.cards).flatMap(({ config }) => [String(config.flowId ?? '')])
    )
  )
  const examples = new Map<string, FloCard>()
  for (const { data } of flows)
    for (const { card } of allCards(data)) {
      const { service, operation } = serviceOf(card)
      if (functionOf(card) === null && !examples.has(`${service} ${operation}`))
        examples.set(`${service} ${operation}`, card)
    }
  for (const [key, stub] of pack.stubs) if (called.has(stub.id)) draftStub(pack, stub, key, examples.get(key))
}

/** Returns the keys of the services that the flows use. */
export const servicesOfFlopack = ({ flows }: FlopackFile): Set<string> => {
  const services = new Set<string>()
  for (const { data } of flows)
    for (const { card } of allCards(data))
      if (functionOf(card) === null) services.add(serviceOf(card).service)
  return services
}

const tooMany: ForeignReading = {
  ok: false,
  why: `The file would create more than ${MOST_FLOWS} flows. Export fewer flows at a time.`
}

/** Converts a flopack into flow drafts, with a report about each card. Never throws. */
export const convertFlopack = ({ flows, tables }: FlopackFile, options: ConvertOptions): ForeignReading => {
  const { specs, newId, deployed, takenNames } = options
  const pack = createPack({ specs, newId, deployed, takenNames })
  planFlows(pack, flows)
  planStubs(
    pack,
    flows.map(({ data }) => data),
    serviceName
  )
  for (const planned of [...pack.flows.values()]) convertFlow(pack, planned)
  for (let next = pack.added.shift(); next !== undefined; next = pack.added.shift()) {
    if (pack.done.length >= MOST_FLOWS) return tooMany
    convertFlow(pack, next)
  }
  draftStubs(pack, flows)
  if (pack.done.length > MOST_FLOWS) return tooMany
  noteRemarks(pack)
  const remarks = tables.map(
    name =>
      `The table “${name}” was not imported because Hookwright has no tables. The cards that used it call stub flows instead.`
  )
  return {
    ok: true,
    content: { source: 'flopack', flows: pack.done, inFile: flows.length, cards: pack.cards, remarks }
  }
}

/** Adds the remarks in the report to the notes of the cards. */
const noteRemarks = ({ places }: Pack): void => {
  for (const [{ remarks }, { cards, id }] of places) {
    const card = cards[id]
    if (card === undefined || remarks.length === 0) continue
    card.note = cutText(
      [...(card.note === undefined ? [] : [card.note]), `Import: ${remarks.join(' ')}`].join('\n\n'),
      10_000
    )
  }
}

import { type Flow, type JsonObject, keySourcesOf, readersOf, startCardOf } from '@hookwright/model'
import { connectionFieldId } from '../card/catalog.ts'
import type { CardSpec, Specs } from '../card/define-card.ts'
import { reachableFlows } from './reachable-flows.ts'

const connectionPrefix = connectionFieldId('')

const checksWithConnection = (spec: CardSpec, config: JsonObject): boolean => {
  const rules = spec.receives(config)
  return rules !== null && keySourcesOf(rules).some(({ source }) => source.from === 'connection')
}

const usesItself = (doc: Flow, specs: Specs): boolean => {
  const start = startCardOf(doc)
  return (
    (start !== undefined &&
      readersOf(doc, start.id).some(({ pill }) => pill.field.startsWith(connectionPrefix))) ||
    Object.values(doc.cards).some(({ type, config }) => {
      const spec = specs.get(type)
      return spec === undefined || spec.sideEffects === 'effect' || checksWithConnection(spec, config)
    })
  )
}

/**
 * Returns true if a maker's flow needs its user's connection: to send requests, to read connection values or
 * to check requests. The flows that it calls, registers with or fills options from count too.
 *
 * @param flows the connector's other flows; a missing flow counts as needing the connection
 */
export const usesConnection = (doc: Flow, flows: { id: string; doc: Flow }[], specs: Specs): boolean => {
  const known = new Set(flows.map(({ id }) => id))
  const calledFlowIdsOf = (each: Flow): string[] =>
    Object.values(each.cards).flatMap(({ type, config }) => specs.get(type)?.calls(config) ?? [])
  const reached = reachableFlows([doc], flows, ({ type, config }) => specs.get(type)?.calls(config) ?? [])
  return [doc, ...reached.map(each => each.doc)].some(
    each => usesItself(each, specs) || calledFlowIdsOf(each).some(id => !known.has(id))
  )
}

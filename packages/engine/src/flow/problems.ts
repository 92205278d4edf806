import {
  type Card,
  cardOf,
  type FieldId,
  type Flow,
  type HelperRole,
  type Place,
  type Problem,
  startCardOf
} from '@hookwright/model'
import type { Catalog } from '../card/catalog.ts'
import type { CardSpec, Specs } from '../card/define-card.ts'
import { dynamicPortId } from '../card/ports.ts'
import { checkBlocks, checkInputs } from './check-inputs.ts'
import { type FlowView, nameIn, specOf, viewOf } from './flow-view.ts'
import { type HelperUse, helperUsesOf } from './helper-uses.ts'
import { lastCardOf } from './last-card.ts'

const roles: Record<HelperRole, string> = {
  registration: 'a registration flow',
  deregistration: 'a deregistration flow',
  renewal: 'a renewal flow',
  listing: 'a flow that lists registrations',
  probe: 'a probe flow',
  call: 'a helper flow',
  choices: 'a helper flow',
  fields: 'a helper flow'
}

/**
 * Returns the field at which a problem with a helper flow can be fixed: an option, a dynamic group, or a
 * registration role.
 */
const fieldOf = ({ as, source }: HelperUse): { field?: FieldId } => {
  if (as === 'call') return {}
  return { field: source === null ? as : source.field }
}

/**
 * Formats the use of a helper flow by a card, for the beginning of a sentence: “The option “Team” of “Ask”
 * takes its values from a helper flow”.
 */
const sayUse = ({ as, source }: HelperUse, name: string): string => {
  if (source === null) return `“${name}” uses ${roles[as]}`
  return as === 'fields'
    ? `The group “${source.label}” of “${name}” loads its fields from ${roles[as]}`
    : `The option “${source.label}” of “${name}” loads its values from ${roles[as]}`
}

const checkHelpers = (view: FlowView, card: Card, spec: CardSpec): Problem[] =>
  helperUsesOf(card, spec)
    .filter(({ flowId }) => !view.catalog.flows.has(flowId))
    .map(use => ({
      code: 'helper-gone',
      card: card.id,
      ...fieldOf(use),
      message: `${sayUse(use, nameIn(view, card))} that no longer exists. Choose another one.`
    }))

const checkPlacement = (
  view: FlowView,
  card: Card,
  spec: CardSpec,
  { isTop, isStart, isLast }: { isTop: boolean; isStart: boolean; isLast: boolean }
): Problem[] => {
  const misplaced = (message: string): Problem[] => [{ code: 'card-misplaced', card: card.id, message }]
  const name = nameIn(view, card)
  if (spec.starts !== null && !isStart)
    return misplaced(`“${name}” can only be the first card of a flow. Delete it here.`)
  if (isStart && card.skipped)
    return misplaced(`“${name}” starts the flow, so it cannot be skipped. Turn it on again.`)
  if (spec.returns !== null && !(isTop && isLast))
    return misplaced(`“${name}” ends a flow, so it must be the last card. Move it to the end.`)
  return spec.responds ? checkResponse(view, card, isLast) : []
}

/** Checks that a flow with a response card has a caller, and that no card follows the response. */
const checkResponse = (view: FlowView, card: Card, isLast: boolean): Problem[] => {
  const misplaced = (message: string): Problem[] => [{ code: 'card-misplaced', card: card.id, message }]
  const name = nameIn(view, card)
  const start = startCardOf(view.flow)
  const starts = start && specOf(view, start)?.starts
  if (start && starts && !starts.hasCaller) {
    return misplaced(
      `“${name}” responds to a caller, but a flow that starts with “${nameIn(view, start)}” has none. Delete it, or start the flow with API Endpoint.`
    )
  }
  return isLast
    ? []
    : misplaced(`“${name}” ends the run, so the cards after it never run. Move it to the end.`)
}

const checkCard = (view: FlowView, card: Card, place: Place): Problem[] => {
  const spec = specOf(view, card)
  if (spec === undefined) {
    return [
      {
        code: 'card-type',
        card: card.id,
        message: `This installation does not have the card type “${card.type}”. Delete the card or update Hookwright.`
      }
    ]
  }
  const isTop = place.strip === null
  const isStart = isTop && place.index === 0
  const isLast = card === lastCardOf(view.flow, view.specs, place.strip)
  const placement = checkPlacement(view, card, spec, { isTop, isStart, isLast })
  if (card.skipped) return placement
  const own = spec
    .check(card, view.catalog)
    .map((problem): Problem => ({ code: 'card-config', card: card.id, ...problem }))
  const ports = view.portsOf(card)
  if (ports === null) return [...placement, ...own]
  return [
    ...placement,
    ...own,
    ...checkHelpers(view, card, spec),
    ...checkInputs(view, card, place, ports),
    ...checkBlocks(view, card, ports)
  ]
}

/**
 * Returns the problems of dynamic output groups. Only actions can have them. Their helper flows receive the
 * action's options.
 */
const checkDynamicOutputs = (view: FlowView, first: Card, last: Card): Problem[] => {
  const start = specOf(view, first)?.starts
  const options = new Set(start?.signature(first.config)?.options.map(({ id }) => id))
  const outputs = specOf(view, last)?.returns?.signature(last.config)?.outputs ?? []
  return outputs.flatMap(({ id, name, dynamic }): Problem[] => {
    if (dynamic === undefined) return []
    const problem = (code: Problem['code'], message: string): Problem[] => [
      { code, card: last.id, field: dynamicPortId(id), message }
    ]
    if (start?.kind !== 'action')
      return problem(
        'return-card',
        `The group “${name}” loads its fields from a helper flow, but only actions can have such groups. Remove the group.`
      )
    return Object.values(dynamic.inputs).some(from => 'option' in from && !options.has(from.option))
      ? problem(
          'pill-field',
          `The group “${name}” passes the value of a deleted option to its helper flow. Choose another option.`
        )
      : []
  })
}

const checkEnds = (view: FlowView): Problem[] => {
  const [firstId] = view.flow.strip
  const first = firstId === undefined ? undefined : cardOf(view.flow, firstId)
  if (first === undefined)
    return [{ code: 'flow-empty', card: null, message: 'The flow is empty. Add an event.' }]
  const starts = specOf(view, first)?.starts
  if (starts === undefined || starts === null) {
    return [
      {
        code: 'start-card',
        card: first.id,
        message: `A flow starts with an event, not with “${nameIn(view, first)}”. Add an event first.`
      }
    ]
  }
  const last = lastCardOf(view.flow, view.specs)
  const returns = last && specOf(view, last)?.returns
  if (last && returns && !returns.kinds.includes(starts.kind)) {
    return [
      {
        code: 'return-card',
        card: last.id,
        message: `“${nameIn(view, last)}” cannot end a flow that starts with “${nameIn(view, first)}”. Delete it.`
      }
    ]
  }
  const isList = last !== undefined && returns?.signature(last.config)?.runMode === true
  if (last && isList && !returns.records?.kinds.includes(starts.kind)) {
    return [
      {
        code: 'return-card',
        card: last.id,
        message: `“${nameIn(view, last)}” returns a list of records, but a flow that starts with “${nameIn(view, first)}” returns one result. Turn Run mode off.`
      }
    ]
  }
  if (last && returns) return checkDynamicOutputs(view, first, last)
  if (!starts.needsReturn) return []
  return [{ code: 'return-card', card: null, message: 'The flow has no return card at its end. Add one.' }]
}

/** Returns true for a card inside a skipped block card. It never runs, so its problems are ignored. */
const isInSkipped = (view: FlowView, place: Place): boolean =>
  place.around.some(block => cardOf(view.flow, block.card)?.skipped === true)

/**
 * Returns all problems of a flow, in card order. A flow without problems can be deployed or turned on. Pure,
 * and used by both the canvas and the server.
 */
export const problemsOf = (flow: Flow, specs: Specs, catalog: Catalog): Problem[] => {
  const view = viewOf(flow, specs, catalog)
  const problems = checkEnds(view)
  for (const [id, place] of view.places) {
    const card = cardOf(flow, id)
    if (card !== undefined && !isInSkipped(view, place)) problems.push(...checkCard(view, card, place))
  }
  return problems
}

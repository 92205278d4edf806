import {
  anyValue,
  type Binding,
  type Card,
  type CardId,
  cardOf,
  coerce,
  type FieldId,
  type Flow,
  fitOf,
  nameOfType,
  one,
  type Path,
  type Pill,
  type Place,
  type Problem,
  type ProblemCode,
  pillsOf,
  placeOfJoins,
  placesOf,
  sightOf,
  type ValueType
} from '@hookwright/model'
import { type CardSpec, nameOfCard, type Specs } from './define-card.ts'
import type { OutputPort, Ports } from './ports.ts'
import type { Surroundings } from './surroundings.ts'

/** What a check of one flow looks things up in. */
interface View {
  flow: Flow
  specs: Specs
  surroundings: Surroundings
  places: Map<CardId, Place>
  portsOf: (card: Card) => Ports | null
}

/** Where a binding stands: its card, and the inner fields it may use. */
interface Site {
  card: Card
  place: Place
  block?: FieldId
  field: FieldId
  sees: FieldId[]
}

const specOf = (view: View, card: Card): CardSpec | undefined => view.specs.get(card.type)
const nameIn = (view: View, card: Card): string => nameOfCard(card, specOf(view, card))

const problemAt = (site: Site, code: ProblemCode, message: string): Problem => ({
  code,
  card: site.card.id,
  field: site.field,
  ...(site.block === undefined ? {} : { block: site.block }),
  message
})

/** The type at the end of a path, or null where the root cannot be gone into. */
const typeAt = (root: ValueType, path: Path): ValueType | null => {
  const [first, ...rest] = path
  if (first === undefined) return root
  if (root.list) return typeof first === 'number' ? typeAt(one(root.kind), rest) : null
  return root.kind === 'object' || root.kind === 'any' || root.kind === 'file' ? anyValue : null
}

/** The inner fields of an enclosing card that a reader in this place may use. */
const innerInSight = (ports: Ports, site: Site, source: CardId): OutputPort[] => {
  const around = site.place.around.find(block => block.card === source)
  const sees =
    source === site.card.id && around === undefined
      ? site.sees
      : (ports.blocks.find(block => block.id === around?.block)?.sees ?? [])
  return ports.inner.filter(port => sees.includes(port.id))
}

const checkPill = (view: View, site: Site, pill: Pill, type: ValueType): Problem[] => {
  const reader = nameIn(view, site.card)
  const source = cardOf(view.flow, pill.card)
  if (source === undefined) {
    return [
      problemAt(site, 'pill-gone', `“${reader}” uses a value of a card that was deleted; map another value.`)
    ]
  }
  const name = nameIn(view, source)
  const sight = sightOf(view.places, site.place, site.card.id, pill.card)
  if (sight === 'no') {
    return [
      problemAt(
        site,
        'pill-order',
        `“${reader}” uses a value of “${name}”, which has not run by then; move one of them.`
      )
    ]
  }
  const ports = view.portsOf(source)
  // A source that cannot be read has a problem of its own; a second one here would only repeat it.
  if (ports === null) return []
  const offered =
    sight === 'earlier' ? [...ports.outputs, ...ports.joins] : innerInSight(ports, site, pill.card)
  const output = offered.find(port => port.id === pill.field)
  if (output === undefined) {
    return [
      problemAt(
        site,
        'pill-field',
        `“${reader}” uses a value that “${name}” does not give here; map another value.`
      )
    ]
  }
  const found = typeAt(output.type, pill.path)
  if (found === null) {
    return [
      problemAt(
        site,
        'pill-field',
        `“${output.label}” of “${name}” is ${nameOfType(output.type)}, which has no parts; map it whole.`
      )
    ]
  }
  if (fitOf(found, type) !== 'refused') return []
  return [
    problemAt(
      site,
      'pill-type',
      `“${output.label}” of “${name}” is ${nameOfType(found)}, but ${nameOfType(type)} is wanted here; convert it first or map another value.`
    )
  ]
}

const takesText = (type: ValueType): boolean => !type.list && type.kind !== 'object' && type.kind !== 'file'

const checkBinding = (
  view: View,
  site: Site,
  label: string,
  type: ValueType,
  binding: Binding
): Problem[] => {
  if (binding.kind === 'literal') {
    const value = coerce(binding.value, type)
    if (value.ok) return []
    return [
      problemAt(
        site,
        'input-literal',
        `“${label}” wants ${value.wanted}, but holds ${value.found}; type another value.`
      )
    ]
  }
  if (binding.kind === 'pill') return checkPill(view, site, binding, type)
  if (!takesText(type)) {
    return [
      problemAt(
        site,
        'input-text',
        `“${label}” wants ${nameOfType(type)}, so it cannot be text; map one value.`
      )
    ]
  }
  return pillsOf(binding).flatMap(pill => checkPill(view, site, pill, one('text')))
}

const isEmpty = (binding: Binding | undefined): boolean =>
  binding === undefined ||
  (binding.kind === 'literal' && (binding.value === null || binding.value === '')) ||
  (binding.kind === 'text' && binding.parts.every(part => part === ''))

const checkInputs = (view: View, card: Card, place: Place, ports: Ports): Problem[] => {
  const problems: Problem[] = []
  const known = new Set<FieldId>()
  for (const port of ports.inputs) {
    known.add(port.id)
    const binding = Object.hasOwn(card.inputs, port.id) ? card.inputs[port.id] : undefined
    const site: Site = { card, place, field: port.id, sees: port.sees ?? [] }
    if (binding === undefined || isEmpty(binding)) {
      if (port.required) {
        problems.push(
          problemAt(
            site,
            'input-required',
            `“${port.label}” of “${nameIn(view, card)}” is required; fill it in.`
          )
        )
      }
      continue
    }
    problems.push(...checkBinding(view, site, port.label, port.type, binding))
  }
  for (const field of Object.keys(card.inputs)) {
    if (known.has(field)) continue
    const site: Site = { card, place, field, sees: [] }
    problems.push(
      problemAt(
        site,
        'input-unknown',
        `“${nameIn(view, card)}” still maps a value to an input that is gone; remove the mapping.`
      )
    )
  }
  return problems
}

const checkBlocks = (view: View, card: Card, ports: Ports): Problem[] => {
  const blocks = card.blocks ?? []
  const complete =
    blocks.length === ports.blocks.length &&
    ports.blocks.every((port, index) => blocks[index]?.id === port.id)
  if (!complete) {
    return [
      {
        code: 'blocks',
        card: card.id,
        message: `“${nameIn(view, card)}” does not have its blocks; insert the card anew.`
      }
    ]
  }
  return blocks.flatMap(block => {
    const place = placeOfJoins(view.places, card, block.id)
    if (place === undefined) return []
    return Object.entries(block.joins).flatMap(([field, binding]) => {
      const join = ports.joins.find(port => port.id === field)
      const site: Site = { card, place, block: block.id, field, sees: [] }
      if (join !== undefined) return checkBinding(view, site, join.label, join.type, binding)
      return [problemAt(site, 'input-unknown', 'An output of this block is gone; remove its mapping.')]
    })
  })
}

const checkCalls = (view: View, card: Card, spec: CardSpec): Problem[] =>
  spec
    .calls(card.config)
    .filter(flowId => !view.surroundings.flows.has(flowId))
    .map(() => ({
      code: 'helper-gone',
      card: card.id,
      message: `“${nameIn(view, card)}” uses a helper flow that does not exist any more; choose another one.`
    }))

const checkPlacement = (
  view: View,
  card: Card,
  spec: CardSpec,
  isStart: boolean,
  isLast: boolean
): Problem[] => {
  const misplaced = (message: string): Problem[] => [{ code: 'card-misplaced', card: card.id, message }]
  const name = nameIn(view, card)
  if (spec.starts !== null && !isStart)
    return misplaced(`“${name}” starts a flow, so it cannot stand here; delete it.`)
  if (isStart && card.skipped)
    return misplaced(`“${name}” starts the flow, so it cannot be skipped; switch it on again.`)
  if (spec.returns !== null && !isLast)
    return misplaced(`“${name}” ends a flow, so it must be the last card of the top strip; move it there.`)
  return []
}

const checkCard = (view: View, card: Card, place: Place): Problem[] => {
  const spec = specOf(view, card)
  if (spec === undefined) {
    return [
      {
        code: 'card-type',
        card: card.id,
        message: `The card type “${card.type}” is not known here; delete the card or update Hookwright.`
      }
    ]
  }
  const isTop = place.strip === null
  const isStart = isTop && place.index === 0
  const isLast = isTop && place.index === view.flow.strip.length - 1
  const placement = checkPlacement(view, card, spec, isStart, isLast)
  if (card.skipped) return placement
  const own = spec
    .check(card, view.surroundings)
    .map((problem): Problem => ({ code: 'card-config', card: card.id, ...problem }))
  const ports = view.portsOf(card)
  if (ports === null) return [...placement, ...own]
  return [
    ...placement,
    ...own,
    ...checkCalls(view, card, spec),
    ...checkInputs(view, card, place, ports),
    ...checkBlocks(view, card, ports)
  ]
}

const checkEnds = (view: View): Problem[] => {
  const [firstId] = view.flow.strip
  const first = firstId === undefined ? undefined : cardOf(view.flow, firstId)
  if (first === undefined)
    return [{ code: 'flow-empty', card: null, message: 'The flow is empty; add an event to it.' }]
  const starts = specOf(view, first)?.starts
  if (starts === undefined || starts === null) {
    return [
      {
        code: 'start-card',
        card: first.id,
        message: `A flow starts with an event, not with “${nameIn(view, first)}”; add an event.`
      }
    ]
  }
  const lastId = view.flow.strip.at(-1)
  const last = lastId === undefined ? undefined : cardOf(view.flow, lastId)
  const returns = last && specOf(view, last)?.returns
  if (last && returns && !returns.kinds.includes(starts.kind)) {
    return [
      {
        code: 'return-card',
        card: last.id,
        message: `“${nameIn(view, last)}” does not fit a flow that starts with “${nameIn(view, first)}”; delete it.`
      }
    ]
  }
  if (!starts.needsReturn || returns) return []
  return [{ code: 'return-card', card: null, message: 'The flow has no return card at its end; add one.' }]
}

/**
 * All that is still to fix in a flow, in the order of its cards. Pure: the same call serves canvas and server. A flow
 * without problems can be deployed or turned on.
 */
export const problemsOf = (flow: Flow, specs: Specs, surroundings: Surroundings): Problem[] => {
  const memo = new Map<CardId, Ports | null>()
  const view: View = {
    flow,
    specs,
    surroundings,
    places: placesOf(flow),
    portsOf: card => {
      const known = memo.get(card.id)
      if (known !== undefined) return known
      const ports = specs.get(card.type)?.ports(card.config, surroundings) ?? null
      memo.set(card.id, ports)
      return ports
    }
  }
  const problems = checkEnds(view)
  for (const [id, place] of view.places) {
    const card = cardOf(flow, id)
    if (card !== undefined) problems.push(...checkCard(view, card, place))
  }
  return problems
}

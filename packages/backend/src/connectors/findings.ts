import {
  catalogOfMaker,
  helperUsesOf,
  kindOf,
  nameOfCard,
  offerWarningsOf,
  problemsOf,
  reachableFlows,
  type Specs
} from '@hookwright/engine'
import {
  type Authentication,
  type Card,
  codeOfReservedName,
  connectionFieldsOf,
  Fault,
  type Finding,
  type FindingCode,
  type Flow,
  type FlowKind,
  findingTable,
  type Id,
  isEventKind,
  methodsWithoutClient,
  type Problem,
  reservedNameOf,
  shownFlowName,
  startCardOf,
  validateFlowName
} from '@hookwright/model'

/** Connector flow in the draft, for validation. */
export interface DraftedFlow {
  id: Id
  name: string | null
  description: string
  active: boolean
  doc: Flow
}

const finding = (
  code: FindingCode,
  flow: Pick<DraftedFlow, 'id' | 'name'> | null,
  message: string,
  at: { cardId?: string | null; field?: string } = {}
): Finding => ({
  code,
  severity: findingTable[code].severity,
  flowId: flow?.id ?? null,
  flowName: flow?.name ?? null,
  cardId: at.cardId ?? null,
  field: at.field ?? null,
  message
})

/** Returns the problems of a flow's name. */
const checkName = (flow: DraftedFlow, specs: Specs): Finding[] => {
  const { name } = flow
  const reserved = codeOfReservedName(name, kindOf(flow.doc, specs))
  if (reserved !== null) {
    const message = `The name “${name}” is reserved. Rename the flow.`
    return [finding(reserved, flow, message)]
  }
  const flaw =
    name !== null && name === reservedNameOf(kindOf(flow.doc, specs)) ? null : validateFlowName(name)
  return flaw === null ? [] : [finding(name === null ? 'HW-name' : 'CBDE000003H', flow, flaw)]
}

/** Returns the flows whose key, such as the name, an earlier flow already has. A null key equals no other. */
const repeated = (flows: DraftedFlow[], keyOf: (flow: DraftedFlow) => string | null): DraftedFlow[] => {
  const seen = new Set<string>()
  return flows.filter(flow => {
    const key = keyOf(flow)
    if (key === null) return false
    const again = seen.has(key)
    seen.add(key)
    return again
  })
}

const checkTwins = (flows: DraftedFlow[], specs: Specs): Finding[] => [
  ...repeated(flows, flow => flow.name?.toLowerCase() ?? null).map(flow =>
    finding(
      'CBDE000001H',
      flow,
      `Two active flows are named “${flow.name}”. Rename one of them or turn it off.`
    )
  ),
  ...repeated(flows, flow => (kindOf(flow.doc, specs) === 'authping' ? 'authping' : null)).map(flow =>
    finding(
      'CBDE000004H',
      flow,
      'A connector can have only one flow that starts with Authping. Turn the other one off or delete it.',
      { cardId: flow.doc.strip[0] ?? null }
    )
  ),
  ...repeated(flows, flow => (kindOf(flow.doc, specs) === 'revoke' ? 'revoke' : null)).map(flow =>
    finding(
      'CBDE000006H',
      flow,
      'A connector can have only one flow that starts with Revoke. Turn the other one off or delete it.',
      { cardId: flow.doc.strip[0] ?? null }
    )
  )
]

/**
 * Returns the code of the finding that reports a problem. Problems of the start card have a separate code.
 */
const codeOf = ({ code, card }: Problem, start: Card | undefined): FindingCode | null => {
  switch (code) {
    case 'flow-empty':
    case 'start-card':
      return 'CBDE000002H'
    case 'card-type':
      return card === start?.id ? 'CBDE000002H' : 'HW-card-type'
    case 'connection':
    case 'event':
      // What only the start card of a user's flow can lack; that it stands here at all is told instead.
      return null
    case 'action':
      return 'HW-card-misplaced'
    default:
      return `HW-${code}`
  }
}

const checkCards = (flow: DraftedFlow, problems: Problem[], specs: Specs): Finding[] => {
  const start = startCardOf(flow.doc)
  if (start !== undefined && kindOf(flow.doc, specs) === 'user-event') {
    const name = nameOfCard(start, specs.get(start.type))
    const message = `“${name}” can only start flows of users, not flows of a connector. Delete it and add an event.`
    return [finding('CBDE000002H', flow, message, { cardId: start.id })]
  }
  const isUnknown = start !== undefined && !specs.has(start.type)
  return problems.flatMap(problem => {
    const code = codeOf(problem, start)
    // A start card of a type that nobody knows is told once, by its type.
    if (code === null || (isUnknown && problem.code === 'start-card')) return []
    const { card: cardId, field } = problem
    return [finding(code, flow, problem.message, { cardId, ...(field === undefined ? {} : { field }) })]
  })
}

/**
 * Returns the findings for configuration values with a helper flow that is missing, inactive or of the wrong
 * kind.
 */
const checkConfig = (authentication: Authentication, flows: DraftedFlow[], specs: Specs): Finding[] =>
  connectionFieldsOf(authentication).flatMap(({ label, source }): Finding[] => {
    if (source?.from !== 'helper') return []
    const flow = flows.find(({ id }) => id === source.flowId)
    const about = `The field “${label}” of the authentication gets its value from`
    if (flow === undefined)
      return [finding('HW-helper-gone', null, `${about} a flow that was deleted. Choose another flow.`)]
    const name = shownFlowName(flow.name)
    if (!flow.active) {
      const message = `${about} “${name}”, which is turned off. Turn it on or choose another flow.`
      return [finding('HW-helper-off', null, message)]
    }
    if (kindOf(flow.doc, specs) === 'helper') return []
    const message = `${about} “${name}”, which is not a helper flow. Choose another flow.`
    return [finding('HW-helper-kind', null, message)]
  })

/** Returns a warning for each sign-in method that lacks a client ID of the connector. */
const warnOfClients = (authentication: Authentication): Finding[] =>
  methodsWithoutClient(authentication).map(({ name }) => {
    const method = name === undefined ? 'The sign-in' : `“${name}”`
    const message = `${method} has no client ID, so nobody can sign in with it. Enter the client ID on the Settings tab.`
    return finding('HW-no-client', null, message)
  })

/** Returns true for a kind of flow that users can add to their flows. */
const isOffered = (kind: FlowKind | null): boolean => isEventKind(kind) || kind === 'action'

/** Returns findings for cards that use an inactive flow. Versions do not include inactive flows. */
const checkHelpersOff = (flow: DraftedFlow, off: Map<string, DraftedFlow>, specs: Specs): Finding[] =>
  Object.values(flow.doc.cards).flatMap(card => {
    const spec = specs.get(card.type)
    if (spec === undefined || card.skipped) return []
    const used = new Set(helperUsesOf(card, spec).map(use => use.flowId))
    return [...used].flatMap(id => {
      const helper = off.get(id)
      if (helper === undefined) return []
      const message = `“${nameOfCard(card, spec)}” uses “${shownFlowName(helper.name)}”, which is turned off. Turn it on or choose another flow.`
      return [finding('HW-helper-off', flow, message, { cardId: card.id })]
    })
  })

/**
 * Returns errors for cards that start an independent run inside an action or a flow that it calls. Such a run
 * would use the connection of the user's event instead of the action's. Versions created before this rule run
 * the helper flow inline.
 */
const checkBegunRuns = (flow: DraftedFlow, flows: DraftedFlow[], specs: Specs): Finding[] => {
  const calledFlowIdsOf = (card: Card): string[] =>
    card.skipped ? [] : (specs.get(card.type)?.calls(card.config) ?? [])
  const name = `“${shownFlowName(flow.name)}”`
  return [
    flow,
    ...reachableFlows([flow.doc], flows, calledFlowIdsOf).filter(({ id }) => id !== flow.id)
  ].flatMap(each =>
    Object.values(each.doc.cards).flatMap(card => {
      const spec = specs.get(card.type)
      if (spec?.begins !== true || card.skipped) return []
      const message = `“${nameOfCard(card, spec)}” cannot start a run inside the action ${name}, because that run would not have the connection of the action. Use Call Flow, which waits for the helper flow.`
      return [finding('HW-inline-run', each, message, { cardId: card.id })]
    })
  )
}

/** Returns the warnings about an event or action that would limit or hinder the users' flows that use it. */
const warnOfOffer = (flow: DraftedFlow, specs: Specs, problems: readonly Problem[]): Finding[] =>
  offerWarningsOf(flow.doc, specs, problems).map(({ code, card, field, message }) =>
    finding(code, flow, message, { cardId: card, ...(field === undefined ? {} : { field }) })
  )

/**
 * Returns the findings about the draft of a connector: errors in flow order, then warnings. Inactive flows
 * are skipped, but cards that use an inactive flow are reported.
 */
export const findingsOf = (authentication: Authentication, flows: DraftedFlow[], specs: Specs): Finding[] => {
  const active = flows.filter(flow => flow.active)
  const off = new Map(flows.filter(flow => !flow.active).map(flow => [flow.id, flow]))
  const catalog = catalogOfMaker(authentication, flows, specs)
  const problemsBy = new Map(active.map(flow => [flow, problemsOf(flow.doc, specs, catalog)]))
  const problemsIn = (flow: DraftedFlow): Problem[] => problemsBy.get(flow) ?? []
  const errors = active.flatMap(flow => [
    ...checkName(flow, specs),
    ...checkCards(flow, problemsIn(flow), specs),
    ...checkHelpersOff(flow, off, specs),
    ...(kindOf(flow.doc, specs) === 'action' ? checkBegunRuns(flow, active, specs) : [])
  ])
  const hasOffer = active.some(flow => isOffered(kindOf(flow.doc, specs)))
  const noEvent = finding(
    'HW-no-event',
    null,
    'The connector has no active flow that starts with Webhook Event or Connector Action, so users would not see it. Add one.'
  )
  return [
    ...checkTwins(active, specs),
    ...checkConfig(authentication, flows, specs),
    ...errors,
    ...(hasOffer ? [] : [noEvent]),
    ...warnOfClients(authentication),
    ...active.flatMap(flow => warnOfOffer(flow, specs, problemsIn(flow)))
  ]
}

/** Rejects a draft with errors, because no version can be created from it. Throws `version.has-problems`. */
export const refuseErrors = (
  findings: readonly Pick<Finding, 'severity' | 'flowName' | 'message'>[]
): void => {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  const what = errors.map(({ flowName, message }) => `${flowName ?? 'A flow'}: ${message}`).join(' ')
  throw new Fault('version.has-problems', { what })
}

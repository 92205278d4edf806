import {
  helperUsesOf,
  kindOf,
  lastCardOf,
  nameOfCard,
  problemsOf,
  reachableFlows,
  type Specs,
  sayUnusedOption,
  signatureOf,
  surroundingsOfMaker,
  unusedOptionsOf
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
  type FlowSignature,
  findingTable,
  flawOfFlowName,
  type Id,
  isEventKind,
  methodsWithoutClient,
  needsRegistration,
  type Problem,
  reservedNameOf,
  shownFlowName,
  startCardOf
} from '@hookwright/model'

/** Drafted flow of a connector, as seen by validation. */
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
  const flaw = name !== null && name === reservedNameOf(kindOf(flow.doc, specs)) ? null : flawOfFlowName(name)
  return flaw === null ? [] : [finding(name === null ? 'HW-name' : 'CBDE000003H', flow, flaw)]
}

/** Returns flows that share a value with an earlier flow although it must be unique. */
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

/** Returns the finding code of a problem. Wrong starts have a code of their own. */
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
 * Returns the findings for configuration values whose helper flow is missing, turned off or of
 * another kind.
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
    const message = `${about} “${name}”, which is no helper flow. Choose another flow.`
    return [finding('HW-helper-kind', null, message)]
  })

/** Returns warnings about sign-ins without the client ID of the connector. */
const warnOfClients = (authentication: Authentication): Finding[] =>
  methodsWithoutClient(authentication).map(({ name }) => {
    const method = name === undefined ? 'The sign-in' : `“${name}”`
    const message = `${method} has no client ID, so nobody can sign in with it. Enter the client ID on the tab Overview.`
    return finding('HW-no-client', null, message)
  })

/** Returns true for a kind of flow that users can add to their flows. */
const isOffered = (kind: FlowKind | null): boolean => isEventKind(kind) || kind === 'action'

/** Checks for cards that use an inactive flow, which versions do not include. */
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

/** Returns warnings about the helper flows that register an event. */
const warnOfRegistrar = (flow: DraftedFlow, start: Card, specs: Specs): Finding[] => {
  const registrar = specs.get(start.type)?.registers(start.config) ?? null
  const opens = (registrar?.flowIds.registration ?? null) !== null
  const closes = (registrar?.flowIds.deregistration ?? null) !== null
  const name = `“${flow.name ?? 'The event'}”`
  const at = { cardId: start.id }
  const warnings: Finding[] = []
  const receiving = specs.get(start.type)?.receives(start.config) ?? null
  if (!opens && receiving !== null && needsRegistration(receiving)) {
    const message = `${name} takes its signing key from the Registration Data but has no registration flow, so every request is refused. Choose a registration flow that returns the key, or take the key from a field of the connection.`
    warnings.push(finding('HW-no-registration-key', flow, message, at))
  }
  if (opens && !closes) {
    const message = `${name} has no deregistration flow, so the subscription stays at the service when a user turns a flow off. Choose one unless subscriptions expire automatically.`
    warnings.push(finding('HW-only-registration', flow, message, at))
  }
  if (closes && !opens) {
    const message = `${name} has a deregistration flow but no registration flow, so it is never registered at the service. Choose a registration flow.`
    warnings.push(finding('HW-only-deregistration', flow, message, at))
  }
  return warnings
}

/** Returns warnings about the outputs of an event or action. An action may have no outputs. */
const warnOfOutputs = (flow: DraftedFlow, signature: FlowSignature, specs: Specs): Finding[] => {
  const isEvent = isEventKind(signature.kind)
  const name = `“${flow.name ?? (isEvent ? 'The event' : 'The action')}”`
  const warnings: Finding[] = []
  const last = lastCardOf(flow.doc, specs)
  const returns = last !== undefined && (specs.get(last.type)?.returns ?? null) !== null
  if (returns && isEvent && signature.outputs.every(group => group.fields.length === 0)) {
    const message = `${name} returns no outputs, so users’ flows cannot use its data. Add outputs to its return card.`
    warnings.push(finding('HW-no-outputs', flow, message, { cardId: last.id }))
  }
  const fields = returns ? signature.outputs.flatMap(group => group.fields) : []
  const guessed = fields.filter(field => field.guessed === true)
  if (last !== undefined && guessed[0] !== undefined) {
    const [count, them] = guessed.length === 1 ? ['1 output', 'it'] : [`${guessed.length} outputs`, 'them']
    const message = `The types of ${count} of ${name} are guesses and accept any value. Confirm ${them} in the Outputs dialog.`
    warnings.push(finding('HW-guessed-outputs', flow, message, { cardId: last.id, field: guessed[0].id }))
  }
  const [unmapped, ...more] = fields.filter(({ id }) => !Object.hasOwn(last?.inputs ?? {}, id))
  if (last !== undefined && unmapped !== undefined) {
    const [count, them] = [more.length + 1, more.length === 0 ? 'it' : 'them']
    const which = more.length === 0 ? `“${unmapped.label}”` : `“${unmapped.label}” and ${more.length} more`
    const message = `Nothing is mapped to ${count} of the ${fields.length} outputs of ${name} (${which}). Map ${them}, or remove ${them}.`
    const at = { cardId: last.id, field: unmapped.id }
    warnings.push(finding('HW-unmapped-outputs', flow, message, at))
  }
  return warnings
}

/**
 * Rejects cards that start an independent run in an action or a flow that it calls. Such a run
 * would use the connection of the user's event instead of the action's. Versions created before
 * this rule run the helper flow inline.
 */
const checkBegunRuns = (flow: DraftedFlow, flows: DraftedFlow[], specs: Specs): Finding[] => {
  const callsOf = (card: Card): string[] =>
    card.skipped ? [] : (specs.get(card.type)?.calls(card.config) ?? [])
  const name = `“${shownFlowName(flow.name)}”`
  return [flow, ...reachableFlows([flow.doc], flows, callsOf).filter(({ id }) => id !== flow.id)].flatMap(
    each =>
      Object.values(each.doc.cards).flatMap(card => {
        const spec = specs.get(card.type)
        if (spec?.begins !== true || card.skipped) return []
        const message = `“${nameOfCard(card, spec)}” cannot start a run inside the action ${name}, because that run would not have the connection of the action. Use Call Flow, which waits for the helper flow.`
        return [finding('HW-inline-run', each, message, { cardId: card.id })]
      })
  )
}

/** Returns warnings about an event or action that restrict its users. */
const warnOfOffer = (flow: DraftedFlow, specs: Specs): Finding[] => {
  const start = startCardOf(flow.doc)
  const signature = signatureOf(flow, specs)
  if (start === undefined || signature === null || !isOffered(signature.kind)) return []
  const unused = unusedOptionsOf(flow.doc, specs).map(option =>
    finding('HW-unused-option', flow, sayUnusedOption(option), { cardId: start.id })
  )
  return [...warnOfRegistrar(flow, start, specs), ...unused, ...warnOfOutputs(flow, signature, specs)]
}

/**
 * Returns the findings about the draft of a connector: errors in flow order, then warnings.
 * Inactive flows are skipped, except for those still in use.
 */
export const findingsOf = (authentication: Authentication, flows: DraftedFlow[], specs: Specs): Finding[] => {
  const active = flows.filter(flow => flow.active)
  const off = new Map(flows.filter(flow => !flow.active).map(flow => [flow.id, flow]))
  const surroundings = surroundingsOfMaker(authentication, flows, specs)
  const errors = active.flatMap(flow => [
    ...checkName(flow, specs),
    ...checkCards(flow, problemsOf(flow.doc, specs, surroundings), specs),
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
    ...active.flatMap(flow => warnOfOffer(flow, specs))
  ]
}

/** Refuses a draft with errors, of which no version can be made. Throws `version.has-problems`. */
export const refuseErrors = (
  findings: readonly Pick<Finding, 'severity' | 'flowName' | 'message'>[]
): void => {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  const what = errors.map(({ flowName, message }) => `${flowName ?? 'A flow'}: ${message}`).join(' ')
  throw new Fault('version.has-problems', { what })
}
